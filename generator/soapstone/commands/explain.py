"""``soapstone explain``: explains why a type or member is what it is."""

from __future__ import annotations

from pathlib import Path

import click

from soapstone.commands.arguments import (
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
    progress_on_terminal,
    reporting,
    specs_place,
)
from soapstone.explain import report, run


@click.command()
@service_argument
@subject_argument
@specs_option
@json_option
def explain(specs: Path, service: str, subject: str, as_json: bool) -> int:
    """Explain why something is what it is: the rule, the evidence, and what would change it.

    SERVICE is the name of a folder in --specs. SUBJECT is an operation, record, enumeration or
    member (Account.RefId) of it, by its name on the wire or in Python. Without a SUBJECT: all that
    the pages of the SERVICE, or of every service, leave open; with --json also the explanation of
    everything in the SERVICE.

    Exit code 0, or 2 for an error, such as a SUBJECT that does not exist.
    """
    with reporting(verbose=False, as_json=as_json):
        whole = as_json and bool(service)
        with progress_on_terminal() as progress:
            progress(service or specs.as_posix())
            explained = run.explain(specs, service, subject, everything=whole)
        failed = [(each.service, each.error) for each in explained if each.error]
        code = ExitCode.ERROR if failed else ExitCode.OK
        if as_json:
            print_document(code, report.as_values(explained))
        else:
            print_styled(report.as_text(explained, specs_place()))
        for name, error in failed:
            print_error(error, name)
        return code
