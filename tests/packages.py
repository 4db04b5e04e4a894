"""Generates packages for tests and imports them, each under a name of its own."""

from __future__ import annotations

import importlib
import itertools
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from soapstone.emit.python.naming import name_everything
from soapstone.emit.python.package import package_files
from soapstone.model.contract import Contract
from soapstone.resources import runtime_files

_number = itertools.count()


def python_of(contract: Contract) -> dict[str, str]:
    """The Python of a contract without locked names, not yet formatted."""
    return package_files(contract, name_everything(contract))


def write(root: Path, files: Mapping[str, str]) -> None:
    """Files below a folder."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def load(
    contract: Contract, folder: Path, service: str = "service", top: str = ""
) -> ModuleType:
    """The package of a contract, imported from ``folder``, with its own runtime beside it.

    ``top`` is the package around one that was loaded before, to share its runtime with it.
    """
    if not top:
        top = f"generated_{next(_number)}"
        write(folder / top, {"__init__.py": ""})
        write(folder / top / "runtime", runtime_files())
    write(folder / top / service, python_of(contract))
    sys.path.insert(0, str(folder))
    try:
        importlib.invalidate_caches()
        return importlib.import_module(f"{top}.{service}")
    finally:
        sys.path.remove(str(folder))


def runtime_of(package: ModuleType) -> ModuleType:
    """The runtime that a loaded package stands on."""
    return importlib.import_module(f"{package.__name__.rpartition('.')[0]}.runtime")
