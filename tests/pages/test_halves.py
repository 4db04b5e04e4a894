"""Pages of which a part is gone: what is there is read, and what is missing is named."""

from __future__ import annotations

import pytest

from soapstone.model.facts import Exchange, Protocol, Sample
from soapstone.model.findings import SpecError
from tests.pages.support import PAGES, read_text, without_origins

PAGE = (PAGES / "rendered/WithHeaders.txt").read_text("utf-8")
SAMPLES = PAGE[PAGE.index("POST ") :]
REQUEST = SAMPLES[: SAMPLES.index("HTTP/1.1 200")]
RESPONSE = SAMPLES[len(REQUEST) : SAMPLES.index("SOAP 1.2")]
XML = "<?xml"


def exchange(text: str) -> Exchange:
    """The first section of a page with one operation."""
    (operation,) = read_text(text).operations
    return operation.exchanges[0]


def line(text: str, found: str) -> int:
    """The line on which a text first stands."""
    return text[: text.index(found)].count("\n") + 1


WHOLE = exchange(SAMPLES)


def response_of(found: Exchange) -> Sample:
    assert found.response is not None
    return found.response


def test_a_request_alone() -> None:
    found = exchange(REQUEST)
    assert found.response is None
    assert without_origins(found.request) == without_origins(WHOLE.request)


def test_a_response_alone() -> None:
    (operation,) = read_text(f"Some notes.\n\n{RESPONSE}").operations
    (found,) = operation.exchanges
    assert operation.name == "WithHeaders"
    assert found.protocol is Protocol.SOAP_1_1
    assert not found.has_request
    assert found.request.origin.line == 3
    assert without_origins(found.response) == without_origins(WHOLE.response)


@pytest.mark.parametrize("cut", ["POST ", "Host:", "SOAPAction:", XML])
def test_a_request_cut_off_in_its_head_or_before_its_document(cut: str) -> None:
    text = REQUEST[: REQUEST.index(cut)] + REQUEST[REQUEST.index(cut) :].split("\n")[0]
    found = exchange(f"{text}\n{RESPONSE}")
    if found.has_request:
        assert found.request.body is None
        assert found.protocol is Protocol.SOAP_1_1
    assert without_origins(found.response) == without_origins(WHOLE.response)


def test_a_document_that_breaks_off_in_the_request() -> None:
    lines = REQUEST.split("\n")
    inside = next(i for i, text in enumerate(lines) if "<soap:Body" in text) + 1
    text = "\n".join([*lines[: inside + 1], RESPONSE])
    found = exchange(text)
    assert found.request.missing.startswith("an XML sample that starts on line ")
    assert "and breaks off inside <WithHeaders>" in found.request.missing
    assert found.request.origin.line == inside + 1
    assert found.request.head == WHOLE.request.head
    assert without_origins(found.response) == without_origins(WHOLE.response)


def test_a_document_that_breaks_off_in_the_response() -> None:
    text = REQUEST + RESPONSE[: RESPONSE.index("</soap:Envelope>")]
    found = exchange(text)
    assert "and breaks off inside <Envelope>" in response_of(found).missing
    assert response_of(found).body is None
    assert without_origins(found.request) == without_origins(WHOLE.request)


def test_a_head_without_a_document() -> None:
    head = RESPONSE[: RESPONSE.index(XML)]
    found = exchange(REQUEST + head)
    assert response_of(found).missing == (
        "an HTTP head with Content-Type text/xml; charset=utf-8 and no XML after it"
    )
    assert response_of(found).origin.line == line(REQUEST + head, "HTTP/1.1 200")


def test_a_status_without_anything_is_no_one_way_answer() -> None:
    found = response_of(exchange(f"{REQUEST}HTTP/1.1 200 OK\n"))
    assert found.missing == "a response without a SOAP envelope"
    accepted = response_of(exchange(f"{REQUEST}HTTP/1.1 202 Accepted\n"))
    assert accepted.missing == ""


def test_a_fault_is_no_response() -> None:
    fault = "<soap:Fault><faultcode>soap:Server</faultcode></soap:Fault>"
    start, end = RESPONSE.index("<soap:Body>"), RESPONSE.index("</soap:Body>")
    found = exchange(f"{REQUEST}{RESPONSE[:start]}<soap:Body>{fault}{RESPONSE[end:]}")
    assert response_of(found).missing == "a SOAP fault in place of the message"
    assert response_of(found).body is None


