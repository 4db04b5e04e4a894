"""Reads HAR, the JSON format in which browsers and proxies save HTTP traffic."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from soapstone.inputs.recordings.http_dumps import HttpMessage, is_xml
from soapstone.model.findings import Origin, SpecError

_SIDES = {"request": "postData", "response": "content"}
"""The two messages of an entry, each with the name of what holds its body."""
_STRING = re.compile(r'"(?:[^"\\]|\\(?s:.|\Z))*+(?:"|\Z)')


@dataclass(frozen=True, slots=True)
class Body:
    """The body of one message."""

    text: bytes | str
    """Bytes where the file has them as base64."""
    start: Origin

    @property
    def has_xml(self) -> bool:
        """Whether it starts as XML does."""
        return is_xml(self.text)


def read_har(file: str, data: bytes) -> dict[str, Any]:
    """Return the JSON of a HAR file. Raises SpecError for any other file."""
    try:
        document = json.loads(data.decode("utf-8-sig"))
        entries = document["log"]["entries"]
        if all(isinstance(entry, dict) for entry in entries):
            return dict(document)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise SpecError(
        Origin(file, 1),
        "a file that is not HAR",
        'JSON of an object whose "log" has "entries"',
        "Save the traffic again as HAR, or name the file by what it is: .xml or .http.",
    )


def bodies(file: str, data: bytes) -> Iterator[Body]:
    """Return the bodies of all messages of a HAR file, in order. Raises SpecError."""
    found = [content for content in contents(read_har(file, data)) if content]
    lines = _lines(data.decode("utf-8-sig"), {content["text"] for content in found})
    for content in found:
        text = content["text"]
        yield Body(body_of(content), Origin(file, lines.get(text, 1)))


def messages(file: str, data: bytes) -> Iterator[HttpMessage]:
    """Return all requests and responses of a HAR file, in order. Raises SpecError.

    A request without a body stands where its address does.
    """
    document = read_har(file, data)
    entries = document["log"]["entries"]
    sides = [_object(entry, side) for entry in entries for side in _SIDES]
    found = [*contents(document)]
    wanted = {content["text"] for content in found if content}
    wanted |= {_text(side, "url") for side in sides}
    lines = _lines(data.decode("utf-8-sig"), wanted)
    for side, content in zip(sides, found, strict=True):
        url = _text(side, "url")
        head = Origin(file, lines.get(url, 1))
        start = Origin(file, lines.get(content["text"], 1)) if content else head
        status = side.get("status")
        yield HttpMessage(
            verb=_text(side, "method"),
            target=url,
            version="1.1",
            status=status if isinstance(status, int) else 0,
            headers=tuple(_headers(side)),
            body=body_of(content) if content else b"",
            start=start,
            head=head,
        )


def _object(of: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = of.get(name)
    return found if isinstance(found, dict) else {}


def _text(of: Mapping[str, Any], name: str) -> str:
    found = of.get(name)
    return found if isinstance(found, str) else ""


def _headers(side: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    found = side.get("headers")
    for each in found if isinstance(found, list) else ():
        if isinstance(each, dict):
            yield _text(each, "name"), _text(each, "value")


def contents(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the JSON object that holds the body of each request and response; an empty one for
    none.
    """
    for entry in document["log"]["entries"]:
        for side, name in _SIDES.items():
            message = entry.get(side)
            content = message.get(name) if isinstance(message, dict) else None
            stated = isinstance(content, dict) and isinstance(content.get("text"), str)
            yield content if stated and isinstance(content, dict) else {}


def body_of(content: Mapping[str, Any]) -> bytes | str:
    """Return the text that the JSON object of a body holds."""
    text = str(content["text"])
    if content.get("encoding") == "base64":
        try:
            return base64.b64decode(text)
        except ValueError:
            return b""
    return text


def _lines(text: str, wanted: set[str]) -> dict[str, int]:
    """The line of the first JSON string with each of these values."""
    lengths = {len(each) for each in wanted}
    least = min(lengths, default=0)
    found: dict[str, int] = {}
    line, at = 1, 0
    for each in _STRING.finditer(text):
        line += text.count("\n", at, each.start())
        at = each.start()
        if each.end() - each.start() >= least + 2:
            value = json.loads(each[0], strict=False)
            if value in wanted:
                found.setdefault(value, line)
    return found
