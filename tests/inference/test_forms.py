"""HTTP GET and POST sections of ASMX pages: bindings, and messages where they stand alone."""

from __future__ import annotations

import pytest

from soapstone.inference import Inferred, inferred
from soapstone.model.contract import (
    Binding,
    FormParameter,
    Operation,
    Particle,
    QName,
    Scalar,
    Transport,
)
from soapstone.model.contract_json import Snapshot, from_json, to_json
from soapstone.model.names import Names
from soapstone.model.rules import Aspect
from soapstone.pages import read_page
from tests.forms import NAMESPACE, form_page
from tests.inference.samples import all_flags, findings_of, types

QUOTES = "<ArrayOfQuote><Quote><Id>int</Id></Quote><Quote><Id>int</Id></Quote></ArrayOfQuote>"
RATE = (
    "<GetRate><code>string</code><days>int</days></GetRate>",
    "<GetRateResponse><GetRateResult>decimal</GetRateResult></GetRateResponse>",
)


def made(*pages: bytes) -> Inferred:
    named = enumerate(pages)
    return inferred("svc", [read_page(f"svc/{n}.txt", page) for n, page in named])


def only(result: Inferred) -> Operation:
    (operation,) = result.contract.operations
    return operation


def codes(result: Inferred) -> list[tuple[str, str]]:
    made = findings_of(result)
    found = [(each.code, each.subject) for each in made]
    return [each for each in found if each[0] != "scheme-unknown"]


def forms(operation: Operation) -> list[Binding]:
    return [each for each in operation.bindings if each.transport.is_form]


def test_get_and_post_are_bindings_after_those_of_soap() -> None:
    page = form_page("GetRate", "code days", "<decimal>decimal</decimal>", soap=RATE)
    result = made(page)
    _, get, post = only(result).bindings
    assert get == Binding(
        *(Transport.HTTP_GET, "GET", "https", "quay.example", "/quay.asmx/GetRate"),
        response_type="text/xml; charset=utf-8",
        parameters=(FormParameter("code"), FormParameter("days")),
        response_element=QName(NAMESPACE, "decimal"),
        return_member=QName(NAMESPACE, "GetRateResult"),
    )
    assert (post.transport, post.verb) == (Transport.HTTP_POST, "POST")
    assert post.request_type == "application/x-www-form-urlencoded"
    assert (post.path, post.parameters) == (get.path, get.parameters)
    assert types(result.contract, "GetRate") == {"code": "string", "days": "int"}
    assert codes(result) == []


def test_alone_they_are_the_messages_and_their_string_is_a_guess() -> None:
    result = made(form_page("Find", "name when when", QUOTES))
    operation, contract = only(result), result.contract
    assert operation.request
    assert operation.response
    assert operation.request.element == QName(NAMESPACE, "Find")
    assert types(contract, "Find") == {"name": "string", "when": "list(string: string)"}
    assert operation.response.element == QName(NAMESPACE, "ArrayOfQuote")
    items = contract.record("ArrayOfQuote")
    assert (items.collection, items.type_name) == (
        True,
        QName(NAMESPACE, "ArrayOfQuote"),
    )
    assert all_flags(contract, "ArrayOfQuote") == {"Quote": "repeated nillable"}
    assert types(contract, "Quote") == {"Id": "int"}
    assert [each.return_member for each in operation.bindings] == [None, None]
    assert codes(result) == [
        ("untyped-parameter", "Find.name"),
        ("untyped-parameter", "Find.when"),
    ]


def test_a_scalar_comes_back_in_an_element_of_its_types_name() -> None:
    contract = made(form_page("Count", "", "<long>long</long>")).contract
    (field,) = contract.record("long").fields
    assert (field.type, field.particle) == (Scalar("long"), Particle.TEXT)
    assert contract.record("Count").fields == ()


def test_a_soap_section_on_another_page_tells_the_types() -> None:
    alone = form_page("GetRate", "code days", "<decimal>decimal</decimal>")
    both = form_page("GetRate", "code days", "<decimal>decimal</decimal>", soap=RATE)
    for pages in ((alone, both), (both, alone)):
        result = made(*pages)
        assert result.contract == made(both).contract
        assert codes(result) == []


def test_nothing_comes_back_of_a_void_method() -> None:
    alone = only(made(form_page("Ring", "bell")))
    assert (alone.response, alone.raw_response) == (None, None)
    soap = ("<Ring><bell>int</bell></Ring>", "<RingResponse/>")
    get, _ = forms(only(made(form_page("Ring", "bell", soap=soap))))
    assert (get.response_element, get.return_member) == (None, None)


def test_any_document_is_bytes_or_in_the_member_that_soap_shows() -> None:
    alone = only(made(form_page("Fetch", "name", "xml")))
    assert (alone.response, alone.raw_response) == (None, Scalar("base64Binary"))
    data_set = (
        '<DataSet><s:schema xmlns:s="http://www.w3.org/2001/XMLSchema"/>xml</DataSet>'
    )
    alone = only(made(form_page("Fetch", "name", data_set)))
    assert (alone.response, alone.raw_response) == (None, Scalar("base64Binary"))
    soap = (
        "<Fetch><name>string</name></Fetch>",
        "<FetchResponse><FetchResult>xml</FetchResult></FetchResponse>",
    )
    get, _ = forms(only(made(form_page("Fetch", "name", "xml", soap=soap))))
    assert get.response_element is None
    assert get.return_member == QName(NAMESPACE, "FetchResult")


