"""Names of the input files in the folder of a service."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_SUFFIXES = (".txt", ".md", ".htm", ".html")
"""Endings of the names of pages, in upper or lower case."""

NAMES = "names.toml"
"""The name locks. ``soapstone generate`` adds new names."""
OVERRIDES = "overrides.toml"
"""Corrections, written by a person."""
RECORDED = "recorded"
"""A folder of recorded messages."""
INPUTS = (NAMES, OVERRIDES)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file of the specs folder that has to be written. It is a person's as much as ours."""

    text: str
    old: str | None
    """What stood there when the run read it; None: there was none."""
