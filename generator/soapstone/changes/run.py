"""Finds what a run of ``soapstone generate`` changed: its contracts against those before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from soapstone.changes.revisions import (
    ContractsByPackage,
    between,
    of_package,
)
from soapstone.inputs.files import Rewritten
from soapstone.model.findings import SpecError
from soapstone.output.packages import Generated
from soapstone.output.plan import Plan

if TYPE_CHECKING:
    from soapstone.changes.changed_inputs import Inputs
    from soapstone.changes.rules import Change


def written(
    before: ContractsByPackage,
    generated: Generated,
    plan: Plan,
    inputs: Mapping[str, Inputs | None],
) -> Mapping[str, Sequence[Change]]:
    """Return the changes of every package that existed before and was written or removed.

    ``inputs`` is what :func:`inputs_before` returned. A contract that this version of Soapstone
    cannot read is skipped.
    """
    made = {each.name: each for each in generated.packages}
    found: dict[str, Sequence[Change]] = {}
    for each in plan.packages:
        if each.changes and each.name in before:
            with suppress(SpecError):
                new = of_package(made.get(each.name))
                known = partial(inputs.get, each.name)
                found[each.name] = between(before[each.name], new, known)
    return found


def inputs_before(
    before: ContractsByPackage,
    generated: Generated,
    inputs_of: Callable[[str], Inputs | None],
) -> Mapping[str, Inputs | None]:
    """Return which inputs have changed of each service whose contract is another than before.

    To be asked before anything is written: afterwards no file says what the inputs were.
    """
    return {
        each.name: inputs_of(each.name)
        for each in generated.packages
        if (new := of_package(each)) and (old := before.get(each.name))
        if new.text != old.text
    }


def names_to_write(generated: Generated, plan: Plan) -> Iterable[tuple[str, Rewritten]]:
    """Yield (path below the specs folder, text) of each names.toml to write."""
    failed = {package.name for package in plan.packages if package.error is not None}
    for package in generated.packages:
        if package.name not in failed:
            yield from package.specs.items()
