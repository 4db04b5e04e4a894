"""What stays of a recording that gets other values, file by file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from generator.contract import Binding, Contract, Enumeration, EnumerationRef, Transport
from generator.findings import SpecError
from generator.recorded import redacted
from generator.redact import redact
from tests.contracts import items, optional, plain, record, service
from tests.recorded.support import NIL, XSI, message


def known() -> Contract:
    enumeration = Enumeration("State", None, ("On", "Off"))
    state = EnumerationRef("State")
    contract = service(
        record("Ask", plain("State", state), optional("All", items("State", state))),
        messages=("Ask",),
    )
    (operation,) = contract.operations
    binding = Binding(
        Transport.SOAP_1_1, "POST", "https", "h.example", "/x.asmx", "urn:Ask"
    )
    operation = replace(operation, bindings=(binding,))
    return replace(contract, operations=(operation,), enumerations=(enumeration,))


def body(text: str) -> str:
    """What stands inside the root element."""
    root = etree.fromstring(text.encode())
    return (root.text or "") + "".join(
        etree.tostring(child, encoding="unicode")
        .replace(f' xmlns="{root.nsmap[None]}"', "")
        .replace(f" {XSI}", "")
        for child in root
    )


def test_words_of_enumerations_stay_where_the_service_is_known() -> None:
    text = message("Ask", "<State>On</State><All><State>Off</State></All><S>On</S>")
    with_contract = body(redacted("a.xml", text.encode(), known()))
    assert with_contract == "<State>On</State><All><State>Off</State></All><S>text</S>"
    assert body(redacted("a.xml", text.encode())).count("text") == 3


def test_nil_types_and_layout_stay() -> None:
    content = f'\n  <A {NIL}/>\n  <B i:type="Boss"><C/></B>\n'
    assert body(redacted("a.xml", message("Ask", content).encode())) == content


def test_references_of_a_serializer_stay() -> None:
    uri = "http://schemas.microsoft.com/2003/10/Serialization/"
    text = f'<A xmlns:z="{uri}" z:Id="i1"><B z:Ref="i1"/><C z:Id="secret"/></A>'
    new = redacted("a.xml", text.encode())
    assert 'z:Id="i1"' in new
    assert 'z:Ref="i1"' in new
    assert "secret" not in new


def test_http_keeps_what_pages_tell_and_counts_anew() -> None:
    document = message("Ask", "<State>On</State>")
    text = (
        'POST /x.asmx?a=Ann&b=7 HTTP/1.1\r\nHost: h.example\r\nSOAPAction: "urn:Ask"\r\n'
        "Authorization: Basic abc\r\nContent-Type: text/xml; charset=utf-16\r\n"
        f"Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n{document}"
    )
    head, _, content = redacted("a.http", text.encode(), known()).partition("\r\n\r\n")
    assert head.splitlines() == [
        "POST /x.asmx?a=text&b=2 HTTP/1.1",
        "Host: h.example",
        'SOAPAction: "urn:Ask"',
        "Authorization: redacted",
        "Content-Type: text/xml; charset=utf-8",
        f"Content-Length: {len(content.encode())}",
    ]
    assert body(content) == "<State>On</State>"


def test_har_is_har_again() -> None:
    entry = {
        "request": {
            "method": "POST",
            "url": "http://h.example/x.asmx",
            "postData": {"text": message("Ask", "<S>a</S>")},
        },
        "response": {"status": 204},
    }
    text = json.dumps({"log": {"entries": [entry]}})
    (new,) = json.loads(redacted("a.har", text.encode(), known()))["log"]["entries"]
    assert new["request"]["url"] == "http://h.example/x.asmx"
    assert body(new["request"]["postData"]["text"]) == "<S>text</S>"
    assert new["response"]["status"] == 204
    assert new["response"]["content"]["text"] == ""


def test_nothing_is_written_if_one_cannot_be_read(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.xml", tmp_path / "b.xml"
    good.write_text("<A>secret</A>")
    bad.write_text("<A>")
    with pytest.raises(SpecError, match=r"b\.xml"):
        redact([good, bad])
    assert good.read_text() == "<A>secret</A>"
    assert redact([good]) == [good]
    assert "secret" not in good.read_text()
    assert redact([good]) == []
