"""Loads the package of a service: generated anew from its pages, or as it lies on the disk."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from soapstone.model.findings import Origin, SpecError
from soapstone.output.packages import Package
from soapstone.proving.loading import importable

_NUMBER = itertools.count()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A package and its runtime."""

    package: ModuleType
    runtime: ModuleType


@contextmanager
def loaded(package: Package, out: Path | None) -> Iterator[Loaded]:
    """Load a package that was just generated; with ``out`` the one of its name in that folder.

    Raises SpecError if there is none in ``out``.
    """
    if out is not None:
        yield _from_disk(out, package.name)
        return
    with importable(package) as code:
        top = code.name.partition(".")[0]
        yield Loaded(import_module(code.name), import_module(f"{top}.runtime"))


def _from_disk(out: Path, name: str) -> Loaded:
    for folder in (out / name, out / "runtime"):
        if not os.path.isfile(folder / "__init__.py"):
            raise SpecError(
                Origin(folder.as_posix(), 0),
                "no package",
                "what soapstone generate has written",
                "Generate it there, or leave out --out: then the pages are enough.",
            )
    # Under a name of its own: another module may be called like the folder.
    top = f"soapstone_served_{next(_NUMBER)}"
    spec = spec_from_file_location(
        top, out / "__init__.py", submodule_search_locations=[str(out)]
    )
    assert spec is not None
    sys.modules[top] = module_from_spec(spec)
    found = Loaded(import_module(f"{top}.{name}"), import_module(f"{top}.runtime"))
    if not hasattr(found.runtime, "StandIn"):
        raise SpecError(
            Origin((out / "runtime").as_posix(), 0),
            "the runtime of an earlier version",
            "one that can stand in for a service",
            "Run soapstone generate again.",
        )
    return found
