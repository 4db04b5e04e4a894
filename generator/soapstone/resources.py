"""Where the files lie that the generator reads of itself: templates and the runtime."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def package_dir() -> Path:
    """The folder of the generator's own modules."""
    return _HERE


def templates_dir() -> Path:
    """The folder of templates: inside the package when installed, beside it in the repository."""
    installed = _HERE / "templates"
    return installed if installed.is_dir() else _HERE.parents[1] / "templates"


def runtime_dir() -> Path:
    """The folder of the runtime's modules, which are copied into what is generated."""
    return _HERE / "runtime"


def runtime_files() -> dict[str, str]:
    """The runtime's modules by path below its folder, as they are copied."""
    folder = runtime_dir()
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.py"))
    }
