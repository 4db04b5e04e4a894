"""Schemas of several documents are joined by target namespace, whatever their files are called."""

from __future__ import annotations

from soapstone.model.contract import QName
from soapstone.model.description import ComplexType, ElementUse, Wildcard
from tests.wsdl.documents import TNS, read, read_one, schema

PARTS = "urn:harbour:parts"
IMPORT = f'<xs:import namespace="{PARTS}" schemaLocation="http://h.example/?xsd=xsd2"/>'
USER = schema(f"""{IMPORT}<xs:complexType name="Ship" xmlns:p="{PARTS}"><xs:sequence>
    <xs:element name="Deck" type="p:Deck"/></xs:sequence></xs:complexType>""")
DECK = '<xs:complexType name="Deck"><xs:sequence/></xs:complexType>'


def first_type(found: object) -> QName:
    assert isinstance(found, ComplexType)
    assert found.content
    use, *_ = found.content.particles
    assert isinstance(use, ElementUse)
    assert isinstance(use.type, QName)
    return use.type


def test_an_import_is_found_by_its_namespace() -> None:
    found = read_one(USER, schema(DECK, PARTS))
    assert set(found.schema.types) == {QName(TNS, "Ship"), QName(PARTS, "Deck")}


def test_a_namespace_that_is_missing_is_one_finding_with_its_location() -> None:
    found = read(
        USER.replace(
            "</xs:sequence>",
            """
        <xs:element name="Other" type="p:Other"/></xs:sequence>""",
        )
    )
    assert found.errors == ()
    (finding,) = found.findings
    assert (finding.code, finding.subject) == ("schema-missing", PARTS)
    assert (
        finding.settle
        == "Save http://h.example/?xsd=xsd2 into the folder of the service."
    )
    assert "Deck" in finding.origin.text
    assert first_type(found.schema.types[QName(TNS, "Ship")]) == QName(PARTS, "Deck")


def test_the_first_import_that_states_a_location_says_what_to_save() -> None:
    bare = f'<xs:import namespace="{PARTS}"/>'
    found = read(schema(bare), USER, schema(bare))
    (finding,) = found.findings
    assert (
        finding.settle
        == "Save http://h.example/?xsd=xsd2 into the folder of the service."
    )


def test_what_is_missing_in_a_namespace_that_is_there_is_named() -> None:
    found = read(USER, schema("", PARTS))
    assert [(each.code, each.subject) for each in found.findings] == [
        ("declaration-missing", "type Deck")
    ]


def test_a_group_that_is_missing_may_hold_anything() -> None:
    found = read(
        schema('<xs:complexType name="A"><xs:group ref="t:G"/></xs:complexType>')
    )
    made = found.schema.types[QName(TNS, "A")]
    assert isinstance(made, ComplexType)
    assert made.content
    (any_,) = made.content.particles
    assert isinstance(any_, Wildcard)
    assert (any_.least, any_.most) == (0, None)


def test_known_namespaces_need_no_document() -> None:
    serialization = "http://schemas.microsoft.com/2003/10/Serialization/"
    found = read_one(schema(f"""<xs:complexType name="A" xmlns:ser="{serialization}"
            xmlns:m="http://microsoft.com/wsdl/types/" xmlns:a="{serialization}Arrays">
            <xs:sequence><xs:element name="Names" type="a:ArrayOfstring"/>
            <xs:element name="Key" type="ser:guid"/><xs:element name="C" type="m:char"/>
            <xs:element ref="xs:schema"/></xs:sequence></xs:complexType>"""))
    name = first_type(found.schema.types[QName(TNS, "A")])
    array = found.schema.types[name]
    assert first_type(array) == QName("http://www.w3.org/2001/XMLSchema", "string")


def test_a_schema_without_namespace_takes_that_of_who_includes_it() -> None:
    common = schema(
        '<xs:complexType name="A"><xs:sequence><xs:element name="B" type="C"/>'
        '</xs:sequence></xs:complexType><xs:simpleType name="C">'
        '<xs:restriction base="xs:int"/></xs:simpleType>',
        None,
    )
    include = '<xs:include schemaLocation="http://h.example/x?common"/>'
    found = read_one(schema(include), common)
    assert set(found.schema.types) == {QName(TNS, "A"), QName(TNS, "C")}
    assert first_type(found.schema.types[QName(TNS, "A")]) == QName(TNS, "C")


def test_an_only_one_without_namespace_is_what_is_included() -> None:
    """Also where another schema has the namespace, and whatever the file is called."""
    include = '<xs:include schemaLocation="http://h.example/x?part=7"/>'
    found = read_one(schema(include), schema(""), schema(DECK, None))
    assert set(found.schema.types) == {QName(TNS, "Deck")}


def test_what_is_imported_without_namespace_has_none() -> None:
    own = schema(f'<xs:import schemaLocation="x.xsd"/>{DECK.replace("Deck", "Hold")}')
    found = read_one(own, schema(DECK, None))
    assert set(found.schema.types) == {QName("", "Deck"), QName(TNS, "Hold")}


