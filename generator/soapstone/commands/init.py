"""``soapstone init``: makes a service of saved pages."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import click

from soapstone.adopting import report
from soapstone.adopting.run import adopt
from soapstone.commands.arguments import json_option, service_option, specs_option
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.next_steps import command_line
from soapstone.commands.printing import (
    print_document,
    print_error,
    print_lines,
    reporting,
)


@click.command()
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True)
@service_option(
    "Folder in --specs, in place of one with the name that the pages state."
)
@specs_option
@json_option
def init(pages: tuple[str, ...], service: str, specs: Path, as_json: bool) -> int:
    """Make a service of saved pages: copy them into its folder in --specs.

    PAGE is a saved page, a WSDL, a folder of them, or - for the standard input. A page is called
    after the operation that it shows. What is there already is never replaced. An index page is not
    copied: it says which operations are missing. Then it is said what else would help.

    Exit code 0, or 2 for an error. A page that cannot be used is left out; the others are copied.
    """
    with reporting(verbose=False, as_json=as_json):
        if "-" in pages and sys.stdin and sys.stdin.isatty():
            end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
            print_lines([f"Paste the page, and end it with {end}."], sys.stderr)
        given = sys.stdin.buffer if sys.stdin else io.BytesIO()
        adopted = adopt(specs, pages, service, given)
        code = ExitCode.ERROR if adopted.error else ExitCode.OK
        if as_json:
            print_document(code, report.as_values(adopted))
        else:
            print_lines(report.lines(adopted), sys.stdout)
            print_lines(["", _next(adopted.service)], sys.stdout)
        if adopted.error:
            print_error(adopted.error)
        return code


def _next(service: str) -> str:
    return f"next: {command_line('generate', service, takes=('specs', 'out'))}"
