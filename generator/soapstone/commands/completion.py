"""Completes names of services, and of what they have, in a shell.

A shell waits for it at each press of the tabulator: of services only the names of folders are read,
of a service the contract that was generated. What cannot be read completes nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from soapstone.commands.settings import default_of


def services(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the services whose names begin with what was typed and that were not named yet."""
    named = context.params.get(parameter.name or "") or ()
    with contextlib.suppress(OSError, ValueError, click.ClickException):
        specs = context.params.get("specs") or default_of("specs", "specs")()
        with os.scandir(specs) as entries:
            names = sorted(each.name for each in entries if each.is_dir())
        found = [each for each in names if each[0] not in "._" and each not in named]
        return _beginning(found, incomplete)
    return []


def subjects(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the operations, records and enumerations of the service that was named."""
    from soapstone.emit.python.names import package_name
    from soapstone.output.packages import CONTRACT

    with contextlib.suppress(
        OSError, ValueError, TypeError, KeyError, RecursionError, click.ClickException
    ):
        out = context.params.get("generated") or default_of("out", "generated")()
        package = package_name(str(context.params["service"]))
        text = (Path(out) / package / CONTRACT).read_text("utf-8")
        names = json.loads(text)["python"]
        return _beginning(sorted({*names["operations"], *names["types"]}), incomplete)
    return []


def _beginning(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    """The names that a shell can show: a blank or a comma would end one."""
    return [
        CompletionItem(each)
        for each in names
        if each.startswith(incomplete) and each.isprintable()
        if not set(each) & set(" ,\"'`$\\")
    ]
