"""Reads Postman collections (v1, v2.0, v2.1): requests with XML bodies, and their saved responses.

Its WSDL converter fills in random values (knownTypes.js), so they show names and namespaces only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from soapstone.model.facts import Head
from soapstone.model.findings import Origin, SpecError
from soapstone.pages.http import Message
from soapstone.pages.samples.commands import Sent
from soapstone.pages.samples.postman_v1 import is_first_version, items_of
from soapstone.pages.samples.tool_files import Header, ToolFile

_SCHEMA = re.compile(r"\bschema\.getpostman\.com/json/collection/v2\.[01]\.")
_VARIABLE = re.compile(r"\{\{([^{}]{1,200})\}\}")
_KEPT = ("content-type", "soapaction")
_STARTS = 60
"""Characters of a body by which its line is found."""


def is_collection(text: str) -> bool:
    """Return whether a JSON document is a collection of a known version."""
    return _SCHEMA.search(text) is not None or is_first_version(text)


def read_collection(file: str, text: str) -> Sent:
    """Return the messages of a collection. Raises SpecError for broken JSON, and for a collection
    without any XML.
    """
    try:
        root = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SpecError(
            Origin(file, getattr(error, "lineno", 1)),
            "a Postman collection that is not well-formed JSON",
            "a collection as Postman exports it",
            "Export it from Postman again.",
        ) from None
    collection = _Collection(file, text, _variables(root))
    for item in chain(_items(root), items_of(root)):
        collection.add(item)
    if not collection.found.messages:
        raise SpecError(
            Origin(file, 1),
            "a Postman collection without a request that has XML in its body",
            "a collection of SOAP requests",
            "Export the collection that has them.",
        )
    return collection.found.sent


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _variables(root: Any) -> Mapping[str, str]:
    lists = (_list(_object(root).get(name)) for name in ("variable", "variables"))
    found = map(_object, chain.from_iterable(lists))
    return {_text(each.get("key")): _text(each.get("value")) for each in found}


def _items(root: Any) -> Iterator[Mapping[str, Any]]:
    """The requests of all folders, in order."""
    waiting = _list(_object(root).get("item"))[::-1]
    while waiting:
        item = _object(waiting.pop())
        if "request" in item:
            yield item
        waiting += _list(item.get("item"))[::-1]


class _Collection:
    def __init__(self, file: str, text: str, variables: Mapping[str, str]) -> None:
        self.found = ToolFile(file)
        self._text = text
        self._variables = variables
        self._line = 1
        self._at = 0
        """The place of the last body, which starts on this line."""

    def add(self, item: Mapping[str, Any]) -> None:
        """Add a request, once for each of its saved responses."""
        request = _object(item["request"])
        body = _text(_object(request.get("body")).get("raw")).strip()
        if not body.startswith("<"):
            return
        url = request.get("url")
        address = self._filled(_text(url) or _text(_object(url).get("raw")))
        headers = self._headers(request)
        asked = self.found.request(self._place(body), address, headers, body)
        answers = map(self._answer, _list(item.get("response")))
        pairs = [[asked, answer] for answer in answers if answer]
        for pair in pairs or [[asked]]:
            self.found.messages += pair

    def _answer(self, response: Any) -> Message | None:
        shown = _object(response)
        body, code = _text(shown.get("body")).strip(), shown.get("code")
        if not body.startswith("<"):
            return None
        status = code if isinstance(code, int) else 200
        head = Head("", "", status, self._headers(shown))
        return self.found.message(self._place(body), head, body)

    def _headers(self, of: Mapping[str, Any]) -> tuple[Header, ...]:
        given = map(_object, _list(of.get("header")))
        shown = (h for h in given if not h.get("disabled"))
        pairs = [
            (_text(h.get("key")), self._filled(_text(h.get("value")))) for h in shown
        ]
        return tuple(
            (name, value.strip('" '))
            for name, value in pairs
            if name.lower() in _KEPT and not _VARIABLE.search(value)
        )

    def _filled(self, text: str) -> str:
        """A text with the variables that the collection defines."""
        return _VARIABLE.sub(lambda v: self._variables.get(v[1].strip(), v[0]), text)

    def _place(self, body: str) -> int:
        """The line of the file where a body starts."""
        start = json.dumps(body[:_STARTS], ensure_ascii=False)[1:-1]
        found = self._text.find(start, self._at)
        if found >= 0:
            self._line += self._text.count("\n", self._at, found)
            self._at = found
        return self._line
