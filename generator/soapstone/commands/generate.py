"""``soapstone generate``: writes a Python package for each service."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from soapstone.changes import revisions
from soapstone.changes.report import Found, as_values
from soapstone.changes.run import inputs_before, names_to_write, written
from soapstone.commands.arguments import common, json_option
from soapstone.commands.changed_inputs import since_generated
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import (
    console_on,
    print_changes,
    print_lines,
    reporting,
)
from soapstone.commands.running import generated_from
from soapstone.inputs.files import Rewritten
from soapstone.inputs.names.writing import rewrite
from soapstone.output.packages import Generated
from soapstone.output.plan import Plan
from soapstone.output.writing import write
from soapstone.report import run as report
from soapstone.run.build_cache import BuildCache


@click.command()
@common
@json_option
def generate(
    specs: Path,
    out: Path,
    services: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    as_json: bool,
) -> int:
    """Write a Python package for every service.

    SERVICE is the name of a folder in --specs; without one, all are generated, and the package of
    a service whose folder is gone is removed. In --out only files that Soapstone wrote are touched;
    in --specs only <service>/names.toml, which is given the Python names of what is new.

    Exit code 0, or 2 for an error. A page or recording that cannot be read is left out. A service
    that needs it, to keep all that was generated before, is left as it was; the others are written.
    """
    with reporting(verbose, as_json):
        before = {} if quiet and not as_json else revisions.on_disk(out)
        cache = BuildCache(out)
        generated = generated_from(specs, out, services, quiet, cache)
        inputs_of = since_generated(specs, out, before, generated)
        inputs = inputs_before(before, generated, inputs_of)
        plan = write(generated, out, complete=not services)
        cache.keep(generated, plan)
        names = {specs / at: new for at, new in names_to_write(generated, plan)}
        for path, new in names.items():
            rewrite(path, new)
        changes = written(before, generated, plan, inputs)
        if as_json:
            click.echo(report.as_json(generated, plan, as_values(changes)))
        elif not quiet:
            _print_report(generated, plan, changes, names, verbose)
        if not quiet:
            print_lines(report.notices(generated, plan), sys.stderr)
        print_lines(report.errors(plan), sys.stderr)
        return ExitCode.ERROR if plan.failed else ExitCode.OK


def _print_report(
    generated: Generated,
    plan: Plan,
    changes: Found,
    names: Mapping[Path, Rewritten],
    verbose: bool,
) -> None:
    """Print the table of services, the findings, the changes, and the files of names written."""
    console_on(sys.stdout).print(report.table(generated, plan))
    print_lines(report.findings(generated, full=verbose), sys.stdout)
    if any(changes.values()):
        print_changes(changes, "text", quiet=False, full=verbose)
    print_lines(report.new_names(names), sys.stdout)
