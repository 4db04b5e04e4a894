"""The recipe: from the pages of a service to a map of files.

    pages/ -> facts -> corrected -> contract -> named, python/, schema/ -> {path: text}

One pass, one direction; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from soapstone.emit.python.names import package_name
from soapstone.emit.python.package import package_files
from soapstone.emit.schema import all_files
from soapstone.inputs.files import NAMES
from soapstone.model import contract_json
from soapstone.model.findings import Origin, SpecError
from soapstone.output.formatting import formatted_files
from soapstone.output.packages import CONTRACT, Package
from soapstone.pages import read_pages
from soapstone.run.bound_names import BoundNames, bind_names
from soapstone.run.resolved_contract import resolve_contract


def package(folder: Path, sources: Mapping[str, bytes]) -> Package:
    """The package of the service whose folder this is.

    ``sources`` are its pages by path below the specs folder. Raises SpecError for a page, or a
    file beside the pages, that cannot be used.
    """
    pages = read_pages(sources)
    service = resolve_contract(folder, pages)
    contract = service.contract
    if not contract.operations and not contract.records:
        raise SpecError(
            Origin(pages[0].file, 1),
            "a list of operations" if len(pages) == 1 else "no page with a sample",
            "at least one page of an operation",
            "Save the page of each operation that you need (…?op=Name) beside it.",
        )
    named = bind_names(service)
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


def _files(named: BoundNames) -> dict[str, str]:
    """The files of a package by path, with their Python formatted."""
    contract = named.snapshot.contract
    schemas = {f"schema/{name}": text for name, text in all_files(contract).items()}
    code = package_files(contract, named.naming)
    text = contract_json.to_json(named.snapshot)
    return formatted_files({CONTRACT: text, **code, **schemas})
