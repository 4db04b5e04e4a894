"""The recipe: generates one service, from its pages to a map of files.

    pages -> facts -> resolved contract -> bound names -> python/, schema/ -> {path: text}

No step calls an earlier one, and nothing is written here.
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
    """Generate the package of the service in ``folder``.

    ``sources`` has its pages: path below the specs folder to content. Raises SpecError if a page, a
    TOML file or a recording cannot be used.
    """
    pages = read_pages(sources)
    resolved = resolve_contract(folder, pages)
    contract = resolved.contract
    if not contract.operations and not contract.records:
        raise SpecError(
            Origin(pages[0].file, 1),
            "a list of operations" if len(pages) == 1 else "no page with a sample",
            "at least one page of an operation",
            "Save the page of each operation that you need (…?op=Name) beside it.",
        )
    bound = bind_names(resolved)
    return Package(
        name=package_name(folder.name),
        files=_files(bound),
        pages=len(pages),
        operations=len(contract.operations),
        records=len(contract.records),
        findings=(
            *(each for page in pages for each in page.findings),
            *resolved.findings,
        ),
        specs={f"{folder.name}/{NAMES}": bound.new_names} if bound.new_names else {},
        snapshot=bound.snapshot,
    )


def _files(bound: BoundNames) -> dict[str, str]:
    """The files of a package by path, with their Python formatted."""
    contract = bound.snapshot.contract
    schemas = {f"schema/{name}": text for name, text in all_files(contract).items()}
    code = package_files(contract, bound.naming)
    text = contract_json.to_json(bound.snapshot)
    return formatted_files({CONTRACT: text, **code, **schemas})
