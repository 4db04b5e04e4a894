"""``soapstone report``: writes a static site that shows pages beside what was made of them."""

from __future__ import annotations

from pathlib import Path

import click

from soapstone.commands.arguments import (
    folder_option,
    generated_option,
    services_argument,
    specs_option,
)
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import print_error, reporting
from soapstone.commands.running import check_apart
from soapstone.report.counting import counted
from soapstone.report.safe_text import safe
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
def report(
    services: tuple[str, ...], specs: Path, out: Path, against: str, generated: Path
) -> int:
    """Write a site that shows each page beside what was made of it, and why.

    SERVICE is the name of a folder in --specs; without one, all are shown. The site is one folder
    of files to open in a browser; it needs no network and no server. No value of a recording or of
    a filled-in page is in it.

    Exit code 0, or 2 for an error. A service that cannot be read is left out, with its errors.
    """
    with reporting(verbose=False):
        check_apart(specs, out)
        made = run.report(specs, services, out, generated, against)
        click.echo(
            f"{counted(made.services, 'service')}, {counted(made.operations, 'operation')}: "
            f"{counted(made.files, 'file')} in {safe(str(out))}"
        )
        click.echo(f"Open {safe(made.index.resolve().as_uri())}")
        for name, error in made.failed.items():
            print_error(error, name)
        return ExitCode.ERROR if made.failed else ExitCode.OK
