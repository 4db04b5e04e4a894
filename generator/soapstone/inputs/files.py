"""The files of a service's folder: pages, and what is read beside them."""

from __future__ import annotations

PAGE_SUFFIXES = (".txt", ".md", ".htm", ".html")
"""What the names of pages end with, in any case."""

NAMES = "names.toml"
"""Names once given; generating adds to it."""
OVERRIDES = "overrides.toml"
"""A person's corrections."""
RECORDED = "recorded"
"""A folder of real messages."""
INPUTS = (NAMES, OVERRIDES)
