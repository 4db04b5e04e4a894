"""Leaves a package as it is where an input that cannot be read would take something out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from soapstone.changes.revisions import StoredContract, between, of_package, on_disk
from soapstone.model.findings import Origin, SpecError, together
from soapstone.output.packages import Generated, Package

if TYPE_CHECKING:
    from soapstone.changes.rules import Change

_SHOWN = 5


def left_whole(generated: Generated, out: Path) -> Generated:
    """Return the packages, with an error in place of each that must not be written to ``out``.

    That is one with unread inputs which has less than the package generated before: what is gone
    may stand in them. Raises SpecError for a contract in ``out`` that cannot be read.
    """
    if not any(each.unread for each in generated.packages):
        return generated
    before = on_disk(out)
    checked = (_checked(each, before.get(each.name)) for each in generated.packages)
    return replace(generated, packages=tuple(checked))


def _checked(package: Package, before: StoredContract | None) -> Package:
    if not package.unread or before is None:
        return package
    try:
        lost = list(_lost(between(before, of_package(package))))
    except SpecError as error:  # of a contract that somebody has edited
        return _failed(package, error)
    return _failed(package, _error(package, lost)) if lost else package


def _lost(changes: tuple[Change, ...]) -> Iterator[Change]:
    """The changes by which something goes that an input said before."""
    from soapstone.changes.rules import LOSSES

    return (each for each in changes if each.kind in LOSSES)


def _error(package: Package, lost: list[Change]) -> SpecError:
    shown = ", ".join(f"{each.kind}: {each.subject}" for each in lost[:_SHOWN])
    more = f" and {len(lost) - _SHOWN} more" if lost[_SHOWN:] else ""
    files = ", ".join(dict.fromkeys(each.origin.file for each in package.unread))
    return SpecError(
        Origin(package.name, 0),
        f"less than was generated before ({shown}{more})",
        f"all of it, but {files} cannot be read",
        "The package was left as it was. Mend what cannot be read; or delete it, and what it alone "
        "showed is removed.",
    )


def _failed(package: Package, error: SpecError) -> Package:
    """The package as one that cannot be generated."""
    return replace(
        package,
        files={},
        specs={},
        snapshot=None,
        unread=(),
        error=together([*package.unread, error]),
    )
