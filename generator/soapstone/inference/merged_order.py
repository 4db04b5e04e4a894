"""Merges several orders of some things into one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def merged_order(sequences: Iterable[Iterable[T]]) -> Iterator[T]:
    """Yield all things once, each after the one that precedes it in the sequence that has it."""
    # A linked list: finding the place in a plain list would be slow for many.
    following: dict[T | None, T | None] = {None: None}
    for sequence in sequences:
        last: T | None = None
        for each in sequence:
            if each not in following:
                following[each], following[last] = following[last], each
            last = each
    after = following[None]
    while after is not None:
        yield after
        after = following[after]
