"""The view of an operation: the value that describes it in the generated package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.contract import (
    Access,
    Binding,
    Contract,
    Message,
    Operation,
    Parameter,
    Route,
)
from generator.python.naming import Naming
from generator.python.text import docstring, literal, literals


@dataclass(frozen=True, slots=True)
class OperationView:
    """A constant, its type, and the arguments that make its value."""

    constant: str
    type: str
    arguments: list[tuple[str, str]]
    docstring: list[str]
    uses: list[str]
    """The names of ``runtime.operations`` that it needs."""


def operation_view(operation: Operation, c: Contract, n: Naming) -> OperationView:
    """An operation as a typed value, with all that the pages say of it."""
    request, response = (
        _class(each, n) for each in (operation.request, operation.response)
    )
    arguments = [
        ("service", literal(c.service)),
        ("name", literal(operation.name)),
        ("documentation", literal(operation.documentation)),
        ("request", request),
        ("response", response),
        ("bindings", _tuple(map(_binding, operation.bindings))),
        ("routes", _tuple(map(_route, operation.routes))),
        ("parameters", _tuple(map(_parameter, operation.parameters))),
        ("access", _access(operation.access)),
        (
            "request_headers",
            _tuple(_class(each, n) for each in operation.request_headers),
        ),
        (
            "response_headers",
            _tuple(_class(each, n) for each in operation.response_headers),
        ),
    ]
    given = [
        (name, value)
        for name, value in arguments
        if name in ("service", "name") or value not in _LEFT_OUT
    ]
    used = {
        "bindings": "Binding",
        "routes": "Route",
        "parameters": "Parameter",
        "access": "Access",
    }
    return OperationView(
        constant=n.constants[operation.name],
        type=f"Operation[{request}, {response}]",
        arguments=given,
        docstring=docstring([operation.documentation or f"``{operation.name}``."], 0),
        uses=sorted({"Operation", *(used[name] for name, _ in given if name in used)}),
    )


_LEFT_OUT = ("", '""', "()")
"""What need not be said, because it is the default."""


def _class(message: Message | None, n: Naming) -> str:
    return n.classes[message.record] if message else "None"


def _tuple(values: Iterable[str]) -> str:
    inner = ", ".join(values)
    return f"({inner},)" if inner else "()"


def _call(kind: str, needed: Mapping[str, str], /, **optional: str) -> str:
    """A constructor's call; "" where it says nothing."""
    told = {key: value for key, value in optional.items() if value not in _LEFT_OUT}
    given = [f"{key}={value}" for key, value in {**needed, **told}.items()]
    return f"{kind}({', '.join(given)})" if given else ""


def _binding(binding: Binding) -> str:
    return _call(
        "Binding",
        {
            "transport": literal(binding.transport.value),
            "verb": literal(binding.verb),
            "url": literal(f"{binding.scheme}://{binding.host}{binding.path}"),
        },
        soap_action=literal(binding.soap_action),
        request_type=literal(binding.request_type),
        response_type=literal(binding.response_type),
    )


def _route(route: Route) -> str:
    return _call("Route", {"verbs": literals(route.verbs), "path": literal(route.path)})


def _parameter(parameter: Parameter) -> str:
    return _call(
        "Parameter",
        {
            "name": literal(parameter.name),
            "locations": literals(parameter.locations),
        },
    )


def _access(access: Access) -> str:
    return _call(
        "Access",
        {},
        all_roles=literals(access.all_roles),
        any_role=literals(access.any_role),
        all_permissions=literals(access.all_permissions),
        any_permission=literals(access.any_permission),
    )
