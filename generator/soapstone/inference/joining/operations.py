"""The operations of a WSDL and of the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from soapstone.inference import Inferred
from soapstone.inference.joining.pairs import Pairs
from soapstone.inference.wsdl import Described
from soapstone.model.catalogue import joining
from soapstone.model.contract import Binding, Message, Operation
from soapstone.model.decisions import Decisions
from soapstone.model.findings import NOWHERE, Origin
from soapstone.model.rules import Aspect, Decision

_SETTLED = (Aspect.CALL, Aspect.CONFLICT, Aspect.SAMPLES)
"""What pages leave open of an operation that a WSDL states."""


class Operations:
    """All operations of the joined contract, and the decisions on them.

    ``keys``: of the pages' types, to those of the joined contract.
    """

    def __init__(
        self, pages: Inferred, wsdl: Described, pairs: Pairs, keys: Mapping[str, str]
    ) -> None:
        self.decisions: dict[str, Decisions] = dict(wsdl.provenance.operations)
        found = {each.name: each for each in wsdl.contract.operations}
        left_out = {each.about for each in wsdl.provenance.service}
        for shown in pages.contract.operations:
            made = pages.provenance.operations.get(shown.name, ())
            stated = pairs.operations.get(shown.name)
            if stated:
                name = stated.name
                found[name], conflicts = _joined(found[name], shown, _origin(made))
                self.decisions[name] = (
                    *self.decisions.get(name, ()),
                    *(each for each in made if each.rule.aspect not in _SETTLED),
                    *conflicts,
                )
            else:
                found[shown.name] = kept(shown, keys)
                self.decisions[shown.name] = made
                # A schema alone states none, and a WSDL may have no port for other protocols.
                soap = any(each.transport.is_soap for each in shown.bindings)
                if soap and wsdl.contract.operations and shown.name not in left_out:
                    conflict = joining.OPERATION_ONLY_ON_PAGE.at(_origin(made))
                    self.decisions[shown.name] = (*made, conflict)
        self.all = tuple(found[name] for name in sorted(found))


def kept(shown: Operation, keys: Mapping[str, str]) -> Operation:
    """Return an operation that only pages show; ``keys``: of their types in the joined contract."""

    def messages(found: Sequence[Message]) -> tuple[Message, ...]:
        return tuple(map(message, found))

    def message(found: Message) -> Message:
        return replace(found, record=keys[found.record])

    return replace(
        shown,
        request=message(shown.request) if shown.request else None,
        response=message(shown.response) if shown.response else None,
        request_headers=messages(shown.request_headers),
        response_headers=messages(shown.response_headers),
    )


def _origin(made: Decisions) -> Origin:
    """Where the pages show an operation."""
    return next((each.origin for each in made if each.origin), NOWHERE)


def _joined(
    stated: Operation, shown: Operation, origin: Origin
) -> tuple[Operation, list[Decision]]:
    """One operation of the WSDL with what a page adds, and what they contradict each other in."""
    operation = replace(
        stated,
        documentation=max(stated.documentation, shown.documentation, key=len),
        bindings=tuple(_bindings(stated.bindings, shown.bindings)),
        routes=shown.routes,
        parameters=shown.parameters,
        access=shown.access,
        raw_response=stated.raw_response or shown.raw_response,
    )
    return operation, [*_conflicts(stated.bindings, shown.bindings, origin)]


def _bindings(stated: Sequence[Binding], shown: Sequence[Binding]) -> Iterator[Binding]:
    """The WSDL's, with a page's address where it has none; then the other ways of the pages."""
    by_way = {(each.transport, each.verb): each for each in shown}
    for each in stated:
        other = by_way.get((each.transport, each.verb))
        if other and not each.host:
            each = replace(
                each, scheme=other.scheme, host=other.host, path=each.path or other.path
            )
        yield each
    ways = {(each.transport, each.verb) for each in stated}
    for each in shown:
        if (each.transport, each.verb) not in ways:
            yield each


def _conflicts(
    stated: Sequence[Binding], shown: Sequence[Binding], origin: Origin
) -> Iterator[Decision]:
    for each in shown:
        same = [other for other in stated if other.transport is each.transport]
        actions = [other.soap_action for other in same]
        if each.soap_action and actions and each.soap_action not in actions:
            yield joining.OTHER_ACTION.at(
                origin, shown=each.soap_action, stated=actions[0] or '""'
            )
            break
    hosts = [each.host.lower() for each in stated if each.host]
    for each in shown:
        if each.host and hosts and each.host.lower() not in hosts:
            yield joining.OTHER_HOST.at(origin, shown=each.host, stated=hosts[0])
            break
