"""What a run changes: the contracts that it generated against those that stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from generator.changes.revisions import KeptByName, between, generated_now
from generator.findings import SpecError
from generator.output import Generated
from generator.plan import Plan

if TYPE_CHECKING:
    from generator.changes.rules import Change


def told(
    before: KeptByName, generated: Generated, plan: Plan
) -> Mapping[str, Sequence[Change]]:
    """The changes of every service that stood there before and has been written.

    What another version of Soapstone kept, and this one cannot read, is passed over.
    """
    after = generated_now(generated)
    found: dict[str, Sequence[Change]] = {}
    for package in plan.packages:
        if package.name in before and package.changes:
            with suppress(SpecError):
                old, new = before[package.name], after.get(package.name)
                found[package.name] = between(old, new)
    return found


def names_to_write(generated: Generated, plan: Plan) -> Iterable[tuple[str, str]]:
    """Files of the specs folder, of services that have no error, and their new text."""
    failed = {package.name for package in plan.packages if package.error is not None}
    for package in generated.packages:
        if package.name not in failed:
            yield from package.specs.items()
