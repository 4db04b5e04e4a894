"""Applies overrides to the contract, and notes those that the pages agree with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from soapstone.dotnet.scalars import SCALARS
from soapstone.inputs.evidence import Evidence
from soapstone.inputs.overrides.bases import name_types, set_bases
from soapstone.inputs.overrides.choices import make_choices
from soapstone.inputs.overrides.draft import Draft, matching
from soapstone.inputs.overrides.members import add_members, correct_members
from soapstone.inputs.overrides.reading import Override, Overrides
from soapstone.inputs.overrides.types import XML, word
from soapstone.model.catalogue import overrides as rules
from soapstone.model.catalogue.service import SCHEME_CONFLICT
from soapstone.model.contract import Binding, Contract, Enumeration, Record
from soapstone.model.decisions import Provenance
from soapstone.model.findings import SpecError
from soapstone.model.xml_names import NCNAME

_TYPES = {"members": rules.MEMBERS, "flags": rules.FLAGS}
"""What a setting decides of an enumeration."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A contract with all overrides applied."""

    contract: Contract
    provenance: Provenance
    """The decisions of pages and recordings, and those of the overrides."""
    evidence: tuple[Evidence, ...] = ()


def correct(
    contract: Contract,
    provenance: Provenance,
    overrides: Overrides,
) -> Corrected:
    """Return the contract with every override applied, in the order of the file, but for
    members, bases and choices, which come last.

    Raises SpecError with all errors of the file, each with its line: among them overrides of what
    does not exist. Bases and choices rest on the members, and are judged when these fit.
    """
    draft = Draft.of(contract, provenance, overrides)
    _declare(draft, overrides.settings)
    for override in sorted(overrides.settings, key=_turn):
        if _turn(override) < _WHEN_MEMBERS_FIT or not draft.errors.found:
            with draft.errors.collected():
                _apply(draft, override)
    for (
        override
    ) in overrides.settings:  # the members and flags that all lines together make
        if override.section == "enumerations":
            with draft.errors.collected():
                _check_flags(draft, override)
    draft.errors.check()
    return Corrected(draft.contract(), draft.provenance, tuple(draft.evidence))


_WHEN_MEMBERS_FIT = 2


def _turn(override: Override) -> int:
    """Members come when all of them are there; bases, and then choices, when these have their
    types.
    """
    if override.section == "members":
        return 1
    return {"base": _WHEN_MEMBERS_FIT, "choice": 3}.get(override.setting, 0)


def _apply(draft: Draft, override: Override) -> None:
    match override.section, override.setting:
        case "service", _:
            _service(draft, override)
        case "operations", "description":
            names = draft.matched(override, draft.operations)
            _replaced(draft, override, names, draft.operations, "documentation")
        case "operations", _:
            names = draft.matched(override, draft.operations)
            if not _address(draft, override, names):
                draft.superfluous(override.pattern, override.path)
            for name in names:
                draft.add_evidence(
                    name, override.setting, override.value, override.path
                )
                _decide_address(draft, override, name)
        case "records", "description":
            keys = draft.matched(override, draft.records)
            _replaced(draft, override, keys, draft.records, "documentation")
        case "records", "choice":
            make_choices(draft, override)
        case "records", "type_name":
            name_types(draft, override)
        case "records", "base":
            set_bases(draft, override)
        case "records", _:
            add_members(draft, override)
        case "members", _:
            correct_members(draft, override)
        case _:
            _enumeration(draft, override)


def _declare(draft: Draft, overrides: Iterable[Override]) -> None:
    """Declare records and enumerations that only the file describes: those that a member's type
    names, that extend a record, or that are its base.

    They have the namespace of the record that uses them.
    """
    users: dict[str, str] = {}
    for override in overrides:
        user = override.pattern.partition(".")[0]
        users |= {name: user for name in _types_in(override) if name not in users}
        if override.setting == "base" and NCNAME.fullmatch(override.pattern):
            users.setdefault(override.pattern, override.value)
    known = {*draft.records, *draft.enumerations}
    for override in overrides:
        key = override.pattern
        if key not in users or key in known:
            continue
        if override.section in ("enumerations", "records"):
            try:
                _check_declared(draft, override)
            except SpecError as error:
                draft.errors.add(error)
                draft.refused.add(key)
                continue
        if override.setting in ("members", "add"):
            draft.enumerations[key] = Enumeration(key, None, ())
            draft.decide(override.path, key, None, rules.RECORD)
        elif override.setting in ("first", "last", "base"):
            homes = matching(users[key], draft.records) or [*draft.records]
            uri = draft.records[homes[0]].namespace if homes else ""
            draft.records[key] = Record(key, None, uri, ())
            draft.decide(override.path, key, None, rules.RECORD)


