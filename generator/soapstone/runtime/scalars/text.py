"""Reads and writes string, boolean, char and anyURI; escapes text for XML."""

from __future__ import annotations

import re

from .python_values import native, other_type

BLANKS = " \t\r\n"
"""The white space of XML; .NET trims it from every scalar but a string."""

_BOOLEANS = {"true": True, "false": False, "1": True, "0": False}

# The Char production of XML 1.0. A reference such as &#x1; is no way out: it is ill-formed too.
# Patterns here are compiled when first needed: few messages do, and every start would pay.
_ILLEGAL = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"

# The controls that XML refuses: in UTF-8 each is one byte, which is no part of another character.
_CONTROLS = tuple({*range(0x20)} - {*b"\t\n\r"})
_WITHOUT_CONTROLS = bytes(0x20 if each in _CONTROLS else each for each in range(0x100))
_LONG = 2000
"""From so many bytes on, one search for each control character is faster than one pass."""

CARRIAGE_RETURN = "&#xD;"
"""A parser turns a bare CR into LF (XML 1.0, 2.11); only the reference survives."""

# White space in an attribute is normalised to blanks unless it is written as a reference.
_ATTRIBUTE = str.maketrans({'"': "&quot;", "\t": "&#x9;", "\n": "&#xA;"})

_UTF16_UNIT = r"[ \t\r\n]*[+-]?0*[0-9]{1,5}[ \t\r\n]*"

# An authority whose bracket is never closed, the only text that System.Uri was found to refuse.
# Possessive, as every pattern whose parts could match the same text: messages may be hostile.
_OPEN_BRACKET = r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#\[\]]*+\[[^/?#\]]*+(?![^/?#])"


def read_string(text: str) -> str:
    """Return the text itself, with leading and trailing blanks."""
    return text


def write_string(value: str) -> str:
    """Return the text, escaped. Raises ValueError for what is no str or not allowed in XML 1.0."""
    if type(value) is str and value.isprintable():
        # No printable character is illegal in XML: most texts need no closer look.
        return value if plain(value) else escaped(value)
    if not isinstance(value, str):
        raise other_type("a str", value)
    if re.search(_ILLEGAL, value):
        raise ValueError("a str of characters that XML allows")
    # An enumeration derived from str has a __str__ of its own; its text is what counts.
    return escaped(str.__str__(value)).replace("\r", CARRIAGE_RETURN)


def plain(text: str) -> bool:
    """Return whether a text needs no escaping."""
    return not ("&" in text or "<" in text or ">" in text)


def has_controls(data: bytes) -> bool:
    """Return whether UTF-8 has a control character that XML 1.0 does not allow."""
    if len(data) < _LONG:
        return data.translate(_WITHOUT_CONTROLS) != data
    return any(map(data.__contains__, _CONTROLS))


def escaped(text: str) -> str:
    """Return the text with ``&``, ``<``, ``>`` escaped; CR and disallowed characters stay."""
    text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text


def attribute_text(written: str) -> str:
    """Return the text of an attribute in double quotes, from text escaped for an element."""
    return written.translate(_ATTRIBUTE)


def read_boolean(text: str) -> bool:
    """Return the value of ``true``, ``false``, ``1`` or ``0``. Raises ValueError."""
    value = _BOOLEANS.get(text)
    if value is None:
        value = _BOOLEANS.get(text.strip(BLANKS))
        if value is None:
            raise ValueError("a boolean: true, false, 1 or 0")
    return value


def write_boolean(value: bool) -> str:
    """Return ``true`` or ``false``. Raises ValueError for what is no bool."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    found = native(value)
    if isinstance(found, bool):
        return write_boolean(found)
    raise other_type("a bool", value)


def read_char(text: str) -> str:
    """Return the UTF-16 code unit of a number: ``A`` of 65. Raises ValueError."""
    if re.fullmatch(_UTF16_UNIT, text):
        unit = int(text)
        if 0 <= unit <= 0xFFFF:
            return chr(unit)
    raise ValueError("a char by its number from 0 to 65535")


def write_char(value: str) -> str:
    """Return the number of a character up to U+FFFF. Raises ValueError."""
    if isinstance(value, str) and len(value) == 1 and value <= "\uffff":
        return str(ord(value))
    expected = "a str of one character up to U+FFFF"
    raise (
        ValueError(expected) if isinstance(value, str) else other_type(expected, value)
    )


def read_any_uri(text: str) -> str:
    """Return the address as it was sent, without blanks around it. Raises ValueError."""
    value = text.strip(BLANKS)
    if re.match(_OPEN_BRACKET, value):
        raise ValueError("a URI")
    return value


def write_any_uri(value: str) -> str:
    """Return the address, escaped for XML only. Raises ValueError."""
    written = write_string(value)
    if re.match(_OPEN_BRACKET, value):
        raise ValueError("a URI")
    return written
