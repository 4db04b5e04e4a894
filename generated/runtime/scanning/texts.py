"""Prepares text for scanning, and takes apart the text of list items and map entries.

Text that XML does not allow, or that a parser would change, is not scanned.
"""

from __future__ import annotations

import re
from typing import Final

from ..scalars.text import has_controls


class Unscanned(Exception):
    """The text does not have the shape that is scanned; ``Reader`` must read it."""


# --- documents ----------------------------------------------------------------------------------

_TAG_END: Final = re.compile(
    r"(</[^<>]*+>|<[^<>]*+(?<=/)>|<[^<>]*+>(?=[ \t\r\n]++<[^/]))[ \t\r\n]++(?=<)"
).sub
"""White space between tags that is no text; that in ``<a> </a>`` is."""
_REWRITTEN: Final = ("/>", "> ", ">\n", ">\t", ">\r")
"""A document without any of these needs no rewriting."""
_EMPTY: Final = re.compile(
    r'<([A-Za-z_][A-Za-z0-9_.:-]*+)((?: xmlns(?::[^="<> ]++)?="[^"<]*+")*+) ?/>'
).sub


def legible(data: bytes) -> str:
    """Decode UTF-8. Raises Unscanned or ValueError for characters that XML does not allow."""
    text = data.decode()
    if has_controls(data) or ("]" in text and "]]>" in text):
        raise Unscanned
    if not text.isascii() and ("\ufffe" in text or "\uffff" in text):
        raise Unscanned
    return text


def rewritten(text: str) -> str:
    """Return a document without white space between tags, and with ``<a></a>`` for ``<a/>``.

    So .NET would write it. Raises Unscanned if nothing changes.
    """
    if not any(each in text for each in _REWRITTEN):
        raise Unscanned
    plain = _TAG_END(r"\1", text)
    if "/>" in plain:
        plain = _EMPTY(r"<\1\2></\1>", plain)
    if plain == text:
        raise Unscanned
    return plain


# --- values -------------------------------------------------------------------------------------


def unescaped(text: str) -> str:
    """Replace the five entities of XML. Raises Unscanned for any other reference."""
    text = text.replace("&lt;", "<").replace("&gt;", ">")
    if "&" in text:
        text = text.replace("&quot;", '"').replace("&apos;", "'")
        if text.count("&") != text.count("&amp;"):
            raise Unscanned
        text = text.replace("&amp;", "&")  # the last, or &amp;lt; would be a <
    return text


def items_of(items: str) -> list[str]:
    """Return the texts of successive items: of ``<a>x</a><a>y</a>``."""
    if not items:
        return []
    end = items.index(">") + 1
    start = items[:end]
    found = items[end : -end - 1].split(f"</{start[1:]}{start}")
    return list(map(unescaped, found)) if "&" in items else found


def entries_of(entries: str) -> dict[str, str]:
    """Return keys and values of successive entries: of ``<e><k>x</k><v>y</v></e>``.

    Raises Unscanned for a repeated key.
    """
    if not entries:
        return {}
    parts = entries.split("<")  # "", "e>", "k>x", "/k>", "v>y", "/v>", "/e>", "e>", ...
    keys, values = parts[2::6], parts[4::6]
    key, value = keys[0].index(">") + 1, values[0].index(">") + 1
    result = {k[key:]: v[value:] for k, v in zip(keys, values, strict=True)}
    if "&" in entries:
        result = {unescaped(k): unescaped(v) for k, v in result.items()}
    if len(result) != len(keys):
        raise Unscanned
    return result
