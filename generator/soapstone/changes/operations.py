"""Finds the changes of operations: messages, bindings, routes, parameters, access, SOAP headers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from soapstone.changes.assessment import assessed
from soapstone.changes.rules import Change, Kind
from soapstone.model.contract import (
    Access,
    Binding,
    Contract,
    FormParameter,
    Message,
    Operation,
    Parameter,
    Route,
)

_BINDING_PARTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.SOAP_ACTION: ("soap_action",),
    Kind.ADDRESS: ("verb", "scheme", "host", "path"),
    Kind.CONTENT_TYPE: ("request_type",),
    Kind.FORM_PARAMETERS: ("parameters",),
    Kind.RESPONSE_ELEMENT: ("response_element",),
    Kind.DETAIL: ("response_type", "return_member"),
}


def operation_changes(old: Contract, new: Contract) -> Iterator[Change]:
    """Yield the changes of all operations, sorted by their names."""
    before = {each.name: each for each in old.operations}
    after = {each.name: each for each in new.operations}
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield assessed(Kind.OPERATION_REMOVED, name)
        elif name not in before:
            yield assessed(Kind.OPERATION_ADDED, name)
        elif before[name] != after[name]:
            yield from _operation(before[name], after[name])


def _operation(old: Operation, new: Operation) -> Iterator[Change]:
    name = new.name
    yield from _message(name, old.request, new.request, _REQUEST)
    yield from _message(name, old.response, new.response, _RESPONSE)
    one, other = (
        each.raw_response.name if each.raw_response else "" for each in (old, new)
    )
    if one != other:
        yield assessed(Kind.RESPONSE_ELEMENT, f"{name}, bare", one, other)
    yield from _bindings(name, old.bindings, new.bindings)
    yield from _routes(name, old.routes, new.routes)
    yield from _parameters(name, old.parameters, new.parameters)
    yield from _access(name, old.access, new.access)
    yield from _headers(name, old.request_headers, new.request_headers, _REQUEST_HEADER)
    yield from _headers(
        name, old.response_headers, new.response_headers, _RESPONSE_HEADER
    )
    if old.faults != new.faults:
        one, other = (_elements(each.faults) for each in (old, new))
        yield assessed(Kind.DETAIL, f"{name}, its faults", one, other)
    if old.documentation != new.documentation:
        yield assessed(Kind.DOCUMENTATION, name, old.documentation, new.documentation)


def _elements(messages: tuple[Message, ...]) -> str:
    return ", ".join(str(each.element) for each in messages)


_REQUEST = (Kind.REQUEST_ADDED, Kind.REQUEST_REMOVED, Kind.REQUEST_ELEMENT)
_RESPONSE = (Kind.RESPONSE_ADDED, Kind.RESPONSE_REMOVED, Kind.RESPONSE_ELEMENT)
_REQUEST_HEADER = (Kind.REQUEST_HEADER_ADDED, Kind.REQUEST_HEADER_REMOVED)
_RESPONSE_HEADER = (Kind.RESPONSE_HEADER_ADDED, Kind.RESPONSE_HEADER_REMOVED)


def _message(
    name: str,
    old: Message | None,
    new: Message | None,
    kinds: tuple[Kind, Kind, Kind],
) -> Iterator[Change]:
    added, removed, renamed = kinds
    if old is None and new is not None:
        yield assessed(added, name, "", str(new.element))
    elif old is not None and new is None:
        yield assessed(removed, name, str(old.element))
    elif old is not None and new is not None:
        # What had no XML had an element by its class, which nobody sent or read.
        if old.element != new.element and not old.no_xml:
            yield assessed(renamed, name, str(old.element), str(new.element))
        elif old.record != new.record:
            yield assessed(Kind.DETAIL, f"{name}, its message", old.record, new.record)
        if old.no_xml != new.no_xml:
            kind = Kind.XML_LOST if new.no_xml else Kind.XML_GAINED
            yield assessed(kind, f"{name}, {new.element.name}", old.no_xml, new.no_xml)


def _bindings(
    name: str, old: tuple[Binding, ...], new: tuple[Binding, ...]
) -> Iterator[Change]:
    """Compares bindings by transport; an operation rarely has two bindings of one transport."""
    before = {each.transport: each for each in reversed(old)}
    after = {each.transport: each for each in reversed(new)}
    for transport in sorted(before.keys() | after.keys()):
        subject = f"{name}, {transport}"
        if transport not in after:
            yield assessed(Kind.BINDING_REMOVED, subject)
        elif transport not in before:
            yield assessed(Kind.BINDING_ADDED, subject)
        else:
            for kind, parts in _BINDING_PARTS.items():
                one, other = (
                    _shown(each[transport], parts) for each in (before, after)
                )
                if one != other:
                    yield assessed(kind, subject, one, other)
    if old != new and before == after:
        yield assessed(
            Kind.DETAIL, f"{name}, its bindings", str(len(old)), str(len(new))
        )


def _shown(binding: Binding, parts: tuple[str, ...]) -> str:
    if "path" in parts:
        return f"{binding.verb} {binding.scheme}://{binding.host}{binding.path}"
    if "parameters" in parts:
        return ", ".join(map(_form_parameter, binding.parameters))
    shown = (getattr(binding, part) for part in parts)
    return ", ".join(str(each) for each in shown if each)


def _form_parameter(parameter: FormParameter) -> str:
    carried = f" for {parameter.member}" if parameter.member else ""
    return f"{parameter.name}{carried}"


def _routes(
    name: str, old: tuple[Route, ...], new: tuple[Route, ...]
) -> Iterator[Change]:
    for route in old:
        if route not in new:
            yield assessed(Kind.ROUTE_REMOVED, name, _route(route))
    for route in new:
        if route not in old:
            yield assessed(Kind.ROUTE_ADDED, name, "", _route(route))
    if old != new and set(old) == set(new):
        yield assessed(Kind.DETAIL, f"{name}, its routes", _all(old), _all(new))


def _all(routes: tuple[Route, ...]) -> str:
    return ", ".join(map(_route, routes))


def _route(route: Route) -> str:
    return f"{' '.join(route.verbs) or 'any verb'} {route.path}"


def _parameters(
    name: str, old: tuple[Parameter, ...], new: tuple[Parameter, ...]
) -> Iterator[Change]:
    before = {each.name: each.locations for each in old}
    after = {each.name: each.locations for each in new}
    for each in [*before, *(each for each in after if each not in before)]:
        one, other = (", ".join(params.get(each, ())) for params in (before, after))
        if each in before and each in after and one != other:
            yield assessed(Kind.PARAMETER_MOVED, f"{name}, {each}", one, other)
        elif one != other:
            yield assessed(Kind.DETAIL, f"{name}, {each} travels in", one, other)
    if old != new and before == after:
        yield assessed(Kind.DETAIL, f"{name}, its parameters")


_ACCESS = {
    "all_roles": "all of the roles",
    "any_role": "any of the roles",
    "all_permissions": "all of the permissions",
    "any_permission": "any of the permissions",
}


def _access(name: str, old: Access, new: Access) -> Iterator[Change]:
    """Access tightens with more roles if all of them are required; with fewer if one is enough."""
    for part, words in _ACCESS.items():
        before, after = set(getattr(old, part)), set(getattr(new, part))
        one, other = (", ".join(getattr(each, part)) for each in (old, new))
        if one == other:
            continue
        any_of = part.startswith("any") and bool(before)
        stricter = (before - after if after else set()) if any_of else after - before
        kind = Kind.ACCESS_DEMANDED if stricter else Kind.ACCESS_RELAXED
        yield assessed(kind, f"{name}, {words}", one, other)
    if old.authenticated != new.authenticated:
        kind = Kind.ACCESS_DEMANDED if new.authenticated else Kind.ACCESS_RELAXED
        yield assessed(kind, f"{name}, signing in")


def _headers(
    name: str,
    old: tuple[Message, ...],
    new: tuple[Message, ...],
    kinds: tuple[Kind, Kind],
) -> Iterator[Change]:
    added, removed = kinds
    before, after = ({each.element for each in headers} for headers in (old, new))
    for each in sorted(after - before):
        yield assessed(added, f"{name}, {each.name}", "", str(each))
    for each in sorted(before - after):
        yield assessed(removed, f"{name}, {each.name}", str(each))
    if old != new and before == after:
        yield assessed(Kind.DETAIL, f"{name}, its headers")
