"""Scalars in addresses, query strings and form bodies, where .NET does not read them as XML.

ASMX uses Convert.ChangeType with the invariant culture, and Enum.Parse. WCF (QueryStringConverter)
uses XmlConvert, Enum.Parse, and for a char and a DateTimeOffset one text. They read what XML has
for most types; the others are here.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from ..reading.elements import Element
from ..records.members import Content, OfElement
from ..scalars.binary import read_base64_binary
from ..scalars.elements import moment_of
from ..scalars.floats import read_double, read_float
from ..scalars.text import read_char
from ..scalars.times import write_date_time

_INFINITIES: Final = {"INF": "Infinity", "-INF": "-Infinity"}


def form_text(text: str, content: Content) -> str:
    """Return the text in a form of a scalar or enumeration that is ``text`` in XML."""
    if content is read_char:
        return text and character(text)
    if content is read_double or content is read_float:
        return _INFINITIES.get(text, text)
    if isinstance(content, type) and issubclass(content, StrEnum):
        return _enumeration(text, content)
    return text


def variable_text(element: Element, content: Content) -> str:
    """Return the text in an address of a scalar or enumeration, by WCF's rules.

    Raises ValueError for a char that no address can hold.
    """
    text = element.text or ""
    if isinstance(content, OfElement) and len(element):
        return moment_text(element)
    if content is read_char:
        return text and character(text)
    if isinstance(content, type) and issubclass(content, StrEnum):
        return _enumeration(text, content)
    return text


def moment_text(element: Element) -> str:
    """Return the one text of a DateTimeOffset, which XML has as two elements."""
    return write_date_time(moment_of(*(each.text or "" for each in element)))


def character(text: str) -> str:
    """Return the character of a ``char``, which XML has as a number.

    Raises ValueError for one half of a surrogate pair, which no URL and no text in UTF-8 can hold.
    """
    found = read_char(text)
    if "\ud800" <= found <= "\udfff":
        raise ValueError("a character that UTF-8 can hold")
    return found


def byte_texts(text: str) -> list[str]:
    """Return the texts in a form of ``base64Binary``: a byte[] is an array like any other."""
    return [str(each) for each in read_base64_binary(text)]


def _enumeration(text: str, kind: type[StrEnum]) -> str:
    """A combination of [Flags] members has commas, where XML has blanks; none of them is 0."""
    if text in [member.value for member in kind]:
        return text
    return ", ".join(re.split(r"[\s,]+", text.strip())) or "0"
