"""The methods of a client: functions with the signature and the docstring of their operation."""

from __future__ import annotations

from inspect import Parameter, Signature, signature
from typing import Any

from ..operations import Operation


def method(
    name: str, operation: Operation[Any, Any], *, is_async: bool, bound: bool
) -> Any:
    """Return the function that calls an operation with the members of its request as keywords.

    Its signature starts with self if it is to be ``bound``. That of the class's own does not:
    ``unittest.mock`` leaves self out of those of functions alone.
    """

    def call(client: Any, /, **members: Any) -> Any:
        return client.call(operation, _message(name, operation, members)).value

    async def async_call(client: Any, /, **members: Any) -> Any:
        message = _message(name, operation, members)
        return (await client.call(operation, message)).value

    made: Any = async_call if is_async else call
    made.__name__ = made.__qualname__ = name
    made.__doc__ = operation.documentation or f"{operation.name}."
    made.__signature__ = _signature(operation, bound)
    made.__annotations__ = {}
    made.operation = operation
    return made


def _message(
    name: str, operation: Operation[Any, Any], members: dict[str, Any]
) -> object:
    if operation.request is None:
        if members:
            raise TypeError(f"{name}() takes no arguments")
        return None
    try:
        return operation.request(**members)
    except TypeError as error:
        said = _wrong_members(name, operation.request, members) or str(error)
        raise TypeError(said) from None


def _wrong_members(name: str, kind: type[Any], members: dict[str, Any]) -> str:
    """What is wrong with arguments that do not make a request, by the name of the method."""
    known = [key for key in signature(kind).parameters if not key.startswith("_")]
    for key in (each for each in members if each not in known):
        from difflib import get_close_matches  # few programs misspell one

        near = get_close_matches(key, known, 1)
        meant = f"; did you mean {near[0]}?" if near else ""
        return f"{name}() has no argument {key!r}{meant}"
    missing = [
        each.name
        for each in signature(kind).parameters.values()
        if each.default is Parameter.empty and each.name not in members
    ]
    return f"{name}() needs a value for {' and '.join(missing)}" if missing else ""


def _signature(operation: Operation[Any, Any], bound: bool) -> Signature:
    """The members of the request's constructor, without what keeps unknown content."""
    shown = [Parameter("self", Parameter.POSITIONAL_ONLY)] if bound else []
    if operation.request is not None:
        members = signature(operation.request).parameters.values()
        shown += [each for each in members if not each.name.startswith("_")]
    return Signature(shown, return_annotation=operation.response)
