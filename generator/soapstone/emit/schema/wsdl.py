"""Emits WSDL 1.1, document/literal, for the operations that SOAP carries, with the schemas inside.

Messages, port types and ports have the names that .NET gives them (``GetSoapIn``,
``ServiceSoap12``), so that code generated from this file looks like code from the service's own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from soapstone.emit.schema.elements import add, bindings, new, text_of
from soapstone.emit.schema.names import distinct, ncname
from soapstone.emit.schema.xsd import schemas
from soapstone.model.contract import (
    Binding,
    Contract,
    Message,
    Operation,
    QName,
    Transport,
)

WSDL = "http://schemas.xmlsoap.org/wsdl/"

_FILE = "service.wsdl"
_HTTP = "http://schemas.xmlsoap.org/soap/http"
_TEMPURI = "http://tempuri.org/"
"""The namespace that .NET gives to a service which has none."""

_NAMESPACES = {
    "wsdl": WSDL,
    "soap": "http://schemas.xmlsoap.org/wsdl/soap/",
    "soap12": "http://schemas.xmlsoap.org/wsdl/soap12/",
}
_EXTENSIONS = {Transport.SOAP_1_1: "soap", Transport.SOAP_1_2: "soap12"}
"""What each version of SOAP adds to WSDL stands in a namespace of its own: its prefix."""
_SUFFIXES = {Transport.SOAP_1_1: "Soap", Transport.SOAP_1_2: "Soap12"}
"""How .NET ends the names of ports."""


@dataclass(frozen=True, slots=True)
class _Call:
    """An operation with the names that it and its messages have in the file."""

    operation: Operation
    name: str
    label: str
    """The name, or what distinguishes an overload from others of that name."""
    request: str
    response: str
    """Empty for a one-way operation, which has no such message."""
    entries: Mapping[QName, str]
    """The messages of the entries of the SOAP header and of faults, by element."""


@dataclass(frozen=True, slots=True)
class _Port:
    """A port: an address, the SOAP version that it takes, and its operations."""

    name: str
    transport: Transport
    address: str
    actions: Mapping[int, str]
    """The SOAPAction of each call, by its place."""


def wsdl_files(
    contract: Contract, documents: Mapping[str, Element] | None = None
) -> dict[str, str]:
    """Return the WSDL file of a contract, name to text; none if SOAP carries no operation.

    ``documents`` are the contract's :func:`schemas`, if they have been made already. Raises
    KeyError where the contract refers to a record or enumeration that it does not have.
    """
    contract = contract.with_xml()
    operations = sorted(filter(_bindings, contract.operations), key=_order)
    if not operations:
        return {}
    shown = replace(contract, operations=tuple(operations))
    if documents is None or len(operations) < len(contract.operations):
        documents = schemas(shown)
    root = _Document(shown).definitions(documents.values())
    return {_FILE: text_of(root)}


def _bindings(operation: Operation) -> list[Binding]:
    return [each for each in operation.bindings if each.transport in _EXTENSIONS]


def _entries(operation: Operation) -> tuple[Message, ...]:
    headers = (*operation.request_headers, *operation.response_headers)
    return (*headers, *operation.faults)


def _element(operation: Operation) -> QName:
    """The request's element; no name where the request has no body."""
    return operation.request.element if operation.request else QName("", "")


def _order(operation: Operation) -> tuple[str, QName]:
    """Overloads come in the order of their requests, whatever the order of pages."""
    return operation.name, _element(operation)


# --- names ----------------------------------------------------------------------------------


def _calls(operations: Sequence[Operation]) -> list[_Call]:
    calls = []
    taken: set[str] = set()
    for operation, label in zip(operations, _labels(operations), strict=True):
        entries = dict.fromkeys(entry.element for entry in _entries(operation))
        calls.append(
            _Call(
                operation,
                ncname(operation.name),
                label,
                _unique(f"{label}SoapIn", taken),
                _unique(f"{label}SoapOut", taken) if operation.response else "",
                {each: _unique(label + each.name, taken) for each in entries},
            )
        )
    return calls


def _labels(operations: Sequence[Operation]) -> list[str]:
    """A name for each operation that no other has.

    Overloads are called like their requests, for that is where .NET puts a MessageName.
    """
    count = Counter(operation.name for operation in operations)
    claims = []
    for place, operation in enumerate(operations):
        request = _element(operation).name
        own = count[operation.name] == 1 or request in ("", operation.name)
        claims.append((not own, place, ncname(operation.name if own else request)))
    labels = distinct((place, QName("", name)) for _, place, name in sorted(claims))
    return [labels[place].name for place in range(len(operations))]


def _unique(name: str, taken: set[str]) -> str:
    """``name``, with a number if it is taken; it is taken then."""
    unique, number = name, 0
    while unique in taken:
        number += 1
        unique = f"{name}{number}"
    taken.add(unique)
    return unique


def _namespace(operations: Iterable[Operation]) -> str:
    """The namespace of most requests; of several the first by name."""
    spaces = Counter(_element(operation).namespace for operation in operations)
    del spaces[""]
    return _most(spaces) if spaces else _TEMPURI


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda text: (-counts[text], text))


def _prefixes(namespace: str, messages: Iterable[Message]) -> dict[str, str]:
    """The prefixes of the file by namespace; one without name has none."""
    used = {message.element.namespace for message in messages}
    others = sorted(used - {namespace, ""})
    return {namespace: "tns"} | {uri: f"q{n}" for n, uri in enumerate(others, 1)}


# --- ports ----------------------------------------------------------------------------------


