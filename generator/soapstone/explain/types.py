"""Explains one record or one enumeration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from soapstone.explain import evidence
from soapstone.explain.context import Context, sureness
from soapstone.explain.members import in_short
from soapstone.explain.model import Explanation, Nature
from soapstone.explain.places import MemberKey, Place
from soapstone.explain.rules import rulings
from soapstone.explain.type_rules import (
    ENUMERATION_RULES,
    RECORD_RULES,
    EnumerationCase,
    RecordCase,
    Shown,
)
from soapstone.inference.shapes import Naming
from soapstone.inputs.toml_source import as_key
from soapstone.model.contract import Enumeration, Record, held_by
from soapstone.model.labels import labels

_MOST = 6
"""So many members of an enumeration are listed; more are counted."""


def explain_record(context: Context, record: Record) -> Explanation:
    """Return the explanation of a record, with one line for each member."""
    key, count = record.key, len(record.fields)
    found = rulings(RECORD_RULES, _record_case(context, record), {})
    names = {key, *context.facts.places.names.get(key, ())}
    findings = tuple(each for each in context.findings if each.subject in names)
    where = record.namespace or "no namespace"
    return Explanation(
        Nature.RECORD,
        key,
        context.naming.classes[key],
        f"record of {count} member{'' if count == 1 else 's'} in {where}",
        sureness(found, findings),
        found,
        evidence.of_record(context.facts, key),
        findings,
        context.changes(found, findings, f"[records.{as_key(key)}.last]"),
        in_short(context, record),
    )


def _record_case(context: Context, record: Record) -> RecordCase:
    facts, key = context.facts, record.key
    places = [
        place
        for member, found in facts.places.members.items()
        if member[0] == key
        for place in found
    ]
    origins = [place.field.origin for place in places]
    origins += [each.origin for each in facts.places.documents.get(key, ())]
    notations = (context.notations.get(each.file) for each in origins)
    settings = [facts.settings(f"{key}.{label}") for label in labels(record)]
    namings = facts.places.namings.get(key, ())
    return RecordCase(
        next((each for each in Naming if each in namings), None),
        next(filter(None, notations), None),
        _shown(context, places),
        key in context.no_xml,
        frozenset[str]().union(*settings),
    )


def _shown(context: Context, places: Sequence[Place]) -> Shown:
    rows = [place.field.row for place in places if place.field.row]
    if any(place.element for place in places):
        return Shown.XML
    if any(row.origin in context.facts.sourced for row in rows):
        return Shown.SOURCE
    return Shown.TABLE if places else Shown.NOTHING


def explain_enumeration(context: Context, enumeration: Enumeration) -> Explanation:
    """Return the explanation of an enumeration."""
    key, facts = enumeration.key, context.facts
    tables = evidence.enumeration_tables(facts, enumeration)
    holders = list(_holders(context, key))
    places = [place for each in holders for place in facts.places.members[each]]
    notations = (context.notations.get(each.field.origin.file) for each in places)
    name = enumeration.type_name.name if enumeration.type_name else key
    subjects = {key, name, *(_subject(context, each) for each in holders)}
    findings = tuple(each for each in context.findings if each.subject in subjects)
    case = EnumerationCase(
        enumeration,
        frozenset(each for each in notations if each),
        bool(tables),
        any(table.home for table in tables),
        facts.settings(key),
        frozenset(each.code for each in findings),
    )
    found = rulings(ENUMERATION_RULES, case, {"type": name})
    found_evidence = evidence.of_enumeration(facts, enumeration, holders)
    return Explanation(
        Nature.ENUMERATION,
        key,
        context.naming.classes[key],
        f"{'any of' if enumeration.flags else 'one of'} {_listed(enumeration.members)}",
        sureness(found, findings),
        found,
        found_evidence,
        findings,
        context.changes(found, findings, f"[enumerations.{as_key(key)}]"),
    )


def _subject(context: Context, member: MemberKey) -> str:
    return f"{member[0]}.{member[1].name}"


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
