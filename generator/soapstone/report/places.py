"""Writes where a fact stands as a terminal or an editor can open it: ``specs/tc2/Page.html:12``."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from soapstone.model.findings import Origin

Place = Callable[[Origin], str]
"""Writes an origin; ``str`` leaves its path below the specs folder."""


def place_in(specs: Path) -> Place:
    """Return the function that writes origins of a specs folder.

    A path is relative to the working directory if it lies below. What is no file of the specs
    folder, and could be none in the folder of a service, stays as it is: a file of the output, an
    address.
    """

    def place(origin: Origin) -> str:
        path = specs / origin.file
        could_be_there = path.parent != specs and os.path.isdir(path.parent)
        if not origin.file or not (os.path.lexists(path) or could_be_there):
            return str(origin)
        return str(Origin(relative(path), origin.line))

    return place


def relative(path: Path) -> str:
    """Return a path with forward slashes, from the working directory if it lies below."""
    if path.is_absolute() and path.is_relative_to(here := Path.cwd()):
        path = path.relative_to(here)
    return path.as_posix()
