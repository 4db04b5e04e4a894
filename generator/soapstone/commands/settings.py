"""Reads the settings of a project: ``[tool.soapstone]`` in the nearest ``pyproject.toml``.

An option of the command line stands above a setting. Paths are relative to the file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import click

from soapstone.inputs.regular_files import read_regular, remedy
from soapstone.inputs.toml_source import Source, nearest, read, written
from soapstone.model.findings import Origin, SpecError
from soapstone.report.run import error_lines

FILE: Final = "pyproject.toml"
TABLE: Final = ("tool", "soapstone")
KEYS: Final[Mapping[str, str]] = {
    "specs": "the folder of pages",
    "out": "the folder of generated packages",
    "report": "the folder of the report",
}
"""Each setting, and what its text names."""


class BadSettings(click.ClickException):
    """Settings that cannot be used; exits with 2 as any error does."""

    exit_code = 2

    def __init__(self, error: SpecError) -> None:
        super().__init__(str(error))
        self.error = error

    def show(self, file: Any = None) -> None:
        """Print the error to stderr, as any other."""
        for line in error_lines(self.error):
            click.echo(line, file=file, err=file is None)


def default_of(key: str, usual: str) -> Callable[[], str]:
    """Return the function that gives an option its default: the setting ``key``, or ``usual``.

    It raises BadSettings.
    """

    def default() -> str:
        try:
            return settings(Path.cwd()).get(key, usual)
        except SpecError as error:
            context = click.get_current_context(silent=True)
            if context and context.resilient_parsing:  # a shell completes a word
                return usual
            raise BadSettings(error) from error
        except FileNotFoundError:  # the working directory is gone: the command says so
            return usual

    return default


def settings(folder: Path) -> Mapping[str, str]:
    """Return the settings that hold in a folder, paths as they are written from there.

    Raises SpecError, with the line, for a file that cannot be read, and for a setting that is
    unknown or no text.
    """
    above = (each / FILE for each in (folder, *folder.parents))
    path = next((each for each in above if os.path.lexists(each)), None)
    if path is None:
        return {}
    shown = _from(folder, path)
    source = read(shown, _bytes(path, shown))
    return {
        key: _from(folder, path.parent / text) for key, text in _texts(source).items()
    }


def _texts(source: Source) -> Mapping[str, str]:
    """The settings as they stand in a file."""
    table: dict[str, Any] = source.values
    for depth, key in enumerate(TABLE, 1):
        table = table.get(key, {})
        if not isinstance(table, dict):
            path = TABLE[:depth]
            advice = "Write [tool.soapstone] above the settings."
            raise source.error(path, written(table), "a table", advice)
    for key, value in table.items():
        _check(source, key, value)
    return table


def _check(source: Source, key: str, value: object) -> None:
    path = (*TABLE, key)
    if key not in KEYS:
        raise source.error(
            path,
            f"the unknown setting {key!r}",
            f"one of: {', '.join(KEYS)}",
            nearest(key, list(KEYS)),
        )
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise source.error(
            path,
            written(value),
            f"{KEYS[key]}, as a text",
            f'Write {key} = "DIR", from the folder of {FILE}.',
        )


def _bytes(path: Path, shown: str) -> bytes:
    try:
        return read_regular(path)
    except OSError as error:
        raise SpecError(
            Origin(shown, 0),
            f"a file that cannot be read ({error.strerror})",
            f"the settings of a project, or no {FILE}",
            remedy(error),
        ) from None


def _from(folder: Path, path: Path) -> str:
    """A path as it is written from a folder; on another drive of Windows as it is."""
    try:
        return os.path.relpath(path, folder)
    except ValueError:
        return str(path)
