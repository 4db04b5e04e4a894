"""Prints on consoles that lack a letter: our own signs have plain ones, all else is escaped.

A console of Windows may know 256 letters (cp1252), and one of a build server those of ASCII.
"""

from __future__ import annotations

import codecs
from typing import Final, TextIO

HANDLER: Final = "soapstone"
"""The name of the error handler, as ``errors`` of a stream takes it."""
_PLAIN: Final = str.maketrans({"─": "-", "→": ">", "…": "~", "—": "-"})
_SPINNER: Final = range(0x2800, 0x2900)
"""Braille patterns, of which rich makes what turns while one waits."""


def take_plain_letters(stream: TextIO) -> None:
    """Have a stream print a plain letter where its encoding has none."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors=HANDLER)


def _plain(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    start, end = error.start, error.end
    letters = [_letter(each) for each in error.object[start:end]]
    return "".join(letters), end


def _letter(char: str) -> str:
    if ord(char) in _SPINNER:
        return "*"
    plain = char.translate(_PLAIN)
    return plain.encode("ascii", "backslashreplace").decode()


codecs.register_error(HANDLER, _plain)