def _check_declared(draft: Draft, override: Override) -> None:
    """Raise SpecError for a text that cannot be the name of a type, or is the name of two."""
    key, path = override.pattern, override.path[:2]
    if not NCNAME.fullmatch(key) or key in SCALARS or key == XML:
        raise draft.source.error(
            path,
            f"the name {key!r}",
            "the name of a type of the service, or a valid XML name that no XSD type has",
            "Give it another name, here and where it is used.",
        )
    other = draft.records if override.section == "enumerations" else draft.enumerations
    if key in other:
        raise draft.source.error(
            path,
            f"a record and an enumeration that are called {key!r}",
            "one of them",
            "Delete one, or give it another name.",
        )


def _types_in(override: Override) -> list[str]:
    """Yield the names of the types that an override gives to members."""
    if override.setting == "type":
        return [word(override.value).name]
    if override.setting == "base":
        return [override.value]
    if override.setting in ("first", "last"):
        return [word(text).name for text in override.value.values()]
    return []


def _service(draft: Draft, override: Override) -> None:
    """Set the address of every operation. Where no page states the scheme, it is settled even by
    an override that repeats what was assumed.
    """
    subject = draft.original.service
    changed = _address(draft, override, draft.operations)
    for name in draft.operations:
        _decide_address(draft, override, name)
    said = rules.ADDRESS.at(draft.source.origin(*override.path))
    open_ = draft.provenance.service
    if override.setting == "scheme":
        open_ = tuple(each for each in open_ if each.rule is not SCHEME_CONFLICT)
    draft.provenance.service = (said, *open_)
    draft.add_evidence(subject, override.setting, override.value, override.path)
    if not changed and override.setting != "scheme":
        draft.superfluous(subject, override.path)


def _decide_address(draft: Draft, override: Override, name: str) -> None:
    known = draft.provenance.operations
    made = rules.ADDRESS.at(draft.source.origin(*override.path))
    known[name] = (made, *known.get(name, ()))


def _address(draft: Draft, override: Override, names: Iterable[str]) -> bool:
    """Change a part of the addresses of operations; return whether any address changed."""

    def corrected(binding: Binding) -> Binding:
        value = override.value
        if override.setting == "path" and binding.transport.is_form:
            # The path of the service, and behind it the method.
            value += binding.path[binding.path.rindex("/") :]
        return replace(binding, **{override.setting: value})

    changed = False
    for name in list(names):
        old = draft.operations[name]
        new = replace(old, bindings=tuple(map(corrected, old.bindings)))
        changed = changed or new != old
        draft.operations[name] = new
    return changed


def _enumeration(draft: Draft, override: Override) -> None:
    keys = draft.matched(override, draft.enumerations)
    if override.setting != "add":
        name = (
            "documentation" if override.setting == "description" else override.setting
        )
        _replaced(draft, override, keys, draft.enumerations, name)
        return
    for key in keys:
        old = draft.enumerations[key]
        more = tuple(text for text in override.value if text not in old.members)
        draft.enumerations[key] = replace(old, members=old.members + more)
        draft.add_evidence(key, override.setting, override.value, override.path)
        draft.decide(override.path, key, None, rules.MEMBERS)
        if not more:
            draft.superfluous(key, override.path)


def _check_flags(draft: Draft, override: Override) -> None:
    """Raise SpecError for a member of flags with a blank: blanks separate the members on the
    wire.
    """
    if override.setting == "description":
        return
    said = override.value if isinstance(override.value, list) else ()
    for key in draft.matched(override, draft.enumerations):
        each = draft.enumerations[key]
        odd = [text for text in each.members if len(text.split()) != 1]
        # The line that has the member, or else the one that makes flags of it.
        mine = [text for text in odd if text in said] if said else odd
        found = f"flags with the member {mine[0]!r}" if mine else ""
        is_said = not said and found in {other.found for other in draft.errors.found}
        if each.flags and mine and not is_said:
            raise draft.source.error(
                override.path,
                found,
                "members without blanks, because blanks separate the members of flags",
                "Set members to texts without blanks, or flags to false.",
            )


def _replaced(
    draft: Draft,
    override: Override,
    keys: Iterable[str],
    held: dict[str, Any],
    name: str,
) -> None:
    """Return each part with another value."""
    value = tuple(override.value) if name == "members" else override.value
    changed = False
    for key in keys:
        new = replace(held[key], **{name: value})
        changed = changed or new != held[key]
        held[key] = new
        draft.add_evidence(key, override.setting, override.value, override.path)
        if override.setting in _TYPES:
            draft.decide(override.path, key, None, _TYPES[override.setting])
    if not changed:
        draft.superfluous(override.pattern, override.path)