def _ports(service: str, operations: Sequence[Operation]) -> list[_Port]:
    """A port for each version of SOAP and address, that of most calls first.

    IIS ignores the case of a path, and a page shows that of the URL it was asked for by: addresses
    that differ in case only are one, spelt as it mostly is.
    """
    actions: defaultdict[tuple[Transport, str], dict[int, str]] = defaultdict(dict)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for place, operation in enumerate(operations):
        for binding in _bindings(operation):
            address = _address(binding)
            spellings[address.casefold()][address] += 1
            there = actions[binding.transport, address.casefold()]
            there.setdefault(place, binding.soap_action)
    order = sorted(actions, key=lambda key: (key[0], -len(actions[key]), key[1]))
    taken: set[str] = set()
    return [
        _Port(
            _unique(service + _SUFFIXES[transport], taken),
            transport,
            _most(spellings[address]),
            actions[transport, address],
        )
        for transport, address in order
    ]


def _address(binding: Binding) -> str:
    """The URL, or what the page shows of it."""
    if not binding.host:
        return binding.path
    return f"{binding.scheme}://{binding.host}{binding.path}"


# --- the document ---------------------------------------------------------------------------


class _Document:
    """``wsdl:definitions``, of a contract whose operations SOAP carries."""

    def __init__(self, contract: Contract) -> None:
        self._service = ncname(contract.service)
        self._calls = _calls(contract.operations)
        self._ports = _ports(self._service, contract.operations)
        self._namespace = _namespace(contract.operations)
        self._prefixes = _prefixes(self._namespace, contract.messages())

    def definitions(self, schemas: Iterable[Element]) -> Element:
        own = {prefix: uri for uri, prefix in self._prefixes.items()}
        root = new("wsdl:definitions", **bindings(_NAMESPACES | own))
        root.set("targetNamespace", self._namespace)
        _add(root, "types").extend(schemas)
        for call in self._calls:
            self._add_messages(root, call)
        port_types = self._add_port_types(root)
        for port in self._ports:
            self._add_binding(root, port, port_types[tuple(port.actions)])
        service = _add(root, "service", name=self._service)
        for port in self._ports:
            element = _add(service, "port", name=port.name, binding=f"tns:{port.name}")
            _extend(element, port.transport, "address", location=port.address)
        return root

    def _add_messages(self, root: Element, call: _Call) -> None:
        operation = call.operation
        bodies = {call.request: operation.request, call.response: operation.response}
        for name, body in bodies.items():
            if name:
                message = _add(root, "message", name=name)
                # A request without body has no part.
                if body:
                    self._add_part(message, "parameters", body.element)
        for element, name in call.entries.items():
            message = _add(root, "message", name=name)
            self._add_part(message, element.name, element)

    def _add_part(self, message: Element, name: str, element: QName) -> None:
        prefix = self._prefixes.get(element.namespace)
        reference = f"{prefix}:{element.name}" if prefix else element.name
        _add(message, "part", name=name, element=reference)

    def _add_port_types(self, root: Element) -> dict[tuple[int, ...], str]:
        """The port types by the calls that they hold.

        A binding has to bind all of its port type (WS-I Basic Profile, R2718), so ports where
        other operations can be called need another.
        """
        taken: set[str] = set()
        names = {}
        for places in dict.fromkeys(tuple(port.actions) for port in self._ports):
            names[places] = _unique(f"{self._service}Soap", taken)
            port_type = _add(root, "portType", name=names[places])
            for place in places:
                self._add_operation(port_type, self._calls[place])
        return names

    def _add_operation(self, port_type: Element, call: _Call) -> None:
        operation = _add(port_type, "operation", name=call.name)
        if call.operation.documentation:
            text = call.operation.documentation
            _add(operation, "documentation").text = text
        for side, name in (("input", call.request), ("output", call.response)):
            if name:
                _add(operation, side, **_overload(call), message=f"tns:{name}")
        for name in _faults(call):
            _add(operation, "fault", name=name, message=f"tns:{name}")

    def _add_binding(self, root: Element, port: _Port, port_type: str) -> None:
        binding = _add(root, "binding", name=port.name, type=f"tns:{port_type}")
        _extend(binding, port.transport, "binding", transport=_HTTP, style="document")
        for place, action in port.actions.items():
            call = self._calls[place]
            operation = _add(binding, "operation", name=call.name)
            more = {"soapAction": action, "style": "document"}
            _extend(operation, port.transport, "operation", **more)
            entries = {"input": call.operation.request_headers}
            if call.response:
                entries["output"] = call.operation.response_headers
            for side, headers in entries.items():
                element = _add(operation, side, **_overload(call))
                _extend(element, port.transport, "body", use="literal")
                for entry in headers:
                    _extend(element, port.transport, "header", **_header(call, entry))
            for name in _faults(call):
                fault = _add(operation, "fault", name=name)
                _extend(fault, port.transport, "fault", name=name, use="literal")


def _faults(call: _Call) -> list[str]:
    """The names of its faults, which are those of their messages. A one-way call has none."""
    if not call.response:
        return []
    return [call.entries[each.element] for each in call.operation.faults]


def _header(call: _Call, entry: Message) -> dict[str, str]:
    message = call.entries[entry.element]
    return {"message": f"tns:{message}", "part": entry.element.name, "use": "literal"}


def _overload(call: _Call) -> dict[str, str]:
    """The names that distinguish the input and output of overloads (WSDL 1.1, 2.4.5)."""
    return {"name": call.label} if call.label != call.name else {}


def _add(parent: Element, tag: str, /, **attributes: str) -> Element:
    """A child of WSDL."""
    return add(parent, f"wsdl:{tag}", **attributes)


def _extend(
    parent: Element, version: Transport, tag: str, /, **attributes: str
) -> None:
    """A child of that version of SOAP."""
    add(parent, f"{_EXTENSIONS[version]}:{tag}", **attributes)
