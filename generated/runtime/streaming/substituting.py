"""Puts substitutes for forbidden characters into a document that arrives in parts.

What is still to come is unknown, so the substitutes are always of the first plane of private use. A
character of the document's own that looks like one is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ..limits import ForbiddenCharacters
from ..reading.control_characters import (
    end_of_open,
    private_use,
    substituted,
)
from ..reading.parsing import malformed
from ..reading.substituting import is_substituting
from ..records.substitutes import is_substitute, mark_item
from ..scalars.forbidden import PLANES

_PLANE: Final = PLANES[0]
_UNFINISHED: Final = re.compile(
    rb"(?:<(?:\?|!(?:-{0,3}|\[[A-Z]{0,5}))?|&#?x?[0-9A-Fa-f]{0,8}"
    rb"|-{1,2}|\]{1,2}|\?|[\xc0-\xff][\x80-\xbf]{0,2})\Z"
)
"""The end of a part that may go on in the next: of markup, a reference, a character in UTF-8."""
_LONGEST: Final = 16
"""No unfinished end has more bytes."""


def chosen(forbidden: ForbiddenCharacters) -> Substitution | None:
    """Return what puts substitutes into a document; None if forbidden characters are refused.

    Raises ValueError for another word.
    """
    return Substitution() if is_substituting(forbidden) else None


class Substitution:
    """Puts substitutes into one document."""

    def __init__(self) -> None:
        self._end = b""
        """The end of the comment, CDATA or instruction that is open."""
        self._has_any = False

    def of(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the parts of a document in UTF-8 with substitutes for forbidden characters.

        Raises WireError for a character of its own that looks like one.
        """
        waiting = b""
        for part in parts:
            text = waiting + part
            unfinished = _UNFINISHED.search(text, max(0, len(text) - _LONGEST))
            end = unfinished.start() if unfinished else len(text)
            waiting = text[end:]
            yield self._replaced(text[:end])
        yield self._replaced(waiting)

    def mark(self, item: Any) -> None:
        """Note the plane in an item that holds substitutes: see ``records.substitutes``."""
        if self._has_any:
            mark_item(item, _PLANE)

    def _replaced(self, text: bytes) -> bytes:
        for code in private_use(text):
            if is_substitute(code, _PLANE):
                found = f"the character U+{code:X}, which stands for a forbidden one"
                expected = "none of these in a stream; from_xml reads them"
                raise malformed(found, expected)
        inside, end, rest = text.partition(self._end) if self._end else (b"", b"", text)
        if end or not self._end:
            self._end = end_of_open(rest)
        before = substituted(inside, _PLANE, references=False)
        replaced = before + end + substituted(rest, _PLANE)
        self._has_any = self._has_any or replaced != text
        return replaced
