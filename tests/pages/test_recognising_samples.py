"""A page is recognised by its rules, not by its envelope: what mostly shows words that an ASMX page
cannot print is a sample.
"""

from __future__ import annotations

import pytest

from soapstone.inference import inferred
from soapstone.model.contract import Scalar
from soapstone.model.facts import Notation
from soapstone.pages import read_page
from tests.inference.samples import findings_of

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
LENGTH = """\
POST /x.asmx HTTP/1.1
Host: h.example
Content-Type: text/xml; charset=utf-8
Content-Length: length
SOAPAction: "urn:a/Ask"

"""
DUMPED = LENGTH.replace("length", "388")
OPTIONAL = "<!--Optional:-->"
SAMPLES, ASMX = {Notation.SAMPLES}, {Notation.TYPE_NAMES}


def soap(*texts: str, name: str = "Ask") -> str:
    members = "\n".join(f"<M{at}>{text}</M{at}>" for at, text in enumerate(texts))
    return (
        f'<s:Envelope xmlns:s="{ENVELOPE}">\n<s:Body>\n<{name} xmlns="urn:a/">\n{members}\n'
        f"</{name}>\n</s:Body>\n</s:Envelope>\n"
    )


def read_as(text: str, name: str = "a.txt") -> set[Notation]:
    return {each.notation for each in read_page(f"s/{name}", text.encode()).operations}


@pytest.mark.parametrize(
    "text",
    [
        LENGTH + soap("int", "Ann", "boolean"),
        LENGTH + soap("7", "Ann", "true"),
        DUMPED + soap("int", "Ann", "boolean"),
        DUMPED + soap("int", "Ann", "boolean", "7"),
        soap("int", "?", "boolean"),
        soap("int", "{{name}}", "***", "boolean"),
        soap("date", "time", "int"),
        soap("Up or Down", "int"),
        soap("Up or Down or Left", "Ann"),
        soap("In work or Done", "int"),
        f"Ask\nTest\nSOAP 1.1\nThe following is a sample.\n{DUMPED}{soap('7', 'Ann')}",
    ],
)
def test_a_page_of_asmx_stays_one_whatever_was_typed_in(text: str) -> None:
    assert read_as(text) == ASMX


@pytest.mark.parametrize(
    "text",
    [
        DUMPED + soap("int", "Ann", "7", "true"),
        soap("7", "Ann or Bob"),
        soap("call me or write"),
        soap("\nAnn\n", "\n7\n"),
        soap("<![CDATA[Ann]]>"),
        soap().replace("xmlns=", 'unit="kg" xmlns='),
        soap("?", "?"),
        LENGTH + soap("int").replace("<M0>", OPTIONAL + "\n<M0>"),
    ],
)
def test_what_no_page_of_asmx_prints_is_a_sample(text: str) -> None:
    assert read_as(text) == SAMPLES


@pytest.mark.parametrize("heading", ["SOAP", "SOAP 1.1", "HTTP POST"])
def test_a_heading_of_a_wiki_makes_no_page_of_asmx(heading: str) -> None:
    text = f"# Orders\n\n## {heading}\n\n```xml\n{soap('7', 'Ann')}```\n"
    assert read_as(text, "a.md") == SAMPLES


@pytest.mark.parametrize("accepted", ["*/*", "text/xml", "text/xml, multipart/related"])
def test_a_client_of_soap_may_send_accept_as_servicestack_shows(accepted: str) -> None:
    text = DUMPED.replace("Content-Type", f"Accept: {accepted}\nContent-Type")
    assert read_as(text + soap("7", "Ann")) == SAMPLES


ANSWER = "\nHTTP/1.1 200 OK\nContent-Type: text/xml\nContent-Length: length\n\n"
PAGE = LENGTH + soap("int", "string") + ANSWER + soap("long", name="AskResponse")
SOAPUI = soap("?", "7.50", name="Tell").replace("<M0>", OPTIONAL + "\n<M0>")
CURL = (
    "curl -H 'SOAPAction: urn:a/Find' http://h.example/x.asmx -d '"
    f"{soap('007', '2020-01-01', name='Find')}'\n"
)


def types(text: str) -> dict[str, list[str]]:
    found = inferred("s", [read_page("s/a.txt", text.encode())]).contract
    return {
        each.key: [getattr(field.type, "name", "") for field in each.fields]
        for each in found.records
        if each.fields
    }


@pytest.mark.parametrize(
    "parts", [(PAGE, SOAPUI, CURL), (SOAPUI, PAGE, CURL), (CURL, SOAPUI, PAGE)]
)
def test_a_page_may_show_both(parts: tuple[str, ...]) -> None:
    text = "\n\nAnd this:\n\n".join(parts)
    assert read_as(text) == {Notation.TYPE_NAMES, Notation.SAMPLES}
    assert types(text) == {
        "Ask": ["int", "string"],
        "AskResponse": ["long"],
        "Tell": ["string", "decimal"],
        "Find": ["string", "date"],
    }


def test_a_command_below_a_page_has_its_own_address_and_action() -> None:
    operations = read_page("s/a.txt", f"{PAGE}\n\n{CURL}".encode()).operations
    heads = {each.name: each.exchanges[0].request.head for each in operations}
    assert heads["Find"].header("SOAPAction") == "urn:a/Find"
    assert heads["Find"].path == "/x.asmx"


def test_what_has_the_name_of_a_message_of_asmx_was_filled_in() -> None:
    text = f"{soap('int', 'string')}\nFor example:\n\n{soap('7', 'Ann')}"
    assert read_as(text) == ASMX
    assert types(text) == {"Ask": ["int", "string"]}


@pytest.mark.parametrize("text", ["?", "***", "{{name}}", "Ann"])
def test_a_placeholder_on_a_page_of_asmx_is_no_type(text: str) -> None:
    page = LENGTH + soap("int", text, "boolean")
    found = inferred("s", [read_page("s/a.txt", page.encode())])
    _, open_, _ = found.contract.record("Ask").fields
    assert (open_.type, open_.nullable, open_.required) == (
        Scalar("string"),
        True,
        False,
    )
    codes = {each.code: each.subject for each in findings_of(found)}
    assert codes["filled-in"] == "Ask.M1"


def test_a_call_without_texts_is_of_the_samples_around_it() -> None:
    ping = soap(name="Ping").replace("\n\n", "\n")
    assert read_as(f"{soap('7', 'Ann')}\n{ping}") == SAMPLES
    assert read_as(f"{LENGTH}{soap('int')}\n{ping}") == ASMX
    both = read_page("s/a.txt", f"{PAGE}\n\n{SOAPUI}\n{ping}".encode()).operations
    assert {each.name: each.notation for each in both} == {
        "Ask": Notation.TYPE_NAMES,
        "Tell": Notation.SAMPLES,
        "Ping": Notation.TYPE_NAMES,
    }


def test_a_damaged_part_is_an_error_beside_the_others() -> None:
    broken = SOAPUI.replace("</M0>", "</M>")
    facts = read_page("s/a.txt", f"{PAGE}\n\n{broken}".encode())
    assert [each.name for each in facts.operations] == ["Ask"]
    assert [each.origin.line > 20 for each in facts.errors] == [True]
