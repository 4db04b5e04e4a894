"""``soapstone show``: lists what a service has, with code to copy."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from soapstone.commands.arguments import (
    generated_option,
    json_option,
    service_argument,
    specs_option,
    subject_argument,
)
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import (
    print_document,
    print_error,
    print_styled,
    print_verbatim,
    progress_on_terminal,
    reporting,
)
from soapstone.commands.running import importable_name
from soapstone.showing import report
from soapstone.showing.overview import overview


@click.command()
@service_argument
@subject_argument
@specs_option
@generated_option("Folder of the generated packages, for the snippet's imports.")
@json_option
def show(
    specs: Path, generated: Path, service: str, subject: str, as_json: bool
) -> int:
    """Show what a service has: its operations and records, and code to copy.

    SERVICE is the name of a folder in --specs; without one, all are shown. SUBJECT is an operation,
    record or enumeration of it, by its name on the wire or in Python: what it takes and gives, and
    the program that calls or makes it.

    Exit code 0, or 2 for an error, such as a SUBJECT that does not exist.
    """
    with reporting(verbose=False, as_json=as_json):
        with progress_on_terminal() as progress:
            progress(service or specs.as_posix())
            shown = overview(specs, service, subject, importable_name(generated))
        failed = [(each.service, each.error) for each in shown if each.error]
        code = ExitCode.ERROR if failed else ExitCode.OK
        if as_json:
            print_document(code, {"services": list(map(report.as_values, shown))})
        else:
            print_styled(report.as_text(shown))
            if len(shown) == 1:
                snippet = report.snippet_of(shown[0])
                print_verbatim(report.snippet_lines(*snippet), sys.stdout)
        for name, error in failed:
            print_error(error, name)
        return code
