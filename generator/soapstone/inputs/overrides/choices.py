"""Applies ``choice`` of ``overrides.toml``: elements of several names that are one list."""

from __future__ import annotations

from dataclasses import replace

from soapstone.inputs.choices import elements, with_choice
from soapstone.inputs.overrides.draft import Draft
from soapstone.inputs.overrides.reading import Override
from soapstone.inputs.toml_source import as_key, nearest
from soapstone.model.catalogue import overrides
from soapstone.model.contract import QName, Record, Serializer

_RULES = (
    overrides.CHOICE,
    overrides.CHOICE_TYPE,
    overrides.NULL_BY_REPETITION,
    overrides.PRESENCE_BY_REPETITION,
)
_LEFT = (
    overrides.REPEATED,
    overrides.NULL_BY_REPETITION,
    overrides.PRESENCE_BY_REPETITION,
)


def make_choices(draft: Draft, override: Override) -> None:
    """Make a choice in every record that a pattern matches and that has all the elements.

    Raises SpecError where none has, or a record inherits one of them.
    """
    _check(draft, override)
    keys = draft.matched(override, draft.records)
    found = {key: _names(draft.records[key], override.value) for key in keys}
    chosen = [key for key in keys if len(found[key]) == len(override.value)]
    if not chosen:
        raise _unknown(draft, override, keys)
    changed = False
    for key in chosen:
        if draft.extends(key, chosen):  # it inherits the choice
            continue
        record = draft.records[key]
        _check_own(draft, override, record)
        fields, made = with_choice(record.fields, found[key])
        changed = changed or fields != record.fields
        draft.put(replace(record, fields=fields))
        label = f"{key}.{made.name.name}"
        draft.add_evidence(label, override.setting, override.value, override.path)
        draft.decide(override.path, key, made, *_RULES)
        for each in fields:  # what another choice has beyond these
            if each not in (made, *record.fields):
                draft.decide(override.path, key, each, *_LEFT)
    if not changed:
        draft.superfluous(override.pattern, override.path)


def _names(record: Record, wanted: list[str]) -> list[QName]:
    """The elements of a record that have one of the names, local or with their namespaces."""
    return [
        each.name
        for each in elements(record.fields)
        if each.name.name in wanted or str(each.name) in wanted
    ]


def _check(draft: Draft, override: Override) -> None:
    serializer = draft.original.serializer
    if serializer is Serializer.DATA_CONTRACT:
        raise draft.source.error(
            override.path,
            "a choice of elements",
            f"members in a fixed order, as {serializer} writes them",
            "Delete the line.",
        )
    if len(override.value) < 2:
        raise draft.source.error(
            override.path,
            f"a choice of {override.value[0]!r} alone",
            "two elements or more",
            "For a list of one element, set repeated = true for the member instead.",
        )


def _unknown(draft: Draft, override: Override, keys: list[str]) -> Exception:
    """The error of a choice that no record can have."""
    known = [
        each.name.name for key in keys for each in elements(draft.records[key].fields)
    ]
    strange = [name for name in override.value if name not in known]
    name = strange[0] if strange else override.value[0]
    return draft.source.error(
        override.path,
        f"no element {name!r}" if strange else "no record with all of these elements",
        f"elements of one record that {override.pattern!r} fits",
        nearest(name, known),
    )


def _check_own(draft: Draft, override: Override, record: Record) -> None:
    base = draft.records.get(record.base)
    inherited = _names(base, override.value) if base else []
    if base and inherited:
        raise draft.source.error(
            override.path,
            f"the element {inherited[0].name!r}, which {record.key} inherits",
            f"elements that {record.key} has of its own",
            f"Set choice in [records.{as_key(base.key)}] instead.",
        )
