"""``soapstone generate``: writes a Python package for each service."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import click

from soapstone.changes import revisions
from soapstone.changes.report import Beside, Found, as_values
from soapstone.changes.run import inputs_before, names_to_write, written
from soapstone.commands.arguments import common, json_option
from soapstone.commands.changed_inputs import since_generated
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.next_steps import command_line
from soapstone.commands.printing import (
    console_on,
    print_changes,
    print_document,
    print_lines,
    print_verbatim,
    reporting,
    specs_place,
    subject_places,
)
from soapstone.commands.running import generated_from, importable_name
from soapstone.inputs.files import Rewritten
from soapstone.inputs.names.writing import rewrite
from soapstone.output.packages import Generated, Package
from soapstone.output.plan import Plan
from soapstone.output.reported import Key, reported
from soapstone.output.writing import write
from soapstone.report import run as report
from soapstone.report.table import table
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

    Findings are shown once: those that <service>/.soapstone/findings.json in --out has are only
    counted, as are routine notes. `soapstone generate -v` and `soapstone explain SERVICE` show all
    of them.

    Exit code 0, or 2 for an error. A page or recording that cannot be read is left out. A service
    that needs it, to keep all that was generated before, is left as it was; the others are written.
    """
    with reporting(verbose, as_json):
        before = {} if quiet and not as_json else revisions.on_disk(out)
        cache = BuildCache(out)
        generated = generated_from(specs, out, services, quiet, cache)
        known = {each.name: reported(out, each.name) for each in generated.packages}
        inputs_of = since_generated(specs, out, before, generated)
        inputs = inputs_before(before, generated, inputs_of)
        plan = write(generated, out, complete=not services)
        cache.keep(generated, plan)
        names = {specs / at: new for at, new in names_to_write(generated, plan)}
        for path, new in names.items():
            rewrite(path, new)
        changes = written(before, generated, plan, inputs)
        code = ExitCode.ERROR if plan.failed else ExitCode.OK
        done = _Done(generated, plan, changes, names, known)
        if as_json:
            values = report.as_values(generated, plan, as_values(changes), known)
            print_document(code, values)
        elif not quiet:
            _print_report(done, verbose)
        if not quiet:
            print_lines(report.notices(generated, plan), sys.stderr)
        print_lines(report.errors(plan, specs_place()), sys.stderr)
        if not quiet and not as_json:
            print_verbatim(_first_call(done, before), sys.stdout)
        return code


class _Done(NamedTuple):
    """What a run has done."""

    generated: Generated
    plan: Plan
    changes: Found
    names: Mapping[Path, Rewritten]
    known: Mapping[str, Counter[Key]]


def _print_report(done: _Done, verbose: bool) -> None:
    """Print the table of services, the findings, the changes, and the files of names written."""
    console = console_on(sys.stdout)
    for line in table(done.generated, done.plan, console.width):
        console.print(line, soft_wrap=True)
    found = report.findings(
        done.generated, full=verbose, known=done.known, place=specs_place()
    )
    print_lines(found, sys.stdout)
    if any(done.changes.values()):
        beside = Beside(subject_places(done.generated))
        print_changes(done.changes, "text", quiet=False, full=verbose, beside=beside)
    print_lines(report.new_names(done.names), sys.stdout)


def _first_call(done: _Done, before: revisions.ContractsByPackage) -> Iterator[str]:
    """The lines of a program that calls the first of the new services, if there is any."""
    failed = {each.name for each in done.plan.packages if each.error}
    new = [
        each
        for each in done.generated.packages
        if each.operations and each.name not in before and each.name not in failed
    ]
    called = [each for each in new if _can_be_called(each)]
    for package in (*called, *new)[:1]:
        yield from _call(package, importable_name(done.plan.out))
        yield ""
        yield f"More of it: {command_line('show', package.name)}"
        if len(new) > 1:
            others = ", ".join([e.name for e in new if e is not package][:5])
            more = f" and {len(new) - 6} more" if len(new) > 6 else ""
            yield f"New as well: {others}{more}"


def _can_be_called(package: Package) -> bool:
    assert package.snapshot
    return any(each.can_be_called for each in package.snapshot.contract.operations)


def _call(package: Package, top: str) -> Iterator[str]:
    # Imported late: most runs bring no new service.
    from soapstone.showing.report import snippet_lines
    from soapstone.snippets.programs import first_call

    assert package.snapshot
    yield from snippet_lines(*first_call(package.snapshot, package.name, top))
