"""Writes the ``xsi:type`` of a record whose place declares another type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..reading.elements import TYPE
from ..records.named_types import NamedType

if TYPE_CHECKING:
    from .writer import Writer


def typed(tag: str, record: Any, named: NamedType, w: Writer) -> str:
    """Return the element of a record, with the name of its type as ``xsi:type``.

    A record that was read with an unknown ``xsi:type`` keeps that one.
    """
    text = named.write(tag, record, w)
    if not text or _keeps_type(record):
        return text
    namespace, _, local = named.name.rpartition("}")
    name = w.prefixes.tag(w.prefixes.before[namespace[1:]] + local)
    end = len(tag) + 1
    return f'{text[:end]} i:type="{name}"{text[end:]}'


def _keeps_type(record: Any) -> bool:
    state = record._kept
    return state is not None and any(
        not each.place and each.content.name == TYPE for each in state.unknown
    )
