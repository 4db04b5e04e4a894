"""What came back, before any codec reads it: its text, and what it is if it is no message.

Everything that is known about bodies in general stands here: other containers (multipart) and other
ways of telling the encoding belong into ``text_of``, other kinds of answers that are no XML into
``what_came``.
"""

from __future__ import annotations

import html
import re
from typing import Final

from ..errors import printable
from .http_messages import HttpResponse

_LOOKED_AT: Final = 65_536
"""So many bytes of a web page are searched for its title."""
_TAG: Final = re.compile(r"<[^<>]{0,1000}>")
_HEADINGS: Final = re.compile(r"(?i)<(title|h1|h2)\b[^<>]{0,1000}>")
_LONGEST: Final = 300
"""Characters of an answer that an error message quotes."""


def text_of(response: HttpResponse) -> bytes | str:
    """Return the document in the body of a response, for the readers of XML."""
    return response.body


def what_came(response: HttpResponse) -> str:
    """Return what a body is that is no message, for an error; "" if nothing can be said."""
    start = (
        response.body[:_LOOKED_AT].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    )
    if not start:
        return ""
    if "<html" in start.lower():
        said = _title(start)
        return f"a web page that says: {said}" if said else "a web page"
    if "\0" in start or start.startswith("<"):
        return ""
    return printable(start.splitlines()[0].strip(), _LONGEST)


def _title(page: str) -> str:
    """The title of an HTML page and its first headings: IIS says there what is wrong."""
    found = []
    for heading in _HEADINGS.finditer(page):
        inner = page[heading.end() : heading.end() + 1000]
        end = inner.lower().find(f"</{heading[1].lower()}")
        if end > 0:
            found.append(" ".join(html.unescape(_TAG.sub(" ", inner[:end])).split()))
    return printable(" / ".join(dict.fromkeys(filter(None, found))), _LONGEST)
