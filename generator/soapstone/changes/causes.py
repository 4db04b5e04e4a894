"""Tells what a change of a contract may come from: changed inputs, or Soapstone's rules.

A contract is made from pages, names, overrides and recordings, by Soapstone's rules. Where none of
these files has changed and the contract has, an upgrade of Soapstone decided otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from soapstone.changes.changed_inputs import Inputs
from soapstone.changes.message_directions import types_of
from soapstone.changes.rules import Cause, Change, Kind
from soapstone.inputs.files import NAMES, OVERRIDES, RECORDED
from soapstone.model.contract import Contract, Operation
from soapstone.model.contract_json import Snapshot


def with_causes(
    changes: Iterable[Change],
    old: Snapshot | None,
    new: Snapshot | None,
    inputs: Inputs | None,
) -> tuple[Change, ...]:
    """Return the changes from ``old`` to ``new``, each with what it may come from.

    ``inputs`` is None if it is not known which of them have changed.
    """
    if old is None or new is None:
        return tuple(replace(change, causes=(Cause.PAGES,)) for change in changes)
    if inputs is None:
        return tuple(changes)
    found = tuple(dict.fromkeys(map(_cause, sorted(inputs.changed))))
    shown = _Shown(old, new, inputs) if found == (Cause.PAGES,) else None
    return tuple(
        replace(change, causes=_causes(change, found, shown)) for change in changes
    )


def _cause(path: str) -> Cause:
    if path.startswith(f"{RECORDED}/"):
        return Cause.RECORDINGS
    return {NAMES: Cause.NAMES, OVERRIDES: Cause.OVERRIDES}.get(path, Cause.PAGES)


def _causes(
    change: Change, found: tuple[Cause, ...], shown: _Shown | None
) -> tuple[Cause, ...]:
    if change.kind is Kind.RENAMED:
        return (Cause.NAMES,)  # Soapstone never changes a name once given.
    if shown and shown.by_unchanged_pages(change.subject):
        return (Cause.OTHER_PAGES, Cause.RULES)
    return found or (Cause.RULES,)


class _Shown:
    """The operations and types that changed pages show, and those of all pages."""

    def __init__(self, old: Snapshot, new: Snapshot, inputs: Inputs) -> None:
        self._all: set[str] = set()
        self._changed: set[str] = set()
        pages = frozenset().union(*inputs.shown_by.values())
        if not inputs.changed <= pages:
            return  # What a page showed that is gone is not known.
        for contract in (old.contract, new.contract):
            changed = [
                each
                for each in contract.operations
                if not inputs.changed.isdisjoint(
                    inputs.shown_by.get(each.name, inputs.changed)
                )
            ]
            self._all |= _names(contract, contract.operations)
            self._changed |= _names(contract, changed)

    def by_unchanged_pages(self, subject: str) -> bool:
        """Whether the pages that show the subject of a change have not changed."""
        return _is_in(subject, self._all) and not _is_in(subject, self._changed)


def _is_in(subject: str, names: Set[str]) -> bool:
    """Whether a subject is one of these operations and types, or a part of one."""
    ends = (found.start() for found in _PART_ENDS.finditer(subject))
    return any(subject[:end] in names for end in ends)


_PART_ENDS = re.compile(r"[.,]|$")
"""Where the name of an operation or type may end in a subject: ``Account.RefId``, ``Ping, XML``."""


def _names(contract: Contract, operations: Sequence[Operation]) -> set[str]:
    """The names of operations, and the keys of the types that their messages hold."""
    return {each.name for each in operations} | types_of(contract, operations)
