"""The recipe: from the pages of a service to a map of files.

    pages/ -> facts -> corrected -> contract -> named, python/, schema/ -> {path: text}

One pass, one direction; nothing is written here. What the last run has made already (``parts``) is
not made again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from generator import contract_json
from generator.corrected import corrected_service
from generator.findings import Origin, SpecError
from generator.formatting import formatted_files
from generator.inputs import NAMES
from generator.named import NamedService, named_service
from generator.output import CONTRACT, Package
from generator.parts import Parts
from generator.python.names import package_name
from generator.python.package import frame_files, module_files, module_slices
from generator.python.slices import Slice
from generator.schema import all_files
from generator.second_process import LARGE, meanwhile


def package(folder: Path, sources: Mapping[str, bytes], parts: Parts) -> Package:
    """The package of the service whose folder this is.

    ``sources`` are its pages by path below the specs folder. Raises SpecError for a page, or a
    file beside the pages, that cannot be used.
    """
    pages = parts.facts(sources)
    service = corrected_service(folder, pages)
    contract = service.contract
    if not contract.operations and not contract.records:
        raise SpecError(
            Origin(pages[0].file, 1),
            "a list of operations" if len(pages) == 1 else "no page with a sample",
            "at least one page of an operation",
            "Save the page of each operation that you need (…?op=Name) beside it.",
        )
    with meanwhile(partial(all_files, contract), large=len(pages) >= LARGE) as schemas:
        named = named_service(service)
        modules = module_slices(contract, named.naming)
        files = parts.files(
            modules,
            lambda each: formatted_files(module_files(each)),
            lambda: _others(named, modules, schemas),
        )
    return Package(
        name=package_name(folder.name),
        files=files,
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


def _others(
    named: NamedService,
    modules: Sequence[Slice],
    schemas: Callable[[], Mapping[str, str]],
) -> dict[str, str]:
    """The files of a package that are no modules of types and operations."""
    frame = frame_files(named.snapshot.contract, named.naming, modules)
    return {
        CONTRACT: contract_json.to_json(named.snapshot),
        **formatted_files(frame),
        # Last, for another process may still be at it.
        **{f"schema/{name}": text for name, text in schemas().items()},
    }
