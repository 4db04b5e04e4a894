"""What only a schema states gets into the emitted schema: facets, choices, defaults, wildcards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from soapstone.emit.schema import wsdl_files
from soapstone.model.contract import (
    Alternative,
    Binding,
    Contract,
    Facet,
    Field,
    ListOf,
    Message,
    Operation,
    Particle,
    QName,
    RecordRef,
    Restriction,
    Scalar,
    Serializer,
    Transport,
)
from tests.emit.schema.test_xsd import (
    A,
    B,
    Schemas,
    record,
    reference,
    single,
    value,
)

_BINDING = Binding(Transport.SOAP_1_1, "POST", "https", "h", "/s.asmx", "urn:a/Ask")
_SHORT = Scalar(
    "string", restriction=Restriction(QName(A, "Zip"), (Facet("maxLength", "5"),))
)


def _alternative(name: str, branch: int, optional: bool = False) -> Field:
    place = Alternative(1, branch, optional)
    return reference(A, name, Scalar("int"), required=True, alternative=place)


def test_facets_restrict_members_items_and_attributes(tmp_path: Path) -> None:
    item = ListOf(QName(A, "Zip"), _SHORT, nillable=False)
    unit = Field(QName("", "unit"), _SHORT, Particle.ATTRIBUTE, nullable=True)
    root = record(A, "Root", unit, value(A, "One", _SHORT), value(A, "All", item))
    found = Schemas(tmp_path, single(root))
    whole = '<Root xmlns="urn:a" unit="{}"><One>{}</One><All><Zip>{}</Zip></All></Root>'
    assert found.accepts(A, whole.format("1", "12345", "123"))
    for texts in (("123456", "1", "1"), ("1", "123456", "1"), ("1", "1", "123456")):
        assert not found.accepts(A, whole.format(*texts))


def test_types_of_one_name_with_other_facets_stay_apart(tmp_path: Path) -> None:
    long = Scalar(
        "string", restriction=Restriction(QName(A, "Zip"), (Facet("minLength", "6"),))
    )
    root = record(A, "Root", value(A, "One", _SHORT), value(A, "Two", long))
    found = Schemas(tmp_path, single(root))
    whole = '<Root xmlns="urn:a"><One>{}</One><Two>{}</Two></Root>'
    assert found.accepts(A, whole.format("12345", "123456"))
    assert not found.accepts(A, whole.format("12345", "12345"))


def test_a_message_has_one_branch_of_a_choice(tmp_path: Path) -> None:
    branches = [_alternative("X", 1), _alternative("Y", 2), _alternative("Z", 2)]
    root = record(A, "Root", *branches, value(A, "End", Scalar("int")))
    found = Schemas(tmp_path, single(root))
    whole = '<Root xmlns="urn:a">{}<End>1</End></Root>'
    assert found.accepts(A, whole.format("<X>1</X>"))
    assert found.accepts(A, whole.format("<Y>1</Y><Z>1</Z>"))
    for other in ("", "<Y>1</Y>", "<X>1</X><Y>1</Y><Z>1</Z>"):
        assert not found.accepts(A, whole.format(other))


def test_a_choice_may_be_left_out(tmp_path: Path) -> None:
    root = record(A, "Root", _alternative("X", 1, True), _alternative("Y", 2, True))
    found = Schemas(tmp_path, single(root))
    assert found.accepts(A, '<Root xmlns="urn:a"/>')
    assert not found.accepts(A, '<Root xmlns="urn:a"><X>1</X><Y>1</Y></Root>')


def test_a_default_and_a_fixed_value_stand_in_the_schema(tmp_path: Path) -> None:
    level = Field(QName("", "level"), Scalar("int"), Particle.ATTRIBUTE, nullable=True)
    root = record(
        A,
        "Root",
        Field(level.name, level.type, level.particle, nullable=True, default="3"),
        reference(A, "Unit", Scalar("string"), fixed="kg"),
        # An attribute that must be there has no default (XML Schema part 1, 3.2.3).
        Field(
            QName("", "must"),
            Scalar("int"),
            Particle.ATTRIBUTE,
            required=True,
            default="1",
        ),
    )
    found = Schemas(tmp_path, single(root))
    (text,) = found.texts.values()
    assert 'name="level" type="xs:int" default="3"' in text
    assert found.accepts(A, '<Root xmlns="urn:a" must="1"><Unit>kg</Unit></Root>')
    assert not found.accepts(A, '<Root xmlns="urn:a" must="1"><Unit>lb</Unit></Root>')
    assert not found.accepts(A, '<Root xmlns="urn:a"/>')


def test_an_abstract_type_stands_for_those_that_extend_it(tmp_path: Path) -> None:
    shape = record(A, "Shape", type_name=QName(A, "Shape"), abstract=True)
    circle = record(
        A,
        "Circle",
        value(A, "R", Scalar("int")),
        type_name=QName(A, "Circle"),
        base="Shape",
    )
    root = record(A, "Root", value(A, "One", RecordRef("Shape")))
    found = Schemas(tmp_path, single(root, circle, shape))
    xsi = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:a="urn:a"'
    one = f'<Root xmlns="urn:a" {xsi}>{{}}</Root>'
    assert found.accepts(A, one.format('<One i:type="a:Circle"><R>1</R></One>'))
    assert not found.accepts(A, one.format("<One/>"))


def test_further_elements_and_attributes_are_allowed_where_stated(
    tmp_path: Path,
) -> None:
    base = record(
        A,
        "Base",
        reference(A, "X", Scalar("int")),
        type_name=QName(A, "Base"),
        any_elements="##any",
        any_attributes=True,
    )
    derived = record(
        A,
        "Derived",
        *base.fields,
        type_name=QName(A, "Derived"),
        base="Base",
        any_elements="##any",
        any_attributes=True,
    )
    root = record(
        A, "Root", value(A, "B", RecordRef("Base")), value(A, "D", RecordRef("Derived"))
    )
    found = Schemas(tmp_path, single(root, base, derived))
    whole = '<Root xmlns="urn:a">{}{}</Root>'
    more = '<{0} more="1"><X>1</X><b:Y xmlns:b="urn:b"/></{0}>'
    assert found.accepts(A, whole.format(more.format("B"), more.format("D")))
    plain = record(A, "Root", value(A, "B", RecordRef("Base")))
    closed = record(
        A, "Base", reference(A, "X", Scalar("int")), type_name=QName(A, "Base")
    )
    strict = Schemas(tmp_path, single(plain, closed))
    assert not strict.accepts(A, f'<Root xmlns="urn:a">{more.format("B")}</Root>')


def test_faults_stand_in_the_wsdl() -> None:
    fault = Message(QName(B, "Full"), "Full")
    ask, answer = (Message(QName(A, each), each) for each in ("Ask", "AskResponse"))
    made = Contract(
        "Orders",
        (Operation("Ask", "", ask, answer, (_BINDING,), faults=(fault,)),),
        (
            record(A, "Ask"),
            record(A, "AskResponse"),
            record(B, "Full", value(B, "Until", Scalar("dateTime"))),
        ),
        (),
        Serializer.XML,
    )
    (text,) = wsdl_files(made).values()
    assert '<wsdl:fault name="AskFull" message="tns:AskFull"/>' in text
    assert '<soap:fault name="AskFull" use="literal"/>' in text
    assert 'targetNamespace="urn:b"' in text


def test_a_body_without_a_named_type_extends_a_type(tmp_path: Path) -> None:
    """xsi:type cannot name it, so it stands in no place of its base."""
    member = reference(A, "X", Scalar("int"), required=True)
    base = record(A, "Base", member, type_name=QName(A, "Base"))
    body = replace(
        record(B, "Ask", member, reference(B, "Y", Scalar("int"))), base="Base"
    )
    ask = Message(QName(B, "Ask"), "Ask")
    made = Contract(
        "Orders",
        (Operation("Ask", "", ask, None, (_BINDING,)),),
        (base, body),
        (),
        Serializer.XML,
    )
    found = Schemas(tmp_path, made)
    whole = '<b:Ask xmlns:b="urn:b"><a:X xmlns:a="urn:a">1</a:X><b:Y>2</b:Y></b:Ask>'
    assert found.accepts(B, whole)
    assert not found.accepts(B, '<b:Ask xmlns:b="urn:b"><b:Y>2</b:Y></b:Ask>')
