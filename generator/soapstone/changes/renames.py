"""Finds members of records that were perhaps renamed, and what keeps their Python names.

A page shows no history: a renamed member is one that went and one that came, at the same place and
with the same type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from soapstone.inputs.toml_source import as_key, header, quoted
from soapstone.model.contract import Field, Record
from soapstone.model.contract_json import Snapshot
from soapstone.model.labels import labels


@dataclass(frozen=True, slots=True)
class Rename:
    """A member that perhaps has another name now."""

    record: str
    """The key of its record."""
    old: str
    new: str
    name: str
    """Its Python name."""

    @property
    def table(self) -> str:
        """The table of ``names.toml`` that has it."""
        return header(("types", self.record, "fields"))

    @property
    def line_before(self) -> str:
        """The line that ``names.toml`` has."""
        return f"{as_key(self.old)} = {quoted(self.name)}"

    @property
    def line(self) -> str:
        """The line that keeps the Python name, in place of that one."""
        return f"{as_key(self.new)} = {quoted(self.name)}"


def renames(old: Snapshot, new: Snapshot) -> Iterator[Rename]:
    """Yield the members of records in both versions that were perhaps renamed."""
    after = {each.key: each for each in new.contract.types}
    for one in old.contract.types:
        other = after.get(one.key)
        named = old.names.types.get(one.key)
        if named and isinstance(one, Record) and isinstance(other, Record):
            for went, came in _pairs(one, other):
                if name := named.members.get(went):
                    yield Rename(one.key, went, came, name)


def _pairs(old: Record, new: Record) -> Iterator[tuple[str, str]]:
    """The labels of members that went and came, at the same places with the same types."""
    one = dict(zip(labels(old), old.fields, strict=True))
    other = dict(zip(labels(new), new.fields, strict=True))
    kept = one.keys() & other.keys()
    came = dict(_runs([*other], kept))
    for after, gone in _runs([*one], kept):
        new_ones = came.get(after, [])
        if len(gone) == len(new_ones) and all(
            _is_alike(one[a], other[b]) for a, b in zip(gone, new_ones, strict=True)
        ):
            yield from zip(gone, new_ones, strict=True)


def _runs(
    members: Sequence[str], kept: set[str]
) -> Iterator[tuple[str | None, list[str]]]:
    """The members that only one version has, in runs, each with the member before it."""
    before, run = None, list[str]()
    for each in members:
        if each not in kept:
            run.append(each)
            continue
        if run:
            yield before, run
        before, run = each, []
    if run:
        yield before, run


def _is_alike(old: Field, new: Field) -> bool:
    return (old.type, old.repeated, old.particle) == (
        new.type,
        new.repeated,
        new.particle,
    )
