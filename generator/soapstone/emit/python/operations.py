"""The view of an operation: what ``templates/operation.j2`` prints as a constant."""

from __future__ import annotations

from dataclasses import dataclass

from soapstone.emit.python.naming import Naming
from soapstone.emit.python.scalars import python_scalar
from soapstone.model.contract import Access, Message, Operation


@dataclass(frozen=True, slots=True)
class OperationView:
    """The view of an operation: the operation itself and its Python names."""

    operation: Operation
    constant: str
    request: str
    """The class of the request; "None" if the request has no message."""
    response: str
    """The class of the response, ``str`` or ``bytes``; "None" for one-way calls."""
    access: Access | None
    """None if anybody may call it."""
    request_headers: list[str]
    response_headers: list[str]
    faults: list[str]
    """The classes of what the detail of a fault may hold."""


def operation_view(operation: Operation, n: Naming) -> OperationView:
    """Return the view of an operation."""
    raw = operation.raw_response
    return OperationView(
        operation=operation,
        constant=n.constants[operation.name],
        request=_class(operation.request, n),
        response=(
            python_scalar(raw).annotation if raw else _class(operation.response, n)
        ),
        access=None if operation.access == Access() else operation.access,
        request_headers=[_class(each, n) for each in operation.request_headers],
        response_headers=[_class(each, n) for each in operation.response_headers],
        faults=[_class(each, n) for each in operation.faults],
    )


def _class(message: Message | None, n: Naming) -> str:
    return n.classes[message.record] if message else "None"
