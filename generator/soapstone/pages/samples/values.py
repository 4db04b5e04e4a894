"""Turns the texts of a sample into the forms of values. No value gets further than this module."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from soapstone.dotnet import value_forms
from soapstone.dotnet.scalars import XML_SERIALIZER_VALUES, printed
from soapstone.pages.filled_in import HIDDEN
from soapstone.pages.variables import has_variable

_ATTACHMENT = re.compile(r"cid:\S{1,500}")
"""SoapUI writes it for base64Binary and hexBinary."""
_PLACEHOLDER = re.compile(
    r"\?|\.{2,}|-|\*+|[xX]{3,}|_+|\[[^\[\]]{0,200}\]|<[^<>]{0,200}>|\{[^{}]{0,200}\}"
    r"|[@:$#][A-Za-z_]\w{0,200}|#\w{1,200}#|__\w{1,200}__|%\w{1,200}%"
    r"|(?i:(?:put|enter|insert|replace|your|my)[ _-][\w -]{0,200}|\w{1,200}[ _-]here)"
)
_OF_PART = re.compile(r"\S{0,200}T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
"""What is left of a date and time whose date a program fills in."""
_BINARY = frozenset({"base64Binary", "hexBinary"})


def forms_of(texts: Iterable[str]) -> Callable[[str], str]:
    """Return what gives the form of a text; ``texts`` are all of its document.

    A scalar's name, or one of ``dotnet.value_forms``: text, placeholder, 0 and 1.
    """
    if any(map(value_forms.is_example, texts)):
        return lambda text: _form(text, value_forms.example)
    return lambda text: _form(text, value_forms.form)


def is_placeholder(text: str) -> bool:
    """Return whether a text stands for a value that somebody or a program fills in."""
    return bool(_PLACEHOLDER.fullmatch(text)) or has_variable(text)


def _form(text: str, of_value: Callable[[str], str]) -> str:
    if not text:
        return text
    if _ATTACHMENT.fullmatch(text):
        return value_forms.BINARY
    if HIDDEN in text and _OF_PART.fullmatch(text):
        return "dateTime"
    if is_placeholder(text):
        return value_forms.OPEN
    named = printed(text)
    if named and named.name in XML_SERIALIZER_VALUES | _BINARY:
        return named.name
    return of_value(text)
