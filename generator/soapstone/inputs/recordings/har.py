"""Reads HAR, the JSON format in which browsers and proxies save HTTP traffic."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from soapstone.inputs.recordings.http_dumps import is_xml
from soapstone.model.findings import Origin, SpecError

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


def contents(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the JSON object that holds the body of each request and response; an empty one for
    none.
    """
    for entry in document["log"]["entries"]:
        for side, name in (("request", "postData"), ("response", "content")):
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
