"""Applies ``base`` and ``type_name`` of ``overrides.toml``: a type that extends another.

A message names such a type by ``xsi:type``, so it needs a name. .NET's serializers write inherited
members first. Pages of ASMX leave them out, those of ServiceStack show them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from soapstone.inputs.overrides.draft import Draft
from soapstone.inputs.overrides.reading import Override
from soapstone.inputs.toml_source import as_key, nearest, quoted
from soapstone.model.catalogue import overrides
from soapstone.model.contract import (
    Enumeration,
    Field,
    QName,
    Record,
    Serializer,
    extending,
)
from soapstone.model.labels import labels


def name_types(draft: Draft, override: Override) -> None:
    """Give the XSD type of a record its name. Raises SpecError where another type has it."""
    changed = False
    for key in draft.matched(override, draft.records):
        record = draft.records[key]
        name = QName(record.namespace, override.value)
        types: list[Record | Enumeration] = [*draft.records.values()]
        types += draft.enumerations.values()
        others = {each.type_name: each.key for each in types if each.key != key}
        if name in others:
            raise draft.source.error(
                override.path,
                f"the name {override.value!r}, which the type {others[name]} has",
                "a name that one type has",
                "Correct the line.",
            )
        changed = changed or record.type_name != name
        draft.records[key] = replace(record, type_name=name)
        draft.add_evidence(key, override.setting, override.value, override.path)
        draft.decide(override.path, key, None, overrides.TYPE_NAME)
    if not changed:
        draft.superfluous(override.pattern, override.path)


def set_bases(draft: Draft, override: Override) -> None:
    """Make every record that a pattern matches, but the base itself, extend the base.

    Raises SpecError where a record cannot extend it.
    """
    base = draft.records.get(override.value)
    if base is None:
        raise draft.source.error(
            override.path,
            f"no record {override.value!r}",
            "one of the service's records",
            nearest(override.value, [*draft.records]),
        )
    matched = draft.matched(override, draft.records)
    keys = [key for key in matched if key != base.key] or matched
    changed = False
    for key in keys:
        record = draft.records[key]
        _check(draft, override, record, base)
        _check_members(draft, override, record, base)
        made = extending(record, base)
        changed = changed or made != record
        _keep_decisions(draft, record)
        draft.put(made)
        draft.add_evidence(key, override.setting, override.value, override.path)
        origin = draft.source.origin(*override.path)
        draft.provenance.add(key, None, overrides.BASE.at(origin, base=base.key))
    if not changed:
        draft.superfluous(override.pattern, override.path)


def _check(draft: Draft, override: Override, record: Record, base: Record) -> None:
    """Raise SpecError for a record that can extend nothing, or not this base."""
    messages = {each.record for each in draft.original.messages()}
    found = [each.key for each in (record, base) if each.key in messages]
    if found:
        raise draft.source.error(
            override.path,
            f"{found[0]}, which is a message",
            "records that members hold: xsi:type stands on their elements",
            "Delete the line.",
        )
    if record.key == base.key or draft.extends(base.key, [record.key]):
        raise draft.source.error(
            override.path,
            f"{record.key}, which would extend itself",
            "a base that does not extend the record",
            "Correct the line.",
        )
    if record.type_name is None:
        raise draft.source.error(
            override.path,
            f"{record.key}, whose XSD type has no name on any page",
            "a type with a name, which xsi:type can be",
            "Add a line with the name that messages have for it: type_name.",
        )


def _check_members(
    draft: Draft, override: Override, record: Record, base: Record
) -> None:
    """Raise SpecError for a record that does not begin with the members of the base."""
    own, above = _by_label(record), _by_label(base)
    missing = [label for label in above if label not in own]
    if missing and not (len(missing) == len(above) and _hides(draft, record)):
        raise draft.source.error(
            override.path,
            f"{record.key}, which lacks {', '.join(missing)} of {base.key}",
            "a record with all members of its base",
            f"Add what is missing in [records.{as_key(record.key)}.first].",
        )
    for label in above:
        if label in own and not _same(draft, record.key, base.key, label):
            raise draft.source.error(
                override.path,
                f"{record.key}.{label}, which differs from {base.key}.{label}",
                "the members of the base as they are",
                f"Set the same for both in [members.{quoted(f'*.{label}')}].",
            )
    shown = [label for label in own if (record.key, label) not in draft.added]
    inherited = [label for label in labels(extending(record, base)) if label in shown]
    if shown != inherited:
        raise draft.source.error(
            override.path,
            f"{record.key}, which has other members before those of {base.key}",
            "the members of the base first, as .NET writes them",
            "Delete the line.",
        )


def _by_label(record: Record) -> Mapping[str, Field]:
    return dict(zip(labels(record), record.fields, strict=True))


def _hides(draft: Draft, record: Record) -> bool:
    """Whether the pages do not show what a record inherits."""
    shown = record.key in {each.key for each in draft.original.records}
    return not shown or draft.original.serializer is Serializer.XML


def _same(draft: Draft, key: str, base: str, label: str) -> bool:
    """Whether a member is that of the base: equal, or so on the pages and no line corrects it."""
    own, above = (_by_label(draft.records[each])[label] for each in (key, base))
    before = _shown(draft, key, label)
    if own == above or (before and own != before):
        return own == above
    there = _shown(draft, base, label) or above
    now = own.type, own.repeated
    return now in ((above.type, above.repeated), (there.type, there.repeated))


def _shown(draft: Draft, key: str, label: str) -> Field | None:
    """The member before the overrides; None for one that they add."""
    found = (each for each in draft.original.records if each.key == key)
    record = next(found, None)
    return _by_label(record).get(label) if record else None


def _keep_decisions(draft: Draft, record: Record) -> None:
    """Give a record the decisions on what it inherits so far, in case this becomes its own."""
    base = draft.records.get(record.base)
    for each in base.fields if base else ():
        made = draft.provenance.members
        place = (each.name, each.particle)
        made.setdefault((record.key, *place), made.get((record.base, *place), ()))
