"""What a schema repeats in many places is limited by what comes of it, not by what it says."""

from __future__ import annotations

import pytest

from soapstone.model.findings import SpecError
from soapstone.model.limits import DESCRIPTION_PARTICLES
from tests.inference.wsdl.services import contract, read, with_operations
from tests.limits import lowered
from tests.wsdl.documents import schema


def refused(inside: str) -> str:
    """What is said of a schema that yields too much."""
    description = with_operations(read({"svc/a.xsd": schema(inside).encode()}))
    with pytest.raises(SpecError) as raised:
        contract(description)
    return raised.value.found


def root(inside: str) -> str:
    return (
        f'<xs:element name="Ask"><xs:complexType><xs:sequence>{inside}</xs:sequence>'
        "</xs:complexType></xs:element>"
    )


def users(count: int, type_: str) -> str:
    return root("".join(f'<xs:element name="m{n}" {type_}/>' for n in range(count)))


def restricted(facets: str) -> str:
    return (
        f'<xs:simpleType name="S"><xs:restriction base="xs:string">{facets}'
        "</xs:restriction></xs:simpleType>"
    )


def derived(count: int, content: str) -> str:
    """A type, and types that extend it: each has its members as well."""
    base = f'<xs:complexType name="B">{content}</xs:complexType>'
    more = "".join(
        f'<xs:complexType name="D{n}"><xs:complexContent><xs:extension base="t:B"/>'
        "</xs:complexContent></xs:complexType>"
        for n in range(count)
    )
    return base + more + root('<xs:element name="b" type="t:B"/>')


MEMBERS = "more than 200,000 members of types in one service"
TEXT = "more than 50,000,000 characters of names and descriptions in one service"


def test_facets_of_a_type_that_many_members_have() -> None:
    facets = "".join(f'<xs:pattern value="{n}"/>' for n in range(500))
    assert refused(restricted(facets) + users(500, 'type="t:S"')) == MEMBERS


def test_a_long_pattern_of_many_members() -> None:
    facets = f'<xs:pattern value="{"a" * 500_000}"/>'
    assert refused(restricted(facets) + users(120, 'type="t:S"')) == TEXT


@pytest.mark.parametrize("constraint", ["default", "fixed"])
def test_a_long_value_that_many_types_inherit(constraint: str) -> None:
    value = "a" * 500_000
    element = f'<xs:element name="v" type="xs:string" {constraint}="{value}"/>'
    assert refused(derived(120, f"<xs:sequence>{element}</xs:sequence>")) == TEXT


def test_branches_of_a_list_that_many_types_inherit() -> None:
    branches = "".join(f'<xs:element name="e{n}" type="xs:int"/>' for n in range(500))
    choice = f'<xs:choice maxOccurs="unbounded">{branches}</xs:choice>'
    assert refused(derived(500, choice)) == MEMBERS


def test_substitutes_of_a_head_that_many_types_refer_to() -> None:
    heads = '<xs:element name="H" type="xs:string"/>' + "".join(
        f'<xs:element name="E{n}" type="xs:string" substitutionGroup="t:H"/>'
        for n in range(150)
    )
    types = "".join(
        f'<xs:complexType name="T{n}"><xs:sequence><xs:element ref="t:H"/></xs:sequence>'
        "</xs:complexType>"
        for n in range(150)
    )
    held = root("".join(f'<xs:element name="m{n}" type="t:T{n}"/>' for n in range(150)))
    with lowered(DESCRIPTION_PARTICLES, 20_000):
        assert refused(heads + types + held) == (
            "types of more than 20,000 elements and attributes, groups put in place"
        )


def test_branches_of_a_list() -> None:
    branches = "".join(f'<xs:element name="e{n}" type="xs:int"/>' for n in range(1_001))
    choice = f'<xs:choice maxOccurs="unbounded">{branches}</xs:choice>'
    assert refused(root(choice)) == "a list of more than 1,000 kinds of elements"
