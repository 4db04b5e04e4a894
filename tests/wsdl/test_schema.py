"""Types, elements, groups and attributes of a schema become what the model says of them."""

from __future__ import annotations

from soapstone.model.contract import QName
from soapstone.model.description import (
    ComplexType,
    Compositor,
    Derivation,
    ElementUse,
    Facet,
    Group,
    SimpleType,
    Wildcard,
)
from tests.wsdl.documents import TNS, XS, read, read_one, schema


def complex_type(inside: str, name: str = "Ship") -> ComplexType:
    """The type of a name in a schema."""
    found = read_one(schema(inside)).schema.types[QName(TNS, name)]
    assert isinstance(found, ComplexType)
    return found


def simple_type(inside: str, name: str = "Grade") -> SimpleType:
    found = read_one(schema(inside)).schema.types[QName(TNS, name)]
    assert isinstance(found, SimpleType)
    return found


def particles(inside: str) -> Group:
    """The content of a type with this inside."""
    found = complex_type(f'<xs:complexType name="Ship">{inside}</xs:complexType>')
    assert found.content
    return found.content


def uses(group: Group) -> list[ElementUse]:
    assert all(isinstance(each, ElementUse) for each in group.particles)
    return [each for each in group.particles if isinstance(each, ElementUse)]


def test_an_extension_has_only_its_own_content() -> None:
    found = complex_type("""
        <xs:complexType name="Base"><xs:sequence>
          <xs:element name="Id" type="xs:int"/></xs:sequence></xs:complexType>
        <xs:complexType name="Ship"><xs:complexContent><xs:extension base="t:Base">
          <xs:sequence><xs:element name="Name" type="xs:string"/></xs:sequence>
        </xs:extension></xs:complexContent></xs:complexType>""")
    assert found.base == QName(TNS, "Base")
    assert found.derivation is Derivation.EXTENSION
    assert found.content
    assert [each.name.name for each in uses(found.content)] == ["Name"]


def test_occurrences_null_and_values_of_an_element() -> None:
    one, many = uses(particles("""<xs:sequence>
        <xs:element name="A" type="xs:int" minOccurs="0" nillable="1" default="7"/>
        <xs:element name="B" type="t:Other" maxOccurs="unbounded" form="unqualified"
                    fixed="x"/>
        <xs:element name="Never" type="xs:int" minOccurs="0" maxOccurs="0"/>
        </xs:sequence></xs:complexType><xs:complexType name="Other"><xs:sequence/>"""))
    assert (one.name, one.least, one.most) == (QName(TNS, "A"), 0, 1)
    assert (one.nillable, one.default) == (True, "7")
    assert (many.name, many.least, many.most) == (QName("", "B"), 1, None)
    assert (many.type, many.fixed) == (QName(TNS, "Other"), "x")


def test_a_repeated_choice_stays_a_choice() -> None:
    found = particles(
        """<xs:choice minOccurs="0" maxOccurs="unbounded">
        <xs:element name="A" type="xs:int"/><xs:any namespace="##other"/></xs:choice>"""
    )
    assert found.compositor is Compositor.CHOICE
    assert (found.least, found.most) == (0, None)
    assert isinstance(found.particles[1], Wildcard)
    assert found.particles[1].namespace == "##other"


def test_a_group_stands_where_it_is_referred_to() -> None:
    found = complex_type("""
        <xs:group name="Names"><xs:choice><xs:element name="Name" type="xs:string"/>
        </xs:choice></xs:group>
        <xs:complexType name="Ship"><xs:sequence><xs:group ref="t:Names" minOccurs="0"/>
        </xs:sequence></xs:complexType>""").content
    assert found
    (group,) = found.particles
    assert isinstance(group, Group)
    assert (group.compositor, group.least) == (Compositor.CHOICE, 0)


def test_a_group_that_contains_itself_is_an_error() -> None:
    found = read(schema("""<xs:group name="G"><xs:sequence>
        <xs:group ref="t:G"/></xs:sequence></xs:group>
        <xs:complexType name="Ship"><xs:group ref="t:G"/></xs:complexType>
        <xs:complexType name="Boat"><xs:sequence/></xs:complexType>"""))
    (error,) = found.errors
    assert error.found == "the group 'G', which contains itself"
    assert list(found.schema.types) == [QName(TNS, "Boat")]


def test_a_broken_group_is_one_error_for_all_that_refer_to_it() -> None:
    found = read(schema("""
        <xs:group name="G"><xs:sequence><xs:element name="a b"/></xs:sequence></xs:group>
        <xs:attributeGroup name="H"><xs:attribute name="c d"/></xs:attributeGroup>
        <xs:complexType name="A"><xs:group ref="t:G"/></xs:complexType>
        <xs:complexType name="B"><xs:group ref="t:G"/></xs:complexType>
        <xs:complexType name="C"><xs:attributeGroup ref="t:H"/></xs:complexType>
        <xs:complexType name="D"><xs:attributeGroup ref="t:H"/></xs:complexType>
        <xs:complexType name="E"/>"""))
    assert [each.found for each in found.errors] == [
        "'a b' in the place of a name",
        "'c d' in the place of a name",
    ]
    assert list(found.schema.types) == [QName(TNS, "E")]


