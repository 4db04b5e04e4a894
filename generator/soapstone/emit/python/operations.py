"""The view of an operation: the value that describes it in the generated package."""

from __future__ import annotations

from dataclasses import dataclass

from soapstone.emit.python.naming import Naming
from soapstone.emit.python.scalars import python_scalar
from soapstone.model.contract import Access, Message, Operation


@dataclass(frozen=True, slots=True)
class OperationView:
    """What the pages say of an operation, and the names that it goes by in Python."""

    operation: Operation
    constant: str
    request: str
    """The class; "None" where nothing is sent but the call."""
    response: str
    """The class, ``str`` or ``bytes``; "None" for one-way calls."""
    access: Access | None
    """None where a caller needs nothing."""
    request_headers: list[str]
    response_headers: list[str]


def operation_view(operation: Operation, n: Naming) -> OperationView:
    """All that describes an operation."""
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
    )


def _class(message: Message | None, n: Naming) -> str:
    return n.classes[message.record] if message else "None"
