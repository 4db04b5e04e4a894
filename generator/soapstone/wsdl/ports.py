"""Reads services and their ports: the addresses, and the operations that are called there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from soapstone.model.description import Port
from soapstone.model.file_findings import BINDING_NOT_READ
from soapstone.wsdl.bindings import BindingReader, transport
from soapstone.wsdl.definitions import (
    BINDING,
    SERVICE,
    Definition,
    Definitions,
)
from soapstone.wsdl.documents import Element
from soapstone.wsdl.namespaces import WSDL

_PORT = f"{{{WSDL}}}port"


def read_ports(definitions: Definitions, reader: BindingReader) -> tuple[Port, ...]:
    """Return the ports of all services; where no document has a service, one for each binding."""
    found: list[Port] = []
    for name, service in definitions.named[SERVICE].items():
        for node in service.node.iterchildren(_PORT):
            with definitions.leaving_out():
                found += _port(definitions, reader, name.name, service, node)
    if not definitions.named[SERVICE]:
        for binding in definitions.named[BINDING].values():
            with definitions.leaving_out():
                found += filter(None, [_bound(definitions, reader, binding)])
    return tuple(found)


def _port(
    definitions: Definitions,
    reader: BindingReader,
    service: str,
    defined: Definition,
    node: Element,
) -> Iterator[Port]:
    name = defined.qname(node, node.get("binding", ""))
    binding = definitions.find(BINDING, name, defined, node)
    own = defined.document.ncname(node, node.get("name", ""))
    made = _bound(definitions, reader, binding)
    if made is not None:
        origin = defined.document.origin(node)
        yield replace(
            made, service=service, name=own, address=_address(node), origin=origin
        )


def _bound(
    definitions: Definitions, reader: BindingReader, binding: Definition
) -> Port | None:
    """A port of a binding, without a service and an address; None for one that is not read."""
    name = binding.node.get("name", "").strip()
    origin = binding.document.origin(binding.node)
    way = transport(binding)
    if way is not None:
        return Port("", name, way, "", reader.operations(binding), origin)
    definitions.findings.append(BINDING_NOT_READ.at(origin, name))
    return None


def _address(node: Element) -> str:
    """The location of a port's address, by whichever extension states it."""
    for each in node.iterchildren("{*}address"):
        return str(each.get("location", "")).strip()
    return ""
