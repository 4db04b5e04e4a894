"""Paths of the files that come with the package and are read as text: templates and runtime."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_HERE = Path(__file__).resolve().parent


def package_dir() -> Path:
    """The folder of the package ``soapstone`` itself."""
    return _HERE


def templates_dir() -> Path:
    """The folder of templates: inside the package when installed, beside it in the repository."""
    installed = _HERE / "templates"
    return installed if installed.is_dir() else _HERE.parents[1] / "templates"


def runtime_dir() -> Path:
    """The folder of the runtime, which is copied to ``<out>/runtime``."""
    return _HERE / "runtime"


@cache
def runtime_files() -> Mapping[str, str]:
    """The text of each module of the runtime, and of its licence, by the path below that folder.

    They are read once.
    """
    folder = runtime_dir()
    paths = [*folder.rglob("*.py"), folder / "LICENSE"]
    return MappingProxyType(
        {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(paths)
        }
    )
