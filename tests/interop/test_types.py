"""Any values and derived types: the real serializers read what we write, and we what they write."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.interop.dotnet import Echo, Refused, Serializer
from tests.packages import load, runtime_of
from tests.serializers import data_contract, xml_serializer

CONTRACTS = {"dcs": data_contract.contract_of, "xs": xml_serializer.contract_of}
VALUES = [
    *(7, 2**40, 2**63, True, "a <b> &", "", 1.5, Decimal("3.10"), b"\x00\xff"),
    datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC),
    datetime(2020, 1, 2, 3, 4, 5, 123456),
    UUID("0f8fad5b-d9cb-469f-a165-70867728950e"),
]
TYPED = [(7, "short"), (200, "unsignedByte"), (1.5, "float"), ("A", "char")]


@pytest.fixture(params=["dcs", "xs"])
def serializer(request: pytest.FixtureRequest) -> Serializer:
    found: Serializer = request.param
    return found


def test_a_value_is_what_it_was_to_dotnet(
    serializer: Serializer, echo: Echo, tmp_path: Path
) -> None:
    package = load(CONTRACTS[serializer]("Fix.Objects"), tmp_path)
    of = runtime_of(package).Xml.of
    for value, type_ in (*((each, "") for each in VALUES), *TYPED):
        sent = package.Objects(one=of(value, type_), values=[of(value, type_)])
        got = package.Objects.from_xml(echo(serializer, "Fix.Objects", sent.to_xml()))
        assert got.one.value == got.values[0].value == value
        assert type(got.one.value) is type(value)
        assert got.one.type == sent.one.type


def test_a_record_is_a_value_to_dotnet(
    serializer: Serializer, echo: Echo, tmp_path: Path
) -> None:
    package = load(CONTRACTS[serializer]("Fix.Objects"), tmp_path)
    item = package.Item(id=5, name="x")
    sent = package.Objects(one=runtime_of(package).Xml.of(item), values=[])
    got = package.Objects.from_xml(echo(serializer, "Fix.Objects", sent.to_xml()))
    assert got.one.value == item


def test_a_derived_record_is_of_its_class_to_dotnet(
    serializer: Serializer, echo: Echo, tmp_path: Path
) -> None:
    package = load(CONTRACTS[serializer]("Fix.Zoo"), tmp_path)
    cat = getattr(package, "Katze" if serializer == "dcs" else "Cat")
    common: dict[str, Any] = {"name": "Bo", "age": 1}
    dog = package.Dog(barks=True, alias="Rex", **common)
    puppy = package.Puppy(barks=False, alias="B", aaa=3, **common)
    animals = [package.Animal(**common), dog, puppy, cat(lives=9, **common)]
    sent = package.Zoo(star=puppy, all=animals, arr=animals)
    got = package.Zoo.from_xml(echo(serializer, "Fix.Zoo", sent.to_xml()))
    assert got == sent
    assert [*map(type, got.all)] == [*map(type, animals)]


def test_dotnet_refuses_a_type_that_it_does_not_know(
    serializer: Serializer, echo: Echo, tmp_path: Path
) -> None:
    """So we refuse to write one."""
    package = load(CONTRACTS[serializer]("Fix.Zoo"), tmp_path)
    dog = package.Dog(name="Bo", age=1, barks=True, alias="Rex")
    document = package.Zoo(star=dog, all=[], arr=[]).to_xml()
    with pytest.raises(Refused):
        echo(serializer, "Fix.Zoo", document.replace(b'Dog"', b'Wolf"'))
