"""XML names that are awkward in Python: their packages import and round-trip."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.emit.python.naming import name_everything
from soapstone.model.contract import (
    Enumeration,
    EnumerationRef,
    Field,
    MapOf,
    Particle,
    QName,
    Record,
    RecordRef,
    Scalar,
)
from tests.contracts import (
    ORDERS,
    attribute,
    items,
    nillable,
    optional,
    plain,
    record,
    repeated,
)
from tests.emit.python.support import assert_works, contract, operation

# What generated modules import, define, annotate with or use as a variable; and Python's own.
USED = (
    "Access AttributeError Binding Decimal Element Envelope Members Message NILLABLE None OPTIONAL "
    "Operation PLAIN Parameter Reader Route Sequence StrEnum UUID Version Wire Writer Xml XmlCodec "
    "annotations bool bytes cls dataclass date datetime dict element field float from_soap "
    "from_xml getattr import_module int items list m new nillable object optional plain property "
    "r record repeated self str super tag text time timedelta to_soap to_xml type value w _index "
    "_wire __all__ __class__ __dict__ __doc__ __getattr__ __init__ __module__ __slots__ copy eq "
    "class def import lambda match print async await True"
).split()


def members_of_every_kind(name: str) -> list[Field]:
    """Fields that make a codec use all of its imports; one has a name of the test's choice."""
    pairs = MapOf(
        *(QName(ORDERS, "Entry"), QName(ORDERS, "Key"), Scalar("string")),
        *(QName(ORDERS, "Value"), Scalar("decimal"), True),
    )
    return [
        attribute("Kind", EnumerationRef("Colour"), nullable=True),
        plain("Guess", Scalar("int", guessed=True)),
        plain("Price", Scalar("decimal")),
        plain("Id", Scalar("guid")),
        plain("When", Scalar("dateTime")),
        plain("Day", Scalar("date")),
        plain("Hour", Scalar("time")),
        plain("Took", Scalar("duration"), demanded=False),
        nillable("Data", Scalar("base64Binary")),
        optional("Flags", items("boolean", Scalar("boolean"))),
        optional("Rows", items("Row", items(name, RecordRef(name), nillable=False))),
        optional("Prices", pairs),
        repeated("Texts", Scalar("string")),
        optional(name, RecordRef(name)),
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("Decimal", "Wire", "Xml", "Operation", "Sequence", "datetime", "UUID"),
        *("Envelope", "Element", "Members", "Reader", "Writer", "XmlCodec", "Message"),
        *("SoapMessage", "SoapHeader", "XmlMessage"),
        *("PLAIN", "Plain", "Optional", "NILLABLE", "String", "string", "Int", "Guid"),
        *("Boolean", "DateTime", "Any", "Enumeration", "Number", "None", "Import"),
        *("AttributeError", "PING", "T", "O", "Body", "Account", "List", "Route"),
        *("\u540d\u524d", "\u05e9\u05dd", "__init__", "types", "ReadString", "Con"),
    ],
)
def test_a_class_whose_name_its_modules_need(name: str, tmp_path: Path) -> None:
    made = contract(
        operation(name, name),
        record(name, *members_of_every_kind(name)),
        Enumeration("Colour", None, ("Red", "Green")),
    )
    assert_works(made, tmp_path)


def test_members_named_like_everything_that_modules_use(tmp_path: Path) -> None:
    fields = [optional(name, Scalar("string")) for name in USED]
    others = [
        plain("Decimal2", Scalar("decimal"), demanded=False),
        plain("Date2", Scalar("date"), demanded=False),
        plain("DateTime2", Scalar("dateTime"), demanded=False),
        plain("Duration2", Scalar("duration"), demanded=False),
        plain("Guid2", Scalar("guid"), demanded=False),
        repeated("List2", Scalar("int")),
        optional("Map2", items("x", Scalar("boolean"))),
    ]
    made = contract(operation("Ask", "Ask"), record("Ask", *fields, *others))
    assert_works(made, tmp_path)


@pytest.mark.parametrize(
    ("wire", "fields"),
    [
        (("Name", "name", "NAME"), ("name_2", "name_3", "name")),
        (("userID", "UserId", "user_id"), ("user_id_2", "user_id", "user_id_3")),
        (("A1", "A_1", "a1"), ("a1", "a_1", "a1_2")),
        (("List", "list"), ("list_", "list_2")),
        (("A", "a_2", "a"), ("a", "a_2", "a_3")),
    ],
)
def test_members_that_become_one_name(
    wire: tuple[str, ...], fields: tuple[str, ...], tmp_path: Path
) -> None:
    members = [optional(name, Scalar("string")) for name in wire]
    made = contract(operation("Ask", "Ask"), record("Ask", *members))
    assert name_everything(made).fields["Ask"] == fields
    package = assert_works(made, tmp_path)
    asked = package.Ask(**{fields[0]: "x"})
    assert f"<o:{wire[0]}>x</o:{wire[0]}>".encode() in asked.to_xml()


