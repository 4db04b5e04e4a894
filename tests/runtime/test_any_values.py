"""Any value: typed by its ``xsi:type`` when read, and written with the type that .NET expects."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

from soapstone.runtime import WireError, Xml
from tests.canonical import canonical
from tests.contracts import ORDERS, kennel
from tests.packages import load, runtime_of

XSD = "http://www.w3.org/2001/XMLSchema"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
DECLARED = f'xmlns:xsd="{XSD}" xmlns:xsi="{XSI}"'
GUID = UUID("0f8fad5b-d9cb-469f-a165-70867728950e")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return load(kennel(), tmp_path_factory.mktemp("kennel"))


def document(inside: str) -> str:
    return f'<Kennel xmlns="{ORDERS}" xmlns:o="{ORDERS}" {DECLARED}>{inside}</Kennel>'


VALUES: dict[str, tuple[Any, str, str]] = {
    "int": (7, "int", "7"),
    "the largest int": (2**31 - 1, "int", "2147483647"),
    "a long": (2**31, "long", "2147483648"),
    "a negative long": (-(2**31) - 1, "long", "-2147483649"),
    "an unsigned long": (2**63, "unsignedLong", "9223372036854775808"),
    "a bool is no int": (True, "boolean", "true"),
    "string": ("a < b", "string", "a &lt; b"),
    "blanks": (" ", "string", " "),
    "double": (1.5, "double", "1.5"),
    "decimal": (Decimal("3.10"), "decimal", "3.10"),
    "a moment is no date": (
        datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC),
        "dateTime",
        "2020-01-02T03:04:05Z",
    ),
    "date": (date(2020, 1, 2), "date", "2020-01-02"),
    "time": (time(1, 2, 3), "time", "01:02:03.0000000"),
    "bytes": (b"\x00\xff", "base64Binary", "AP8="),
}


@pytest.mark.parametrize(("value", "type_", "text"), VALUES.values(), ids=VALUES)
def test_a_value_is_written_with_its_type_and_read_by_it(
    value: Any, type_: str, text: str, package: ModuleType
) -> None:
    sent = package.Kennel(anything=runtime_of(package).Xml.of(value))
    element = f'<Anything xsi:type="xsd:{type_}">{text}</Anything>'
    assert canonical(sent.to_xml()) == canonical(document(element))
    got = package.Kennel.from_xml(document(element))
    assert (got.anything.value, got.anything.type) == (value, type_)
    assert type(got.anything.value) is type(value)
    assert got == sent


@pytest.mark.parametrize(
    ("value", "namespace", "name"),
    [
        (GUID, "http://microsoft.com/wsdl/types/", "guid"),
        (
            timedelta(hours=1),
            "http://schemas.microsoft.com/2003/10/Serialization/",
            "duration",
        ),
    ],
)
def test_microsofts_types_are_in_namespaces_of_their_own(
    value: Any, namespace: str, name: str
) -> None:
    made = Xml.of(value)
    assert f'="{namespace}"' in made.text
    assert (made.type, made.value) == (name, value)


def test_another_type_can_be_asked_for() -> None:
    made = Xml.of(7, "short")
    assert (made.type, made.value) == ("short", 7)
    assert Xml.of("A", "char").value == "A"
    assert Xml.of(7, made.type) == made
    foreign = Xml.of("Mauve", "{urn:paint}Shade")
    assert foreign.type == "{urn:paint}Shade"
    assert foreign.value is foreign


def test_an_enumeration_of_the_callers_own_is_a_text() -> None:
    class Shade(StrEnum):
        MAUVE = "light purple"

    made = Xml.of(Shade.MAUVE)
    assert (made.type, made.value) == ("string", "light purple")


def test_every_item_of_a_list_has_its_own_type(package: ModuleType) -> None:
    of = runtime_of(package).Xml.of
    sent = package.Kennel(values=[of(1), of("a"), None, of(package.Dog(name="Rex"))])
    got = package.Kennel.from_xml(sent.to_xml())
    assert got == sent
    values = [each and each.value for each in got.values]
    assert values == [1, "a", None, package.Dog(name="Rex")]


def test_a_record_of_the_service_is_a_value(package: ModuleType) -> None:
    puppy = package.Puppy(name="Rex", chip=3, age=1)
    made = runtime_of(package).Xml.of(puppy)
    assert (made.value, made.type) == (puppy, "{urn:orders/pups}Puppy")
    got = package.Kennel.from_xml(package.Kennel(anything=made).to_xml())
    assert got.anything.value == puppy
    assert got.anything == made


def test_a_member_of_an_enumeration_is_a_value(package: ModuleType) -> None:
    made = runtime_of(package).Xml.of(package.Colour.DARK_GREEN)
    assert made.type == "{urn:orders}Colour"
    got = package.Kennel.from_xml(package.Kennel(anything=made).to_xml())
    assert got.anything.value is package.Colour.DARK_GREEN


def test_what_a_record_does_not_know_stays_in_its_value(package: ModuleType) -> None:
    inside = '<Anything xsi:type="o:Dog"><Name>Rex</Name><Newer>x</Newer></Anything>'
    got = package.Kennel.from_xml(document(inside))
    (newer,) = runtime_of(package).unknown(got.anything.value)
    assert newer.text == "x"
    assert canonical(got.to_xml()) == canonical(document(inside))


OTHERS = {
    "no type is text": ("<Anything>7</Anything>", "7"),
    "an empty text": ("<Anything/>", ""),
    "an empty string": ('<Anything xsi:type="xsd:string"/>', ""),
    "an unknown type": ('<Anything xsi:type="o:Horse">7</Anything>', None),
    "elements inside": ("<Anything><Row/></Anything>", None),
    "another attribute": ('<Anything unit="m">7</Anything>', None),
    "an unbound prefix": ('<Anything xsi:type="nowhere:int">7</Anything>', None),
    "XSD's duration, a text to .NET": (
        '<Anything xsi:type="xsd:duration">P1M</Anything>',
        None,
    ),
}


@pytest.mark.parametrize(("inside", "value"), OTHERS.values(), ids=OTHERS)
def test_what_is_no_value_is_the_xml_itself(
    inside: str, value: object, package: ModuleType
) -> None:
    got = package.Kennel.from_xml(document(inside)).anything
    assert got.value == (got if value is None else value)


def test_nil_is_none() -> None:
    made = Xml.of(None)
    assert made.value is None
    assert made.text.endswith('xsi:nil="true"/>')


WRONG = {
    "a value beyond its type": (
        lambda: Xml.of(300, "byte"),
        "$: found 300, expected a byte from -128 to 127",
    ),
    "a number beyond all types": (
        lambda: Xml.of(2**64),
        "$: found 18446744073709551616, expected a long from -9223372036854775808 to "
        "9223372036854775807",
    ),
    "a misspelt type": (
        lambda: Xml.of("A", "sting"),
        "$: found the type 'sting', expected a name of XSD's or Microsoft's types (int, guid …), "
        "or {namespace}name",
    ),
    "a type that is no name": (
        lambda: Xml.of("A", "{urn:paint}a shade"),
        "$: found the type '{urn:paint}a shade', expected a name of XSD's or Microsoft's types "
        "(int, guid …), or {namespace}name",
    ),
    "what has no type": (
        lambda: Xml.of([1]),  # type: ignore[arg-type]  # refused
        "$: found [1], expected a value that XML has a type for: a number, a text, a date, a "
        "record …",
    ),
    "a text of another type": (
        lambda: (
            Xml(
                f'<a {DECLARED} xsi:type="xsd:int">x</a>',
            ).value
        ),
        "$: found 'x', expected an int from -2147483648 to 2147483647",
    ),
}


@pytest.mark.parametrize(("act", "message"), WRONG.values(), ids=WRONG)
def test_what_does_not_fit_is_said(act: Any, message: str) -> None:
    with pytest.raises(WireError) as caught:
        act()
    assert str(caught.value) == message


def test_a_record_without_a_type_name_is_no_value(package: ModuleType) -> None:
    runtime = runtime_of(package)
    with pytest.raises(runtime.WireError, match="whose type has a name on the pages"):
        runtime.Xml.of(package.Kennel())


def test_a_bare_value_is_refused_and_says_how(package: ModuleType) -> None:
    with pytest.raises(
        ValueError, match=r"Anything: found 7, expected an Xml: Xml\.of"
    ):
        package.Kennel(anything=7).to_xml()


def test_a_value_gets_its_name_from_the_member_whatever_prefixes_clash(
    package: ModuleType,
) -> None:
    """Unknown content uses the message's prefix ``o`` for something else."""
    got = package.Kennel.from_xml(
        f'<Kennel xmlns="{ORDERS}" xmlns:o="urn:else" for="o:x"/>'
    )
    got.anything = runtime_of(package).Xml.of(package.Dog(name="Rex"))
    again = package.Kennel.from_xml(got.to_xml())
    assert again.anything.value == package.Dog(name="Rex")
    assert again == got


