"""Samples made by rule from types of our own: in every layout one contract, and all of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from soapstone.inference import Inferred, inferred
from soapstone.model.contract import AnyXml, Contract, ListOf, RecordRef, Type
from soapstone.model.facts import PageFacts
from soapstone.pages import read_page
from tests.help_pages import ROOTS, SERVICE, TYPES, Member
from tests.inference.samples import flags, short
from tests.sample_tools import CONTRACT_LAYOUTS, LAYOUTS, Tool, is_reference, raw_http

VALUES = {
    "boolean": "true",
    "byte": "-5",
    "short": "300",
    "int": "70000",
    "long": "5000000000",
    "unsignedByte": "9",
    "unsignedShort": "500",
    "unsignedInt": "3",
    "unsignedLong": "8",
    "decimal": "2.50",
    "float": "1.5",
    "double": "2.5E+30",
    "char": "65",
    "dateTime": "2020-05-06T07:08:09",
    "duration": "P1DT2H",
    "guid": "0f8fad5b-d9cb-469f-a165-70867728950e",
    "base64Binary": "AQIDBA==",
    "anyURI": "http://a.example/",
    "string": "Ann",
    "anyType": "7.5",
}
OPEN = {"": "?", "base64Binary": "cid:123"}
TOOLS = {
    "SoapUI of ASMX": Tool(SERVICE.types, False, OPEN, counts=True),
    "SoapUI of WCF": Tool(SERVICE.types, True, OPEN, counts=True),
    "SoapUI, types": Tool(SERVICE.types, False, OPEN, counts=True, names_types=True),
    "SoapUI, types of WCF": Tool(
        SERVICE.types, True, OPEN, counts=True, names_types=True
    ),
    "values of ASMX": Tool(SERVICE.types, False, VALUES),
    "values of WCF": Tool(SERVICE.types, True, VALUES),
}


@cache
def made(tool: str, layout: str) -> Inferred:
    name, write = LAYOUTS[layout]
    return inferred("h", [read_page(f"h/{name}", write(requests(tool)).encode())])


def requests(tool: str) -> dict[str, str]:
    one = TOOLS[tool]
    return {f"Save{each}": one.envelope(one.shown(each)) for each in ROOTS}


def contract(tool: str, layout: str) -> Contract:
    """What a layout gives, but for the content type, which not every one shows."""
    found = made(tool, layout).contract
    operations = (
        replace(
            each, bindings=tuple(replace(b, request_type="") for b in each.bindings)
        )
        for each in found.operations
    )
    return replace(found, operations=tuple(operations))


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("layout", list(LAYOUTS)[1:])
def test_every_layout_gives_one_contract(tool: str, layout: str) -> None:
    assert contract(tool, layout) == contract(tool, next(iter(LAYOUTS)))


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("layout", ["one file", "a file each"])
def test_bare_envelopes_lack_only_the_address_and_the_action(
    tool: str, layout: str
) -> None:
    shown = dict(requests(tool))
    if layout == "a file each":
        del shown["SaveEmpty"]  # alone it shows no text, and so not that it is a sample
    files = ["\n\n".join(shown.values())] if layout == "one file" else [*shown.values()]
    bare, whole = inferred("h", read(files)).contract, made(tool, "raw HTTP").contract
    if layout == "a file each":
        in_http = [raw_http({name: each}) for name, each in shown.items()]
        whole = inferred("h", read(in_http)).contract
    assert (bare.records, bare.enumerations) == (whole.records, whole.enumerations)
    assert [each.request for each in bare.operations] == [
        each.request for each in whole.operations
    ]


def read(files: list[str]) -> list[PageFacts]:
    return [read_page(f"h/{at}.txt", each.encode()) for at, each in enumerate(files)]


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("tool", TOOLS)
def test_a_contract_has_what_the_tool_states(tool: str, root: str) -> None:
    found = made(tool, "raw HTTP").contract
    (value,) = found.record(f"Save{root}").fields
    if not members(root):
        assert isinstance(value.type, AnyXml)
        return
    assert isinstance(value.type, RecordRef)
    shown = {
        each.name.name: (kind(each.type), flags(each))
        for each in found.record(value.type.key).fields
    }
    assert shown == {each.name: expected(tool, root, each) for each in members(root)}


@pytest.mark.parametrize("tool", ["SoapUI, types", "SoapUI, types of WCF"])
def test_comments_on_types_give_the_enumerations(tool: str) -> None:
    found = made(tool, "raw HTTP").contract
    listed = {each.key: each.members for each in found.enumerations}
    own = {each.name: each.texts for each in TYPES if each.texts}
    assert listed == own


def members(name: str) -> list[Member]:
    """The members of a type, inherited ones first."""
    one = SERVICE.types[name]
    return [*(members(one.base) if one.base else []), *one.members]


def kind(type_: Type) -> str:
    match type_:
        case RecordRef():
            return "{}"
        case ListOf():
            return f"[{type_.item.name}: {kind(type_.type)}]"
        case _:
            return short(type_)


FORMS = {
    **dict.fromkeys("byte short int char".split(), "int~"),
    **dict.fromkeys(
        "unsignedByte unsignedShort unsignedInt unsignedLong".split(), "int~"
    ),
    **{each: each for each in "boolean decimal double dateTime duration guid".split()},
    **{"long": "long~", "float": "decimal", "anyType": "decimal"},
}
"""By the values: a type that they fit, and for all others a text."""


def expected(tool: str, root: str, member: Member) -> tuple[str, str]:
    """What the rules of a tool can tell of a member."""
    one, of = TOOLS[tool], SERVICE.types.get(member.of)
    null = "nullable nillable" if one.is_contract else "nullable"
    is_record = of is not None and not of.texts
    if member.of == root:
        inner = "{}" if one.counts else "any"
        null = null if one.counts or member.is_list else "nullable nillable"
    else:
        inner = "{}" if is_record else leaf(one, member.of)
    if member.is_list:
        item = inner if of else member.of
        return f"[{member.of}: {item}]", null
    return inner, null if is_record else of_leaf(one, member.of, inner, null)


def leaf(one: Tool, type_: str) -> str:
    if one.names_types:
        return "any" if type_ == "anyType" else type_
    if one.counts:
        return type_ if type_ == "base64Binary" else "string"
    return FORMS.get(type_, "string")


def of_leaf(one: Tool, type_: str, inner: str, null: str) -> str:
    """The flags of a text. SoapUI's comments tell a value type of ASMX; under WCF all is optional,
    and a text that may be anything is never written as nil.
    """
    reference = is_reference(type_, SERVICE.types.get(type_))
    if not one.is_contract:
        is_value = not reference if one.counts else inner not in ("string", "duration")
        return "required demanded" if is_value else "nullable"
    if one.names_types and type_ in SERVICE.types:
        return "demanded"
    if inner == "string" and not one.names_types:
        return "nullable"
    return null if reference and one.counts else ""


# Data contracts without SOAP


@pytest.mark.parametrize("layout", CONTRACT_LAYOUTS)
def test_data_contracts_give_what_they_give_inside_soap(layout: str) -> None:
    tool = TOOLS["values of WCF"]
    name, write = CONTRACT_LAYOUTS[layout]
    for root in ("Every", "Crew", "Log", "Pier"):
        text = write(tool.document(root), tool.document(root, several=True))
        found = inferred("h", [read_page(f"h/{name}", text.encode())]).contract
        inside = made("values of WCF", "raw HTTP").contract
        (value,) = inside.record(f"Save{root}").fields
        assert isinstance(value.type, RecordRef)
        assert signature(found, root) == signature(inside, value.type.key)
        (operation,) = found.operations
        assert operation.request
        assert operation.response
        answer = found.record(operation.response.record)
        assert (answer.collection, kind(answer.fields[0].type)) == (True, "{}")


def signature(found: Contract, record: str) -> list[tuple[str, str, str, str]]:
    return [
        (each.name.namespace, each.name.name, kind(each.type), flags(each))
        for each in found.record(record).fields
    ]
