"""Traps of HTTP heads on a page: joined lines, glued sentences, bodies on the head's line."""

from __future__ import annotations

import pytest

from soapstone.model.findings import SpecError
from soapstone.pages.http import Message, split_messages
from soapstone.pages.plain import read_plain
from tests.pages.support import read_text


def split(text: str) -> tuple[list[str], tuple[Message, ...]]:
    prose, messages = split_messages(read_plain("page.txt", text, markdown=False).lines)
    return [line.text for line in prose], messages


def test_a_head_ends_where_no_header_follows() -> None:
    prose, messages = split(
        "Intro\nPOST /a?b=c HTTP/1.1\nHost: h:80\nContent-Length: length\nk=v"
    )
    head = messages[0].head
    assert prose == ["Intro"]
    assert (head.verb, head.path, head.status) == ("POST", "/a?b=c", 0)
    assert head.headers == (("Host", "h:80"), ("Content-Length", "length"))
    assert [line.text for line in messages[0].content] == ["k=v"]


def test_a_whole_response_on_one_line_is_taken_apart() -> None:
    line = 'HTTP/1.1 200 OK Content-Type: text/xml; charset=utf-8 SOAPAction: "a:b" <A>x: y</A>'
    _, messages = split(f"\n{line}")
    head = messages[0].head
    assert head.status == 200
    assert head.headers == (
        ("Content-Type", "text/xml; charset=utf-8"),
        ("SOAPAction", "a:b"),
    )
    assert messages[0].content[0].text == "<A>x: y</A>"
    assert messages[0].content[0].origin.line == 2
    assert messages[0].content[0].origin.text == line


def test_heads_glued_to_what_stands_before_them_are_found() -> None:
    prose, messages = split(
        "values.GET /a HTTP/1.1\nHost: h\n</A>HTTP/1.1 202 AcceptedSOAP 1.2"
    )
    assert prose == ["values."]
    assert [message.head.status for message in messages] == [0, 202]
    assert [line.text for line in messages[0].content] == ["</A>"]


def test_a_prose_line_after_a_bodiless_answer_is_no_header() -> None:
    _, messages = split("HTTP/1.1 202 Accepted\nSOAP 1.2\nNext: something")
    assert messages[0].head.headers == ()
    assert [line.text for line in messages[0].content] == [
        "SOAP 1.2",
        "Next: something",
    ]


def test_header_names_are_found_in_any_case_and_an_action_loses_its_quotes() -> None:
    _, messages = split(
        'POST /a HTTP/1.1\nsoapaction: "urn:x/Do it: now"\nContent-Type: a="b"'
    )
    assert messages[0].head.header("SOAPAction") == "urn:x/Do it: now"
    assert messages[0].head.header("content-type") == 'a="b"'


def test_json_on_the_heads_last_line_is_no_part_of_a_header() -> None:
    _, messages = split('HTTP/1.1 200 OK Content-Length: length {"a: ":"b"}')
    assert messages[0].head.headers == (("Content-Length", "length"),)
    assert messages[0].content[0].text == '{"a: ":"b"}'


def test_a_word_like_a_verb_is_no_request() -> None:
    assert (
        split("GET it from HTTP/1.1 docs, POST  nothing\nPOSTER /a HTTP/1.1")[1] == ()
    )


def test_more_messages_than_any_page_has_are_refused() -> None:
    with pytest.raises(SpecError) as caught:
        read_text("x\n" + "GET /a HTTP/1.1 " * 2_001)
    assert str(caught.value) == (
        "page.txt:2: found more than 2,000 HTTP messages in one file; expected a help page, "
        "which is far smaller."
        " Save each operation's page as a file of its own."
    )


def test_a_request_line_may_lack_its_version_before_a_header() -> None:
    prose, messages = split("GET /prose of it\nGET /x\nPOST /s.asmx\nHost: h\n\n<a/>")
    assert prose == ["GET /prose of it", "GET /x"]
    (message,), head = messages, messages[0].head
    assert (head.verb, head.path, head.header("Host")) == ("POST", "/s.asmx", "h")
    assert [line.text for line in message.content] == ["<a/>"]


@pytest.mark.parametrize(
    ("target", "headers", "path", "host"),
    [
        ("http://h.example:81/s.asmx?op=A", "", "/s.asmx?op=A", "h.example:81"),
        ("https://user:secret@h.example/s", "", "/s", "h.example"),
        ("http://h.example", "", "/", "h.example"),
        ("http://other.example/s", "Host: h.example", "/s", "h.example"),
    ],
)
def test_a_target_may_name_the_host(
    target: str, headers: str, path: str, host: str
) -> None:
    _, (message,) = split(f"POST {target} HTTP/1.1\n{headers}\n\n<a/>")
    assert (message.head.path, message.head.header("Host")) == (path, host)
    assert "secret" not in str(message.head)


def test_the_lines_of_a_head_may_be_wrapped_anew() -> None:
    whole = (
        "POST /s HTTP/1.1 Host: h.example Content-Type: text/xml; charset=utf-8 "
        'Content-Length: length SOAPAction: "urn:x/Login" <a>'
    )
    _, (clean,) = split(whole)
    assert len(clean.head.headers) == 4
    for after in ("Host:", "Content-Type:", "xml;", "Content-", "SOAPAction:", "8"):
        wrapped = whole.replace(f"{after} ", f"{after}\n").replace(
            "Content-L", "Content-\nL"
        )
        _, (message,) = split(wrapped)
        assert message.head == clean.head
        assert [line.text for line in message.content] == ["<a>"]
