"""Writes the command to run next, with the options that this run was given."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from subprocess import list2cmdline

import click
from click.core import ParameterSource

from soapstone.report.safe_text import safe

_FOLDERS = {"specs": "--specs", "out": "--out", "generated": "--out"}
"""Parameters that another command takes as well, and its option."""


def command_line(command: str, *words: str, takes: Sequence[str] = ("specs",)) -> str:
    """Return a command line: ``soapstone generate tc2 --specs pages``.

    ``takes``: which of ``specs`` and ``out`` the command has an option for. A folder is named only
    where it was named to the command that runs.
    """
    parts = ["soapstone", command, *words]
    context = click.get_current_context()
    for name, option in _FOLDERS.items():
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if given and option[2:] in takes:
            parts += [option, str(context.params[name])]
    return safe(_joined(parts))


def _joined(parts: Sequence[str]) -> str:
    """The words as a shell of this system takes them."""
    return list2cmdline(parts) if os.name == "nt" else shlex.join(parts)
