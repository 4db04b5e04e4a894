"""The files of recordings: XML, raw HTTP, HAR; what each holds, and where it stands."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path

import pytest

from soapstone.inputs.recordings import Recordings, read_recordings, redacted
from soapstone.inputs.recordings.documents import qname, read_document
from soapstone.model.findings import Origin

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
ENVELOPE = (
    f'<s:Envelope xmlns:s="{SOAP}"><s:Header><H xmlns="urn:x"/></s:Header>'
    '<s:Body><Ask xmlns="urn:x"/></s:Body></s:Envelope>'
)


def read(tmp_path: Path, **files: str | bytes) -> Recordings:
    """The recordings of a service; ``a_xml`` is the file a.xml."""
    folder = tmp_path / "demo" / "recorded"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / name.replace("_", ".")).write_bytes(data)
    return read_recordings(folder)


def refusal(tmp_path: Path, **file: str | bytes) -> str:
    """The error of a file that cannot be used; nothing of it is, and the others are."""
    found = read(tmp_path, z_xml="<Other/>", **file)
    (error,) = found.unread
    assert [qname(each.root).name for each in found.documents] == ["Other"]
    return str(error)


def places(recordings: Recordings) -> list[str]:
    """Name and place of each document's root."""
    return [
        f"{qname(each.root).name} {each.origin(each.root)}"
        for each in recordings.documents
    ]


def dump(*bodies: str, head: str = "") -> str:
    return "\n".join(
        f"HTTP/1.1 200 OK\nContent-Type: text/xml\n{head}\n{body}" for body in bodies
    )


def har(*texts: str, **more: str) -> str:
    entries = [
        {
            "request": {
                "method": "POST",
                "url": "http://h/x",
                "postData": {"text": text},
            },
            "response": {"status": 200, "content": {"mimeType": "text/xml", **more}},
        }
        for text in texts
    ]
    return json.dumps({"log": {"entries": entries}}, indent=1)


def test_a_service_without_recordings(tmp_path: Path) -> None:
    assert read_recordings(tmp_path / "demo" / "recorded") == Recordings()


def test_a_message_alone(tmp_path: Path) -> None:
    found = read(tmp_path, a_xml="<!-- c -->\n<Ask/>", b_txt="<Tell/>")
    assert places(found) == ["Ask demo/recorded/a.xml:2", "Tell demo/recorded/b.txt:1"]


def test_a_link_to_a_folder_is_not_followed_and_is_a_finding(tmp_path: Path) -> None:
    read(tmp_path, a_xml="<Ask/>")
    (tmp_path / "demo/recorded/round").symlink_to(tmp_path / "demo")
    (found,) = read(tmp_path).findings
    assert found.subject == "demo/recorded/round"


def test_an_envelope_is_opened(tmp_path: Path) -> None:
    (document,) = read(tmp_path, a_xml=ENVELOPE).documents
    assert qname(document.root).name == "Ask"
    assert [qname(each).name for each in document.headers] == ["H"]


def test_of_two_messages_in_an_envelope_none_is_dropped(tmp_path: Path) -> None:
    two = ENVELOPE.replace("<Ask ", "<More/><Ask ")
    assert "2 elements in the Body of an envelope" in refusal(tmp_path, a_xml=two)


def test_messages_of_a_dump_have_their_lines(tmp_path: Path) -> None:
    found = read(tmp_path, a_http="# note\n" + dump("<A/>", "<B>\n</B>", "<C/>"))
    assert places(found) == [
        f"{n} demo/recorded/a.http:{at}"
        for n, at in zip("ABC", (5, 9, 14), strict=True)
    ]


@pytest.mark.parametrize("size", [3, 100])
def test_a_body_in_chunks(tmp_path: Path, size: int) -> None:
    body = b"<Ask>\r\n</Ask>"
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    found = read(tmp_path, a_http=head + chunks + b"0\r\n\r\n" + head + chunks)
    assert len(found.documents) == 2


