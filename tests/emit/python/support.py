"""Contracts, packages and round trips for the tests of generated Python."""

from __future__ import annotations

import dataclasses
import importlib
import itertools
import pickle
import sys
import typing
from copy import copy, deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from soapstone.emit.python.formatting import formatted
from soapstone.emit.python.naming import name_everything
from soapstone.model.contract import (
    Binding,
    Contract,
    Enumeration,
    Message,
    Operation,
    QName,
    Record,
    Serializer,
    Transport,
)
from soapstone.resources import runtime_dir
from soapstone.testing import records
from tests.contracts import ORDERS
from tests.emit.python.guard import problems
from tests.packages import python_of, write

_FEW = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[*HealthCheck],
)
SOAP = Binding(Transport.SOAP_1_1, "POST", "https", "h", "/s.asmx", "urn:a")
XML = Binding(Transport.XML, "POST", "https", "h", "/x")


_project = ModuleType("generated_by_tests")
"""Stands for the folder of all packages that these tests make; they share one runtime."""
_project.__path__ = [str(runtime_dir().parent)]
sys.modules[_project.__name__] = _project
_number = itertools.count()


def load(contract: Contract, folder: Path) -> ModuleType:
    """The package of a contract, written to a folder and imported under a name of its own."""
    return load_files(python_of(contract), folder)


def load_files(files: dict[str, str], folder: Path) -> ModuleType:
    """The same from its files."""
    name = f"service_{next(_number)}"
    write(folder / name, files)
    _project.__path__.append(str(folder))
    importlib.invalidate_caches()
    return importlib.import_module(f"{_project.__name__}.{name}")


def message(key: str | None, element: str = "") -> Message | None:
    """A document whose root has the record's name, unless another is passed."""
    return Message(QName(ORDERS, element or key), key) if key else None


def operation(
    name: str,
    request: str | None = None,
    response: str | None = None,
    binding: Binding = SOAP,
) -> Operation:
    """An operation on records by their keys."""
    return Operation(name, "", message(request), message(response), (binding,))


def contract(
    *parts: Operation | Record | Enumeration, service: str = "Orders"
) -> Contract:
    """A contract of these parts, sorted as inference sorts them."""
    return Contract(
        service,
        tuple(
            sorted((p for p in parts if isinstance(p, Operation)), key=lambda p: p.name)
        ),
        tuple(sorted((p for p in parts if isinstance(p, Record)), key=lambda p: p.key)),
        tuple(
            sorted(
                (p for p in parts if isinstance(p, Enumeration)), key=lambda p: p.key
            )
        ),
        Serializer.XML,
    )


def tidy_files(contract: Contract) -> dict[str, str]:
    """The package as it would be written."""
    files = python_of(contract)
    return {path: formatted(path, text) for path, text in files.items()}


def assert_guarded(files: dict[str, str]) -> None:
    """Nothing but the shapes that the generator means to print."""
    assert [each for path, text in files.items() for each in problems(path, text)] == []


def classes(package: ModuleType) -> list[Any]:
    """All classes of messages and types that a package offers."""
    offered = [getattr(package, name) for name in package.__all__]
    found = [each for each in offered if isinstance(each, type)]
    return [each for each in found if each.__module__.rpartition(".")[2] != "client"]


def import_all(package: ModuleType) -> None:
    """Every module of a package; every annotation means something."""
    for kind in classes(package):
        typing.get_type_hints(kind)


def assert_round_trips(contract: Contract, package: ModuleType) -> None:
    """Every message comes back from XML, and from whatever else copies objects."""
    names = name_everything(contract).classes
    for key in sorted({each.record for each in contract.messages()}):

        @_FEW
        @given(records(getattr(package, names[key])))
        def check(record: Any) -> None:
            assert type(record).from_xml(record.to_xml()) == record
            assert copy(record) == deepcopy(record) == record
            assert pickle.loads(pickle.dumps(record)) == record
            assert dataclasses.replace(record) == record
            assert repr(record).startswith(f"{type(record).__name__}(")

        check()


def assert_works(contract: Contract, folder: Path) -> ModuleType:
    """Generate, guard, import and round-trip a contract; the package."""
    assert_guarded(python_of(contract))
    package = load(contract, folder)
    import_all(package)
    assert_round_trips(contract, package)
    return package
