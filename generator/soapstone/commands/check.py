"""``soapstone check``: reports whether the packages are up to date; writes nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from soapstone.changes.run import names_to_write
from soapstone.commands.arguments import common, json_option
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.next_steps import command_line
from soapstone.commands.printing import (
    print_document,
    print_lines,
    print_verbatim,
    reporting,
    specs_place,
)
from soapstone.commands.running import generated_from
from soapstone.inputs.files import Rewritten
from soapstone.output.diff import specs_diff, unified_diff
from soapstone.output.packages import Generated
from soapstone.output.plan import Plan, compare
from soapstone.output.reported import without_changes_of_files
from soapstone.report import run as report
from soapstone.report.pending import pending, up_to_date
from soapstone.report.places import relative
from soapstone.report.safe_text import safe


@click.command()
@common
@json_option
def check(
    specs: Path,
    out: Path,
    services: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    as_json: bool,
) -> int:
    """Report whether the packages are up to date; write nothing.

    SERVICE is the name of a folder in --specs; without one, all are checked. What `generate` would
    write is listed, with -v as a unified diff; a line on stderr says what to run.

    Exit code 0: up to date; 1: `generate` would change something; 2: an error.
    """
    with reporting(verbose, as_json):
        generated = generated_from(specs, out, services, quiet)
        generated = without_changes_of_files(generated, out)
        plan = compare(generated, out, complete=not services)
        names = dict(names_to_write(generated, plan))
        code = ExitCode.WOULD_CHANGE if plan.changes or names else ExitCode.OK
        if plan.failed:
            code = ExitCode.ERROR
        if as_json:
            print_document(code, report.as_values(generated, plan))
        elif not quiet:
            print_lines(_what_to_run(plan, names), sys.stderr)
            _print_report(specs, generated, plan, names, verbose)
        print_lines(report.errors(plan, specs_place()), sys.stderr)
        return code


def _what_to_run(plan: Plan, names: Mapping[str, Rewritten]) -> Iterator[str]:
    """A line on what is out of date, and how it comes up to date."""
    services = [each.name or plan.out.name for each in plan.packages if each.changes]
    services = services or sorted({at.partition("/")[0] for at in names})
    if services:
        shown = ", ".join(services[:6]) + (", …" if len(services) > 6 else "")
        given = click.get_current_context().params["services"]
        command = command_line("generate", *given, takes=("specs", "out"))
        yield f"out of date: {safe(shown)}. To bring it up to date: {command}"


def _print_report(
    specs: Path,
    generated: Generated,
    plan: Plan,
    names: Mapping[str, Rewritten],
    verbose: bool,
) -> None:
    """Print what would be written to stdout, a diff that can be applied, and all else to stderr."""
    if verbose:
        found = report.findings(generated, full=True, place=specs_place())
        print_lines(found, sys.stderr)
        diff = [*unified_diff(plan), *specs_diff(specs, names)]
        print_verbatim((safe(line, keep="\t") for line in diff), sys.stdout)
    elif plan.changes or names:
        paths = (relative(specs / each) for each in names)
        print_lines(pending(plan, paths), sys.stdout)
    elif not plan.failed:
        print_lines([up_to_date(plan, generated)], sys.stdout)
    print_lines(report.notices(generated, plan), sys.stderr)
