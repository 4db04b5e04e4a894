"""Hides a package that is installed, as if it were not."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def hidden(name: str) -> Iterator[None]:
    """Neither an import nor a search finds the package."""
    find = importlib.util.find_spec

    def search(wanted: str, package: str | None = None) -> object:
        return None if wanted == name else find(wanted, package)

    with pytest.MonkeyPatch.context() as patch:
        for each in [each for each in sys.modules if each.startswith(f"{name}.")]:
            patch.setitem(sys.modules, each, None)
        patch.setitem(sys.modules, name, None)
        patch.setattr(importlib.util, "find_spec", search)
        yield
