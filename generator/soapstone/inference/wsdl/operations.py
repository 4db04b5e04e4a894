"""Makes the operations of a contract of the ports that a WSDL declares.

An operation of several ports is one, with a binding for each. Overloads have different requests.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from soapstone.inference.names import free
from soapstone.inference.wsdl.nodes import Message as Node
from soapstone.inference.wsdl.nodes import Root, Wrapper
from soapstone.inference.wsdl.schema_types import SchemaTypes
from soapstone.model.catalogue import wsdl
from soapstone.model.contract import (
    Binding,
    FormParameter,
    Message,
    Operation,
    QName,
    Record,
    Transport,
)
from soapstone.model.decisions import Decisions
from soapstone.model.description import (
    Body,
    BoundOperation,
    Description,
    Element,
    MessagePart,
    Port,
    Style,
)
from soapstone.model.rules import Decision

_FORM = "application/x-www-form-urlencoded"
_TYPES = {
    Transport.SOAP_1_1: "text/xml; charset=utf-8",
    Transport.SOAP_1_2: "application/soap+xml; charset=utf-8",
    Transport.HTTP_GET: "",
    Transport.HTTP_POST: _FORM,
}
"""The Content-Type of requests, as ASMX pages show it. A form is answered as SOAP 1.1 is."""
_VERBS = {Transport.HTTP_GET: "GET"}


@dataclass(frozen=True, slots=True)
class Bound:
    """An operation as one port has it, with its messages."""

    port: Port
    operation: BoundOperation
    request: Node | None
    response: Node | None
    request_headers: tuple[Root, ...] = ()
    response_headers: tuple[Root, ...] = ()
    faults: tuple[Root, ...] = ()


@dataclass(frozen=True, slots=True)
class Operations:
    """The operations of a WSDL by name, each as its ports have it, those of SOAP first."""

    by_name: Mapping[str, tuple[Bound, ...]]
    left_out: tuple[Decision, ...]
    """Why others are not read."""

    def messages(self) -> Iterator[Node]:
        """Yield the messages, in the order of the operations."""
        for bound in self.by_name.values():
            first = bound[0]
            yield from filter(None, (first.request, first.response))
            for each in bound:
                yield from (*each.request_headers, *each.response_headers)
                yield from each.faults


def read(description: Description, types: SchemaTypes) -> Operations:
    """Return the operations of a description."""
    found: defaultdict[tuple[str, QName | None], list[Bound]] = defaultdict(list)
    forms: list[Bound] = []
    left_out: dict[str, Decision] = {}
    elements = description.schema.elements
    for port in description.ports:
        for operation in port.operations:
            if port.transport.is_form:
                forms.append(_form(port, operation, elements))
                continue
            reason = _unreadable(operation, elements)
            if reason:
                left_out.setdefault(operation.name, reason)
                continue
            bound = _soap(port, operation, elements)
            request = bound.request.element if bound.request else None
            found[operation.name, request].append(bound)
    for key, form in [(_overload(each, found, types), each) for each in forms]:
        found[key].append(form)
    named = _named(found)
    read_elsewhere = {each.operation.name for bound in named.values() for each in bound}
    reasons = [made for name, made in left_out.items() if name not in read_elsewhere]
    return Operations(named, tuple(reasons))


def _named(
    found: Mapping[tuple[str, QName | None], list[Bound]],
) -> dict[str, tuple[Bound, ...]]:
    """The operations by their names: of overloads, those of their requests."""
    times = Counter(name for name, _ in found)
    named: dict[str, tuple[Bound, ...]] = {}
    for (name, request), bound in sorted(found.items(), key=lambda each: str(each[0])):
        own = name if times[name] == 1 or request is None else request.name
        named[free(own, named)] = tuple(bound)
    return dict(sorted(named.items()))


def _overload(
    form: Bound,
    found: Mapping[tuple[str, QName | None], list[Bound]],
    types: SchemaTypes,
) -> tuple[str, QName | None]:
    """Which operation of SOAP a form calls: of overloads, the one with members of its names."""
    name, body = form.operation.name, form.operation.input
    names = {each.name for each in body.parts} if body else set()
    same = [key for key in found if key[0] == name]
    if len(same) == 1:
        return same[0]
    alike = (key for key in same if key[1] and types.names_inside(key[1]) == names)
    return next(alike, (name, None))


# One port


def _unreadable(
    operation: BoundOperation, elements: Mapping[QName, Element]
) -> Decision | None:
    """Why an operation is left out; None where it is read."""
    bodies = [each for each in (operation.input, operation.output) if each]
    if any(each.encoded for each in bodies):
        return wsdl.RPC_ENCODED.at(operation.origin, about=operation.name)
    if operation.style is Style.DOCUMENT:
        parts = (part for each in bodies for part in each.parts)
        if any(part.element not in elements for part in parts):
            return wsdl.NO_ELEMENT.at(operation.origin, about=operation.name)
    return None


def _soap(
    port: Port, operation: BoundOperation, elements: Mapping[QName, Element]
) -> Bound:
    asked, answered = operation.input, operation.output
    faults = (each.part for each in operation.faults)
    return Bound(
        port,
        operation,
        _message(operation, asked, operation.name),
        _message(operation, answered, f"{operation.name}Response"),
        _roots(asked.headers if asked else (), elements),
        _roots(answered.headers if answered else (), elements),
        _roots(faults, elements),
    )


def _message(operation: BoundOperation, body: Body | None, name: str) -> Node | None:
    """The message of a body: an element, or one around the parts of the rpc style."""
    if body is None:
        return None
    if operation.style is Style.RPC:
        element = QName(body.namespace, name)
        return Wrapper(element, body.parts, operation.origin)
    first = next((each.element for each in body.parts), None)
    return Root(first) if first else None


def _roots(
    parts: Iterable[MessagePart], elements: Mapping[QName, Element]
) -> tuple[Root, ...]:
    """The messages of parts that name an element; a type alone has no name on the wire."""
    found = (each.element for each in parts)
    return tuple(Root(each) for each in found if each and each in elements)


def _form(
    port: Port, operation: BoundOperation, elements: Mapping[QName, Element]
) -> Bound:
    """An operation of HTTP GET or POST: parameters, and the return value alone."""
    parts = operation.output.parts if operation.output else ()
    response = next(iter(_roots(parts, elements)), None)
    home = response.element.namespace if response else ""
    asked = operation.input.parts if operation.input else ()
    element = QName(home, operation.name)
    request = Wrapper(element, asked, operation.origin, qualified=True)
    return Bound(port, operation, request, response)


# The contract


def operation(
    name: str,
    bound: tuple[Bound, ...],
    keys: Callable[[Node], str],
    records: Mapping[str, Record],
) -> tuple[Operation, Decisions]:
    """Return an operation of the contract, and the decisions on it."""

    def message(node: Node | None) -> Message | None:
        return Message(node.element, keys(node)) if node else None

    def all_of(nodes: Iterable[Node]) -> tuple[Message, ...]:
        return tuple(Message(each.element, keys(each)) for each in dict.fromkeys(nodes))

    first = bound[0]
    request, response = message(first.request), message(first.response)
    made = Operation(
        name,
        next(filter(None, (each.operation.documentation for each in bound)), ""),
        request,
        response,
        _bindings(bound, _record(request, records), _record(response, records)),
        request_headers=all_of(e for each in bound for e in each.request_headers),
        response_headers=all_of(e for each in bound for e in each.response_headers),
        faults=all_of(e for each in bound for e in each.faults),
    )
    origin = first.operation.origin
    decisions = [wsdl.PORT_TYPE.at(origin), wsdl.WSDL_MESSAGES.at(origin)]
    decisions.append(wsdl.PORT_ADDRESS.at(first.port.origin))
    return made, tuple(decisions)


def _record(message: Message | None, records: Mapping[str, Record]) -> Record | None:
    return records[message.record] if message else None


def _bindings(
    bound: Iterable[Bound], request: Record | None, response: Record | None
) -> tuple[Binding, ...]:
    """A binding for each port, but for forms whose parameters are not the members."""
    members = request.fields if request else ()
    found: dict[Binding, None] = {}
    for each in bound:
        body = each.operation.input
        names = {part.name for part in body.parts} if body else set()
        if not each.port.transport.is_form or len(names) == len(members):
            found[_binding(each, request, response)] = None
    return tuple(found)


def _binding(bound: Bound, request: Record | None, response: Record | None) -> Binding:
    port, operation = bound.port, bound.operation
    scheme, host, path = address(port.address + operation.location)
    made = Binding(
        port.transport,
        _VERBS.get(port.transport, "POST"),
        scheme,
        host,
        path,
        operation.soap_action,
        _TYPES[port.transport],
        _TYPES[port.transport] or _TYPES[Transport.SOAP_1_1],
    )
    if not port.transport.is_form:
        return made
    root = bound.response.element if bound.response else None
    return replace(
        made,
        response_type=_TYPES[Transport.SOAP_1_1],
        parameters=_parameters(operation, request),
        response_element=root,
        return_member=_return_member(root, response, bound),
    )


def _parameters(
    operation: BoundOperation, request: Record | None
) -> tuple[FormParameter, ...]:
    """Each parameter with the member that it carries: that of its name, else at its place."""
    body = operation.input
    names = [*dict.fromkeys(part.name for part in body.parts)] if body else []
    members = [each.name.name for each in request.fields] if request else []
    left = (each for each in members if each not in names)
    return tuple(
        FormParameter(each, "" if each in members else next(left)) for each in names
    )


def _return_member(
    root: QName | None, response: Record | None, bound: Bound
) -> QName | None:
    """The member of the response that a return value alone stands for: the first."""
    if root is None or response is None or not response.fields:
        return None
    own = bound.response is not None and response.key == bound.response.element.name
    return None if own else response.fields[0].name


def address(location: str) -> tuple[str, str, str]:
    """Return the scheme, the host and the path of an address, each "" where it has none."""
    try:
        parts = urlsplit(location)
    except ValueError:  # brackets that are no IPv6 address
        return "", "", location
    host = parts.netloc.rpartition("@")[2]
    query = f"?{parts.query}" if parts.query else ""
    return parts.scheme, host, f"{parts.path}{query}"
