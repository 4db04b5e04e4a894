"""``soapstone changes``: reports what has changed in the services, and whom it breaks."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

import click

from soapstone.changes import revisions
from soapstone.changes.report import Beside, Found, document, is_breaking
from soapstone.commands.arguments import common, json_option
from soapstone.commands.changed_inputs import (
    InputsOf,
    since_generated,
    since_revision,
)
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.next_steps import command_line
from soapstone.commands.printing import (
    print_changes,
    print_document,
    print_error,
    print_lines,
    reporting,
    specs_place,
    subject_places,
)
from soapstone.commands.running import generated_from
from soapstone.emit.python.names import package_name
from soapstone.inputs.files import NAMES
from soapstone.model.findings import SpecError
from soapstone.output.packages import Generated
from soapstone.output.reported import reported
from soapstone.report.places import relative
from soapstone.report.run import on_pages
from soapstone.run.pipeline import chosen


@click.command()
@common
@click.option(
    "--against",
    metavar="REV",
    help="Compare the generated packages with those of a git revision; read no pages.",
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
@json_option
def changes(
    specs: Path,
    out: Path,
    services: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    against: str | None,
    form: str,
    fail_on: str | None,
    as_json: bool,
) -> int:
    """Report what has changed in the services, and whom it breaks; write nothing.

    What the pages say now is compared with what was generated last. SERVICE is the name of a
    folder in --specs; without one, all are compared.

    Exit code 0; 1: a breaking change, with --fail-on breaking; 2: an error.
    """
    names = [package_name(each) for each in services]
    as_json = as_json or form == "json"
    with reporting(verbose, as_json):
        errors: dict[str, SpecError] = {}
        beside = Beside()
        if against:
            found = _since_revision(against, specs, out, names)
        else:
            generated = generated_from(specs, out, services, quiet)
            errors = {
                each.name: error
                for each in generated.packages
                if (error := each.reported)
            }
            failed = {each.name for each in generated.packages if each.error}
            found = _since_last_run(generated, specs, out, names, failed)
            beside = _beside(generated, specs, out, list(errors))
        code = ExitCode.BREAKING if fail_on and is_breaking(found) else ExitCode.OK
        if errors:
            code = ExitCode.ERROR
        if as_json:
            print_document(code, document(found, errors))
        else:
            print_changes(found, form, quiet=quiet, full=verbose, beside=beside)
            if any(found.values()) and not against and form == "text" and not quiet:
                command = command_line("generate", *services, takes=("specs", "out"))
                print_lines(["", f"next: {command}"], sys.stdout)
        for name, error in errors.items():
            print_error(error, name)
        return code


def _beside(
    generated: Generated, specs: Path, out: Path, unread: Sequence[str] = ()
) -> Beside:
    """What is printed beside the changes since the last run."""
    place = specs_place()
    names = {package_name(each.name): relative(each / NAMES) for each in chosen(specs)}
    packages = generated.packages
    return Beside(
        subject_places(generated),
        names,
        {
            each.name: [*on_pages(each, reported(out, each.name), place)]
            for each in packages
        },
        unread,
    )


def _since_revision(
    revision: str, specs: Path, out: Path, names: Sequence[str]
) -> Found:
    """The changes from a git revision of the output folder to the folder as it is."""
    old, new = revisions.in_git(out, revision), revisions.on_disk(out)
    return _between(old, new, names, since_revision(specs, revision))


def _since_last_run(
    generated: Generated,
    specs: Path,
    out: Path,
    names: Sequence[str],
    failed: Collection[str],
) -> Found:
    """The changes from what was generated last to what the pages give now.

    Packages that could not be generated are left out.
    """
    wanted = [name for name in names if name not in failed]
    if names and not wanted:
        return {}
    old = {
        name: kept
        for name, kept in revisions.on_disk(out).items()
        if name not in failed
    }
    inputs_of = since_generated(specs, out, old, generated)
    return _between(old, revisions.of_run(generated), wanted, inputs_of)


def _between(
    old: revisions.ContractsByPackage,
    new: revisions.ContractsByPackage,
    names: Sequence[str],
    inputs_of: InputsOf,
) -> Found:
    """The changes of each package; of those named, or of all."""
    return {
        name: revisions.between(before, after, partial(inputs_of, name))
        for name, before, after in revisions.chosen(names, old, new)
    }
