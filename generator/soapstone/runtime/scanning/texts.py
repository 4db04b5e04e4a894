"""The texts that a scanner takes: what XML refuses or changes never gets that far."""

from __future__ import annotations

import re
from typing import Final

from ..scalars.text import has_controls


class Unscanned(Exception):
    """The text is not in the shape that is scanned."""


# --- documents ----------------------------------------------------------------------------------

_TAG_END: Final = re.compile(
    r"(</[^<>]*+>|<[^<>]*+(?<=/)>|<[^<>]*+>(?=[ \t\r\n]++<[^/]))[ \t\r\n]++(?=<)"
).sub
"""White space that is no text: after an end tag, before a start tag, but in no ``<a> </a>``."""
_REWRITTEN: Final = ("/>", "> ", ">\n", ">\t", ">\r")
"""There is one of these in whatever is rewritten."""
_EMPTY: Final = re.compile(
    r'<([A-Za-z_][A-Za-z0-9_.:-]*+)((?: xmlns(?::[^="<> ]++)?="[^"<]*+")*+) ?/>'
).sub


def legible(data: bytes) -> str:
    """The text of UTF-8; raises Unscanned, or ValueError, for characters that XML refuses."""
    text = data.decode()
    if has_controls(data) or ("]" in text and "]]>" in text):
        raise Unscanned
    if not text.isascii() and ("\ufffe" in text or "\uffff" in text):
        raise Unscanned
    return text


def rewritten(text: str) -> str:
    """A document as .NET would write it; raises Unscanned where it is that already.

    That is without white space between its tags, and with ``<a></a>`` for ``<a/>``.
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
    """A text with its entities replaced; raises Unscanned for any but the five of XML."""
    text = text.replace("&lt;", "<").replace("&gt;", ">")
    if "&" in text:
        text = text.replace("&quot;", '"').replace("&apos;", "'")
        if text.count("&") != text.count("&amp;"):
            raise Unscanned
        text = text.replace("&amp;", "&")  # the last, or &amp;lt; would be a <
    return text


def items_of(items: str) -> list[str]:
    """The texts of ``<a>x</a><a>y</a>``."""
    if not items:
        return []
    end = items.index(">") + 1
    start = items[:end]
    found = items[end : -end - 1].split(f"</{start[1:]}{start}")
    return list(map(unescaped, found)) if "&" in items else found


def entries_of(entries: str) -> dict[str, str]:
    """The texts of ``<e><k>x</k><v>y</v></e>``, any number of them; raises Unscanned.

    No key may come twice.
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
