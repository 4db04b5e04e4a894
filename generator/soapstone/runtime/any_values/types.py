"""The types of a generated package that ``xsi:type`` can name, and their classes.

The package lists them in ``_TYPES``. A class is imported when a message first names its type.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from ..records.named_types import package_of


def class_of(package: str, name: str) -> type | None:
    """Return the class of a type ``{namespace}name`` of a package; None if it has none."""
    known = _types(package).get(name)
    if known is None:
        return None
    found: type = getattr(import_module(package), known)
    return found


def name_of(kind: type) -> str:
    """Return the ``{namespace}name`` of a generated class's type; "" if no page shows it."""
    known = _types(package_of(kind)).items()
    return next((name for name, each in known if each == kind.__name__), "")


def _types(package: str) -> Mapping[str, str]:
    found: Mapping[str, str] = {}
    if package:
        found = getattr(import_module(package), "_TYPES", found)
    return found
