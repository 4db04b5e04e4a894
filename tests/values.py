"""Strategies that draw Python values of scalars, for tests that have a contract."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from hypothesis import strategies as st

from soapstone.emit.python.scalars import python_scalar
from soapstone.model.contract import Scalar
from soapstone.testing.scalars import TEXT, scalar_strategies

__all__ = ["TEXT", "values"]

_TOKENS = st.from_regex(r"[A-Za-z][A-Za-z0-9._-]{0,8}", fullmatch=True)


def values(scalar: Scalar, ticks: ModuleType) -> st.SearchStrategy[Any]:
    """Values that a scalar can hold; ``ticks`` is ``scalars.ticks`` of the package's runtime."""
    function = python_scalar(scalar).function
    if function == "string" and scalar.name != "string":
        return _TOKENS  # such as NMTOKEN, which is a string to Python
    found = scalar_strategies(ticks, not_finite=True)[function]
    if function in ("float", "double"):
        return found.filter(lambda each: each == each)  # a NaN is not
    return found
