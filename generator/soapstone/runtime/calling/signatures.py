"""Signatures and docstrings of a client's methods, for ``help``, notebooks and mocks."""

from __future__ import annotations

from inspect import Parameter, Signature, signature
from typing import Any

from ..operations import Operation


def documentation(operation: Operation[Any, Any]) -> str:
    """Return the docstring of the method that calls an operation."""
    return operation.documentation or f"{operation.name}."


def bound_signature(operation: Operation[Any, Any]) -> Signature:
    """Return the signature of the method of a client: the members of the request."""
    shown = [] if operation.request is None else _members(operation.request)
    return Signature(shown, return_annotation=operation.response)


def unbound_method(name: str, operation: Operation[Any, Any], *, is_async: bool) -> Any:
    """Return a function that takes the client first: what the class shows as its method."""

    def method(client: Any, /, **members: Any) -> Any:
        return getattr(client, name)(**members)

    async def async_method(client: Any, /, **members: Any) -> Any:
        return await getattr(client, name)(**members)

    made: Any = async_method if is_async else method
    made.__name__ = made.__qualname__ = name
    made.__doc__ = documentation(operation)
    made.__signature__ = bound_signature(operation)  # mocks leave no self out
    return made


def _members(request: type[Any]) -> list[Parameter]:
    """The members of the constructor, without what keeps unknown content."""
    parameters = signature(request).parameters.values()
    return [each for each in parameters if not each.name.startswith("_")]
