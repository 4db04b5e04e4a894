"""WCF REST help pages: one contract from pages in every layout, with and without schemas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from soapstone.inference import Inferred
from soapstone.inference.joining import rest
from soapstone.inference.wcf.templates import name_of, variables
from soapstone.model.contract import (
    AnyXml,
    Contract,
    EnumerationRef,
    Field,
    ListOf,
    Message,
    Operation,
    Record,
    RecordRef,
    Scalar,
    Type,
)
from soapstone.model.decisions import findings
from soapstone.model.facts import PageFacts
from soapstone.pages import read_page
from tests import help_pages
from tests.help_pages import ROOTS, SERVICE, TYPES
from tests.signatures import signatures, transports

DATA = Path(__file__).parents[1] / "data" / "wcf"
XS = "http://www.w3.org/2001/XMLSchema"
LAYOUTS = ("html", "txt", "md", "de.html")


def pages(layout: str, with_schema: bool = True) -> list[PageFacts]:
    return [
        read_page(
            f"h/{number}.{layout.rpartition('.')[2] or layout}",
            SERVICE.page(each, layout, with_schema).encode(),
        )
        for number, each in enumerate(SERVICE.operations)
    ]


def inferred(shown: list[PageFacts]) -> Inferred:
    return rest.inferred("h", shown)


def page(text: str) -> list[PageFacts]:
    return [read_page("h/a.txt", text.encode())]


WHOLE = inferred(pages("html")).contract


# The types of our own


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_one_contract(layout: str) -> None:
    found = inferred(pages(layout))
    assert found.contract == WHOLE
    assert findings(found.provenance, found.contract) == ()


@pytest.mark.parametrize("layout", ["txt", "md", "html"])
def test_several_pages_in_one_file_give_the_same(layout: str) -> None:
    text = "\n".join(SERVICE.page(each, layout) for each in SERVICE.operations)
    shown = read_page(f"h/all.{layout}", text.encode())
    assert inferred([shown]).contract == WHOLE


def test_the_order_of_files_has_no_effect() -> None:
    assert inferred(pages("html")[::-1]).contract == WHOLE


@pytest.mark.parametrize("type_", TYPES, ids=lambda each: each.name)
def test_a_contract_has_what_the_types_are(type_: help_pages.Type) -> None:
    if type_.texts:
        enumeration = WHOLE.enumeration(type_.name)
        assert enumeration.members == tuple(type_.texts)
        assert enumeration.flags is type_.flags
        return
    record = WHOLE.record(type_.name)
    assert (record.base, record.abstract) == (type_.base, type_.abstract)
    inherited = WHOLE.record(type_.base).fields if type_.base else ()
    own = record.fields[len(inherited) :]
    assert record.fields[: len(inherited)] == inherited
    assert [each.name.name for each in own] == [each.name for each in type_.members]
    for field, member in zip(own, type_.members, strict=True):
        assert short(field.type) == member.of + "[]" * member.is_list, member.name
        assert field.nillable is is_nillable(member), member.name
        assert field.required is member.required, member.name


def test_a_contract_has_nothing_that_no_message_holds() -> None:
    known = {each.name for each in TYPES}
    requests = {each.request.record for each in WHOLE.operations if each.request}
    lists = {each.key for each in WHOLE.records if each.collection}
    values = {"int", "string"}
    assert {each.key for each in WHOLE.types} - known - requests - lists == values


def short(type_: Type) -> str:
    match type_:
        case Scalar(name):
            return name
        case RecordRef(key) | EnumerationRef(key):
            return key
        case ListOf():
            return f"{short(type_.type)}[]"
        case AnyXml():
            return "anyType"
        case _:
            return str(type_)


def is_nillable(member: help_pages.Member) -> bool:
    own = SERVICE.types.get(member.of)
    reference = member.of in ("string", "base64Binary", "anyURI", "anyType")
    record = own is not None and not own.texts
    return member.type.endswith("?") or member.is_list or reference or record


def test_operations_are_named_after_verb_and_path() -> None:
    assert [each.name for each in WHOLE.operations] == sorted(
        [
            *(f"Post{name}sById" for name in ROOTS),
            *("GetBerthsByNumber", "GetBerths", "DeleteBerthsByNumber"),
            *("GetCount", "PutQuays"),
        ]
    )


def test_requests_have_the_variables_of_their_addresses() -> None:
    found = signatures(WHOLE)
    assert found["GetBerthsByNumber"].startswith("GetBerthsByNumber(NUMBER: string)")
    assert found["GetCount"] == "GetCount(of: string) -> int(text: int)"
    assert found["DeleteBerthsByNumber"].endswith("-> nothing")
    request = WHOLE.record("PostQuaysByIdRequest")
    assert [each.name.name for each in request.fields] == ["ID", "dry", "Quay"]


# Without schemas: what constants tell


def test_without_schemas_constants_tell_the_types() -> None:
    found = inferred(pages("txt", with_schema=False))
    every = found.contract.record("Every")
    assert [short(each.type) for each in every.fields] == [
        each.of for each in help_pages.EVERY
    ]
    assert not any(each.required for each in every.fields)
    maybe = found.contract.record("Maybe")
    assert not any(each.nillable for each in maybe.fields)
    assert [short(each.type) for each in maybe.fields] == [
        each.name.partition("_")[2] for each in maybe_members()
    ]


def maybe_members() -> list[help_pages.Member]:
    return list(SERVICE.types["Maybe"].members)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_without_schemas_every_layout_gives_one_contract(layout: str) -> None:
    found = inferred(pages(layout, with_schema=False)).contract
    assert found == inferred(pages("html", with_schema=False)).contract
    assert [each.name for each in found.operations] == [
        each.name for each in WHOLE.operations
    ]


def test_a_schema_of_another_page_counts_for_a_page_without() -> None:
    with_, without = pages("txt"), pages("txt", with_schema=False)
    at = next(
        n for n, each in enumerate(SERVICE.operations) if each.template == "quays"
    )
    shown = [*with_[:at], without[at], *with_[at + 1 :]]
    assert inferred(shown).contract == WHOLE


def test_an_enumeration_without_a_schema_is_text_with_a_finding() -> None:
    found = inferred(pages("txt", with_schema=False))
    kind = found.contract.record("Cargo").fields[0]
    assert (short(kind.type), kind.nillable) == ("string", False)
    codes = {
        (each.code, each.subject) for each in findings(found.provenance, found.contract)
    }
    assert ("no-constant", "Cargo.Kind") in codes


# Bodies that the page does not show

REFERENCE = """\
Reference for http://h.example/H.svc/berths
Url: http://h.example/H.svc/berths
HTTP Method: POST
Message direction\tFormat\tBody
{rows}
{samples}
"""
XML = '<Berth xmlns="http://schemas.datacontract.org/2004/07/H">\n<Number>2147483647</Number>\n</Berth>'
JSON = '{\n"Number":2147483647,\n"Names":["String content"],\n"Kind":0\n}'


def operation(rows: str, samples: str = "") -> tuple[Operation, list[str]]:
    found = inferred(page(REFERENCE.format(rows=rows, samples=samples)))
    (one,) = found.contract.operations
    return one, [each.code for each in findings(found.provenance, found.contract)]


ANSWER = "Response\tN/A\tThe Response body is empty."


@pytest.mark.parametrize(
    "said",
    [
        "The Request body is wrapped.",
        "The Request body is a byte stream.",
        "The Request body is a Message.",
        "The Request body is an Atom feed.",
        "The schema could not be generated.",
    ],
)
def test_a_request_that_is_not_shown_is_not_called(said: str) -> None:
    one, codes = operation(f"Request\tUnknown\t{said}\n{ANSWER}")
    assert (one.request, one.bindings) == (None, ())
    assert codes == ["request-unshown"]


@pytest.mark.parametrize(
    "said",
    [
        "The Response body is a byte stream.",
        "The Response body is a Message.",
        "The Response body is a feed.",
    ],
)
def test_an_answer_without_a_sample_is_bytes(said: str) -> None:
    rows = f"Request\tN/A\tThe Request body is empty.\nResponse\tUnknown\t{said}"
    one, codes = operation(rows)
    assert one.raw_response == Scalar("base64Binary")
    assert (transports(one), codes) == ("XML", [])


@pytest.mark.parametrize(
    "said", ["an Atom 1.0 feed", "an RSS 2.0 feed", "a Syndication feed", "XML"]
)
def test_a_feed_or_any_xml_has_the_format_xml_and_no_sample(said: str) -> None:
    rows = "Request\tN/A\tThe Request body is empty.\n"
    one, codes = operation(f"{rows}Response\tXml\tThe Response body is {said}.")
    assert one.raw_response == Scalar("base64Binary")
    assert (transports(one), codes) == ("XML", [])
    one, codes = operation(f"Request\tXml\tThe Request body is {said}.\n{ANSWER}")
    assert (one.bindings, codes) == ((), ["request-unshown"])


def test_an_operation_of_json_alone_says_so() -> None:
    rows = "Request\tJson\tExample\nResponse\tN/A\tThe Response body is empty."
    sample = f"The following is an example request Json body:\n{JSON}"
    one, codes = operation(rows, sample)
    assert (transports(one), codes.count("json-only")) == ("JSON", 1)
    assert one.request
    assert one.request.no_xml


def test_an_answer_of_json_alone_says_so() -> None:
    rows = "Request\tXml\tExample\nResponse\tJson\tExample"
    samples = (
        f"an example request Xml body:\n{XML}\nan example response Json body:\n{JSON}"
    )
    one, codes = operation(rows, samples)
    assert (transports(one), codes.count("json-only")) == ("JSON", 1)


def test_a_document_of_any_xml_is_one_of_unknown_content() -> None:
    """The schema of the page declares the root alone: object, or XElement."""
    schema = f"""The following is the request Xml Schema:
