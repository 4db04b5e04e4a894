"""Scans dateTime values: their pattern, and the function that reads a text that matches."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from ..scalars.times import read_date_time

DATE_TIME: Final = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(?:\.[0-9]{1,7})?+(?:Z|[+-][0-9]{2}:[0-9]{2})?+"
)

_SHORT_MOMENT: Final = len("2021-03-04T05:06:07.1234")
"""A DATE_TIME below this length has neither an offset nor a seventh fraction digit."""
_plain: Final = datetime.fromisoformat


def moment(text: str) -> datetime:
    """A DATE_TIME; raises ValueError for a day that there is not."""
    return _plain(text) if len(text) < _SHORT_MOMENT else read_date_time(text)
