"""Soapstone: help pages of .NET web services become typed, tested Python."""

from __future__ import annotations


def __getattr__(name: str) -> str:
    """``__version__``, looked up only when asked for: reading metadata costs every start."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("soapstone")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "0+unknown"