def test_the_other_operations_of_a_file_stay() -> None:
    other = (PAGES / "rendered/Prims.txt").read_text("utf-8")
    cut = REQUEST[: REQUEST.index("</soap:Body>")]
    facts = read_text(f"{other}\n{cut}")
    assert [each.name for each in facts.operations] == ["Prims"]
    (error,) = facts.errors
    assert "breaks off inside <Body>" in error.found
    assert error.origin.line == f"{other}\n{cut}".rstrip().count("\n") + 1


def test_a_page_of_which_nothing_is_left_is_refused() -> None:
    with pytest.raises(SpecError, match="breaks off inside <Body>"):
        read_text(REQUEST[: REQUEST.index("</soap:Body>")])


@pytest.mark.parametrize("kind", ["as printed", "on one line", "without declarations"])
@pytest.mark.parametrize("prose", ["", "We send this:\n\n"])
def test_envelopes_without_heads(prose: str, kind: str) -> None:
    sent, answered = (
        each[each.index(XML) :].replace("\n\n", "\n") for each in (REQUEST, RESPONSE)
    )
    between = "\nand get that:\n" if prose else "\n"
    if kind == "on one line":
        sent, answered = (each.replace("\n", "") for each in (sent, answered))
        between = ""
    elif kind == "without declarations":
        sent, answered = (each.partition("?>")[2] for each in (sent, answered))
    text = f"{prose}{sent}{between}{answered}"
    (operation,) = read_text(text).operations
    assert operation.name == "WithHeaders"
    (found,) = operation.exchanges
    assert found.protocol is WHOLE.protocol
    assert (found.request.head.verb, found.request.head.headers) == ("", ())
    for sample, whole in (
        (found.request, WHOLE.request),
        (response_of(found), response_of(WHOLE)),
    ):
        assert without_origins((sample.body, sample.headers)) == without_origins(
            (whole.body, whole.headers)
        )


def test_an_envelope_without_a_head_after_one_with_it() -> None:
    text = REQUEST + RESPONSE[RESPONSE.index(XML) :]
    found = exchange(text)
    assert without_origins(found.request) == without_origins(WHOLE.request)
    assert without_origins(response_of(found).body) == without_origins(
        response_of(WHOLE).body
    )


def test_a_response_that_is_paired_by_its_place_alone_is_a_finding() -> None:
    bare = RESPONSE[RESPONSE.index(XML) :]
    text = REQUEST + bare.replace("WithHeadersResponse", "Placed")
    facts = read_text(text)
    (finding,) = facts.findings
    assert finding.code == "paired-by-place"
    assert finding.found == "<Placed> stands below <WithHeaders> without an HTTP head."
    assert finding.origin.line == REQUEST.count("\n") + 1
    assert read_text(REQUEST + bare).findings == ()
    named = RESPONSE.replace("WithHeadersResponse", "Placed")
    assert read_text(REQUEST + named).findings == ()


def test_a_request_whose_name_ends_like_a_fault_asks() -> None:
    bare = REQUEST[REQUEST.index(XML) :].replace("WithHeaders", "ReportFault")
    (operation,) = read_text(bare).operations
    assert operation.name == "ReportFault"
    assert operation.exchanges[0].has_request


def test_an_element_of_another_namespace_is_no_envelope() -> None:
    letter = '<Envelope xmlns="urn:mail"><To>string</To></Envelope>'
    with pytest.raises(SpecError, match="no HTTP sample"):
        read_text(letter)


NAMES = {
    "the body, not the action": (
        REQUEST.replace('/WithHeaders"', '/Elsewhere"'),
        "WithHeaders",
    ),
    "the action, where the body is gone": (
        REQUEST[: REQUEST.index(XML)] + RESPONSE.replace("WithHeaders", "Other"),
        "WithHeaders",
    ),
    "a line of prose that a sample confirms": (
        f"Hello all\nwe send\nWithHeaders\n\n{REQUEST}",
        "WithHeaders",
    ),
    "no line of prose": (f"Hello\nall\nThanks\n\n{REQUEST}", "WithHeaders"),
    "a heading that a sample confirms": (
        "Service\nA sentence.\nElsewhere\n\n"
        + REQUEST.replace('/WithHeaders"', '/Elsewhere"'),
        "Elsewhere",
    ),
    "the heading below the link to all operations": (
        f"Service\nClick here for a complete list of operations.\nOwn\n\n{REQUEST}",
        "Own",
    ),
}


@pytest.mark.parametrize("kind", NAMES)
def test_the_strongest_evidence_names_the_operation(kind: str) -> None:
    """And prose names no service."""
    text, name = NAMES[kind]
    (operation,) = read_text(text).operations
    assert operation.name == name
    assert operation.service in ("", "Service")
