"""Prints the output of commands, and turns errors into messages and exit codes."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TextIO

import click

from soapstone.commands.exit_codes import ExitCode

if TYPE_CHECKING:
    from soapstone.changes.report import Found
    from soapstone.model.findings import SpecError


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""Errors of a stream that cannot take more output."""


@contextlib.contextmanager
def reporting(verbose: bool, as_json: bool = False) -> Iterator[None]:
    """Print an error that ends a command, and exit with code 2."""
    from soapstone.model.findings import SpecError

    try:
        yield
    except SpecError as error:
        _print_failure(error, as_json)
        raise click.exceptions.Exit(ExitCode.ERROR) from error
    except BrokenPipeError as error:
        # The interpreter flushes once more on its way out, and must not fail there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(ExitCode.BROKEN_PIPE) from error
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _FULL and not error.filename:
            raise  # of a stream: what cannot be printed
        _print_internal_error(error, verbose)
        raise click.exceptions.Exit(ExitCode.ERROR) from error


def _print_internal_error(error: Exception, verbose: bool) -> None:
    """Prints an error of Soapstone itself."""
    import traceback

    from soapstone.report.safe_text import safe

    if verbose:
        print_lines(
            map(safe, "".join(traceback.format_exception(error)).splitlines()),
            sys.stderr,
        )
    hint = "" if verbose else ", with -v for the traceback"
    what = f"internal error: {type(error).__name__}: {error}"
    print_lines([safe(what), f"Please report it{hint}."], sys.stderr)


def _print_failure(error: SpecError, as_json: bool) -> None:
    """Prints an error that concerns no single service; nothing was written."""
    from soapstone.report import run as report

    if as_json:
        click.echo(report.failure_as_json(error))
    print_lines(report.error_lines(error), sys.stderr)


def print_changes(found: Found, form: str, *, quiet: bool, full: bool) -> None:
    from soapstone.changes import report

    if form == "json":
        click.echo(report.as_json(found))
    elif form == "markdown":
        print_lines(report.as_markdown(found), sys.stdout)
    elif not quiet:
        print_styled(report.as_text(found, full=full))


def print_styled(lines: Iterable[Any]) -> None:
    """Print styled lines; the terminal wraps them."""
    console = console_on(sys.stdout)
    for line in lines:
        console.print(line, soft_wrap=True)


def print_lines(lines: Iterable[str], stream: TextIO) -> None:
    """Print plain lines."""
    for line in lines:
        click.echo(line, file=stream)


def console_on(stream: TextIO) -> Any:
    """Return a console that honours NO_COLOR; piped output is 160 columns wide."""
    from rich.console import Console

    return Console(
        file=stream,
        width=None if stream.isatty() else 160,
        markup=False,
        emoji=False,
        highlight=False,
    )
