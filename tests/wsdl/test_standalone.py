"""The schemas of documents as documents of their own, for a validator."""

from __future__ import annotations

import xmlschema
from lxml import etree

from soapstone.wsdl import standalone_schemas
from tests.wsdl.documents import TNS, definitions, schema


def test_prefixes_bound_around_a_schema_stay() -> None:
    text = definitions("", schema('<xs:element name="A" type="t:T"/>'))
    ((namespace, found),) = standalone_schemas({"s.wsdl": text.encode()})
    assert namespace == TNS
    assert etree.fromstring(found).nsmap["w"] == "http://schemas.xmlsoap.org/wsdl/"


def test_no_location_is_left() -> None:
    """A validator must not look for what is beside them."""
    inside = (
        '<xs:import namespace="urn:far" schemaLocation="http://far.example/a.xsd"/>'
        '<xs:include schemaLocation="file:///etc/passwd"/>'
    )
    ((_, found),) = standalone_schemas({"s.xsd": schema(inside).encode()})
    assert "far.example" not in found
    assert "passwd" not in found
    assert 'namespace="urn:far"' in found


def test_a_schema_without_a_namespace_takes_that_of_the_including_one() -> None:
    sources = {
        "s.xsd": schema(
            '<xs:include schemaLocation="c.xsd"/><xs:element name="A" type="t:Two"/>'
        ),
        "c.xsd": '<schema xmlns="http://www.w3.org/2001/XMLSchema"/>',
    }
    xs = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    sources["c.xsd"] = (
        f'<xs:schema {xs} elementFormDefault="qualified">'
        '<xs:complexType name="Two"><xs:sequence><xs:element name="B" type="One"/></xs:sequence>'
        '</xs:complexType><xs:simpleType name="One"><xs:restriction base="xs:int"/>'
        "</xs:simpleType></xs:schema>"
    )
    found = standalone_schemas({name: each.encode() for name, each in sources.items()})
    assert [namespace for namespace, _ in found] == [TNS, TNS]
    whole = xmlschema.XMLSchema(found[0][1], build=False)
    whole.add_schema(found[1][1], build=False)
    whole.maps.build()
    whole.validate(f'<A xmlns="{TNS}"><B>5</B></A>')


def test_a_document_that_cannot_be_used_is_left_out() -> None:
    hostile = "<!DOCTYPE x [<!ENTITY e 'x'>]>" + schema("")
    assert standalone_schemas({"s.xsd": hostile.encode(), "t.xsd": b"<"}) == []
