"""Helps to test programs that use generated packages: a pytest fixture and Hypothesis strategies.

The fixture is in ``plugin``, which pytest finds by its entry point. What needs Hypothesis is
imported when it is first used, for pytest imports this package at every start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .plugin import StandIns
    from .strategies import RecordStrategies, records

__all__ = ["RecordStrategies", "StandIns", "records"]

_HOMES = {
    "RecordStrategies": "strategies",
    "StandIns": "plugin",
    "records": "strategies",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    try:
        value: object = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    except ModuleNotFoundError as error:
        if error.name not in ("hypothesis", "pytest"):
            raise
        said = f"{name} needs {error.name}: pip install 'soapstone[testing]'"
        raise ImportError(said, name=error.name) from None
    globals()[name] = value
    return value
