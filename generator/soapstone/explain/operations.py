"""Explains one operation: its name, its messages and its address."""

from __future__ import annotations

from collections.abc import Iterator

from soapstone.explain import evidence
from soapstone.explain.context import Context, sureness
from soapstone.explain.model import Explanation, Nature
from soapstone.explain.rules import rulings
from soapstone.explain.type_rules import OPERATION_RULES, OperationCase
from soapstone.inference.operations import printed_name
from soapstone.inputs.toml_source import as_key
from soapstone.model.contract import Operation


def explain_operation(context: Context, operation: Operation) -> Explanation:
    """Return the explanation of an operation."""
    facts, name = context.facts, operation.name
    pages = evidence.pages_of(facts, operation)
    printed = {each.name for each in pages} - {""}
    addresses = evidence.of_scheme(facts, operation)
    case = OperationCase(
        operation,
        heading=name in printed,
        by_path=bool(pages) and not any(map(printed_name, pages)),
        overload=bool(printed) and name not in printed,
        scheme_stated=bool(addresses),
        settings=facts.settings(name) | facts.settings(facts.service),
    )
    found = rulings(OPERATION_RULES, case, {})
    own = [each for each in context.findings if each.subject == name]
    shared = [each for each in context.findings if each.subject == facts.service]
    findings = (*own, *(each for each in shared if each not in own))
    return Explanation(
        Nature.OPERATION,
        name,
        context.naming.constants[name],
        "; ".join(_summary(operation)),
        sureness(found, own),
        found,
        (*evidence.of_operation(facts, operation), *addresses),
        findings,
        context.changes(found, findings, f"[operations.{as_key(name)}]"),
    )


def _summary(operation: Operation) -> Iterator[str]:
    """The address, the request and the response, in a few words each."""
    for binding in operation.bindings[:1]:
        host = f"{binding.scheme}://{binding.host}" if binding.host else ""
        yield f"{binding.verb} {host}{binding.path}".strip()
    if operation.request:
        yield f"asks {operation.request.element.name}"
    if operation.raw_response:
        yield f"answers {operation.raw_response.name}, no document"
    elif operation.response:
        yield f"answers {operation.response.element.name}"
    else:
        yield "answers nothing"
