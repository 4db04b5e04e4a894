"""What the schema alone knows, by libxml2: occurrence, facets, nil; nothing is fetched for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from soapstone.validating.schemas import Schemas
from tests.growth import LINEAR, growth

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:a"
  targetNamespace="urn:a" elementFormDefault="qualified">
<xs:simpleType name="Short"><xs:restriction base="xs:string">
  <xs:maxLength value="3"/></xs:restriction></xs:simpleType>
<xs:simpleType name="Small"><xs:restriction base="xs:int">
  <xs:maxInclusive value="9"/></xs:restriction></xs:simpleType>
<xs:simpleType name="Digits"><xs:restriction base="xs:string">
  <xs:pattern value="'[0-9]'+"/></xs:restriction></xs:simpleType>
<xs:element name="Ask"><xs:complexType><xs:sequence>
  <xs:element name="Must" type="xs:string"/>
  <xs:element name="Name" type="Short" minOccurs="0" maxOccurs="unbounded"/>
  <xs:element name="Size" type="Small" minOccurs="0"/>
  <xs:choice minOccurs="0">
    <xs:element name="One" type="Digits"/><xs:element name="Other" type="xs:int"/>
  </xs:choice></xs:sequence><xs:attribute name="Unit" type="Short"/>
</xs:complexType></xs:element></xs:schema>"""

REPORTED = {
    "<Must/><Name>abc</Name><Size>9</Size><Other>no int</Other>": [],
    "<Name/>": [("occurrence", "Name", "Must")],
    "": [("occurrence", "Ask", "Must")],
    "<Must/><Must/>": [("occurrence", "Must", "Name, Size, One, Other")],
    "<Must/><Other>1</Other><One>'1'</One>": [
        ("occurrence", "One", "no further element")
    ],
    "<Must/><Name>abc</Name><Name>abcd</Name>": [("facet", "Name", "maxLength 3")],
    "<Must/><Size>10</Size>": [("facet", "Size", "maxInclusive 9")],
    "<Must/><One>'</One>": [("facet", "One", "pattern '[0-9]'+")],
    '<Must i:nil="true"/>': [("null", "Must", "a value, or no element")],
}


@pytest.fixture(name="schemas")
def _schemas(tmp_path: Path) -> Schemas:
    (tmp_path / "a.xsd").write_text(SCHEMA, encoding="utf-8")
    return Schemas({"urn:a": "a.xsd"}, tmp_path)


def ask(body: str, more: str = "") -> etree._Element:
    bound = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
    return etree.fromstring(f'<Ask xmlns="urn:a" {bound} {more}>{body}</Ask>')


@pytest.mark.parametrize("body", REPORTED)
def test_what_the_schema_says(body: str, schemas: Schemas) -> None:
    reported = [
        (each.kind, etree.QName(each.element).localname, each.expected)
        for each in schemas.faults(ask(body))
    ]
    assert reported == REPORTED[body]


def test_an_element_is_found_among_others_and_with_any_prefix(schemas: Schemas) -> None:
    root = etree.fromstring(
        '<a:Ask xmlns:a="urn:a" xmlns="urn:a"><Must/><a:Name/><Name>long</Name>'
        "<a:Name>longer</a:Name></a:Ask>"
    )
    assert [each.element.text for each in schemas.faults(root)] == ["long", "longer"]


def test_an_attribute_is_named(schemas: Schemas) -> None:
    (reported,) = schemas.faults(ask("<Must/>", 'Unit="abcd"'))
    assert (reported.attribute, reported.expected) == ("Unit", "maxLength 3")


def test_another_namespace_has_no_schema(schemas: Schemas) -> None:
    assert [*schemas.faults(etree.fromstring("<Ask/>"))] == []


def test_a_message_names_no_schema(schemas: Schemas, tmp_path: Path) -> None:
    """Neither a file nor an address is opened for what it says."""
    loose = SCHEMA.replace('value="3"', 'value="9"')
    (tmp_path / "b.xsd").write_text(loose, encoding="utf-8")
    where = f'i:schemaLocation="urn:a {tmp_path / "b.xsd"}"'
    reported = [*schemas.faults(ask("<Must/><Name>abcd</Name>", where))]
    assert [each.expected for each in reported] == ["maxLength 3"]


def test_the_ends_of_long_lists_are_not_missed(schemas: Schemas) -> None:
    """Of the items beyond the first the schema says nothing, and what follows stays."""
    reported = [*schemas.faults(ask("<Must/>" + "<Name/>" * 3000 + "<Size>10</Size>"))]
    assert [each.expected for each in reported] == ["maxInclusive 9"]


def test_many_faults_take_linear_time(schemas: Schemas) -> None:
    def work(size: int) -> Callable[[], object]:
        body = "<Must/>" + "<Name>long</Name>" * size
        return lambda: [*schemas.faults(ask(body))]

    assert growth(work, 4000) < LINEAR
