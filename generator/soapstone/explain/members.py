"""Explains one member of a record: its type, whether it can be null, whether it is required."""

from __future__ import annotations

from soapstone.changes.fields import described
from soapstone.emit.python.types import field_annotation, field_default
from soapstone.explain import evidence
from soapstone.explain.context import Context, sureness
from soapstone.explain.member_rules import RULES, Case
from soapstone.explain.model import Explanation, Nature, Part, Ruling
from soapstone.explain.places import MemberKey
from soapstone.explain.rules import rulings
from soapstone.inference.fields import by_weight
from soapstone.inference.shapes import EnumerationShape
from soapstone.inputs.toml_source import quoted
from soapstone.model.contract import Field, Record
from soapstone.model.findings import Finding
from soapstone.model.labels import labels


def explain_member(context: Context, record: Record, label: str) -> Explanation:
    """Return the explanation of a member; ``label`` is its name, ``@Name`` of an attribute."""
    at = labels(record).index(label)
    field, subject = record.fields[at], f"{record.key}.{label}"
    owner = _owner(context, record, label)
    key = (owner, field.name, field.particle)
    found, findings = _rulings(context, key, field, label), _findings(
        context, key, label
    )
    return Explanation(
        Nature.MEMBER,
        subject,
        _python(context, record, at),
        described(field),
        sureness(found, findings),
        found,
        evidence.of_member(context.facts, key, label),
        findings,
        context.changes(found, findings, f"[members.{quoted(f'{owner}.{label}')}]"),
    )


def in_short(context: Context, record: Record) -> tuple[Part, ...]:
    """Return one line of explanation for each member of a record."""
    parts = []
    for label, field in zip(labels(record), record.fields, strict=True):
        key = (_owner(context, record, label), field.name, field.particle)
        found = _rulings(context, key, field, label)
        sure = sureness(found, _findings(context, key, label))
        parts.append(Part(label, described(field), sure))
    return tuple(parts)


def _owner(context: Context, record: Record, label: str) -> str:
    """The key of the record that a member is inherited from, or of its own."""
    bases = {each.key: each for each in context.contract.records}
    while record.base in bases and label in labels(bases[record.base]):
        record = bases[record.base]
    return record.key


def _python(context: Context, record: Record, at: int) -> str:
    field, name = record.fields[at], context.naming.fields[record.key][at]
    annotation = field_annotation(field, context.naming.classes)
    default = field_default(field)
    text = f"{context.naming.classes[record.key]}.{name}: {annotation}"
    return f"{text} = {default}" if default else text


def _rulings(
    context: Context, key: MemberKey, field: Field, label: str
) -> tuple[Ruling, ...]:
    places = context.facts.places.members.get(key, [])
    ranked = by_weight([place.field for place in places])
    best, row = (ranked[0] if ranked else None), evidence.row_of(places)
    case = Case(
        field,
        best,
        context.notations.get(best.origin.file) if best else None,
        row,
        row is not None and row.origin in context.facts.sourced,
        context.facts.settings(f"{key[0]}.{label}"),
        frozenset(each.code for each in _findings(context, key, label)),
    )
    shape = best.shape if best else None
    name = shape.name.name if isinstance(shape, EnumerationShape) else ""
    words = {"csharp": row.csharp.strip() if row else "", "type": name}
    return rulings(RULES, case, words)


def _findings(context: Context, key: MemberKey, label: str) -> tuple[Finding, ...]:
    """The findings on a member. If types share a name, file and line say which one is meant."""
    called = context.facts.places.names
    names = {key[0], *called.get(key[0], ())}
    subjects = {f"{name}.{each}" for name in names for each in (label, key[1].name)}
    found = [each for each in context.findings if each.subject in subjects]
    rivals = (other for other in called if other != key[0] and names & called[other])
    if found and any(rivals):
        shown = evidence.of_member(context.facts, key, label)
        here = {(each.origin.file, each.origin.line) for each in shown}
        found = [f for f in found if (f.origin.file, f.origin.line) in here]
    return tuple(found)
