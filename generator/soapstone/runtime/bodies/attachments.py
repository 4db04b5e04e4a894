"""Puts the parts of an MTOM answer back into its XML, as base64 text (XOP, W3C 2005).

Servers that speak MTOM take base64 in requests as well, so nothing here writes it.
"""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote

from lxml import etree

from ..errors import Problem, WireError, printable
from ..limits import USUAL, Limits
from ..reading.elements import XOP_INCLUDE, Element, is_blank, local_name, message_path
from ..reading.parsing import malformed, parse, too_much
from .charset import in_charset
from .content_types import media_type
from .multipart import Part, parts_of

_AROUND: Final = 2
"""Envelope and Body do not count for the depth of a message."""


def with_attachments(
    body: bytes, content_type: str, limits: Limits = USUAL
) -> tuple[bytes | str, str]:
    """Return the XML of a multipart answer with its attachments in place; a note as ``in_charset``.

    The root is the part that the parameter ``start`` names, else the first (RFC 2387). A part that
    nothing refers to is dropped. Raises WireError for a missing part, by its cid, for broken parts
    and beyond ``limits``, of which ``size`` applies to the body and to the result.
    """
    if len(body) > limits.size:
        raise too_much(limits.size, "bytes", "size")
    _, parameters = media_type(content_type)
    parts = parts_of(body, parameters.get("boundary", ""))
    root = _root(parts, parameters.get("start", ""))
    data, note = in_charset(root.content, root.content_type)
    tree: Any = parse(data, limits, _AROUND)
    includes: list[Element] = [*tree.iter(XOP_INCLUDE)]
    if not includes:
        return data, note
    contents = {each.content_id: each.content for each in parts if each is not root}
    found = [_content(each, contents) for each in includes]
    # A part may be put in many places.
    if len(root.content) + sum(map(len, found)) * 4 // 3 > limits.size:
        raise too_much(limits.size, "bytes", "size")
    for each, content in zip(includes, found, strict=True):
        _put(each, content)
    written: bytes = etree.tostring(tree, encoding="utf-8", xml_declaration=True)
    return written, note


def _root(parts: list[Part], start: str) -> Part:
    if not start:
        return parts[0]
    wanted = start.removeprefix("<").removesuffix(">")
    for each in parts:
        if each.content_id == wanted:
            return each
    raise malformed(
        f"no part {printable(start, 100)}",
        "the part that start=… of the Content-Type names",
    )


def _content(include: Element, contents: Mapping[str, bytes]) -> bytes:
    href = include.get("href") or ""
    cid = href.removeprefix("cid:")
    for name in (unquote(cid), cid):  # RFC 2392; some writers do not escape
        if name in contents:
            return contents[name]
    problem = f"xop:Include of {printable(href, 100)!r}"
    raise WireError([Problem(_path(include), problem, "a part with that Content-ID")])


def _put(include: Any, content: bytes) -> None:
    parent = include.getparent()
    alone = parent is not None and len(parent) == 1
    if not alone or not (is_blank(parent.text) and is_blank(include.tail)):
        expected = "nothing else in its element"
        raise WireError([Problem(_path(include), "xop:Include", expected)])
    parent.remove(include)
    parent.text = b2a_base64(content, newline=False).decode("ascii")


def _path(include: Element) -> str:
    """The path of the element that holds an Include."""
    names: list[str] = []
    element = include.getparent()
    while element is not None:
        names.insert(0, local_name(element))
        element = element.getparent()
    return message_path(names)
