"""``soapstone check``: reports whether the packages are up to date; writes nothing."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from soapstone.changes.run import names_to_write
from soapstone.commands.arguments import common
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import print_lines, reporting
from soapstone.commands.running import generated_from
from soapstone.inputs.files import Rewritten
from soapstone.output.diff import specs_diff, unified_diff
from soapstone.output.packages import Generated
from soapstone.output.plan import Plan, compare
from soapstone.report import run as report
from soapstone.report.safe_text import safe


@click.command()
@common
def check(
    specs: Path, out: Path, services: tuple[str, ...], quiet: bool, verbose: bool
) -> int:
    """Report whether the packages are up to date; write nothing.

    SERVICE is the name of a folder in --specs; without one, all are checked. What `generate` would
    write is printed as a unified diff.

    Exit code 0: up to date; 1: `generate` would change something; 2: an error.
    """
    with reporting(verbose):
        generated = generated_from(specs, out, services, quiet)
        plan = compare(generated, out, complete=not services)
        names = dict(names_to_write(generated, plan))
        if not quiet:
            _print_report(specs, generated, plan, names, verbose)
        print_lines(report.errors(plan), sys.stderr)
        if plan.failed:
            return ExitCode.ERROR
        return ExitCode.WOULD_CHANGE if plan.changes or names else ExitCode.OK


def _print_report(
    specs: Path,
    generated: Generated,
    plan: Plan,
    names: Mapping[str, Rewritten],
    verbose: bool,
) -> None:
    """Print the diff to stdout, so that it can be applied, and all else to stderr."""
    if verbose:
        print_lines(report.findings(generated, full=True), sys.stderr)
    diff = [*unified_diff(plan), *specs_diff(specs, names)]
    print_lines((safe(line, keep="\t") for line in diff), sys.stdout)
    print_lines(report.notices(generated, plan), sys.stderr)
