"""Texts by what they were made from, kept from one run to the next.

A page gives the same facts again, and the slice of a module the same files; so a run that follows
a small change makes little anew. A memo is ``<out>/.cache/<package>.<part>``: a line that stands
for the generator, then one for each text, after its key. What another generator has written is
worth nothing, and what a run did not ask for is not kept.

The folder may have come from elsewhere, so what a memo says is checked by who asks (``parts``), and
nothing in it is ever run.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from generator.seen import FOLDER, save


def key_of(*parts: bytes) -> str:
    """Stands for what a text was made from: the SHA-256 of all parts, in hexadecimal."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(b"%d " % len(part))
        digest.update(part)
    return digest.hexdigest()


class Memo:
    """The texts of one file, which is read when the first is asked for.

    ``generator`` stands for the program that makes texts of keys, on one line.
    """

    def __init__(self, out: Path, name: str = "", generator: str = "") -> None:
        self._out = out
        self._name = name
        self._generator = generator
        self._known: dict[str, str] | None = None
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
        """Keep a text, which has one line, for the next run."""
        self._used[key] = text

    def save(self) -> None:
        """Write what this run has used. Raises OSError."""
        if self._used and self._used != self._known:
            lines = [f"{key} {text}" for key, text in sorted(self._used.items())]
            save(self._out, self._name, "\n".join([self._generator, *lines]))

    def _read(self) -> dict[str, str]:
        """All texts; none where the file cannot be read."""
        with contextlib.suppress(OSError, ValueError):
            text = (self._out / FOLDER / self._name).read_text("utf-8")
            first, *lines = text.split("\n")
            if first == self._generator:
                pairs = (line.partition(" ") for line in lines)
                return {key: text for key, _, text in pairs}
        return {}
