"""Lists what a run of ``soapstone generate`` would write, a line for each package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from soapstone.output.packages import Generated
from soapstone.output.plan import ROOT, Plan, PlannedPackage, State
from soapstone.report.counting import counted
from soapstone.report.run import RUNTIME
from soapstone.report.safe_text import safe

_SHOWN = 5
"""So many files of a package are named."""
_KINDS = {
    State.UPDATE: "to change",
    State.CREATE: "to add",
    State.REMOVE: "to remove",
}


def pending(plan: Plan, names: Iterable[str]) -> Iterator[str]:
    """Yield a line for each package that would change, and each ``names.toml``, by its path."""
    for package in plan.packages:
        if package.changes and package.error is None:
            yield f"  {safe(f'{plan.out.name}/{package.name}')}: {safe(_files(package))}"
    for path in names:
        yield f"  {safe(path)}: new names"


def _files(package: PlannedPackage) -> str:
    """How many files of each kind, and which, but for a package that is all new. Those that only
    Soapstone reads are not named.
    """
    parts = []
    is_new = not package.paths(State.UPDATE)
    for state, kind in _KINDS.items():
        paths = package.paths(state)
        if not paths:
            continue
        named = [each for each in paths if not each.startswith(".soapstone/")]
        shown = named[:_SHOWN] + (["…"] if len(named) > _SHOWN else [])
        listed = f" ({', '.join(shown)})" if shown and not is_new else ""
        parts.append(f"{counted(len(paths), 'file')} {kind}{listed}")
    return ", ".join(parts)


def up_to_date(plan: Plan, generated: Generated) -> str:
    """Return the line of a run that would write nothing."""
    planned = {each.name for each in plan.packages}
    services = [
        each
        for each in generated.packages
        if each.name in planned and each.name not in (RUNTIME, ROOT)
    ]
    count = counted(len(services), "service")
    return safe(f"{plan.out.name}/ is up to date: {count}")
