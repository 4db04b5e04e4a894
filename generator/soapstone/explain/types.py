"""Explains one record or one enumeration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from soapstone.explain import evidence
from soapstone.explain.context import Context, sureness
from soapstone.explain.members import in_short
from soapstone.explain.model import Explanation, Nature
from soapstone.inputs.toml_source import as_key
from soapstone.model.contract import Enumeration, Record, held_by
from soapstone.model.decisions import MemberKey, gave_way, standing

_MOST = 6
"""So many members of an enumeration are listed; more are counted."""


def explain_record(context: Context, record: Record) -> Explanation:
    """Return the explanation of a record, with one line for each member."""
    key, count = record.key, len(record.fields)
    made = context.provenance.types.get(key, ())
    stands = standing(made)
    where = record.namespace or "no namespace"
    extends = f", extends {record.base}" if record.base else ""
    return Explanation(
        Nature.RECORD,
        key,
        context.naming.classes[key],
        f"record of {count} member{'' if count == 1 else 's'} in {where}{extends}",
        sureness(stands),
        stands,
        gave_way(made),
        (
            *evidence.of_declarations(stands),
            *evidence.of_record(context.facts, key),
        ),
        context.findings_of(made, key),
        context.changes(made, f"[records.{as_key(key)}.last]"),
        in_short(context, record),
    )


def explain_enumeration(context: Context, enumeration: Enumeration) -> Explanation:
    """Return the explanation of an enumeration."""
    key = enumeration.key
    made = context.provenance.types.get(key, ())
    stands = standing(made)
    return Explanation(
        Nature.ENUMERATION,
        key,
        context.naming.classes[key],
        f"{'any of' if enumeration.flags else 'one of'} {_listed(enumeration.members)}",
        sureness(stands),
        stands,
        gave_way(made),
        (
            *evidence.of_declarations(stands),
            *evidence.of_enumeration(
                context.facts, enumeration, _holders(context, key)
            ),
        ),
        context.findings_of(made, key),
        context.changes(made, f"[enumerations.{as_key(key)}]"),
    )


def _holders(context: Context, key: str) -> Iterator[MemberKey]:
    """The members whose type is the enumeration, according to the pages."""
    for record_key, record in context.shown.items():
        for field in record.fields:
            if key in {context.keys[each] for each in held_by(field.type)}:
                yield record_key, field.name, field.particle


def _listed(members: Sequence[str]) -> str:
    """``A, B, C``; of many the first, and their number."""
    named = ", ".join(members[:_MOST])
    more = len(members) - _MOST
    return f"{named} and {more} more" if more > 0 else named
