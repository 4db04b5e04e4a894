"""Explains one operation: its name, its messages and its address."""

from __future__ import annotations

from collections.abc import Iterator

from soapstone.explain import evidence
from soapstone.explain.context import Context, sureness
from soapstone.explain.model import Explanation, Nature
from soapstone.inputs.toml_source import as_key
from soapstone.model.contract import Operation
from soapstone.model.decisions import gave_way, standing


def explain_operation(context: Context, operation: Operation) -> Explanation:
    """Return the explanation of an operation."""
    facts, name = context.facts, operation.name
    made = context.provenance.operations[name]
    of_service = [each for each in context.provenance.service if not each.about]
    stands = standing(made)
    return Explanation(
        Nature.OPERATION,
        name,
        context.naming.constants[name],
        "; ".join(_summary(operation)),
        sureness(stands),
        stands,
        gave_way(made),
        (
            *evidence.of_declarations(stands),
            *evidence.of_operation(facts, operation),
            *evidence.of_scheme(stands),
        ),
        (
            *context.findings_of(made, name),
            *context.findings_of(tuple(of_service), facts.service),
        ),
        context.changes((*made, *of_service), f"[operations.{as_key(name)}]"),
    )


def _summary(operation: Operation) -> Iterator[str]:
    """The addresses, the request and the response, in a few words each."""
    for binding in operation.bindings[:1]:
        host = f"{binding.scheme}://{binding.host}" if binding.host else ""
        yield f"{binding.verb} {host}{binding.path}".strip()
    others = (each for each in operation.bindings[1:] if each.transport.is_form)
    for binding in others:
        yield f"also {binding.transport} {binding.path}"
    if operation.request:
        yield f"asks {operation.request.element.name}"
    if operation.raw_response:
        yield f"answers {operation.raw_response.name}, no document"
    elif operation.response:
        yield f"answers {operation.response.element.name}"
    else:
        yield "answers nothing"
