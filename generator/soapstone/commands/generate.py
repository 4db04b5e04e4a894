"""``soapstone generate``: writes a Python package for each service."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from soapstone.commands.arguments import common
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import (
    console_on,
    print_changes,
    print_lines,
    reporting,
)
from soapstone.commands.running import generated_from

if TYPE_CHECKING:
    from soapstone.inputs.files import Rewritten


@click.command()
@common
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document instead."
)
def generate(
    specs: Path,
    out: Path,
    services: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    as_json: bool,
) -> int:
    """Write a Python package for every SERVICE (default: all of them).

    Only files that Soapstone wrote are touched. A service that cannot be generated is left as it
    was, the others are written, and the exit code is 2.
    """
    with reporting(verbose, as_json):
        from soapstone.changes import revisions
        from soapstone.changes import run as changed
        from soapstone.changes.report import as_values
        from soapstone.output.writing import write
        from soapstone.report import run as report
        from soapstone.run.build_cache import BuildCache

        silent = quiet and not as_json
        before = {} if silent else revisions.on_disk(out)
        cache = BuildCache(out)
        generated = generated_from(specs, out, services, quiet, cache)
        plan = write(generated, out, complete=not services)
        cache.keep(generated, plan)
        found = changed.written(before, generated, plan)
        names = dict(changed.names_to_write(generated, plan))
        _save(specs, names)
        if as_json:
            click.echo(report.as_json(generated, plan, as_values(found)))
        elif not quiet:
            console = console_on(sys.stdout)
            console.print(report.table(generated, plan))
            print_lines(report.findings(generated, full=verbose), sys.stdout)
            if any(found.values()):
                print_changes(found, "text", quiet=False, full=verbose)
            print_lines(report.named(specs / path for path in names), sys.stdout)
        if not quiet:
            print_lines(report.notices(plan), sys.stderr)
        print_lines(report.errors(plan), sys.stderr)
        return ExitCode.ERROR if plan.failed else ExitCode.OK


def _save(specs: Path, names: Mapping[str, Rewritten]) -> None:
    """Write the ``names.toml`` of services that have new names."""
    if names:
        from soapstone.inputs.names.writing import rewrite

        for path, new in names.items():
            rewrite(specs / path, new)
