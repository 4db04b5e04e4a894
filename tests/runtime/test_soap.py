"""SOAP envelopes of both versions, header entries, faults, and invalid envelopes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from soapstone.runtime.errors import WireError
from soapstone.runtime.records.xml import Xml
from soapstone.runtime.soap.envelopes import Envelope
from soapstone.runtime.soap.faults import SoapFault
from soapstone.runtime.soap.writing import write_envelope
from tests.canonical import canonical
from tests.runtime.support import Shop, document, same

CAPTURES = Path(__file__).parent.parent / "data" / "dotnet" / "asmx"
NAMESPACES = {
    "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
    "1.2": "http://www.w3.org/2003/05/soap-envelope",
}


def _captured(name: str) -> bytes:
    """The body of an HTTP response that an ASMX service sent."""
    response = (CAPTURES / f"{name}.response.http").read_bytes()
    return response.partition(b"\r\n\r\n")[2]


def _envelope(body: str, version: str = "1.1", header: str = "") -> str:
    bound = f'xmlns:soap="{NAMESPACES[version]}"'
    body = f"<soap:Body>{body}</soap:Body>"
    return f"<soap:Envelope {bound}>{header}{body}</soap:Envelope>"


def _fault(body: str, version: str = "1.1") -> SoapFault:
    with pytest.raises(SoapFault) as caught:
        Envelope.parse(_envelope(f"<soap:Fault>{body}</soap:Fault>", version))
    return caught.value


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_a_message_travels_in_either_version(shop: Shop, version: Any) -> None:
    order = shop.order(note="n")
    data = order.to_soap(version)
    assert data.startswith(
        b'<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="'
    )
    assert NAMESPACES[version].encode() in data
    assert shop.package.Order.from_soap(data) == order
    envelope = shop.runtime.Envelope.parse(data)
    assert (envelope.version, envelope.headers) == (version, ())
    assert shop.package.Order.from_soap(envelope) == order


def test_11_is_the_default(shop: Shop) -> None:
    assert shop.order().to_soap() == shop.order().to_soap("1.1")


def test_another_version_is_an_error(shop: Shop) -> None:
    with pytest.raises(
        ValueError, match=r"^version takes '1\.1' or '1\.2', not '1\.3'$"
    ):
        shop.order().to_soap("1.3")


def test_any_prefix_and_white_space_will_do(shop: Shop) -> None:
    text = _envelope("\n" + document("<Id>7</Id>") + "\n").replace(
        "<soap:Body>", "\n<soap:Body>"
    )
    default = text.replace("soap:", "").replace("xmlns:soap", "xmlns")
    other = text.replace("soap:", "E:").replace("xmlns:soap", "xmlns:E")
    for each in (text, default, other, other.encode("utf-16")):
        assert shop.package.Order.from_soap(each).id == 7


def test_names_in_values_may_lean_on_the_envelope(shop: Shop) -> None:
    body = "<u:A{0} i:type='e:T'>e:text</u:A><Home{0} i:type='e:Villa'/>"
    bound = " xmlns:e='urn:e'"
    text = _envelope(document(body.format(""))).replace(
        "Envelope", "Envelope" + bound, 1
    )
    order = shop.package.Order.from_soap(text)
    assert same(order.to_xml(), body.format(bound))
    assert 'xmlns:e="urn:e"' in shop.runtime.unknown(order)[0].xml


def test_headers_go_in_and_come_out(shop: Shop) -> None:
    token = shop.runtime.Xml('<t:Token xmlns:t="urn:t" t:id="1">ë</t:Token>')
    message = shop.package.Amount.from_xml(document("5", root="Amount"))
    data = shop.order().to_soap("1.2", headers=[token, message])
    assert data.count(b"<?xml") == 1
    first, second = shop.runtime.Envelope.parse(data).headers
    assert first == token
    assert str(first) == token.text
    assert shop.package.Amount.from_xml(second.text) == message


def test_headers_of_a_service_can_be_had() -> None:
    for version in ("1.1", "1.2"):
        envelope = Envelope.parse(_captured(f"S{version.replace('.', '')}.WithHeaders"))
        assert envelope.version == version
        [header] = envelope.headers
        soap = NAMESPACES[version]
        assert canonical(header.text) == canonical(
            f'<TraceHeader xmlns="https://services.example.com/Demo/" xmlns:s="{soap}"'
            ' s:mustUnderstand="1"><TraceId>tr</TraceId><Hops>2</Hops></TraceHeader>'
        )


@pytest.mark.parametrize(
    "header", ["", "<soap:Header/>", "<soap:Header> \n</soap:Header>"]
)
def test_no_headers_are_none(header: str) -> None:
    assert Envelope.parse(_envelope("<a/>", header=header)).headers == ()


@pytest.mark.parametrize(
    "text", ["<a>", "", "<a/></soap:Header><soap:Header>", "<a/><b/>", "<p:a/>"]
)
def test_a_header_that_would_break_the_envelope_is_refused(text: str) -> None:
    with pytest.raises(WireError):
        write_envelope(b"<b/>", "1.1", [Xml(text)])


def test_a_header_may_bring_its_declaration() -> None:
    data = write_envelope(
        b"<b/>", "1.1", [Xml('<?xml version="1.0" encoding="utf-16"?>\n<a/>')]
    )
    assert [each.text for each in Envelope.parse(data).headers] == ["<a/>"]


def test_a_message_that_does_not_fit_is_no_envelope_either(shop: Shop) -> None:
    with pytest.raises(shop.wire_error, match=r"^\$\.Id: found None"):
        shop.order(id=None).to_soap("1.2")


# --- faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [
        ("S11.Fail", "Server", "InvalidOperationException: boom <&>\n"),
        ("S12.Fail", "Receiver", "InvalidOperationException: boom <&>\n"),
        ("S11.FailSoap", "Client", "SoapException: bad client\n"),
        ("S12.FailSoap", "Sender", "SoapException: bad client\n"),
    ],
)
def test_faults_of_a_service(name: str, code: str, reason: str) -> None:
    with pytest.raises(SoapFault) as caught:
        Envelope.parse(_captured(name))
    fault = caught.value
    assert fault.code == code
    assert reason in fault.reason
    assert str(fault) == f"{code}: {fault.reason}"
    assert fault.subcodes == ()


def test_what_a_service_sends_beside_code_and_reason() -> None:
    """1.1 names the actor, 1.2 the node; the detail stands in no namespace in either."""
    detail = '<detail><code xmlns="urn:err">E1</code></detail>'
    for name, actor, node in (
        ("S11.FailSoap", "urn:actor", None),
        ("S12.FailSoap", None, "urn:actor"),
    ):
        with pytest.raises(SoapFault) as caught:
            Envelope.parse(_captured(name))
        assert (caught.value.actor, caught.value.node) == (actor, node)
        assert caught.value.detail == Xml(detail)


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("S11.Fail", "<detail/>"),
        ("S12.Fail", f'<Detail xmlns="{NAMESPACES["1.2"]}"/>'),
    ],
)
def test_an_empty_detail_is_not_none(name: str, empty: str) -> None:
    with pytest.raises(SoapFault) as caught:
        Envelope.parse(_captured(name))
    detail = caught.value.detail
    assert detail is not None
    assert canonical(detail.text) == canonical(empty)


def test_a_whole_fault_of_12() -> None:
    fault = _fault(
        "<soap:Code><soap:Value>soap:Sender</soap:Value><soap:Subcode><soap:Value>m:Outer"
        "</soap:Value><soap:Subcode><soap:Value>Inner</soap:Value></soap:Subcode></soap:Subcode>"
        "</soap:Code><soap:Reason><soap:Text xml:lang='en'> Too late </soap:Text>"
        "<soap:Text xml:lang='de'>Zu spät</soap:Text></soap:Reason>"
        "<soap:Node>urn:node</soap:Node><soap:Role>urn:role</soap:Role>"
        "<soap:Detail>t<m:A xmlns:m='urn:m'><soap:Value>9</soap:Value></m:A><b/></soap:Detail>",
        "1.2",
    )
    assert (fault.code, fault.subcodes, fault.reason) == (
        "Sender",
        ("Outer", "Inner"),
        "Too late",
    )
    assert (fault.actor, fault.node) == ("urn:role", "urn:node")
    assert str(fault) == "Sender / Outer / Inner: Too late"
    assert fault.detail == Xml(
        '<soap:Detail xmlns:soap="http://www.w3.org/2003/05/soap-envelope">'
        't<m:A xmlns:m="urn:m"><soap:Value>9</soap:Value></m:A><b/></soap:Detail>'
    )


@pytest.mark.parametrize(
    ("body", "version", "code", "reason"),
    [
        ("", "1.1", "", ""),
        ("", "1.2", "", ""),
        ("<faultcode>Client.Auth</faultcode>", "1.1", "Client.Auth", ""),
        ("<faultcode> soap:Server\n</faultcode><faultstring/>", "1.1", "Server", ""),
        ("<faultstring>x</faultstring>", "1.1", "", "x"),
        ("<soap:Reason/>", "1.2", "", ""),
        ("<soap:Code/><soap:Reason><soap:Text/></soap:Reason>", "1.2", "", ""),
    ],
)
def test_a_poor_fault_is_still_a_fault(
    body: str, version: str, code: str, reason: str
) -> None:
    fault = _fault(body, version)
    assert (fault.code, fault.reason) == (code, reason)
    assert (fault.actor, fault.node, fault.detail, fault.subcodes) == (
        None,
        None,
        None,
        (),
    )


def test_a_fault_wins_over_the_message_that_was_hoped_for(shop: Shop) -> None:
    text = _envelope("<soap:Fault><faultcode>soap:Server</faultcode></soap:Fault>")
    with pytest.raises(shop.runtime.SoapFault, match=r"^Server$"):
        shop.package.Order.from_soap(text)


# --- no envelope --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a/>", r"^\$: found element a, expected a SOAP 1\.1 or 1\.2 Envelope$"),
        (
            "<Envelope><Body><a/></Body></Envelope>",
            r"^\$: found element Envelope, expected a SOAP",
        ),
        (
            '<Envelope xmlns="urn:soap-1.3"/>',
            r"^\$: found element \{urn:soap-1\.3\}Envelope, expec",
        ),
        (
            _envelope("").replace("Envelope", "Other"),
            r"^\$: found element \{http.*\}Other, expected",
        ),
        (
            _envelope(""),
            r"^\$: found an envelope without content, expected an element in its Body$",
        ),
        (
            _envelope(" text "),
            r"^\$: found text 'text' in Body, expected elements alone$",
        ),
        (
            _envelope("").replace("soap:Body", "soap:Else"),
            r"^\$: found element \{http.*\}Else in the Envelope, expected at most a Header",
        ),
        (
            _envelope("<a/>").replace("soap:Body", "Body"),
            r"^\$: found element Body in the Envelope, expected at most a Header",
        ),
        (
            _envelope("").replace("<soap:Body></soap:Body>", ""),
            r"^\$: found an envelope without content",
        ),
    ],
)
def test_what_is_no_envelope_is_told(text: str, message: str) -> None:
    with pytest.raises(WireError, match=message):
        Envelope.parse(text)


def test_another_message_than_expected_is_told(shop: Shop) -> None:
    with pytest.raises(
        shop.wire_error,
        match=r"^\$: found element \{https://serv.*\}DoNothingResponse, ",
    ):
        shop.package.Order.from_soap(_captured("S11.DoNothing"))
