"""The view of an operation: the value that describes it in the generated package."""

from __future__ import annotations

from collections.abc import Iterable
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
from generator.python.breaking import (
    Expression,
    Group,
    assigned,
    call,
    subscript,
    tuple_of,
)
from generator.python.naming import Naming
from generator.python.scalars import python_scalar
from generator.python.text import docstring, literal


@dataclass(frozen=True, slots=True)
class OperationView:
    """A constant with its value, line by line."""

    constant: str
    lines: list[str]
    uses: list[str]
    """The names of ``runtime.operations`` that it needs."""


def operation_view(operation: Operation, c: Contract, n: Naming) -> OperationView:
    """An operation as a typed value, with all that the pages say of it."""
    request, response = (
        _class(each, n) for each in (operation.request, operation.response)
    )
    if operation.raw_response:
        response = python_scalar(operation.raw_response).annotation
    arguments: list[tuple[str, Expression]] = [
        ("documentation", literal(operation.documentation)),
        ("request", request),
        ("response", response),
        ("bindings", tuple_of(map(_binding, operation.bindings))),
        ("routes", tuple_of(map(_route, operation.routes))),
        ("parameters", tuple_of(map(_parameter, operation.parameters))),
        ("access", _access(operation.access)),
        ("request_headers", _classes(operation.request_headers, n)),
        ("response_headers", _classes(operation.response_headers, n)),
    ]
    told = [(name, value) for name, value in arguments if value not in _LEFT_OUT]
    constant = n.constants[operation.name]
    names = [("service", literal(c.service)), ("name", literal(operation.name))]
    about = operation.documentation or f"``{operation.name}``."
    return OperationView(
        constant=constant,
        lines=[
            *assigned(
                constant,
                subscript("Operation", [request, response]),
                call("Operation", names + told),
            ),
            *docstring([about], 0),
        ],
        uses=sorted({"Operation", *(_USES[name] for name, _ in told if name in _USES)}),
    )


_USES = {
    "bindings": "Binding",
    "routes": "Route",
    "parameters": "Parameter",
    "access": "Access",
}
"""The class of ``runtime.operations`` that an argument is made of."""

_NOTHING = Group("", ())
_LEFT_OUT = ('""', _NOTHING)
"""What need not be said, because it is the default."""


def _class(message: Message | None, n: Naming) -> str:
    return n.classes[message.record] if message else "None"


def _classes(messages: Iterable[Message], n: Naming) -> Group:
    return tuple_of(_class(each, n) for each in messages)


def _texts(texts: Iterable[str]) -> Group:
    return tuple_of(map(literal, texts))


def _binding(binding: Binding) -> Group:
    url = f"{binding.scheme}://{binding.host}{binding.path}"
    needed = {"transport": binding.transport.value, "verb": binding.verb, "url": url}
    optional = {
        "soap_action": binding.soap_action,
        "request_type": binding.request_type,
        "response_type": binding.response_type,
    }
    told = needed | {name: text for name, text in optional.items() if text}
    return call("Binding", ((name, literal(text)) for name, text in told.items()))


def _route(route: Route) -> Group:
    return call(
        "Route", [("verbs", _texts(route.verbs)), ("path", literal(route.path))]
    )


def _parameter(parameter: Parameter) -> Group:
    return call(
        "Parameter",
        [
            ("name", literal(parameter.name)),
            ("locations", _texts(parameter.locations)),
        ],
    )


def _access(access: Access) -> Group:
    told = {
        "all_roles": access.all_roles,
        "any_role": access.any_role,
        "all_permissions": access.all_permissions,
        "any_permission": access.any_permission,
    }
    given: list[tuple[str, Expression]] = [
        (name, _texts(texts)) for name, texts in told.items() if texts
    ]
    given += [("authenticated", "True")] if access.authenticated else []
    return call("Access", given) if given else _NOTHING