def test_equal_values_are_equal_and_hash_alike() -> None:
    """One made by hand has no name yet, and no prefix is part of it."""
    read = Xml(f'<Value {DECLARED} xmlns="urn:a" xsi:type="xsd:int">7</Value>')
    assert read == Xml.of(7)
    assert hash(read) == hash(Xml.of(7))
    assert read not in (
        Xml.of(8),
        Xml.of(7, "long"),
        Xml.of("7"),
        Xml("<Value>7</Value>"),
    )
    assert Xml("<a>7</a>") != Xml("<b>7</b>")
    assert Xml("<a>7</a>") != "<a>7</a>"


def test_an_element_in_a_namespace_has_a_name_though_it_is_that_of_none() -> None:
    text = '<anyType xmlns="urn:a">7</anyType>'
    assert Xml(text) != Xml(text.replace("anyType", "Other"))
    assert Xml("<anyType>7</anyType>") == Xml("<Other>7</Other>")


def test_a_copy_still_knows_the_types_of_its_package(package: ModuleType) -> None:
    got = package.Kennel.from_xml(
        document('<Anything xsi:type="o:Dog"><Name>Rex</Name></Anything>')
    )
    for each in (copy.deepcopy(got), pickle.loads(pickle.dumps(got))):
        assert each.anything.value == package.Dog(name="Rex")
