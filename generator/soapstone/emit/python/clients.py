"""The view of a package's clients: a method for each operation, sync and async."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from soapstone.emit.python import types
from soapstone.emit.python.layout import Module
from soapstone.emit.python.naming import Naming
from soapstone.emit.python.operations import operation_view
from soapstone.model.contract import Contract, Operation, Record


@dataclass(frozen=True, slots=True)
class Argument:
    """The view of an argument of a method: a member of the request."""

    name: str
    annotation: str
    default: str
    """The member's default as an expression; "" if the call requires a value."""


@dataclass(frozen=True, slots=True)
class MethodView:
    """The view of a method: the operation that it calls."""

    operation: Operation
    name: str
    home: str
    """The module of the operation, below the package: ``operations.ping``."""
    constant: str
    members: list[Argument]
    response: str


@dataclass(frozen=True, slots=True)
class ClientsView:
    """The view of ``client.py`` and its stub, without the imports of the latter."""

    service: str
    client: str
    async_client: str
    methods: list[MethodView]


def clients_view(
    contract: Contract, modules: Sequence[Module], naming: Naming
) -> ClientsView:
    """Return the view of the clients of a package, their methods sorted by name."""
    records = {each.key: each for each in contract.records}
    methods = [
        _method(each.operation, each, records, naming)
        for each in modules
        if each.operation is not None
    ]
    return ClientsView(
        service=contract.service,
        client=naming.client,
        async_client=f"Async{naming.client}",
        methods=sorted(methods, key=lambda each: each.name),
    )


def _method(
    operation: Operation, module: Module, records: Mapping[str, Record], n: Naming
) -> MethodView:
    view, request = operation_view(operation, n), operation.request
    fields = records[request.record].fields if request else ()
    names = n.fields[request.record] if request else ()
    return MethodView(
        operation=operation,
        name=n.methods[operation.name],
        home=f"{module.folder}.{module.stem}",
        constant=view.constant,
        members=[
            Argument(
                name,
                types.field_annotation(each, n.classes),
                types.field_default(each),
            )
            for each, name in zip(fields, names, strict=True)
        ],
        response=view.response,
    )
