"""The Python of a contract: {path: text}, all of ``generated/<service>/`` but its schemas.

Nothing of it is formatted yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.contract import Contract
from generator.python.classes import module_view
from generator.python.codecs import codec_view
from generator.python.imports import in_order, reexport_lines
from generator.python.layout import lay_out
from generator.python.naming import Naming
from generator.python.scans import scan_view, scannable
from generator.python.slices import Slice, slices
from generator.python.text import docstring
from generator.rendering import render


def package_files(contract: Contract, naming: Naming) -> dict[str, str]:
    """All Python of the package, by path."""
    layout = lay_out(contract, naming)
    scanned = scannable(contract.with_xml())
    modules = list(slices(contract, naming, layout, scanned))
    files = _frame_files(contract, naming, modules)
    for each in modules:
        files |= _module_files(each)
    return files


def _frame_files(
    contract: Contract, naming: Naming, modules: Sequence[Slice]
) -> dict[str, str]:
    """What is around the modules, by path: the ``__init__`` of each folder."""
    files = {
        f"{folder}/__init__.py": render("folder.py.j2", _FOLDERS[folder])
        for folder in sorted(_folders(modules))
    }
    exports = _exports(modules, naming)
    about = docstring(
        [f"The service {contract.service}: its messages, types and operations."], 0
    )
    files["__init__.py"] = render(
        "package.py.j2", {"docstring": about, "exports": exports}
    )
    names = [name for name, _ in exports]
    stub = {"docstring": about, "imports": reexport_lines(exports), "names": names}
    files["__init__.pyi"] = render("package.pyi.j2", stub)
    return files


def _folders(modules: Iterable[Slice]) -> set[str]:
    found = {path.rpartition("/")[0] for each in modules for path in each.paths}
    return found | {"_xml", "_scan"}


def _module_files(s: Slice) -> dict[str, str]:
    """The classes of a module, and where it has such, what reads, writes and scans them."""
    texts = [render("classes.py.j2", module_view(s))]
    if s.with_xml:
        texts.append(render("codecs.py.j2", codec_view(s)))
    if s.scanned:
        texts.append(render("scans.py.j2", scan_view(s)))
    return dict(zip(s.paths, texts, strict=True))


_FOLDERS = {
    "operations": "Operations and their messages, a module each.",
    "types": "Types that messages share, a module each.",
    "_xml": "Codecs for XML. They are loaded when a message is read or written.",
    "_xml/operations": "Codecs of the messages that live with their operations.",
    "_xml/types": "Codecs of types.",
    "_scan": "Scanners of XML in the shape that .NET writes; what else comes, codecs read.",
    "_scan/operations": "Scanners of the messages that live with their operations.",
    "_scan/types": "Scanners of types.",
}


def _exports(slices: Iterable[Slice], naming: Naming) -> list[tuple[str, str]]:
    """(name, module) of everything that the package offers."""
    modules = [each.module for each in slices]
    found = [
        (naming.classes[key], f"{module.folder}.{module.stem}")
        for module in modules
        for key in module.keys
    ]
    found += [
        (naming.constants[module.operation.name], f"{module.folder}.{module.stem}")
        for module in modules
        if module.operation
    ]
    order = {
        name: rank for rank, name in enumerate(in_order(name for name, _ in found))
    }
    return sorted(found, key=lambda export: order[export[0]])
