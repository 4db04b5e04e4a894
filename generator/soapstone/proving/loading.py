"""Makes a generated package that is not on the disk importable, under a name of its own."""

from __future__ import annotations

import importlib
import itertools
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from soapstone.output.packages import Package
from soapstone.resources import runtime_files

_NUMBER = itertools.count()


@dataclass(frozen=True, slots=True)
class Code:
    """A package that can be imported until its folder goes."""

    name: str
    """Of the package, in full."""
    folder: Path
    """Where its files are."""

    def class_of(self, name: str) -> Any:
        """A class of the package; raises whatever importing its module raises."""
        return getattr(importlib.import_module(self.name), name)

    def unknown(self, record: Any) -> Sequence[Any]:
        """What a record holds that its class does not know, as its runtime has it."""
        top = self.name.partition(".")[0]
        found: Sequence[Any] = importlib.import_module(f"{top}.runtime").unknown(record)
        return found


@contextmanager
def importable(package: Package) -> Iterator[Code]:
    """A service's package beside a runtime, in a temporary folder that goes afterwards."""
    top = f"soapstone_test_{next(_NUMBER)}"
    with TemporaryDirectory(prefix="soapstone-") as temporary:
        around = Path(temporary) / top
        _write(around, {"__init__.py": ""})
        _write(around / "runtime", runtime_files())
        _write(around / package.name, package.files)
        sys.path.insert(0, temporary)
        try:
            importlib.invalidate_caches()
            yield Code(f"{top}.{package.name}", around / package.name)
        finally:
            sys.path.remove(temporary)
            for name in [each for each in sys.modules if each.split(".")[0] == top]:
                del sys.modules[name]


def _write(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
