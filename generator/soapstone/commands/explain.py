"""``soapstone explain``: explains a decision, by evidence of the pages and by rule."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from soapstone.commands.arguments import specs_option
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import print_lines, print_styled, reporting


@click.command()
@click.argument("service", default="")
@click.argument("subject", default="")
@specs_option
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document instead."
)
def explain(specs: Path, service: str, subject: str, as_json: bool) -> int:
    """Say what was decided, by which rule and text, how sure it is and what would change it.

    SUBJECT is an operation, record, enumeration or member (Account.RefId) of SERVICE, by its name
    on the wire or in Python. Without it: all that the pages of the SERVICE, or of every service,
    leave open. Exit code 2: there is no such thing.
    """
    with reporting(verbose=False, as_json=as_json):
        from soapstone.explain import report
        from soapstone.explain.run import explain
        from soapstone.report.run import error_lines

        answers = explain(specs, service, subject)
        if as_json:
            click.echo(report.as_json(answers))
        else:
            print_styled(report.as_text(answers))
        failed = [(each.service, each.error) for each in answers if each.error]
        for name, error in failed:
            print_lines(error_lines(error, name), sys.stderr)
        return ExitCode.ERROR if failed else ExitCode.OK
