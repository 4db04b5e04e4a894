"""What stays of a recording that gets other values, file by file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from soapstone.inputs.recordings import redacted
from soapstone.model.contract import (
    Binding,
    Contract,
    Enumeration,
    EnumerationRef,
    Scalar,
    Transport,
)
from soapstone.run.redaction import Redacted, redact
from tests.contracts import choice, items, optional, plain, record, service
from tests.inputs.recordings.support import NIL, XSI, message
from tests.services import ROOT

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


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


def test_branches_of_a_choice_have_their_types() -> None:
    contract = service(
        record("Ask", choice(State=EnumerationRef("State"), Name=Scalar("string"))),
        messages=("Ask",),
        enumerations=known().enumerations,
    )
    text = message("Ask", "<State>On</State><Name>On</Name><State>Off</State>")
    assert body(redacted("a.xml", text.encode(), contract)) == (
        "<State>On</State><Name>text</Name><State>Off</State>"
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


@pytest.mark.parametrize(
    ("query", "new"),
    [
        ("eHhTM0NSM1R4eA==", "text"),
        ("eHhTM0NSM1R4eA=", "text"),
        ("eHhTM0NSM1R4eA", "text"),
        ("wsdl", "text"),
        ("op=Ask", "op=text"),
        ("7c2a=x", "text"),
        ("a%0d%0ab=x", "text"),
        ("a.b[0]=Ann&c=7&", "a.b[0]=text&c=2"),
        ("a=b=c", "a=te.t"),
    ],
)
def test_of_a_query_the_names_stay(query: str, new: str) -> None:
    text = redacted("a.http", f"GET /?{query} HTTP/1.1\n\n".encode())
    assert text.splitlines()[0] == f"GET /?{new} HTTP/1.1"


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


def test_a_file_that_cannot_be_read_keeps_no_other_from_it(tmp_path: Path) -> None:
    names = ("a.xml", "b.xml", "c.xml", "d.har", "e.txt", "f.xml")
    texts = ("<A>secret</A>", "<A>", "<A>secret</A>", "{}", "secret", "<A>secret</A>")
    files = [tmp_path / name for name in names]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text)
    files[2].unlink()
    done = redact(files)
    assert done.changed == (files[0], files[5])
    assert done.error is not None
    errors = [done.error, *done.error.others]
    assert [Path(each.origin.file).name for each in errors] == [*names[1:5]]
    assert [file.read_text() for file in files if file.exists()] == [
        text if text != "<A>secret</A>" else f"{DECLARATION}\n<A>texttext</A>"
        for text in (*texts[:2], *texts[3:])
    ]
    assert redact([files[0]]) == Redacted((), None)


def test_a_file_of_a_service_that_cannot_be_read_keeps_no_other_from_it(
    tmp_path: Path,
) -> None:
    page = tmp_path / "tc2/SynchronizePanelUser.txt"
    recorded = tmp_path / "tc2/recorded"
    recorded.mkdir(parents=True)
    page.write_bytes((ROOT / "specs/tc2" / page.name).read_bytes())
    files = [recorded / "a.xml", recorded / "b.xml"]
    for file, text in zip(files, ("<A>", "<A>secret</A>"), strict=True):
        file.write_text(text)
    done = redact(files)
    assert done.changed == (files[1],)
    assert done.error is not None
    assert done.error.others == ()


def test_the_command_names_the_file_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = tmp_path / "a.xml", tmp_path / "b.xml"
    bad.write_text("<A>")
    good.write_text("<A>secret</A>")
    assert run(["redact", str(bad), str(good)]) == ExitCode.ERROR
    output = capsys.readouterr()
    assert output.out == f"redacted: {good}\n"
    assert f"error: {bad}" in output.err
    assert "secret" not in good.read_text()
