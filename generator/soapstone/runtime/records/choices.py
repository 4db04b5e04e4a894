"""Finds the branch of a choice that has a value: by its class, or by the label of a pair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

B = TypeVar("B")

_WIDER: Final[Mapping[object, type]] = {int: float}
"""What Python takes for another class (PEP 484)."""


def branch_of(value: Any, branches: Mapping[object, B]) -> tuple[B, Any] | None:
    """Return the branch that has an item, and what its element holds; None without one.

    ``branches`` has each by the class of its values or, where these are pairs, by the first part.
    Of several classes the nearest counts.
    """
    kind = type(value)
    if kind is tuple and len(value) == 2 and isinstance(value[0], str):
        found = branches.get(value[0])
        return None if found is None else (found, value[1])
    for each in (*kind.__mro__, _WIDER.get(kind)):
        if each in branches:
            return branches[each], value
    return None


def items_of(branches: Iterable[object]) -> str:
    """Return what an item of a choice has to be, for errors."""
    return f"a value of one branch: {names_of(branches)}"


def names_of(branches: Iterable[object]) -> str:
    """Return what determines the branches of a choice, for errors."""
    names = (
        each.__name__ if isinstance(each, type) else f'("{each}", value)'
        for each in branches
    )
    return ", ".join(names)