<xs:schema elementFormDefault="qualified" targetNamespace="urn:h" xmlns:xs="{XS}">
  <xs:element name="Note" nillable="true" />
</xs:schema>"""
    sample = 'an example request Xml body:\n<Note xmlns="urn:h"><a>1</a></Note>'
    found = inferred(
        page(
            REFERENCE.format(
                rows=f"Request\tXml\tExample,Schema\n{ANSWER}",
                samples=f"{sample}\n{schema}",
            )
        )
    ).contract
    (one,) = found.operations
    assert one.request
    note = found.record(one.request.record)
    assert (note.any_elements, note.fields) == ("##any", ())


# Names


@pytest.mark.parametrize(
    ("verb", "template", "name"),
    [
        ("GET", "/H.svc/orders/{ID}", "GetOrdersById"),
        ("GET", "/H.svc/orders", "GetOrders"),
        (
            "DELETE",
            "/api/v1/orders/{ID}/lines/{LINE}",
            "DeleteApiV1OrdersByIdLinesByLine",
        ),
        ("POST", "/H.svc/order_lines/a-{ID}.xml?x={X}", "PostOrderLinesAByIdXml"),
        ("GET", "/H.svc/files/{*PATH}", "GetFilesByPath"),
    ],
)
def test_a_name_follows_from_verb_and_template(
    verb: str, template: str, name: str
) -> None:
    assert name_of(verb, template) == name


def test_variables_have_the_names_of_the_query() -> None:
    found = variables("/a/{ID}/{*REST}?top={COUNT}&ID={OTHER}&format=xml&x={MISSING=5}")
    assert [(each.name, each.member, each.in_path) for each in found] == [
        ("ID", "ID", True),
        ("REST", "REST", True),
        ("COUNT", "top", False),
        ("OTHER", "OTHER", False),
        ("MISSING", "x", False),
    ]


def test_the_own_address_of_a_page_names_its_operation() -> None:
    saved = "<!-- saved from url=(0055)http://h.example/H.svc/help/operations/{} -->\n"
    text = "<html>" + saved.format("AddBerth") + help_pages_html()
    (one,) = inferred([read_page("h/a.html", text.encode())]).contract.operations
    assert one.name == "AddBerth"
    link = help_pages_html().replace(
        "<p><a>", "<p><a href='http://h/H.svc/help/operations/AddOne#request-xml'>", 1
    )
    (one,) = inferred([read_page("h/a.html", link.encode())]).contract.operations
    assert one.name == "AddOne"


def help_pages_html() -> str:
    return SERVICE.page(SERVICE.operations[0], "html")


def test_templates_that_differ_in_their_queries_are_two_operations() -> None:
    texts = [
        f"Reference for {url}\nUrl: {url}\nHTTP Method: GET\na\tb\tc\n"
        "Request\tN/A\tThe Request body is empty.\n"
        f"Response\tXml\tExample\nan example response Xml body:\n{XML}\n"
        for url in ("http://h/H.svc/a?x={X}", "http://h/H.svc/a?y={Y}")
    ]
    found = inferred(page("\n".join(texts))).contract
    assert [each.name for each in found.operations] == ["GetA", "GetA2"]


# Pages whose truth is known

TRUTHS = {
    file.name.removesuffix(".truth.json"): json.loads(file.read_text("utf-8"))
    for file in DATA.glob("*.truth.json")
}


@pytest.mark.parametrize("name", sorted(TRUTHS))
def test_a_page_gives_what_its_truth_says(name: str) -> None:
    (file,) = (each for each in DATA.glob(f"{name}.*") if each.suffix != ".json")
    found = inferred([read_page(f"h/{file.name}", file.read_bytes())]).contract
    truth = TRUTHS[name]
    for expected in truth.get("operations", [truth]):
        _agrees(found, expected)


def _agrees(found: Contract, truth: Mapping[str, Any]) -> None:
    operation = next(
        each
        for each in found.operations
        if truth["url"].endswith(
            each.bindings[0].path if each.bindings else "SubmitMany"
        )
    )
    if operation.bindings:
        (binding,) = operation.bindings
        assert binding.verb == truth["verb"]
        assert f"{binding.scheme}://{binding.host}{binding.path}" == truth["url"]
    where: dict[str, list[str]] = {"path": [], "query": [], "body": []}
    for each in operation.parameters:
        where[each.locations[0]].append(each.name)
    assert where["path"] == truth["path_parameters"]
    assert where["query"] == truth["query_parameters"]
    known = truth["request"] and "unknown" not in truth["request"]
    assert where["body"] == ([truth["request"]] if known else [])
    assert answered(found, operation.response) == truth["response"]
    for name, one in truth["records"].items():
        record = found.record(name)
        assert record.namespace == one["namespace"]
        assert record.abstract is one.get("abstract", False)
        assert record.base == one.get("base", "")
        _members(found, record, one["members"])
    listed = {
        each.key: {"members": list(each.members), "flags": each.flags}
        for each in found.enumerations
    }
    assert listed == {
        name: {"members": one["members"], "flags": one["flags"]}
        for name, one in truth["enumerations"].items()
    }


def answered(found: Contract, response: Message | None) -> str:
    assert response
    record = found.record(response.record)
    if record.collection:
        return f"{short(record.fields[0].type)}[]"
    return response.element.name if record.type_name is None else record.key


def _members(found: Contract, record: Record, members: list[Mapping[str, Any]]) -> None:
    inherited = len(found.record(record.base).fields) if record.base else 0
    assert [_member(each) for each in record.fields[inherited:]] == [
        {
            "name": each["name"],
            "type": each["type"] + ("[]" if each.get("list") else ""),
            "nullable": each["nullable"],
            "required": each["required"],
        }
        for each in members
    ]


def _member(field: Field) -> Mapping[str, object]:
    return {
        "name": field.name.name,
        "type": short(field.type),
        "nullable": field.nillable,
        "required": field.required,
    }
