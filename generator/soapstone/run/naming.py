"""The Python names of a corrected service: those once given, and new ones for what has none."""

from __future__ import annotations

from dataclasses import dataclass

from soapstone.emit.python.naming import Naming, as_given, name_everything
from soapstone.inputs.files import Rewritten
from soapstone.inputs.names import writing
from soapstone.model.contract_json import Snapshot
from soapstone.run.resolved import CorrectedService


@dataclass(frozen=True, slots=True)
class NamedService:
    """A service as it is to be printed."""

    snapshot: Snapshot
    """Its contract, and its names as they can be given again."""
    naming: Naming
    """All its names."""
    new_names: Rewritten | None
    """What has to stand in ``names.toml``; None where it does."""


def named_service(service: CorrectedService) -> NamedService:
    """The same service, with names."""
    contract = service.contract
    naming = name_everything(contract, service.given)
    names = as_given(contract, naming, service.places)
    enumerations = frozenset(each.key for each in contract.enumerations)
    text = writing.with_new(service.given_in, names, enumerations)
    new = Rewritten(text, service.given_in.text if service.given_in else None)
    named = Snapshot(contract, names)
    return NamedService(named, naming, None if new.text == new.old else new)