def test_attributes_and_their_groups() -> None:
    found = complex_type("""
        <xs:attribute name="Flag" type="xs:boolean" default="true"><xs:annotation>
          <xs:documentation>Is one.</xs:documentation></xs:annotation></xs:attribute>
        <xs:attributeGroup name="Common"><xs:attribute name="Code" use="required">
          <xs:simpleType><xs:restriction base="xs:string"><xs:length value="2"/>
          </xs:restriction></xs:simpleType></xs:attribute>
          <xs:anyAttribute/></xs:attributeGroup>
        <xs:complexType name="Ship">
          <xs:attributeGroup ref="t:Common"/><xs:attribute ref="t:Flag"/>
          <xs:attribute ref="xml:lang"/><xs:attribute name="Old" use="prohibited"/>
        </xs:complexType>""")
    code, flag, lang, old = found.attributes
    assert found.any_attribute
    assert (code.name, code.required) == (QName("", "Code"), True)
    assert isinstance(code.type, SimpleType)
    assert code.type.facets == (Facet("length", "2"),)
    assert (flag.name, flag.type) == (QName(TNS, "Flag"), QName(XS, "boolean"))
    assert (flag.default, flag.documentation) == ("true", "Is one.")
    assert lang.type == QName(XS, "language")
    assert old.prohibited


def test_simple_content_has_the_type_of_its_text() -> None:
    found = complex_type("""<xs:complexType name="Ship"><xs:simpleContent>
        <xs:extension base="xs:decimal"><xs:attribute name="unit" type="xs:string"/>
        </xs:extension></xs:simpleContent></xs:complexType>""")
    assert found.text == QName(XS, "decimal")
    assert [each.name.name for each in found.attributes] == ["unit"]


def test_restrictions_lists_and_unions() -> None:
    grade = """<xs:simpleType name="Grade"><xs:restriction base="xs:string">
        <xs:enumeration value="Deck"/><xs:enumeration value="Cabin"/>
        <xs:maxLength value="5"/></xs:restriction></xs:simpleType>"""
    found = simple_type(grade)
    assert (found.base, found.members) == (QName(XS, "string"), ("Deck", "Cabin"))
    assert found.facets == (Facet("maxLength", "5"),)
    listed = simple_type(
        f'{grade}<xs:simpleType name="L"><xs:list itemType="t:Grade"/></xs:simpleType>',
        "L",
    )
    assert listed.items == QName(TNS, "Grade")
    union = simple_type(
        f'{grade}<xs:simpleType name="U"><xs:union memberTypes="t:Grade xs:int"/>'
        "</xs:simpleType>",
        "U",
    )
    assert union.union == (QName(TNS, "Grade"), QName(XS, "int"))


def test_an_element_without_a_type_has_that_of_its_head() -> None:
    """A reference has it only if it has a name: an anonymous one may hold the reference."""
    found = read_one(schema("""
        <xs:element name="Named" type="xs:int"/>
        <xs:element name="Second" substitutionGroup="t:Named"><xs:annotation/></xs:element>
        <xs:element name="Third" substitutionGroup="t:Second"/>
        <xs:element name="Own"><xs:complexType><xs:sequence>
          <xs:element ref="t:Third"/><xs:element ref="t:Own" minOccurs="0"/>
        </xs:sequence></xs:complexType></xs:element>
        <xs:element name="Plain"/>"""))
    elements = {name.name: each.type for name, each in found.schema.elements.items()}
    assert elements["Third"] == elements["Second"] == QName(XS, "int")
    assert elements["Plain"] == QName(XS, "anyType")
    own = elements["Own"]
    assert isinstance(own, ComplexType)
    assert own.content
    third, itself = uses(own.content)
    assert (third.type, third.referred) == (QName(XS, "int"), True)
    assert itself.type == QName(XS, "anyType")


def test_what_data_contract_serializer_notes() -> None:
    serialization = "http://schemas.microsoft.com/2003/10/Serialization/"
    note = "<xs:annotation><xs:appinfo>{}</xs:appinfo></xs:annotation>"
    found = complex_type(f"""<xs:complexType name="Ship" xmlns:s="{serialization}">
        {note.format('<s:IsDictionary>true</s:IsDictionary>'
                     '<s:ActualType Name="DataSet" Namespace="urn:x"/>')}
        <xs:sequence><xs:element name="A" type="xs:int" minOccurs="0">
        {note.format('<s:DefaultValue EmitDefaultValue="false"/>')}</xs:element>
        <xs:element name="B" type="xs:int"/></xs:sequence></xs:complexType>""")
    assert found.dictionary
    assert found.actual == QName("urn:x", "DataSet")
    assert found.content
    assert [each.emits_default for each in uses(found.content)] == [False, True]


def test_an_extension_of_anything_begins_with_anything() -> None:
    found = complex_type("""<xs:complexType name="Ship"><xs:complexContent>
        <xs:extension base="xs:anyType"/></xs:complexContent></xs:complexType>""")
    assert (found.base, found.mixed, found.any_attribute) == (None, True, True)
    assert found.content
    assert isinstance(found.content.particles[0], Wildcard)


def test_documentation_is_collapsed_line_by_line() -> None:
    found = complex_type("""<xs:complexType name="Ship"><xs:annotation>
        <xs:documentation>
          A  ship,
             <b>afloat</b>.
        </xs:documentation></xs:annotation></xs:complexType>""")
    assert found.documentation == "A ship,\nafloat."
