"""Limits lowered for the time of a test: an input that exceeds the real one takes long to make."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from soapstone.model.limits import Limit


@contextmanager
def lowered(limit: Limit, most: int) -> Iterator[None]:
    real = limit.most
    object.__setattr__(limit, "most", most)
    try:
        yield
    finally:
        object.__setattr__(limit, "most", real)
