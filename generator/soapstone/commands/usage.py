"""Says why a command could not begin: a word, an option or a setting that is wrong."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

import click

from soapstone.commands.printing import print_lines
from soapstone.commands.settings import BadSettings
from soapstone.model.findings import NOWHERE, SpecError
from soapstone.report.documents import document


def print_usage_error(error: click.ClickException, arguments: Sequence[str]) -> None:
    """Print the document of a command that did not begin."""
    if isinstance(error, BadSettings):
        cause = error.error
    else:
        cause = SpecError(
            NOWHERE,
            error.format_message(),
            "the words and options that --help lists",
            "Correct the command line.",
        )
    command = next((each for each in arguments if not each.startswith("-")), "")
    click.echo(document(command, error.exit_code, error=cause))


def show(error: click.ClickException) -> None:
    """Print the error to stderr, as click words it."""
    said = io.StringIO()
    error.show(said)
    print_lines(said.getvalue().splitlines(), sys.stderr)
