"""xmltodict: dictionaries of texts. Its keys keep the message's prefixes, its fastest mode."""

from __future__ import annotations

from typing import Any

import xmltodict

from tests.benchmarks.payloads import Payload, Value
from tests.benchmarks.peers import Candidate, named


class XmlToDict:
    """Reads and writes any message."""

    def __init__(self, payload: Payload) -> None:
        self._element = payload.element

    def read(self, data: bytes) -> Any:
        return xmltodict.parse(data)

    def write(self, message: Any) -> bytes:
        written: str = xmltodict.unparse(message)
        return written.encode()

    def value(self, message: Any) -> Value:
        value: Value = _plain(message[self._element])
        return value


def _plain(value: Any) -> Any:
    """The members by local name; a wrapper as the list or dict of its items."""
    if not isinstance(value, dict):
        return value
    members = {
        name.rpartition(":")[2]: each
        for name, each in value.items()
        if not name.startswith("@xmlns")
    }
    if members.pop("@nil", members.pop("nil", None)):
        return None
    match list(members):
        case ["KeyValueOfstringstring"]:
            entries = map(_plain, _several(*members.values()))
            return {entry["Key"]: entry["Value"] for entry in entries}
        case ["Account" | "SyncStatus" | "string"]:
            return list(map(_plain, _several(*members.values())))
    return {name: _plain(each) for name, each in members.items()}


def _several(value: Any) -> list[Any]:
    """One child is no list, for nothing tells xmltodict that there could be more."""
    return value if isinstance(value, list) else [value]


CANDIDATES = (Candidate(named("xmltodict"), XmlToDict, typed=False),)
