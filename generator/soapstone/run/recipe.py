"""The recipe: from the pages of a service to a map of files.

    pages/ -> facts -> inference, inputs -> contract -> bound names -> outputs -> {path: text}

One pass, one direction; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from soapstone.emit import schema
from soapstone.emit.python import package as python
from soapstone.emit.python.names import package_name
from soapstone.emit.python.naming import Naming
from soapstone.inputs.files import NAMES
from soapstone.model import contract_json
from soapstone.model.contract import Contract
from soapstone.model.findings import Origin, SpecError
from soapstone.output.packages import CONTRACT, Package
from soapstone.pages import read_pages
from soapstone.run.naming import NamedService, named_service
from soapstone.run.resolved import corrected_service

Output = Callable[[Contract, Naming], Mapping[str, str]]
"""Takes the contract and the bound names, gives the text of each file by its path."""

OUTPUTS: tuple[Output, ...] = (python.files, schema.files)
"""All outputs: the next one is a folder below ``emit`` and a name here. Their paths differ."""


def package(folder: Path, sources: Mapping[str, bytes]) -> Package:
    """The package of the service whose folder this is.

    ``sources`` are its pages by path below the specs folder. Raises SpecError for a page, or a
    file beside the pages, that cannot be used.
    """
    pages = read_pages(sources)
    service = corrected_service(folder, pages)
    contract = service.contract
    if not contract.operations and not contract.records:
        raise SpecError(
            Origin(pages[0].file, 1),
            "a list of operations" if len(pages) == 1 else "no page with a sample",
            "at least one page of an operation",
            "Save the page of each operation that you need (…?op=Name) beside it.",
        )
    named = named_service(service)
    return Package(
        name=package_name(folder.name),
        files=_files(named),
        pages=len(pages),
        operations=len(contract.operations),
        records=len(contract.records),
        findings=(
            *(each for page in pages for each in page.findings),
            *service.findings,
        ),
        specs={f"{folder.name}/{NAMES}": named.new_names} if named.new_names else {},
        snapshot=named.snapshot,
    )


def _files(named: NamedService) -> dict[str, str]:
    """The files of a package by path, sorted: of every output, and the contract itself."""
    files = {CONTRACT: contract_json.to_json(named.snapshot)}
    for output in OUTPUTS:
        files |= output(named.snapshot.contract, named.naming)
    return dict(sorted(files.items()))
