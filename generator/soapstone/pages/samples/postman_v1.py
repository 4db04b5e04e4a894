"""Reads requests of Postman's first format (v1, and dumps of it) as those of the second.

It lists requests beside its folders. Bodies and responses have other names, and headers are one
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_REQUESTS = re.compile(r'"requests"\s{0,99}:\s{0,99}\[')
_OWN = re.compile(r'"(?:dataMode|rawModeData)"\s{0,99}:')
_HEADER = re.compile(r"([\w-]{1,200})[ \t]{0,9}:[ \t]{0,9}([^\n]{0,2000})")

Object = Mapping[str, Any]


def is_first_version(text: str) -> bool:
    """Return whether a JSON document is a collection of this format, or holds some."""
    shown = text.lstrip("\ufeff \t\r\n").startswith("{")
    return shown and bool(_REQUESTS.search(text) and _OWN.search(text))


def items_of(root: Any) -> Iterator[Object]:
    """Yield the requests of a collection, or of those that a dump holds, as items of version 2."""
    for collection in (root, *_objects(root, "collections")):
        yield from map(_item, _objects(collection, "requests"))


def _item(request: Object) -> Object:
    raw = request.get("rawModeData") or request.get("data")
    return {
        "request": {
            "url": request.get("url"),
            "header": [*_objects(request, "headerData"), *_headers(request)],
            "body": {"raw": raw},
        },
        "response": [
            {
                "body": each.get("text"),
                "code": _code(each.get("responseCode")),
                "header": _objects(each, "headers"),
            }
            for each in _objects(request, "responses")
        ],
    }


def _headers(request: Object) -> list[Object]:
    text = request.get("headers")
    shown = _HEADER.findall(text) if isinstance(text, str) else []
    return [{"key": name, "value": value} for name, value in shown]


def _code(status: Any) -> Any:
    return status.get("code") if isinstance(status, dict) else status


def _objects(of: Any, name: str) -> list[Object]:
    """The objects of a list; none where something else stands."""
    found = of.get(name) if isinstance(of, dict) else None
    return (
        [each for each in found if isinstance(each, dict)]
        if isinstance(found, list)
        else []
    )
