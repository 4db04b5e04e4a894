"""Writes a number with its noun, in the plural where English has it."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Return ``1 file``, ``1,204 files``; of nouns whose plural is formed with an s."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
