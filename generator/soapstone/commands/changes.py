"""``soapstone changes``: reports how each service has changed, and whom that breaks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from soapstone.commands.arguments import common
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import print_changes, print_lines, reporting
from soapstone.commands.running import generated_from

if TYPE_CHECKING:
    from soapstone.changes.report import Found
    from soapstone.output.packages import Generated


@click.command()
@common
@click.option(
    "--against",
    metavar="REV",
    help="Compare what is generated with a git revision of it, and read no pages.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["breaking"]),
    help="Exit with 1 if there is such a change.",
)
def changes(
    specs: Path,
    out: Path,
    services: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    against: str | None,
    form: str,
    fail_on: str | None,
) -> int:
    """Say what has changed in the terms of each SERVICE, and whom that breaks; write nothing.

    What the pages say now is compared with what was generated last. Exit code 0, or 1 with
    --fail-on; 2: error.
    """
    with reporting(verbose, as_json=form == "json"):
        from soapstone.changes.report import is_breaking
        from soapstone.report.run import error_lines

        generated = None if against else generated_from(specs, out, services, quiet)
        found = _changed(out, services, against or "", generated)
        print_changes(found, form, quiet=quiet, full=verbose)
        packages = generated.packages if generated else ()
        failed = [(each.name, each.error) for each in packages if each.error]
        for name, error in failed:
            print_lines(error_lines(error, name), sys.stderr)
        if failed:
            return ExitCode.ERROR
        stop = fail_on is not None and is_breaking(found)
        return ExitCode.BREAKING if stop else ExitCode.OK


def _changed(
    out: Path, services: Sequence[str], against: str, generated: Generated | None
) -> Found:
    """The changes of services: to what was generated, or to the disk since a revision."""
    from soapstone.changes import revisions
    from soapstone.emit.python.names import package_name

    old = revisions.in_git(out, against) if against else revisions.on_disk(out)
    new = revisions.of_run(generated) if generated else revisions.on_disk(out)
    names = [package_name(name) for name in services]
    if generated:
        failed = {each.name for each in generated.packages if each.error}
        old = {name: each for name, each in old.items() if name not in failed}
        names = [name for name in names if name not in failed]
        if services and not names:
            return {}
    pairs = revisions.chosen(names, old, new)
    return {name: revisions.between(before, after) for name, before, after in pairs}
