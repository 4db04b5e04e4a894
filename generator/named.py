"""The Python names of a corrected service: those once given, and new ones for what has none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.contract_json import Snapshot
from generator.corrected import CorrectedService
from generator.given import writing
from generator.python.naming import Naming, as_given, name_everything


@dataclass(frozen=True, slots=True)
class NamedService:
    """A service as it is to be printed."""

    snapshot: Snapshot
    """Its contract, and its names as they can be given again."""
    naming: Naming
    """All its names."""
    names_text: str | None
    """What has to stand in ``names.toml``; None where it does."""


def named_service(service: CorrectedService) -> NamedService:
    """The same service, with names."""
    contract = service.contract
    naming = name_everything(contract, service.given)
    names = as_given(contract, naming)
    types = {
        key: replace(each, place=service.places.get(key, ""))
        for key, each in names.types.items()
    }
    names = replace(names, types=types)
    enumerations = frozenset(each.key for each in contract.enumerations)
    old = service.given_in.text if service.given_in else None
    new = writing.with_new(old or "", names, enumerations)
    return NamedService(Snapshot(contract, names), naming, None if new == old else new)
