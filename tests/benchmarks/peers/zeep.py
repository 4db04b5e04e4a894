"""zeep: its own classes for the types of the XSD; lxml reads and writes the XML around them."""

from __future__ import annotations

from typing import Any

from lxml import etree
from zeep import Settings, Transport
from zeep.loader import load_external
from zeep.xsd import Schema
from zeep.xsd.valueobjects import CompoundValue

from tests.benchmarks.payloads import Payload, Value
from tests.benchmarks.peers import Candidate, named
from tests.benchmarks.schemas import schema_path


class Zeep:
    """Reads and writes with a message's element."""

    def __init__(self, payload: Payload) -> None:
        location = str(schema_path(payload))
        transport = Transport()  # type: ignore[no-untyped-call]  # has no types
        document = load_external(location, transport)
        self._schema: Any = Schema(document, transport, location, Settings())  # type: ignore[no-untyped-call]  # has no types
        self._element: Any = self._schema.get_element(
            f"{{{payload.namespace}}}{payload.element}"
        )

    def read(self, data: bytes) -> Any:
        return self._element.parse(etree.fromstring(data), self._schema)

    def write(self, message: Any) -> bytes:
        parent = etree.Element("parent")
        self._element.render(parent, message)
        return etree.tostring(parent[0], encoding="utf-8")

    def value(self, message: Any) -> Value:
        value: Value = _plain(message)
        return value


def _plain(value: Any) -> Any:
    """A wrapper as the list or dict of its items."""
    if not isinstance(value, CompoundValue):
        return value
    match list(value):
        case ["KeyValueOfstringstring"]:
            return {each.Key: each.Value for each in value.KeyValueOfstringstring}
        case ["Account" | "SyncStatus" | "string" as items]:
            return [_plain(each) for each in value[items]]
        case names:
            return {name: _plain(value[name]) for name in names}


CANDIDATES = (Candidate(named("zeep"), Zeep, typed=True),)
