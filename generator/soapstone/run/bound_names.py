"""Binds a Python name to every operation, type and member of a resolved contract.

Names of earlier runs come from ``names.toml`` (the name lock) and never change. What has no name
yet gets one.
"""

from __future__ import annotations

from dataclasses import dataclass

from soapstone.emit.python.naming import Naming, name_everything, name_lock
from soapstone.inputs.files import Rewritten
from soapstone.inputs.names import writing
from soapstone.model.contract_json import Snapshot
from soapstone.run.resolved_contract import ResolvedContract


@dataclass(frozen=True, slots=True)
class BoundNames:
    """A contract together with its Python names, ready to be emitted."""

    snapshot: Snapshot
    """The contract and the names that a later run keeps."""
    naming: Naming
    """Every name, also those that are derived anew in each run (modules, prefixes)."""
    new_names: Rewritten | None
    """The new text of ``names.toml``; None if the file is up to date."""


def bind_names(resolved: ResolvedContract, package: str) -> BoundNames:
    """Return the contract with a Python name for everything in it.

    ``package`` is the name of the package, from which the clients have theirs.
    """
    contract, lock = resolved.contract, resolved.lock_file
    naming = name_everything(contract, resolved.locked_names, package)
    names = name_lock(contract, naming, resolved.places)
    enumerations = frozenset(each.key for each in contract.enumerations)
    text = writing.with_new(lock, names, enumerations)
    new = Rewritten(text, lock.text if lock else None)
    snapshot = Snapshot(contract, names)
    return BoundNames(snapshot, naming, None if new.text == new.old else new)
