"""A service with a member of every representation, and documents of it."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any

from soapstone.model.contract import (
    AnyXml,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Particle,
    QName,
    RecordRef,
    Scalar,
)
from tests.canonical import XSI, canonical
from tests.contracts import (
    ORDERS,
    attribute,
    items,
    nillable,
    optional,
    plain,
    record,
    repeated,
    service,
)
from tests.packages import runtime_of

INT, STRING = Scalar("int"), Scalar("string")
INTS = items("int", INT, nillable=False)


def _map(key: Scalar, value: Scalar | ListOf, null: bool) -> MapOf:
    names = (QName(ORDERS, name) for name in ("Entry", "Key", "Value"))
    entry, key_name, value_name = names
    return MapOf(entry, key_name, key, value_name, value, null)


def shop() -> Contract:
    """One message, ``Order``, and another, ``Amount``, that is text with an attribute."""
    address, line = RecordRef("Address"), RecordRef("Line")
    order = record(
        "Order",
        attribute("Code", STRING, nullable=True),
        attribute("Rank", INT, required=True, demanded=True),
        plain("Id", INT),
        optional("Note", STRING),
        nillable("Name", STRING),
        plain("Colour", EnumerationRef("Colour")),
        optional("Home", address),
        plain("Period", RecordRef("Period")),
        optional("Tags", items("string", STRING)),
        nillable("Numbers", INTS),
        optional("Grid", items("Row", INTS)),
        optional("Lines", items("Line", line)),
        optional("Meta", _map(STRING, STRING, True)),
        optional("Stock", _map(INT, INT, False)),
        optional("Groups", _map(INT, INTS, True)),
        repeated("Mark", STRING, nillable=True),
        repeated("Page", INT),
        repeated("Leg", address),
        optional("Price", RecordRef("Amount")),
        optional("Anything", AnyXml()),
        plain("When", Scalar("dateTime")),
        plain("Guess", Scalar("int", guessed=True), demanded=False),
    )
    text = Field(
        QName("", ""), Scalar("decimal"), Particle.TEXT, required=True, demanded=True
    )
    return service(
        order,
        record(
            "Address",
            attribute("Kind", STRING, nullable=True),
            optional("Street", STRING),
            plain("Number", INT),
        ),
        record("Line", plain("Product", INT), optional("Parts", items("Line", line))),
        record("Period", plain("Days", INT)),
        record("Amount", attribute("Currency", STRING, nullable=True), text),
        messages=("Order", "Amount"),
        enumerations=(Enumeration("Colour", None, ("Red", "Dark Green")),),
    )


def drawable(contract: Contract) -> Contract:
    """A contract without the members of which no values are drawn, attributes first."""
    records = tuple(
        replace(each, fields=tuple(sorted(_drawable(each.fields), key=_rank)))
        for each in contract.records
    )
    return replace(contract, records=records)


def _drawable(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        inner = field.type.type if isinstance(field.type, ListOf) else field.type
        if not isinstance(inner, AnyXml):
            yield field


def _rank(field: Field) -> bool:
    return field.particle is not Particle.ATTRIBUTE


class Shop:
    """The package of ``shop()``."""

    def __init__(self, package: ModuleType) -> None:
        self.package: Any = package
        self.runtime: Any = runtime_of(package)
        self.wire_error: type[Exception] = self.runtime.WireError

    def read(self, body: str, attributes: str = "") -> Any:
        return self.package.Order.from_xml(document(body, attributes))

    def order(self, **more: Any) -> Any:
        """An order of which nothing is remarkable but what is given."""
        usual = {"rank": 1, "id": 2, "colour": "Red", "when": None}
        usual |= {"period": self.package.Period(days=3), "guess": 4}
        usual["when"] = self.package.Order.from_xml(document("")).when
        return self.package.Order(**(usual | more))


def document(body: str, attributes: str = "", root: str = "Order") -> str:
    """A document in the default namespace; ``i`` is XSI, ``u`` unknown to the contract."""
    bound = f'xmlns="{ORDERS}" xmlns:i="{XSI}" xmlns:u="urn:unknown"'
    schema = 'xmlns:s="http://www.w3.org/2001/XMLSchema"'
    return f"<{root} {bound} {schema} {attributes}>{body}</{root}>"


def same(written: bytes, body: str, attributes: str = "", root: str = "Order") -> bool:
    """Whether a message says what the document says, every attribute and text of it."""
    return canonical(written) == canonical(document(body, attributes, root))


def records_in(value: Any) -> Iterator[Any]:
    """A value's records, the deeper ones too. Raises AttributeError for a slot without value."""
    if isinstance(value, list):
        for item in value:
            yield from records_in(item)
    elif isinstance(value, dict):
        yield from records_in([*value, *value.values()])
    elif dataclasses.is_dataclass(value) and hasattr(value, "_wire"):
        yield value
        kind: Any = type(value)
        for slot in kind.__slots__:
            yield from records_in(getattr(value, slot))


class Trickle:
    """A stream that gives a few bytes at a time, as a socket may."""

    def __init__(self, data: bytes, size: int = 7) -> None:
        self._data = io.BytesIO(data)
        self._size = size

    def read(self, size: int, /) -> bytes:
        return self._data.read(min(size, self._size))
