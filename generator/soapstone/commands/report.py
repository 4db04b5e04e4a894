"""``soapstone report``: writes a static site that shows pages beside what was made of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from soapstone.commands.arguments import (
    folder_option,
    generated_option,
    json_option,
    services_argument,
    specs_option,
)
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import (
    print_document,
    print_error,
    progress_on_terminal,
    reporting,
)
from soapstone.commands.running import check_apart
from soapstone.report.counting import counted
from soapstone.report.documents import error_as_json
from soapstone.report.safe_text import safe
from soapstone.run.pipeline import chosen
from soapstone.site import run


@click.command()
@services_argument
@specs_option
@folder_option(
    "--out",
    *("report", "report"),
    "Folder of the report, which is replaced as a whole.",
)
@click.option(
    "--against",
    metavar="REV",
    default="",
    help="Show what has changed since a git revision of the generated packages.",
)
@generated_option("Folder of the generated packages, for --against.")
@json_option
def report(
    services: tuple[str, ...],
    specs: Path,
    out: Path,
    against: str,
    generated: Path,
    as_json: bool,
) -> int:
    """Write a site that shows each page beside what was made of it, and why.

    SERVICE is the name of a folder in --specs; without one, all are shown. With one, the site has
    only that: pages of others that an earlier run wrote there are removed. The site is one folder
    of files to open in a browser; it needs no network and no server. No value of a recording or of
    a filled-in page is in it.

    Exit code 0, or 2 for an error. A service that cannot be read is left out, with its errors.
    """
    with reporting(verbose=False, as_json=as_json):
        check_apart(specs, out)
        with progress_on_terminal() as progress:
            made = run.report(specs, services, out, generated, against, progress)
        code = ExitCode.ERROR if made.failed else ExitCode.OK
        if as_json:
            names = [each.name for each in chosen(specs, services)]
            print_document(code, _as_values(made, names))
        else:
            click.echo(
                f"{counted(made.services, 'service')}, "
                f"{counted(made.operations, 'operation')}: "
                f"{counted(made.files, 'file')} in {safe(str(out))}"
            )
            if services:
                click.echo("It has only what was named; without a name, all services.")
            click.echo(f"Open {safe(made.index.resolve().as_uri())}")
        for name, error in made.failed.items():
            print_error(error, name)
        return code


def _as_values(made: run.Report, names: Iterable[str]) -> dict[str, Any]:
    errors = made.failed
    return {
        "services": [
            {
                "service": name,
                "error": error_as_json(errors[name]) if name in errors else None,
            }
            for name in names
        ],
        "operations": made.operations,
        "files": made.files,
        "index": made.index.as_posix(),
    }
