"""``soapstone check``: reports whether the generated packages are up to date; writes nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from soapstone.commands.arguments import common
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import print_lines, reporting
from soapstone.commands.running import generated_from


@click.command()
@common
def check(
    specs: Path, out: Path, services: tuple[str, ...], quiet: bool, verbose: bool
) -> int:
    """Say whether the packages are up to date, and write nothing.

    Exit code 0: they are; 1: `generate` would change them, as the unified diff shows; 2: error.
    """
    with reporting(verbose):
        from soapstone.changes.run import names_to_write
        from soapstone.output.diff import specs_diff, unified_diff
        from soapstone.output.plan import compare
        from soapstone.report import run as report
        from soapstone.report.safe_text import safe

        generated = generated_from(specs, out, services, quiet)
        plan = compare(generated, out, complete=not services)
        names = dict(names_to_write(generated, plan))
        if not quiet:
            if verbose:
                print_lines(report.findings(generated, full=True), sys.stderr)
            lines = [*unified_diff(plan), *specs_diff(specs, names)]
            print_lines((safe(line, keep="\t") for line in lines), sys.stdout)
            print_lines(report.notices(plan), sys.stderr)
        print_lines(report.errors(plan), sys.stderr)
        if plan.failed:
            return ExitCode.ERROR
        return ExitCode.WOULD_CHANGE if plan.changes or names else ExitCode.OK
