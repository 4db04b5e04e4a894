"""Explains one member of a record: its type, whether it can be null, whether it is required."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from soapstone.changes.fields import described
from soapstone.emit.python.types import field_annotation, field_default
from soapstone.explain import evidence
from soapstone.explain.context import Context, sureness
from soapstone.explain.model import Explanation, Nature, Part
from soapstone.inputs.toml_source import as_key, quoted
from soapstone.model.contract import ChoiceOf, Field, Record
from soapstone.model.decisions import Decisions, gave_way, standing
from soapstone.model.labels import labels
from soapstone.model.rules import Aspect, Decision


def explain_member(context: Context, record: Record, label: str) -> Explanation:
    """Return the explanation of a member; ``label`` is its name, ``@Name`` of an attribute."""
    at = labels(record).index(label)
    field, subject = record.fields[at], f"{record.key}.{label}"
    owner = owner_of(context, record, label)
    keys = [(owner, each.name, each.particle) for each in field.elements]
    made = _decisions(context, owner, field)
    stands = (*standing(made), *_of_branches(context, owner, field))
    return Explanation(
        Nature.MEMBER,
        subject,
        _python(context, record, at),
        described(field),
        sureness(stands),
        stands,
        gave_way(made),
        (
            *evidence.of_declarations(stands),
            *evidence.of_member(context.facts, keys, label, stands),
        ),
        context.findings_of(made, f"{owner}.{label}"),
        context.changes(made, _table(owner, label, field)),
        documentation=field.documentation,
    )


def _table(owner: str, label: str, field: Field) -> str:
    """The table of overrides that could change the member."""
    if isinstance(field.type, ChoiceOf):
        return f"choice under [records.{as_key(owner)}]"
    return f"[members.{quoted(f'{owner}.{label}')}]"


def in_short(context: Context, record: Record) -> tuple[Part, ...]:
    """Return one line of explanation for each member of a record."""
    parts = []
    for label, field in zip(labels(record), record.fields, strict=True):
        made = _decisions(context, owner_of(context, record, label), field)
        parts.append(Part(label, described(field), sureness(standing(made))))
    return tuple(parts)


def _decisions(context: Context, owner: str, field: Field) -> Decisions:
    return context.provenance.members.get((owner, field.name, field.particle), ())


def _of_branches(context: Context, owner: str, field: Field) -> Iterator[Decision]:
    """The decisions on the types of a choice's branches."""
    for each in field.elements if len(field.elements) > 1 else ():
        for decision in standing(_decisions(context, owner, each)):
            if decision.rule.aspect is Aspect.TYPE and not decision.part:
                yield replace(decision, part=each.name.name)


def owner_of(context: Context, record: Record, label: str) -> str:
    """Return the key of the record that a member is inherited from, or of its own."""
    bases = context.records
    while record.base in bases and label in labels(bases[record.base]):
        record = bases[record.base]
    return record.key


def _python(context: Context, record: Record, at: int) -> str:
    field, name = record.fields[at], context.naming.fields[record.key][at]
    annotation = field_annotation(field, context.naming.classes)
    default = field_default(field)
    text = f"{context.naming.classes[record.key]}.{name}: {annotation}"
    return f"{text} = {default}" if default else text
