"""Finds out which inputs of a service have changed since it was generated.

The build cache knows if it was generated here; otherwise git may.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from soapstone.changes import changed_inputs
from soapstone.changes.changed_inputs import Inputs
from soapstone.changes.revisions import ContractsByPackage
from soapstone.emit.python.names import package_name
from soapstone.model.findings import SpecError
from soapstone.output.packages import Generated
from soapstone.run.build_cache import BuildCache, digests_of, files_of
from soapstone.run.pipeline import chosen

InputsOf = Callable[[str], Inputs | None]
"""Takes the name of a package; returns None if it is not known what has changed."""


def since_generated(
    specs: Path, out: Path, before: ContractsByPackage, generated: Generated
) -> InputsOf:
    """Return the function for packages of the output folder, with the contracts ``before`` in it,
    that ``generated`` makes anew.
    """
    folders, cache = _folders(specs), BuildCache(out)
    shown_by = {each.name: each.shown_by for each in generated.packages}

    def inputs_of(name: str) -> Inputs | None:
        if name not in folders:
            return None
        changed = _by_cache(cache.inputs_of(name), folders[name])
        if changed is None:
            changed = changed_inputs.since_generated(
                folders[name], Path(before[name].file)
            )
        return None if changed is None else Inputs(changed, shown_by.get(name, {}))

    return inputs_of


def since_revision(specs: Path, revision: str) -> InputsOf:
    """Return the function for packages of a git revision and of today."""
    folders = _folders(specs)

    def inputs_of(name: str) -> Inputs | None:
        if name not in folders:
            return None
        changed = changed_inputs.since_revision(folders[name], revision)
        return None if changed is None else Inputs(changed)

    return inputs_of


def _folders(specs: Path) -> dict[str, Path]:
    """The folder of each package's service; none if the specs folder cannot be read."""
    with suppress(SpecError):
        return {package_name(each.name): each for each in chosen(specs)}
    return {}


def _by_cache(before: Mapping[str, str] | None, folder: Path) -> frozenset[str] | None:
    """The files that differ from those of the last build; None if that is not known."""
    if before is None:
        return None
    try:
        now = digests_of(files_of(folder))
    except OSError:
        return None
    paths = before.keys() | now.keys()
    return frozenset(path for path in paths if before.get(path) != now.get(path))
