"""Applies overrides of members: adds members that no page shows, and corrects the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from soapstone.dotnet.nulls import with_type
from soapstone.inputs.overrides.draft import Draft
from soapstone.inputs.overrides.reading import Override
from soapstone.inputs.overrides.types import TEXTS, typed
from soapstone.model.catalogue import overrides
from soapstone.model.contract import (
    AnyXml,
    ChoiceOf,
    Field,
    Particle,
    QName,
    Record,
    Serializer,
    attributes_first,
)
from soapstone.model.labels import labels
from soapstone.model.rules import Rule

_DECIDED = {
    "type": (overrides.TYPE, overrides.NULL_BY_TYPE, overrides.PRESENCE_BY_TYPE),
    "nullable": (overrides.NULL, overrides.PRESENCE_BY_NULL),
    "omit": (overrides.OMITTED, overrides.PRESENCE_BY_OMISSION),
    "repeated": (
        overrides.REPEATED,
        overrides.NULL_BY_REPETITION,
        overrides.PRESENCE_BY_REPETITION,
    ),
    "required": (overrides.PRESENCE,),
}
"""What each setting decides of a member."""
_ADDED = (overrides.OCCURRENCE, *_DECIDED["type"])


def add_members(draft: Draft, override: Override) -> None:
    """Add the members of a table to every record that its pattern matches."""
    needed: set[str] = set()
    keys = draft.matched(override, draft.records)
    for key in keys:
        if not draft.extends(key, keys):  # otherwise it inherits them
            needed |= _add(draft, override, key)
    for label in override.value:
        if label not in needed:
            draft.superfluous(f"{override.pattern}.{label}", (*override.path, label))


def _add(draft: Draft, override: Override, key: str) -> set[str]:
    """Add members to a record; return those that no page shows there, or shows differently."""
    record = draft.records[key]
    shown = dict(zip(labels(record), record.fields, strict=True))
    new: list[Field] = []
    needed: set[str] = set()
    for label, text in override.value.items():
        path, subject = (*override.path, label), f"{key}.{label}"
        field = _bare_field(record, label)
        with draft.errors.collected():  # the other lines find the member all the same
            field = typed(draft, field, record, text, path)
        if (key, label) in draft.added:
            first = draft.source.origin(*draft.added[key, label])
            error = draft.source.error(
                path,
                f"the member {label} of {key}, which line {first.line} adds",
                "each member of a record once",
                "Delete one of the lines, or let its table fit fewer records.",
            )
            draft.errors.add(error)
            continue
        draft.added[key, label] = path
        if label not in shown:
            new.append(field)
            needed.add(label)
            draft.add_evidence(subject, override.setting, text, path)
            draft.decide(path, key, field, *_ADDED)
        elif shown[label].type != field.type:
            needed.add(label)
            draft.shown_otherwise(key, label, text, path)
    if new:
        draft.decide(override.path, key, None, overrides.ORDER)
        draft.put(_with(draft, record, new, first=override.setting == "first"))
    return needed


def _with(draft: Draft, record: Record, new: list[Field], *, first: bool) -> Record:
    """Return the record with more members, before or after its own. Inherited ones stay in
    front.
    """
    above = draft.inherited(record)
    pairs = list(zip(labels(record), record.fields, strict=True))
    inherited = [field for label, field in pairs if label in above]
    own = [field for label, field in pairs if label not in above]
    mine = [*new, *own] if first else [*own, *new]
    return replace(record, fields=attributes_first([*inherited, *mine]))


def _bare_field(record: Record, label: str) -> Field:
    """Return a field for a label, as yet of any type. An element has the namespace of its
    neighbours.
    """
    name = label.removeprefix("@")
    if name != label:
        return Field(QName("", name), AnyXml(), Particle.ATTRIBUTE)
    beside = (
        each.name.namespace
        for each in record.fields
        if each.particle is Particle.ELEMENT
    )
    uri = next(beside, record.namespace)
    return Field(QName(uri, name), AnyXml())


def correct_members(draft: Draft, override: Override) -> None:
    """Correct every member that a pattern matches."""
    places = {
        f"{record.key}.{label}": (record.key, place)
        for record in draft.records.values()
        for place, label in enumerate(labels(record))
        if label not in draft.inherited(record)
    }
    changed = False
    for subject in draft.matched(override, places):
        key, place = places[subject]
        record = draft.records[key]
        old = record.fields[place]
        new = _CORRECTIONS[override.setting](draft, record, old, override)
        if new is old:  # the setting says nothing of such a member
            continue
        changed = changed or new != old
        fields = (*record.fields[:place], new, *record.fields[place + 1 :])
        draft.put(replace(record, fields=fields))
        draft.add_evidence(subject, override.setting, override.value, override.path)
        draft.decide(override.path, key, new, *_decided(draft, record, override, new))
    if not changed:
        draft.superfluous(override.pattern, override.path)


def _decided(
    draft: Draft, record: Record, override: Override, field: Field
) -> tuple[Rule, ...]:
    """What a setting decides. The type of a variable of an address says nothing of null."""
    rules = _DECIDED.get(override.setting, ())
    in_address = draft.in_address(record, field.name.name)
    return rules[:1] if in_address and override.setting == "type" else rules


def _type(draft: Draft, record: Record, old: Field, override: Override) -> Field:
    _refuse_choice(draft, old, override)
    return typed(draft, old, record, override.value, override.path)


def _refuse_choice(draft: Draft, old: Field, override: Override) -> None:
    if isinstance(old.type, ChoiceOf):
        raise draft.source.error(
            override.path,
            f"{override.setting} for a choice of elements",
            "a choice of elements, as recordings show it",
            "Set choice for the record instead, with the elements that belong to it.",
        )


def _nullable(draft: Draft, _record: Record, old: Field, override: Override) -> Field:
    return with_type(old, old.type, override.value, draft.original.serializer)


def _omit(draft: Draft, _record: Record, old: Field, override: Override) -> Field:
    """None is absence: XmlSerializer's ``XSpecified``, DataContractSerializer's EmitDefaultValue.

    A list without a wrapper has no None, and a text is no part that can be left out.
    """
    if not override.value:
        return with_type(old, old.type, None, draft.original.serializer)
    if old.repeated or old.particle is Particle.TEXT:
        return old
    return replace(old, nullable=True, nillable=False, required=False, demanded=False)


def _repeated(draft: Draft, _record: Record, old: Field, override: Override) -> Field:
    """A list without a wrapper, which only XmlSerializer has (``XmlElementAttribute``)."""
    _refuse_choice(draft, old, override)
    serializer = draft.original.serializer
    if serializer is Serializer.DATA_CONTRACT:
        raise draft.source.error(
            override.path,
            "a list without an element around it",
            f"a type with [], because {serializer} writes an element around every list",
            "Delete the line.",
        )
    if old.particle is not Particle.ELEMENT:
        raise draft.source.error(
            override.path,
            f"a list as {TEXTS[old.particle]}",
            "the name of an element, which alone can stand several times",
            "Delete the line.",
        )
    changed = replace(old, repeated=override.value)
    return with_type(changed, old.type, None, serializer)


def _required(_draft: Draft, _record: Record, old: Field, override: Override) -> Field:
    return replace(old, demanded=override.value)


def _description(
    _draft: Draft, _record: Record, old: Field, override: Override
) -> Field:
    return replace(old, documentation=override.value)


_CORRECTIONS: dict[str, Callable[[Draft, Record, Field, Override], Field]] = {
    "type": _type,
    "nullable": _nullable,
    "omit": _omit,
    "repeated": _repeated,
    "required": _required,
    "description": _description,
}