def test_a_location_tells_two_without_namespace_apart() -> None:
    one, two = schema(DECK, None), schema(DECK.replace("Deck", "Hold"), None)
    include = '<xs:include schemaLocation="sub/1.xsd"/>'
    found = read_one(schema(include), one, two)
    assert set(found.schema.types) == {QName(TNS, "Deck"), QName("", "Hold")}


def test_what_is_included_and_missing_is_a_finding() -> None:
    found = read(schema('<xs:include schemaLocation="http://h/?xsd=xsd7"/>'))
    (finding,) = found.findings
    assert (finding.code, finding.subject) == ("schema-missing", TNS)
    assert finding.settle == "Save http://h/?xsd=xsd7 into the folder of the service."


def test_includes_in_a_circle_end() -> None:
    def part(other: str, name: str) -> str:
        return schema(
            f'<xs:include schemaLocation="{other}.xsd"/>' + DECK.replace("Deck", name),
            None,
        )

    include = '<xs:include schemaLocation="1.xsd"/>'
    found = read_one(schema(include), part("2", "A"), part("1", "B"))
    assert set(found.schema.types) == {QName(TNS, "A"), QName(TNS, "B")}


def test_a_type_that_is_declared_twice() -> None:
    same = read_one(schema(DECK), schema(f"<!-- again -->{DECK}"))
    assert set(same.schema.types) == {QName(TNS, "Deck")}
    other = DECK.replace("<xs:sequence/>", "<xs:sequence><xs:any/></xs:sequence>")
    found = read(schema(DECK), schema(other))
    (finding,) = found.findings
    assert (finding.code, finding.origin.file) == ("declared-twice", "harbour/1.xsd")
    made = found.schema.types[QName(TNS, "Deck")]
    assert isinstance(made, ComplexType)
    assert made.content
    assert made.content.particles == ()


def test_prefixes_and_documentation_make_no_difference() -> None:
    said = "<xs:annotation><xs:documentation>{}</xs:documentation></xs:annotation>"
    union = (
        '<xs:simpleType name="U">{}<xs:union memberTypes="{}:A {}:A"/></xs:simpleType>'
        '<xs:simpleType name="A"><xs:restriction base="xs:int"/></xs:simpleType>'
    )
    one = schema(union.format(said.format("Old."), "t", "t"))
    other = schema(union.format(said.format("New."), "u", "t"), more=f'xmlns:u="{TNS}"')
    read_one(one, other)


def test_equal_texts_in_other_forms_differ() -> None:
    text = DECK.replace(
        "<xs:sequence/>", '<xs:sequence><xs:element name="E"/></xs:sequence>'
    )
    found = read(schema(text), schema(text, form="unqualified"))
    assert [each.code for each in found.findings] == ["declared-twice"]


def test_forms_of_two_schemas_of_a_namespace_are_each_their_own() -> None:
    def typed(name: str) -> str:
        return (
            f'<xs:complexType name="{name}"><xs:sequence>'
            '<xs:element name="E" type="xs:int"/></xs:sequence></xs:complexType>'
        )

    found = read_one(schema(typed("A")), schema(typed("B"), form="unqualified"))
    names = []
    for name in ("A", "B"):
        made = found.schema.types[QName(TNS, name)]
        assert isinstance(made, ComplexType)
        assert made.content
        (use,) = made.content.particles
        assert isinstance(use, ElementUse)
        names.append(use.name)
    assert names == [QName(TNS, "E"), QName("", "E")]


def test_a_redefinition_is_a_finding() -> None:
    base = schema(DECK)
    redefined = schema(f'<xs:redefine schemaLocation="0.xsd">{DECK}</xs:redefine>')
    found = read(base, redefined)
    assert [each.code for each in found.findings] == ["redefined"]
    assert found.schema.types[QName(TNS, "Deck")].origin.file == "harbour/0.xsd"


def test_what_is_missing_in_no_namespace_is_said_so() -> None:
    deck = '<xs:element name="Deck" type="Deck"/>'
    found = read(
        schema(f"""<xs:import schemaLocation="deck.xsd"/><xs:complexType name="Ship">
            <xs:sequence>{deck}</xs:sequence></xs:complexType>"""),
    )
    assert [(each.code, each.subject, each.settle) for each in found.findings] == [
        (
            "schema-missing",
            "no namespace",
            "Save deck.xsd into the folder of the service.",
        )
    ]


def test_what_a_schema_of_no_namespace_lacks_is_said_so() -> None:
    deck = '<xs:element name="Deck" type="Deck"/>'
    found = read(schema(deck, None))
    assert [(each.code, each.found) for each in found.findings] == [
        (
            "declaration-missing",
            "A reference to what no schema of no namespace declares.",
        )
    ]
