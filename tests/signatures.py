"""Writes an operation of a contract as one line, to compare what different pages give.

``Moor(Ship: string, Tugs: int?) -> MoorResponse(MoorResult: {Quay: string, Lines: [Line: Line]})``
reads so: ``?`` is a value that can be null, ``~`` a type that no page states, ``[]`` a list without
a wrapper, ``[Line: T]`` one with it, ``{…}`` a record, ``A|B`` an enumeration, ``@Unit`` an
attribute, ``text`` the text of the element, ``Moor[Ticket(…)]`` a message with a SOAP header. A
record inside itself is its key.
"""

from __future__ import annotations

from soapstone.dotnet.nulls import is_value
from soapstone.model.contract import (
    AnyXml,
    ChoiceOf,
    Contract,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Message,
    Operation,
    Particle,
    RecordRef,
    Scalar,
    Type,
)


def signatures(contract: Contract) -> dict[str, str]:
    """The signature of each operation, by name."""
    writer = _Writer(contract)
    return {each.name: writer.operation(each) for each in contract.operations}


def transports(operation: Operation) -> str:
    """The ways to call an operation: ``SOAP 1.1, SOAP 1.2``."""
    return ", ".join(dict.fromkeys(each.transport for each in operation.bindings))


def addresses(operation: Operation) -> set[str]:
    """Where an operation is called; "" where its pages do not say."""
    return {
        f"{each.scheme}://{each.host}{each.path}" if each.host else ""
        for each in operation.bindings
    }


class _Writer:
    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._within: list[str] = []

    def operation(self, operation: Operation) -> str:
        sent = self._message(operation.request, operation.request_headers)
        if operation.raw_response:
            return f"{sent} -> {operation.raw_response.name}"
        return (
            f"{sent} -> {self._message(operation.response, operation.response_headers)}"
        )

    def _message(self, message: Message | None, headers: tuple[Message, ...]) -> str:
        if message is None:
            return "nothing"
        entries = ", ".join(self._message(each, ()) for each in headers)
        name = message.element.name + (f"[{entries}]" if entries else "")
        return f"{name}({self._fields(message.record)})"

    def _fields(self, key: str) -> str:
        self._within.append(key)
        shown = ", ".join(map(self._field, self._contract.record(key).fields))
        self._within.pop()
        return shown

    def _field(self, field: Field) -> str:
        mark = "@" if field.particle is Particle.ATTRIBUTE else ""
        value = is_value(field.type, self._contract.serializer)
        null = "?" if field.nullable and value else ""
        many = "[]" if field.repeated else ""
        name = "text" if field.particle is Particle.TEXT else field.name.name
        return f"{mark}{name}: {self._type(field.type)}{null}{many}"

    def _type(self, type_: Type) -> str:
        match type_:
            case Scalar(name, guessed):
                return f"{name}~" if guessed else name
            case EnumerationRef(key):
                return "|".join(self._contract.enumeration(key).members)
            case RecordRef(key):
                return key if key in self._within else f"{{{self._fields(key)}}}"
            case ChoiceOf(branches):
                return "|".join(
                    f"{each.name.name}: {self._type(each.type)}" for each in branches
                )
            case ListOf():
                return f"[{type_.item.name}: {self._type(type_.type)}]"
            case MapOf():
                key, value = self._type(type_.key_type), self._type(type_.value_type)
                return f"map({key}, {value})"
            case AnyXml():
                return "xml"
