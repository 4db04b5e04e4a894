"""Texts by what they were made from, kept from one run to the next.

A page gives the same facts again, and the slice of a module the same files; so a run that follows
a small change makes little anew. A memo is ``<out>/.cache/<package>.<part>``. What was written by
another generator or elsewhere is worth nothing, and what a run did not ask for is not kept.

A line of the file holds a key and a text: there are ten megabytes of them for a thousand pages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from generator.seen import load, save


def key_of(*parts: bytes) -> str:
    """Stands for what a text was made from: the SHA-256 of all parts, in hexadecimal."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(b"%d " % len(part))
        digest.update(part)
    return digest.hexdigest()


class Memo:
    """The texts of one file, which is read when the first is asked for.

    ``generator`` stands for the program that makes texts of keys.
    """

    def __init__(self, out: Path, name: str = "", generator: str = "") -> None:
        self._out = out
        self._name = name
        self._generator = generator
        self._known: Mapping[str, str] | None = None
        self._used: dict[str, str] = {}

    def recall(self, key: str) -> str | None:
        """The text of a key, or None."""
        if self._known is None:
            self._known = self._read()
        text = self._known.get(key)
        if text is not None:
            self._used[key] = text
        return text

    def keep(self, key: str, text: str) -> None:
        """Keep a text, of one line, for the next run."""
        self._used[key] = text

    def save(self) -> None:
        """Write what this run has used. Raises OSError."""
        if self._used and self._used != self._known:
            lines = [f"{key} {text}" for key, text in self._used.items()]
            save(self._out, self._name, {"generator": self._generator}, lines)

    def _read(self) -> dict[str, str]:
        """All texts; none where another generator made them."""
        known, lines = load(self._out, self._name)
        if known.get("generator") != self._generator:
            return {}
        pairs = (line.partition(" ") for line in lines)
        return {key: text for key, _, text in pairs}
