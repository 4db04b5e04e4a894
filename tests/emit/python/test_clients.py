"""Generated clients: names that collide, members that are words, types that are called alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.emit.python.naming import name_everything
from soapstone.emit.python.package import package_files
from soapstone.model.contract import Contract, RecordRef, Scalar
from soapstone.model.names import Names, TypeNames
from tests.contracts import optional, plain, record
from tests.emit.python.support import (
    assert_guarded,
    contract,
    load,
    load_files,
    operation,
)


def methods(*names: str) -> dict[str, str]:
    return dict(name_everything(contract(*map(operation, names))).methods)


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("GetQuote", "get_quote"),
        ("Call", "call_"),
        ("Close", "close_"),
        ("WithOptions", "with_options_"),
        ("Import", "import_"),
        ("List", "list_"),
        ("Date", "date_"),
        ("__init__", "init"),
    ],
)
def test_the_method_of_an_operation(name: str, method: str) -> None:
    assert methods(name) == {name: method}


def test_two_methods_never_share_a_name() -> None:
    names = ("Call", "Call_", "call", "CALL")
    assert len({*methods(*names).values()}) == len(names)


def test_a_method_follows_the_constant_that_names_toml_has() -> None:
    naming = name_everything(contract(operation("Ask")), Names({"Ask": "QUESTION"}))
    assert naming.methods == {"Ask": "question"}


def test_a_client_is_called_like_its_package() -> None:
    made = contract(operation("Ask"))
    assert name_everything(made, package="tc2").client == "Tc2Client"
    assert name_everything(made, package="my_service").client == "MyServiceClient"
    assert name_everything(made).client == "OrdersClient"


def test_a_type_that_is_called_like_the_client_makes_way(tmp_path: Path) -> None:
    made = contract(
        operation("Ask", "OrdersClient", "AsyncOrdersClient"),
        record("OrdersClient"),
        record("AsyncOrdersClient"),
    )
    package = load(made, tmp_path)
    assert package.OrdersClient.__name__ == "OrdersClient"
    assert package.OrdersClient_().to_xml()
    assert package.AsyncOrdersClient_().to_xml()
    assert package.ASK.response is package.AsyncOrdersClient_


@pytest.mark.parametrize("taken", ["OrdersClient", "AsyncOrdersClient"])
def test_a_type_that_had_the_name_before_there_were_clients_keeps_it(
    taken: str, tmp_path: Path
) -> None:
    made = contract(operation("Ask", "Thing"), record("Thing"))
    locked = Names({}, {"Thing": TypeNames(taken, {}, "", "")})
    package = load_files(package_files(made, name_everything(made, locked)), tmp_path)
    assert getattr(package, taken)().to_xml()
    assert package.OrdersClient_.__name__ == "OrdersClient_"


def stub(made: Contract) -> str:
    files = package_files(made, name_everything(made))
    assert_guarded(files)
    return files["client.pyi"]


def test_the_stub_imports_what_its_signatures_use() -> None:
    made = contract(
        operation("Ask", "Ask", "Decimal"),
        record(
            "Ask", plain("When", Scalar("dateTime")), plain("Sum", Scalar("decimal"))
        ),
        record("Decimal", optional("Client", RecordRef("Client"))),
        record("Client"),
    )
    text = stub(made)
    for line in (
        "from datetime import datetime",
        "from decimal import Decimal",
        "from ..runtime.calling import client as _calling",
        "from .types.decimal_ import Decimal_",
    ):
        assert line in text, line
    assert "def ask(self, *, when: datetime, sum: Decimal) -> Decimal_:" in text
    assert "async def ask(self, *, when: datetime, sum: Decimal) -> Decimal_:" in text


def test_a_service_without_operations_has_no_client() -> None:
    made = contract(record("Thing"))
    files = package_files(made, name_everything(made))
    assert not {"client.py", "client.pyi"} & files.keys()
    assert "Client" not in files["__init__.py"]
