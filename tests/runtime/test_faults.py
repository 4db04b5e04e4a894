"""A fault keeps all that the service said, and its detail is read by a class of the contract."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from soapstone.runtime.errors import WireError
from soapstone.runtime.records.xml import Xml
from soapstone.runtime.soap.envelopes import Envelope
from soapstone.runtime.soap.faults import FaultCode, SoapFault
from tests.canonical import XSI
from tests.contracts import ORDERS
from tests.runtime.support import Shop

V11 = "http://schemas.xmlsoap.org/soap/envelope/"
V12 = "http://www.w3.org/2003/05/soap-envelope"


def _fault(content: str, uri: str = V11, header: str = "", bound: str = "") -> Any:
    text = (
        f'<s:Envelope xmlns:s="{uri}" {bound}>{header}'
        f"<s:Body><s:Fault>{content}</s:Fault></s:Body></s:Envelope>"
    )
    with pytest.raises(SoapFault) as caught:
        Envelope.parse(text)
    return caught.value


def test_the_detail_is_one_well_formed_element() -> None:
    fault = _fault("<detail>a &amp; b &lt; c<e>1</e></detail>")
    assert fault.detail == Xml("<detail>a &amp; b &lt; c<e>1</e></detail>")
    assert fault.detail.children() == (Xml("<e>1</e>"),)


def test_attributes_tails_and_order_of_the_detail_stay() -> None:
    detail = '<detail code="7">plain <b>x</b> tail <a>y</a><b/> end</detail>'
    fault = _fault(f"<faultcode>s:Server</faultcode>{detail}")
    assert fault.detail.text == detail
    assert [each.text for each in fault.detail.children()] == [
        *("<b>x</b>", "<a>y</a>", "<b/>")
    ]


def test_the_detail_declares_the_namespaces_that_its_values_use() -> None:
    bound = 'xmlns:e="urn:e"'
    fault = _fault("<detail><a kind='e:Late'>e:text</a></detail>", bound=bound)
    assert fault.detail.text == (
        '<detail><a xmlns:e="urn:e" kind="e:Late">e:text</a></detail>'
    )
    [child] = fault.detail.children()
    assert child.text == '<a xmlns:e="urn:e" kind="e:Late">e:text</a>'


def test_children_of_what_is_no_xml_are_an_error() -> None:
    with pytest.raises(WireError, match="well-formed"):
        Xml("<a>").children()


@pytest.mark.parametrize(
    ("text", "name", "namespace"),
    [
        ("q:E.42", "E.42", "urn:a"),
        (" s:Server\n", "Server", V11),
        ("Client.Auth", "Client.Auth", ""),
        ("unbound:Server", "Server", ""),
        ("Error: it broke", "Error: it broke", ""),
        ("urn:x:Late", "urn:x:Late", ""),
        ("", "", ""),
    ],
)
def test_a_code_has_its_namespace(text: str, name: str, namespace: str) -> None:
    fault = _fault(f'<faultcode xmlns:q="urn:a">{text}</faultcode>')
    assert fault.code == name
    assert fault.codes == (FaultCode(name, namespace),)


def test_a_code_without_prefix_is_in_the_default_namespace() -> None:
    fault = _fault('<faultcode xmlns="urn:d">Late</faultcode>')
    assert str(fault.codes[0]) == "{urn:d}Late"


def test_subcodes_have_their_namespaces() -> None:
    fault = _fault(
        "<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:m='urn:m'>m:Outer"
        "</s:Value><s:Subcode><s:Value>Inner</s:Value></s:Subcode></s:Subcode></s:Code>",
        V12,
    )
    assert (fault.code, fault.subcodes) == ("Sender", ("Outer", "Inner"))
    assert [*map(str, fault.codes)] == [f"{{{V12}}}Sender", "{urn:m}Outer", "Inner"]


def test_every_language_of_the_reason_stays() -> None:
    texts = '<s:Text xml:lang="fr"> non</s:Text><s:Text xml:lang="en">no</s:Text>'
    fault = _fault(f"<s:Reason>{texts}</s:Reason>", V12)
    assert fault.reason == "non"
    assert fault.reasons == (("fr", " non"), ("en", "no"))
    older = _fault('<faultstring xml:lang="de">nein</faultstring>')
    assert older.reasons == (("de", "nein"),)


def test_the_header_beside_a_fault_stays(shop: Shop) -> None:
    amount = f'<Amount xmlns="{ORDERS}">5</Amount>'
    header = f'<s:Header><Trace xmlns="urn:t">id-7</Trace>{amount}</s:Header>'
    fault = _fault("<faultcode>s:Server</faultcode>", V12, header)
    assert fault.headers == (Xml('<Trace xmlns="urn:t">id-7</Trace>'), Xml(amount))
    assert fault.version == "1.2"
    reader = shop.package.Amount._document.reader
    assert reader.from_headers(fault) == shop.package.Amount.from_xml(amount)


def test_what_else_a_fault_holds_is_in_its_xml() -> None:
    content = '<faultcode a="1">s:Server</faultcode><x:more xmlns:x="urn:x">m</x:more>'
    fault = _fault(content)
    assert fault.xml.text == f'<s:Fault xmlns:s="{V11}">{content}</s:Fault>'


def test_a_fault_survives_pickle_and_copy() -> None:
    header = "<s:Header><t/></s:Header>"
    fault = _fault("<faultcode>s:Server</faultcode><detail>d</detail>", header=header)
    copies = pickle.loads(pickle.dumps(fault)), copy.copy(fault), copy.deepcopy(fault)
    for again in copies:
        assert type(again) is SoapFault
        assert vars(again) == vars(fault)


def test_a_fault_can_be_made_by_hand() -> None:
    fault = SoapFault("Sender", "late", subcodes=("Limit",))
    assert fault.codes == (FaultCode("Sender"), FaultCode("Limit"))
    assert fault.reasons == (("", "late"),)
    assert (str(fault), str(SoapFault("", ""))) == (
        "Sender / Limit: late",
        "a fault without a code",
    )


# --- typed details ------------------------------------------------------------------------------


def _detail(content: str) -> SoapFault:
    return SoapFault("Server", "", detail=Xml(f"<detail>t{content}</detail>"))


ADDRESS = f'<a:Home xmlns:a="{ORDERS}" xmlns:i="{XSI}" {{}}><a:Number>{{}}</a:Number></a:Home>'


def test_a_message_class_reads_the_entry_with_its_element(shop: Shop) -> None:
    amount = f'<Amount xmlns="{ORDERS}" Currency="EUR">5</Amount>'
    fault = _detail(f"<other/>{amount}{amount.replace('5', '6')}")
    found = fault.detail_as(shop.package.Amount)
    assert found == shop.package.Amount.from_xml(amount)


@pytest.mark.parametrize("name", ["Home", "Address"])
def test_another_record_is_read_by_the_name_of_element_or_type(
    name: str, shop: Shop
) -> None:
    fault = _detail(ADDRESS.format('i:type="a:Address"', 7))
    found = fault.detail_as(shop.package.Address, f"{{{ORDERS}}}{name}")
    assert found is not None
    assert found.number == 7


def test_a_detail_without_such_an_entry_is_none(shop: Shop) -> None:
    for fault in (_detail("<Amount>5</Amount>"), SoapFault("Server", "")):
        assert fault.detail_as(shop.package.Amount) is None
    assert _detail("<a/>").detail_as(shop.package.Address, "b") is None


def test_a_record_without_element_needs_a_name(shop: Shop) -> None:
    expected = "^Address has no element of its own: pass name="
    with pytest.raises(ValueError, match=expected):
        _detail("<a/>").detail_as(shop.package.Address)


def test_a_wrong_value_in_a_detail_is_an_error(shop: Shop) -> None:
    fault = _detail(ADDRESS.format("", "x"))
    with pytest.raises(WireError, match=r"^\$\.Number: found 'x', expected an int"):
        fault.detail_as(shop.package.Address, f"{{{ORDERS}}}Home")
