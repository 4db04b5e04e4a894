"""Makes the report of the services of a specs folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from soapstone.changes.report import as_values
from soapstone.changes.revisions import (
    ContractsByPackage,
    StoredContract,
    between,
    in_git,
)
from soapstone.explain.run import whole
from soapstone.model.contract_json import to_json
from soapstone.model.findings import SpecError
from soapstone.run import pipeline
from soapstone.site.rendering import Changes, site
from soapstone.site.service import Service
from soapstone.site.writing import write


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was written."""

    index: Path
    """The page to open."""
    services: int
    operations: int
    files: int
    failed: Mapping[str, SpecError]
    """Of each service that cannot be read, or not whole: its errors. The first are left out."""


def report(
    specs: Path,
    services: Sequence[str],
    out: Path,
    generated: Path,
    against: str,
    progress: Callable[[str], None] = lambda service: None,
) -> Report:
    """Write the report of all services, or of those named, into ``out``.

    ``against`` is a git revision of the folder ``generated``, whose packages are compared with what
    the pages say now; "" compares nothing. ``progress`` is called with the name of each service
    before it. Raises SpecError where the specs folder, a service, the
    revision or ``out`` cannot be used; nothing is written then.
    """
    old = in_git(generated, against) if against else None
    made: list[Service] = []
    changes: dict[str, Changes] = {}
    failed: dict[str, SpecError] = {}
    for folder in pipeline.chosen(specs, services):
        progress(folder.name)
        try:
            service = Service(whole(folder))
            if old is not None:
                changes[service.name] = _changes(service, old)
        except SpecError as error:
            failed[folder.name] = error
            continue
        made.append(service)
        unread = service.whole.answer.error
        if unread:
            failed[folder.name] = unread
    count = write(site(made, failed, changes, against), out)
    operations = sum(len(each.contract.operations) for each in made)
    return Report(out / "index.html", len(made), operations, count, failed)


def _changes(service: Service, old: ContractsByPackage) -> Changes:
    """What has changed in a service, as ``changes`` has it in JSON, the breaking ones first."""
    snapshot = service.snapshot
    new = StoredContract(service.package, to_json(snapshot), snapshot)
    found = between(old.get(service.package), new)
    values = as_values({service.package: found})[service.package]
    return sorted(values, key=lambda each: not each["breaks"])
