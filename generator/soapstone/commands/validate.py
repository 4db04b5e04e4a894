"""``soapstone validate``: judges whether messages are what a service takes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from soapstone.commands import completion
from soapstone.commands.arguments import json_option, specs_option
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import (
    print_document,
    print_error,
    print_lines,
    progress_on_terminal,
    reporting,
)
from soapstone.validating import report, run


@click.command()
@click.argument("service", shell_complete=completion.services)
@click.argument("messages", metavar="MESSAGE...", nargs=-1, required=True)
@specs_option
@json_option
def validate(
    service: str, messages: tuple[str, ...], specs: Path, as_json: bool
) -> int:
    """Judge whether each MESSAGE is what SERVICE takes or sends, and what .NET does if not.

    MESSAGE is a file of XML (with an envelope or without), raw HTTP or HAR, or - for the standard
    input; it may hold several messages. SERVICE is the name of a folder in --specs.

    Each fault is shown with its line and path, and what becomes of it: harmless (all is read), lost
    (skipped in silence, or a default in its place), doubtful (refused, unless the service has what
    its pages hide) or refused.

    Exit code 0: all messages are taken whole; 1: one is not; 2: a file cannot be read, or the
    service cannot be generated.
    """
    with reporting(verbose=False, as_json=as_json):
        with progress_on_terminal(quiet="-" in messages) as progress:
            progress(service)
            validation = run.validate(specs, service, messages)
        code = _code(validation)
        if as_json:
            print_document(code, report.as_values(validation))
        else:
            print_lines(report.lines(validation), sys.stdout)
        for each in validation.files:
            if each.error:
                print_error(each.error)
        if validation.unread:
            print_error(validation.unread, validation.service)
        return code


def _code(validation: run.Validation) -> ExitCode:
    if validation.unread or any(each.error for each in validation.files):
        return ExitCode.ERROR
    judged = (each for file in validation.files for each in file.messages)
    return ExitCode.OK if all(each.is_taken for each in judged) else ExitCode.FAILED
