"""Soapstone: the generated packages of this repository."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from generated.runtime.reading.parsing import parse
from tests.benchmarks.payloads import Payload, Value
from tests.benchmarks.peers import Candidate
from tests.services import service


class Soapstone:
    """Reads and writes with a message's own class."""

    def __init__(self, payload: Payload) -> None:
        made = service(payload.service)
        self._class = made.class_of(payload.element)
        self._wire_names = {
            made.class_of(record.key): [each.name.name for each in record.fields]
            for record in made.contract.records
        }

    def read(self, data: bytes) -> Any:
        return self._class.from_xml(data)

    def write(self, message: Any) -> bytes:
        written: bytes = message.to_xml()
        return written

    def value(self, message: Any) -> Value:
        names = self._wire_names[type(message)]
        members = [getattr(message, each.name) for each in fields(message)]
        return dict(zip(names, map(self._plain, members), strict=True))

    def _plain(self, value: Any) -> Any:
        if is_dataclass(value):
            return self.value(value)
        if isinstance(value, list):
            return [self._plain(each) for each in value]
        return value


class Complete(Soapstone):
    """Reads as it does what is not in the shape that .NET writes."""

    def read(self, data: bytes) -> Any:
        return self._class._document.reader.from_element(parse(data))


CANDIDATES = (
    Candidate("Soapstone", Soapstone, typed=True),
    Candidate("Soapstone, complete reader", Complete, typed=True, timed=("read",)),
)
