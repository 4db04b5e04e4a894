"""Which records of a contract are messages, and what their documents need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from soapstone.emit.python.layout import headers
from soapstone.emit.python.naming import namespaces
from soapstone.model.contract import (
    Contract,
    Message,
    Operation,
    QName,
    Record,
    held_by,
)


@dataclass(frozen=True, slots=True)
class Document:
    """A record that is a message."""

    element: QName
    """Its root element."""
    base: str
    """Its base class: what is the body of an envelope anywhere is a SoapMessage."""
    no_xml: str
    """Why it has no XML; "" where it has."""
    namespaces: tuple[str, ...]
    """All that occur in it, sorted."""


def documents(c: Contract) -> dict[str, Document]:
    """The records that are messages, by key."""
    records = {record.key: record for record in c.records}
    found: dict[str, Document] = {}
    for base in ("SoapMessage", "SoapHeader", "XmlMessage"):
        for operation in c.operations:
            for message in _messages(operation, base):
                if message.record not in found:
                    used = namespaces(_reached(records[message.record], records))
                    used |= {message.element.namespace} - {""}
                    found[message.record] = Document(
                        message.element, base, message.no_xml, tuple(sorted(used))
                    )
    return found


def is_soap(operation: Operation) -> bool:
    """Whether a sample shows the operation in a SOAP envelope."""
    return any(each.transport.is_soap for each in operation.bindings)


def _messages(operation: Operation, base: str) -> Iterator[Message]:
    """What an operation sends and answers, as classes of one base."""
    if base == "SoapHeader":
        yield from headers(operation)
    elif is_soap(operation) == (base == "SoapMessage"):
        yield from filter(None, (operation.request, operation.response))


def _reached(record: Record, records: Mapping[str, Record]) -> list[Record]:
    """The record and all that its fields lead to."""
    found = {record.key: record}
    work = [record]
    while work:
        for each in work.pop().fields:
            for key in held_by(each.type):
                if key in records and key not in found:
                    found[key] = records[key]
                    work.append(found[key])
    return list(found.values())
