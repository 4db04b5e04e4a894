"""Texts by what they were made from, kept from one run to the next.

A page gives the same facts again, and the slice of a module the same files; so a run that follows
a small change makes little anew. A memo is ``<out>/.cache/<package>.<part>``. What was written by
another generator or elsewhere is worth nothing, and what a run did not ask for is not kept.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

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
        self._known: dict[str, Any] | None = None
        self._used: dict[str, str] = {}

    def recall(self, key: str) -> str | None:
        """The text of a key, or None."""
        if self._known is None:
            self._known = self._read()
        text = self._known.get(key)
        if not isinstance(text, str):
            return None
        self._used[key] = text
        return text

    def keep(self, key: str, text: str) -> None:
        """Keep a text for the next run."""
        self._used[key] = text

    def save(self) -> None:
        """Write what this run has used. Raises OSError."""
        if self._used and self._used != self._known:
            known = {"generator": self._generator, "texts": self._used}
            save(self._out, self._name, known)

    def _read(self) -> dict[str, Any]:
        """All texts; none where another generator made them."""
        known = load(self._out, self._name)
        texts = known.get("texts") if known.get("generator") == self._generator else {}
        return texts if isinstance(texts, dict) else {}
