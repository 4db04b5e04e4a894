"""Reads what stands below the table of a WCF REST help page: samples in XML and JSON, and schemas.

Saving a page as Markdown escapes its code (``is\\_PEAK``) and loses the start of each element that
may be absent: ``<xs:element minOccurs="0" name=`` became ``<name=``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from soapstone.model.facts import Node, Value
from soapstone.model.findings import Origin
from soapstone.model.limits import SAMPLES
from soapstone.pages.document import Line
from soapstone.pages.servicestack.object_notation import parse_object
from soapstone.pages.xml_samples import parse_sample

_ESCAPE = re.compile(r"\\([\\_*\[\](){}#+.!`~|>-])")
_SCHEMA = re.compile(r"<(?:(?P<prefix>[\w-]{1,40}):)?schema(?=[\s>]|$)")
_LOST = re.compile(r"<(?=(?:name|minOccurs|maxOccurs|nillable|type|ref)=\")")
_FENCE = re.compile(r"^(?:```|~~~)[\w-]{0,20}|(?:```|~~~)$")
_START = re.compile(r"<(?:\?xml\b|[A-Za-z_])|[{\[]")
_REQUEST = re.compile(r"\brequest\b", re.I)
_RESPONSE = re.compile(r"\bresponse\b", re.I)

Text = tuple[tuple[str, Origin], ...]
"""The lines of a schema, with their places."""


@dataclass(slots=True)
class Content:
    """The samples and schemas of an operation. None: the line above names no direction."""

    xml: list[tuple[bool | None, Node]] = field(default_factory=list)
    """Whether each is of the request, and the sample."""
    json: list[tuple[bool | None, Value]] = field(default_factory=list)
    schemas: list[Text] = field(default_factory=list)


def read_content(lines: Sequence[Line]) -> Content:
    """Return what some lines show. Raises SpecError for a sample that cannot be read."""
    found = Content()
    left: Sequence[Line] = [*_unescaped(lines)]
    shown = 0
    while (at := _next(left)) is not None:
        above = left[at - 1].text if at else ""
        left, text = left[at:], left[at].text
        shown += 1
        SAMPLES.check(shown, left[0].origin)
        if schema := _SCHEMA.match(text):
            one, left = _schema(left, schema["prefix"] or "")
            found.schemas.append(one)
        elif text.startswith("<"):
            node, left = parse_sample(left)
            found.xml.append((_is_request(above), node))
        else:
            value, left = parse_object(left, typed=True)
            found.json.append((_is_request(above), value))
    return found


def _next(lines: Sequence[Line]) -> int | None:
    """The index of the line where the next sample or schema starts."""
    starts = (at for at, line in enumerate(lines) if _START.match(line.text))
    return next(starts, None)


def _is_request(above: str) -> bool | None:
    """Whether a caption speaks of the request; None where it speaks of neither."""
    request, response = _REQUEST.search(above), _RESPONSE.search(above)
    return None if bool(request) == bool(response) else bool(request)


def _unescaped(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        text = _ESCAPE.sub(r"\1", line.text) if "\\" in line.text else line.text
        text = _FENCE.sub("", text).strip()
        if text:
            yield line if text == line.text else replace(line, text=text)


def _schema(lines: Sequence[Line], prefix: str) -> tuple[Text, Sequence[Line]]:
    """The lines of a schema, and those after it."""
    start = f"{prefix}:" if prefix else ""
    end = f"</{start}schema>"
    shown: list[tuple[str, Origin]] = []
    for index, line in enumerate(lines):
        text, found, after = line.text.partition(end)
        shown.append((_LOST.sub(_element(start, text), text) + found, line.origin))
        if found:
            rest = [line.part(len(text) + len(found))] if after.strip() else []
            return tuple(shown), [*rest, *lines[index + 1 :]]
    return tuple(shown), ()


def _element(start: str, text: str) -> str:
    """The beginning of an element that lost its own."""
    absent = "" if "minOccurs=" in text else 'minOccurs="0" '
    return f"<{start}element {absent}"