def test_an_attribute_a_text_and_an_element_of_one_name(tmp_path: Path) -> None:
    text = Field(QName("", ""), Scalar("string"), Particle.TEXT, required=True)
    made = contract(
        operation("Ask", "Ask"),
        operation("Tell", "Tell"),
        record(
            "Ask",
            attribute("Id", Scalar("int"), nullable=True),
            optional("Id", Scalar("int")),
        ),
        record("Tell", attribute("Value", Scalar("int"), nullable=True), text),
    )
    assert name_everything(made).fields["Tell"] == ("value", "value_2")
    assert_works(made, tmp_path)


def test_a_member_named_like_its_class(tmp_path: Path) -> None:
    """``Body: Body`` as a field would hide the class from its own annotation."""
    made = contract(
        operation("Ask", "Ask"),
        record("Ask", optional("Body", RecordRef("Body"))),
        record("Body", optional("Body", RecordRef("Body"))),
    )
    package = assert_works(made, tmp_path)
    assert package.Ask.__annotations__["body"] == "Body | None"


def test_classes_that_differ_in_case_only(tmp_path: Path) -> None:
    made = contract(
        operation("Ask", "Ask"),
        record(
            "Ask", optional("A", RecordRef("Item")), optional("B", RecordRef("ITEM"))
        ),
        record("Item", plain("X", Scalar("int"))),
        record("ITEM", plain("Y", Scalar("int"))),
        record("item", plain("Z", Scalar("int"))),
    )
    assert_works(made, tmp_path)


@pytest.mark.parametrize(
    "name", ["__init__", "import", "types", "operations", "None", "_xml"]
)
def test_an_operation_whose_name_the_package_needs(name: str, tmp_path: Path) -> None:
    made = contract(
        operation(name, name, f"{name}Response"),
        record(name),
        record(f"{name}Response"),
    )
    package = assert_works(made, tmp_path)
    constant = name_everything(made).constants[name]
    assert getattr(package, constant).name == name


def test_an_operation_named_like_a_type_in_capitals(tmp_path: Path) -> None:
    made = contract(
        operation("ping", "Ask"),
        operation("PING_OPERATION", "PING"),
        operation("Ping2", "Ask"),
        record("PING"),
        record("Ask"),
    )
    constants = name_everything(made).constants
    assert sorted(constants.values()) == ["PING2", "PING_OPERATION", "PING_OPERATION_2"]
    package = assert_works(made, tmp_path)
    assert package.PING.__name__ == "PING"
    assert {getattr(package, each).name for each in constants.values()} == set(
        constants
    )


MEMBERS = (
    "None",
    "mro",
    "name",
    "value",
    "01",
    "a b",
    "",
    "a/b",
    "A_B",
    "Red",
    "RED",
    "__str__",
)


def test_enumeration_members_that_are_awkward_or_collide(tmp_path: Path) -> None:
    made = contract(
        operation("Ask", "Ask"),
        record("Ask", plain("Kind", EnumerationRef("Kind"))),
        Enumeration("Kind", None, tuple(each for each in MEMBERS if each)),
    )
    package = assert_works(made, tmp_path)
    assert [each.value for each in package.Kind] == [each for each in MEMBERS if each]
    for text in MEMBERS[:4]:
        assert (
            package.Ask(kind=package.Kind(text)).to_xml()
            == package.Ask(kind=text).to_xml()
        )


def test_an_empty_enumeration_member_has_a_name_too(tmp_path: Path) -> None:
    made = contract(
        operation("Ask", "Ask"),
        record("Ask", optional("Kind", EnumerationRef("Kind"))),
        Enumeration("Kind", None, ("", "unnamed", "x")),
    )
    members = name_everything(made).members["Kind"]
    assert members == ("UNNAMED", "UNNAMED_2", "X")


def test_names_of_5000_characters(tmp_path: Path) -> None:
    long = "A" * 5000
    made = contract(
        operation(long, long),
        record(
            long,
            optional(long, RecordRef(f"{long}B")),
            optional(f"{long}B", Scalar("int")),
        ),
        Record(
            f"{long}B", None, ORDERS, (attribute(long, Scalar("int"), nullable=True),)
        ),
    )
    assert_works(made, tmp_path)


@pytest.mark.parametrize("length", [40, 60, 70, 75, 80, 90])
def test_members_of_a_long_name(length: int, tmp_path: Path) -> None:
    """Lines that break where the names leave no room do what they did."""
    name = "A" * length
    members = [
        *(nillable(f"{name}{kind}", Scalar(kind)) for kind in ("string", "int")),
        *(plain(f"{name}P{kind}", Scalar(kind)) for kind in ("int", "dateTime")),
        *(optional(f"{name}O{kind}", Scalar(kind)) for kind in ("string", "guid")),
        optional(f"{name}Items", items("string", Scalar("string"))),
    ]
    assert_works(contract(operation("Ask", "Ask"), record("Ask", *members)), tmp_path)
