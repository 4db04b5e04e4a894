"""Records of a WSDL, drawn and plausible, are valid: facets, choices, what is fixed."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from soapstone.emit.python.naming import name_everything
from soapstone.emit.schema import schema_files
from soapstone.model.contract import Contract
from soapstone.testing import records
from tests.inference.wsdl.services import contract, read, with_operations
from tests.packages import load, runtime_of, write
from tests.proving.test_described import kiln

DATA = Path(__file__).resolve().parents[1] / "data"
FOLDERS = (DATA / "schemas" / "lighthouse", DATA / "schemas" / "pier")
"""Without names and identifiers (xs:ID, xs:NMTOKEN), which are any text in a table of members."""
KILN = "kiln"
NAMES = (KILN, *(each.name for each in FOLDERS))


class Described:
    """The package of schemas, and what judges its messages."""

    def __init__(self, name: str, folder: Path) -> None:
        sources = {f"{KILN}.wsdl": kiln().encode()}
        for each in FOLDERS:
            if each.name == name:
                sources = {e.name: e.read_bytes() for e in each.glob("*.xsd")}
        self.contract: Contract = contract(with_operations(read(sources)))[0]
        self.package = load(self.contract, folder)
        write(folder, schema_files(self.contract))
        self._schemas = [xmlschema.XMLSchema(each) for each in folder.glob("*.xsd")]

    def classes(self) -> Iterator[tuple[Any, xmlschema.XMLSchema]]:
        """Each message's class, with the schema that declares its element."""
        classes = name_everything(self.contract).classes
        for message in self.contract.messages():
            name = str(message.element)
            judge, *_ = (e for e in self._schemas if name in e.maps.elements)
            yield getattr(self.package, classes[message.record]), judge


@pytest.fixture(scope="module", params=NAMES)
def described(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Described:
    return Described(request.param, tmp_path_factory.mktemp("described"))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return Described(KILN, tmp_path_factory.mktemp("kiln")).package


def test_drawn_records_are_valid_and_come_back(described: Described) -> None:
    for kind, judge in described.classes():
        _check(kind, judge)


def _check(kind: Any, judge: xmlschema.XMLSchema) -> None:
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]

    @settings(max_examples=15, database=None, suppress_health_check=slow)
    @given(records(kind))
    def check(record: Any) -> None:
        document = record.to_xml()
        assert kind.from_xml(document) == record
        judge.validate(document.decode())

    check()


def test_plausible_records_are_valid_and_come_back(described: Described) -> None:
    runtime = runtime_of(described.package).__name__
    plausible = importlib.import_module(f"{runtime}.standin.plausible").plausible
    for kind, judge in described.classes():
        record = plausible(kind)
        document = record.to_xml()
        assert kind.from_xml(document) == record
        judge.validate(document.decode())


DRAWN = {
    "the first branch": lambda each: each.hours is not None and each.from_ is None,
    "the other branch": lambda each: each.hours is None and each.until is not None,
    "a type that extends the abstract one": lambda each: (
        type(each.ware[0]).__name__ == "Tile"
    ),
    "a number near its bound": lambda each: each.heat > 1399,
    "a part of a pattern that may be left out": lambda each: each.code.endswith("-x"),
}


@pytest.mark.parametrize("what", DRAWN)
def test_all_that_a_schema_allows_is_drawn(what: str, package: Any) -> None:
    few = settings(max_examples=2_000, phases=[Phase.generate], derandomize=True)
    find(records(package.Fire), DRAWN[what], settings=few)


def test_what_the_schema_demands_holds_for_each(package: Any) -> None:
    @settings(max_examples=50, database=None)
    @given(records(package.Fire))
    def check(fire: Any) -> None:
        assert re.fullmatch(r"[A-Z]{2}\d+(-x)?", fire.code)
        assert fire.mode == "slow"
        assert fire.version in (None, "2.0")
        assert fire.ware

    check()


def test_a_member_drawn_otherwise_decides_for_its_branch(package: Any) -> None:
    @settings(max_examples=30, database=None)
    @given(records(package.Fire, hours=st.just(5)))
    def check(fire: Any) -> None:
        assert (fire.hours, fire.from_, fire.until) == (5, None, None)

    check()


def test_an_abstract_class_is_drawn_as_one_that_extends_it(package: Any) -> None:
    @settings(max_examples=20, database=None)
    @given(records(package.Ware))
    def check(ware: Any) -> None:
        assert type(ware) is not package.Ware

    check()


@pytest.mark.parametrize("base", ["decimal", "int", "double", "date", "base64Binary"])
def test_facets_of_other_types_hold(base: str, tmp_path: Path) -> None:
    facets = {
        "decimal": '<xs:totalDigits value="3"/><xs:fractionDigits value="1"/>',
        "int": '<xs:minExclusive value="10"/><xs:maxInclusive value="12"/>',
        "double": '<xs:maxInclusive value="0.25"/>',
        "date": '<xs:minExclusive value="2022-01-01"/>',
        "base64Binary": '<xs:length value="3"/>',
    }
    narrow = f'<xs:restriction base="xs:{base}">{facets[base]}</xs:restriction>'
    text = kiln(f"<xs:simpleType>{narrow}</xs:simpleType>")
    made = contract(with_operations(read({"k.wsdl": text.encode()})))[0]
    package = load(made, tmp_path)
    write(tmp_path, schema_files(made))
    (file,) = tmp_path.glob("*.xsd")
    judge = xmlschema.XMLSchema(file)

    @settings(max_examples=40, database=None)
    @given(records(package.Fire))
    def check(fire: Any) -> None:
        judge.validate(fire.to_xml().decode())

    check()
