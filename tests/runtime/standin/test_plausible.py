"""Plausible values: of every class of every test contract they write, read back, and are valid."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
import xmlschema

from soapstone.dotnet.integers import RANGES
from soapstone.emit.python.scalars import python_scalar
from soapstone.model.contract import AnyXml, ListOf, QName, Scalar
from soapstone.proving.texts import DATA_SET, texts
from soapstone.runtime import Xml
from soapstone.runtime.scalars import every
from soapstone.runtime.standin.plausible import text_of
from tests.contracts import optional, record
from tests.emit.python.support import contract, operation
from tests.packages import load, runtime_of, write
from tests.runtime.standin.services import NAMES, Service, made


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Service]:
    return made(tmp_path_factory.mktemp("services"))


def plausible_of(made: Service, kind: Any) -> Any:
    module = importlib.import_module(f"{made.runtime.__name__}.standin.plausible")
    return module.plausible(kind)


@pytest.mark.parametrize("name", NAMES)
def test_messages_write_read_back_and_are_valid(
    name: str, services: dict[str, Service], tmp_path: Path
) -> None:
    made = services[name]
    files = made.schemas()
    write(tmp_path, files)
    schemas = [xmlschema.XMLSchema(tmp_path / each) for each in files if "xsd" in each]
    for message, kind in made.classes():
        record = plausible_of(made, kind)
        document = record.to_xml()
        assert kind.from_xml(document) == record
        (schema,) = (
            each
            for each in schemas
            if each.target_namespace == message.element.namespace
        )
        schema.validate(document.decode())


SCALARS = [
    *RANGES,
    *("string", "boolean", "float", "double", "decimal", "dateTime", "date", "time"),
    *("duration", "guid", "char", "base64Binary", "hexBinary", "anyURI"),
]


@pytest.mark.parametrize("name", SCALARS)
def test_the_texts_are_those_that_soapstone_test_fills_in(name: str) -> None:
    scalar = Scalar(name)
    read = getattr(every, f"read_{python_scalar(scalar).function}")
    assert text_of(read) == texts(scalar)[0]


def test_a_data_set_has_the_table_that_soapstone_test_fills_in(tmp_path: Path) -> None:
    """Also an item of a list, and a typed one; what may be anything stays empty."""
    sets = ListOf(QName("urn:a", "DataSet"), AnyXml("DataSet"), nillable=True)
    fields = (
        optional("Set", AnyXml("DataSet")),
        optional("Typed", AnyXml("typed DataSet")),
        optional("Sets", sets),
        optional("Other", AnyXml()),
    )
    package = load(contract(operation("Ask", "Ask"), record("Ask", *fields)), tmp_path)
    plausible = importlib.import_module(
        f"{runtime_of(package).__name__}.standin.plausible"
    ).plausible
    made = plausible(package.Ask)
    again = package.Ask.from_xml(made.to_xml())
    assert again == made
    filled = str(Xml(DATA_SET).tables())
    for each in (again.set, again.typed, *again.sets):
        assert str(each.tables()) == filled
    assert len(again.sets) == 2
    assert again.other is None


def test_what_is_recursive_ends_and_errors_are_not_reported(
    services: dict[str, Service],
) -> None:
    made = services["everything"]
    found = made.package.Everything
    record = plausible_of(made, found)
    assert (len(record.points), len(record.tag), len(record.meta)) == (2, 2, 1)
    assert record.colour == "Red"
    depth, node = 0, record.tree
    while node is not None:
        depth, node = depth + 1, (node.children or [None])[0]
    assert depth == 4
    metering = services["metering"].package
    answer = plausible_of(services["metering"], metering.ArrayOfAccountResponse)
    assert all(each.response_status is None for each in answer.items)
