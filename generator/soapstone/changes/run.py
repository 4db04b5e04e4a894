"""What a run changes: the contracts that it generated against those that stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from soapstone.changes.revisions import KeptByName, between, made_now
from soapstone.inputs.files import Rewritten
from soapstone.model.findings import SpecError
from soapstone.output.packages import Generated
from soapstone.output.plan import Plan

if TYPE_CHECKING:
    from soapstone.changes.rules import Change


def written(
    before: KeptByName, generated: Generated, plan: Plan
) -> Mapping[str, Sequence[Change]]:
    """The changes of every service that stood there before and has been written, or removed.

    What another version of Soapstone kept, and this one cannot read, is passed over.
    """
    made = {each.name: each for each in generated.packages}
    found: dict[str, Sequence[Change]] = {}
    for each in plan.packages:
        if each.changes and each.name in before:
            with suppress(SpecError):
                new = made_now(made.get(each.name))
                found[each.name] = between(before[each.name], new)
    return found


def names_to_write(generated: Generated, plan: Plan) -> Iterable[tuple[str, Rewritten]]:
    """Files of the specs folder, of services that have no error."""
    failed = {package.name for package in plan.packages if package.error is not None}
    for package in generated.packages:
        if package.name not in failed:
            yield from package.specs.items()
