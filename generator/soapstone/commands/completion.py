"""Completes names of services in a shell, from the folders of pages.

A shell waits for it at each press of the tabulator: nothing is read but the names of the folders,
and what cannot be read completes nothing.
"""

from __future__ import annotations

import contextlib
import os

import click
from click.shell_completion import CompletionItem


def services(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the services whose names begin with what was typed and that were not named yet."""
    from soapstone.commands.settings import default_of

    named = context.params.get(parameter.name or "") or ()
    with contextlib.suppress(OSError, ValueError, click.ClickException):
        specs = context.params.get("specs") or default_of("specs", "specs")()
        with os.scandir(specs) as entries:
            names = sorted(each.name for each in entries if each.is_dir())
        return [
            CompletionItem(name)
            for name in names
            if name.startswith(incomplete) and name[0] not in "._"
            if name not in named and name.isprintable()
        ]
    return []
