"""The files of a service's folder: pages, and what is read beside them."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_SUFFIXES = (".txt", ".md", ".htm", ".html")
"""What the names of pages end with, in any case."""

NAMES = "names.toml"
"""Names once given; generating adds to it."""
OVERRIDES = "overrides.toml"
"""A person's corrections."""
RECORDED = "recorded"
"""A folder of real messages."""
INPUTS = (NAMES, OVERRIDES)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file of the specs folder that has to be written. It is a person's as much as ours."""

    text: str
    old: str | None
    """What stood there when the run read it; None: there was none."""