def test_a_compressed_body(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    assert len(read(tmp_path, a_http=head + gzip.compress(b"<Ask/>")).documents) == 1
    bad = head + b"\x1f\x8bnonsense"
    assert "cannot be unpacked" in refusal(tmp_path, a_http=bad)


def test_requests_of_a_har_file_have_their_lines(tmp_path: Path) -> None:
    text = har("<A/>", '<B x="ü">\n</B>')
    lines = [at for at, line in enumerate(text.splitlines(), 1) if '"text"' in line]
    found = read(tmp_path, a_har=text)
    assert places(found) == [
        f"{n} demo/recorded/a.har:{at}" for n, at in zip("AB", lines, strict=True)
    ]


def test_a_har_body_in_base64(tmp_path: Path) -> None:
    encoded = base64.b64encode(b"<Tell/>").decode()
    found = read(tmp_path, a_har=har("<Ask/>", text=encoded, encoding="base64"))
    assert len(found.documents) == 2


def test_utf_16(tmp_path: Path) -> None:
    found = read(
        tmp_path, a_xml='<?xml version="1.0" encoding="utf-16"?><Ask/>'.encode("utf-16")
    )
    assert len(found.documents) == 1


def test_bodies_without_xml_are_ignored_and_reported(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        a_http=dump(
            '{"a": 1}',
            "<html><p></html>",
            "<!DOCTYPE html><p>",
            '<?xml version="1.0"?>\n<!-- IIS -->\n<!DOCTYPE html PUBLIC ""><p>',
            "<!-- > --><HTML><p>",
            '<?xml version="1.0"?><!-- no page --><Ask/>',
        ),
        b_json="{}",
    )
    assert len(found.documents) == 1
    assert [(each.code, each.found) for each in found.findings] == [
        ("recorded-no-xml", "Bodies that are not XML: 5 of 6."),
        ("ignored-file", "The name of the file is not that of a recording."),
    ]


@pytest.mark.parametrize(
    ("name", "text", "place", "words"),
    [
        (
            "a_xml",
            "<Ask>\n<secret></Ask>",
            "a.xml:2",
            "a message that is not well-formed XML",
        ),
        ("a_http", dump("<Ask/>", "<Ask>"), "a.http:8", "or incomplete"),
        ("a_xml", '<!DOCTYPE x [<!ENTITY e "e">]><x/>', "a.xml:1", "without one"),
        ("a_txt", "secret", "a.txt:1", "found no message"),
        ("a_xml", "", "a.xml:1", "an empty file"),
        ("a_har", "{", "a.har:1", "a file that is not HAR"),
        ("a_har", '{"log": {"entries": [1]}}', "a.har:1", "a file that is not HAR"),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_line(
    tmp_path: Path, name: str, text: str, place: str, words: str
) -> None:
    error = refusal(tmp_path, **{name: text})
    assert error.startswith(f"demo/recorded/{place}: ")
    assert words in error
    assert "secret" not in error


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a_xml", "<a>" * 101 + "</a>" * 101),
        ("a_har", "[" * 100_000),
        ("a_http", "GET / HTTP/1.1\n\n" + "<a>" * 101),
    ],
)
def test_what_is_too_deep_is_an_error(tmp_path: Path, name: str, text: str) -> None:
    assert refusal(tmp_path, **{name: text})


def test_texts_that_make_a_pattern_go_back_and_forth_end_at_once(
    tmp_path: Path,
) -> None:
    """Without a bound on length, or on going back, each of these takes minutes."""
    hard = "0" * 200_000 + "x"
    data = f"HTTP/1.1 200 {' ' * 200_000}\rx\n<a/>\nHTTP/1.1 200 OK\n\n<a>{hard}</a>"
    (document,) = read(tmp_path, a_http=data).documents
    assert qname(document.root).name == "a"
    assert "x" not in redacted("a.http", data.encode()).replace("text", "").replace(
        "xml", ""
    )


def test_a_character_that_xml_forbids_makes_no_recording_unreadable() -> None:
    for text in ("a&#x1F;b", "a\x1fb"):
        read = read_document(f"<Ask><Note>{text}</Note></Ask>", Origin("a.xml", 1))
        assert read.root[0].text == "a\U000f001fb"
