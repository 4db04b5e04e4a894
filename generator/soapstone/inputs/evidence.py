"""Evidence of a type or member that stands beside the pages: in overrides or recorded messages."""

from __future__ import annotations

from dataclasses import dataclass

from soapstone.model.findings import Origin


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a person has said of something, or messages show of it, and where."""

    subject: str
    """``Account.RefId``, a record, an enumeration, an operation, or the service."""
    setting: str
    """``type``, ``description`` …: one of ``reading.SECTIONS``; of a member that no page shows
    ``first`` or ``last``.
    """
    value: str
    origin: Origin