def test_a_member_that_soap_renames_is_found_at_its_place() -> None:
    soap = ("<Moor><Ship>string</Ship><pier>int</pier></Moor>", "<MoorResponse/>")
    result = made(form_page("Moor", "boat pier", soap=soap))
    for binding in forms(only(result)):
        assert binding.parameters == (
            FormParameter("boat", "Ship"),
            FormParameter("pier"),
        )
    assert codes(result) == [("parameter-by-position", "Moor")]


@pytest.mark.parametrize(
    "request_",
    [
        "<Moor><boat>string</boat></Moor>",
        "<Moor><boat>string</boat><pier><no>int</no></pier></Moor>",
        "<Moor><boat>string</boat><pier>int</pier><rope>int</rope></Moor>",
    ],
)
def test_parameters_that_are_not_the_members_are_a_conflict(request_: str) -> None:
    result = made(form_page("Moor", "boat pier", soap=(request_, "<MoorResponse/>")))
    assert forms(only(result)) == []
    assert codes(result) == [("contradiction", "Moor")] * 2


@pytest.mark.parametrize(
    ("request_", "response", "returned", "parameters"),
    [
        ("<no>int</no>", "<R>int</R>", "<int>int</int>", "no"),
        (
            "<no><int>int</int><int>int</int></no>",
            "<R>int</R>",
            "<int>int</int>",
            "no no",
        ),
        (
            "<no>int</no>",
            "<R><City>string</City><Zip>int</Zip></R>",
            "<Address><City>string</City><Zip>int</Zip></Address>",
            "no",
        ),
    ],
)
def test_the_messages_of_a_bare_method_are_the_values(
    request_: str, response: str, returned: str, parameters: str
) -> None:
    page = form_page("Ask", parameters, returned, soap=(request_, response))
    result = made(page)
    (operation,) = result.contract.operations
    for binding in forms(operation):
        assert binding.parameters == (FormParameter("no"),)
        assert binding.return_member is None
    assert codes(result) == []


def test_of_an_enumeration_no_page_shows_the_name_that_a_form_has() -> None:
    soap = ("<Dock><at>Bow or Stern</at></Dock>", "<DockResponse/>")
    assert codes(made(form_page("Dock", "at", soap=soap))) == [("name-in-code", "Dock")]


def test_a_form_that_got_lost_in_the_head_is_that_of_get() -> None:
    page = form_page("Find", "name", QUOTES).replace(b"\n\nname=string\n", b"\n")
    _, post = forms(only(made(page)))
    assert post.parameters == (FormParameter("name"),)


def test_a_type_that_a_page_prints_is_taken() -> None:
    page = form_page("Find", "since", QUOTES).replace(b"=string", b"=dateTime")
    result = made(page)
    assert types(result.contract, "Find") == {"since": "dateTime"}
    assert codes(result) == []


def test_a_name_that_no_parameter_has_is_part_of_a_value() -> None:
    page = form_page("Find", "name", QUOTES)
    page = page.replace(b"name=string", 'name=string&a"=1&2=3&µ=4&<b>=5&=6'.encode())
    result = made(page)
    assert types(result.contract, "Find") == {"name": "string"}


def test_a_heading_that_is_no_name_is_made_one() -> None:
    page = form_page("Find", "name", QUOTES).replace(b"\nFind\n", b'\n2"F<&>\n')
    page = page.replace(b"/Find", b"/")
    operation = only(made(page))
    assert operation.name == '2"F<&>'
    assert operation.request is not None
    assert operation.request.element.name == "_2_F___"


def test_a_contract_with_forms_is_read_as_it_was_written() -> None:
    soap = (
        "<Moor><Ship>string</Ship></Moor>",
        "<MoorResponse><R>int</R></MoorResponse>",
    )
    contract = made(form_page("Moor", "boat", "<int>int</int>", soap=soap)).contract
    snapshot = Snapshot(contract, Names({}, {}))
    assert from_json(to_json(snapshot), "contract.json").contract == contract


def test_the_scheme_of_a_form_is_that_of_its_page() -> None:
    page = form_page("Ring", "bell")
    (guess,) = (e for e in findings_of(made(page)) if e.code == "scheme-unknown")
    assert (guess.origin.line, guess.found) == (
        16,
        "The page names the host quay.example without a scheme.",
    )
    saved = b"<!-- saved from url=(0028)http://quay.example/quay.asmx -->\n" + page
    result = made(saved)
    assert {each.scheme for each in only(result).bindings} == {"http"}
    assert [each.code for each in findings_of(result)] == ["untyped-parameter"]


def test_messages_of_forms_alone_are_decided_once() -> None:
    for page, rule in (
        (form_page("Find", "name", QUOTES), "form-messages"),
        (form_page("Fetch", "name", "xml"), "any-answer"),
        (form_page("Ring", "bell"), "one-way"),
    ):
        (decisions,) = made(page).provenance.operations.values()
        messages = [e for e in decisions if e.rule.aspect is Aspect.MESSAGES]
        assert [each.rule.id for each in messages] == [rule]
