"""Finds the records that are messages, with the root element and namespaces of each.

Such a record is a document of its own; it gets ``to_xml`` and ``from_xml``, in SOAP services also
``to_soap`` and ``from_soap``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from soapstone.emit.python.layout import headers
from soapstone.emit.python.named_types import NamedTypes
from soapstone.emit.python.naming import namespaces
from soapstone.model.contract import (
    Contract,
    Message,
    Operation,
    QName,
    Record,
    Serializer,
    held_by,
)


@dataclass(frozen=True, slots=True)
class Document:
    """How a message is a document."""

    element: QName
    """Its root element."""
    base: str
    """Its base class in Python: SoapMessage, else SoapHeader, else XmlMessage, as of the detail of
    a fault.
    """
    no_xml: str
    """Why its XML is not known; "" if it is."""
    namespaces: tuple[str, ...]
    """The namespaces of all its elements, sorted."""


def documents(c: Contract, types: NamedTypes) -> dict[str, Document]:
    """Return the documents of a contract by the keys of their records."""
    records = {record.key: record for record in c.records}
    found: dict[str, Document] = {}
    for base in ("SoapMessage", "SoapHeader", "XmlMessage"):
        for operation in c.operations:
            soap = is_soap(operation, c.serializer)
            for message in _messages(operation, base, soap):
                if message.record not in found:
                    used = namespaces_of(records[message.record], records, types)
                    used |= {message.element.namespace} - {""}
                    found[message.record] = Document(
                        message.element, base, message.no_xml, tuple(sorted(used))
                    )
    return found


def is_soap(operation: Operation, serializer: Serializer) -> bool:
    """Whether a sample shows the operation in a SOAP envelope.

    An ASMX operation without any binding is one of which only a response in an envelope is shown.
    """
    if serializer is Serializer.XML and not operation.bindings:
        return True
    return any(each.transport.is_soap for each in operation.bindings)


def _messages(operation: Operation, base: str, soap: bool) -> Iterator[Message]:
    """The messages of an operation that have this base class."""
    if base == "SoapHeader":
        yield from headers(operation)
    elif soap == (base == "SoapMessage"):
        yield from filter(None, (operation.request, operation.response))
    if base == "XmlMessage":
        yield from operation.faults


def namespaces_of(
    record: Record, records: Mapping[str, Record], types: NamedTypes
) -> set[str]:
    """Return the namespaces of everything that a record can hold, and of the names of types."""
    reached = _reached(record, records, types)
    names = (each.type_name for each in reached if each.key in types.base)
    return namespaces(reached) | {name.namespace for name in names if name} - {""}


def _reached(
    record: Record, records: Mapping[str, Record], types: NamedTypes
) -> list[Record]:
    """The record and every record that its fields hold, or one that extends such a record."""
    found = {record.key: record}
    work = [record]
    while work:
        for each in work.pop().fields:
            held = held_by(each.type)
            extending = (other for key in held for other in types.derived.get(key, ()))
            for key in (*held, *extending):
                if key in records and key not in found:
                    found[key] = records[key]
                    work.append(found[key])
    return list(found.values())
