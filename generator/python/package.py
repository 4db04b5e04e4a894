"""The Python of a contract: {path: text}, all of ``generated/<service>/`` but its schemas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.contract import Contract
from generator.given.model import NO_NAMES, Names
from generator.python.classes import documents, module_view
from generator.python.codecs import codec_view
from generator.python.imports import in_order, reexport_lines
from generator.python.layout import Module, lay_out
from generator.python.naming import Naming, name_everything
from generator.python.scans import scan_view, scannable
from generator.python.text import docstring
from generator.rendering import render


def package_files(contract: Contract, given: Names = NO_NAMES) -> dict[str, str]:
    """The package's modules by path, not yet formatted. ``given`` are the names of before."""
    naming = name_everything(contract, given)
    modules = lay_out(contract, naming)
    homes = {key: module for module in modules for key in module.keys}
    messages = documents(contract)
    files = {}
    for module in modules:
        view = module_view(module, homes, messages, contract, naming)
        files[f"{module.path}.py"] = render("classes.py.j2", view)
    files |= _codecs(modules, contract.with_xml(), naming)
    files |= _scans(modules, contract.with_xml(), naming)
    folders = {path.rpartition("/")[0] for path in files} | {"_xml", "_scan"}
    for folder in sorted(folders):
        files[f"{folder}/__init__.py"] = render("folder.py.j2", _FOLDERS[folder])
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


def _codecs(
    modules: Iterable[Module], contract: Contract, naming: Naming
) -> dict[str, str]:
    """The modules that read and write XML, of what ``contract`` has."""
    known = {each.key for each in contract.types}
    kept = [
        replace(module, keys=tuple(key for key in module.keys if key in known))
        for module in modules
    ]
    homes = {key: module for module in kept for key in module.keys}
    messages = documents(contract)
    return {
        f"_xml/{module.path}.py": render(
            "codecs.py.j2", codec_view(module, homes, messages, contract, naming)
        )
        for module in kept
        if module.keys
    }


def _scans(
    modules: Iterable[Module], contract: Contract, naming: Naming
) -> dict[str, str]:
    """The modules that scan XML, of the records that can be scanned."""
    known = scannable(contract)
    kept = [
        replace(module, keys=tuple(key for key in module.keys if key in known))
        for module in modules
    ]
    homes = {key: module for module in modules for key in module.keys}
    return {
        f"_scan/{module.path}.py": render(
            "scans.py.j2", scan_view(module, homes, contract, naming)
        )
        for module in kept
        if module.keys
    }


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


def _exports(modules: tuple[Module, ...], naming: Naming) -> list[tuple[str, str]]:
    """(name, module) of everything that the package offers."""
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
