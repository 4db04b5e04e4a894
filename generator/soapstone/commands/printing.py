"""Prints results, and the errors that end a command early."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from threading import Timer
from typing import Any, TextIO

import click
from rich.console import Console
from rich.text import Text

from soapstone.changes import report as changes_report
from soapstone.changes.report import NOTHING_BESIDE, Beside, Found
from soapstone.commands.exit_codes import ExitCode
from soapstone.model.findings import SpecError
from soapstone.output.packages import Generated
from soapstone.report.documents import document
from soapstone.report.places import Place, place_in
from soapstone.report.run import error_lines
from soapstone.report.safe_text import safe
from soapstone.report.wrapping import wrapped

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""Error numbers of a write to a full or broken device."""
_STANDS_OUT = re.compile(r"(?:[Ee]rror|failed):|  conflict(?=  )")
"""The beginning of a line that somebody has to look at."""
_UNTIL_PROGRESS = 1.0
"""Seconds."""


@contextlib.contextmanager
def reporting(verbose: bool, as_json: bool = False) -> Iterator[None]:
    """Print an error that ends the command, and exit with 2; with 141 if the reader has gone.

    ``verbose``: with the traceback of an internal error. ``as_json``: a SpecError as a JSON
    document, too.
    """
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
        if isinstance(error, FileNotFoundError) and _is_nowhere():
            said = "the folder in which this runs is gone: change to one that exists"
            raise click.UsageError(said) from None
        _print_internal_error(error, verbose)
        raise click.exceptions.Exit(ExitCode.ERROR) from error


def _is_nowhere() -> bool:
    """Whether the current folder has been deleted: no relative path has a meaning then."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    return False


def _print_internal_error(error: Exception, verbose: bool) -> None:
    """Print an error that is a fault of Soapstone."""
    if verbose:
        lines = "".join(traceback.format_exception(error)).splitlines()
        print_verbatim(map(safe, lines), sys.stderr)
    hint = "" if verbose else ", with -v for the traceback"
    what = f"internal error: {type(error).__name__}: {error}"
    print_lines([safe(what), f"Please report it{hint}."], sys.stderr)


def _print_failure(error: SpecError, as_json: bool) -> None:
    """Print an error that concerns no service in particular: nothing was written."""
    if as_json:
        print_document(ExitCode.ERROR, {}, error)
    print_error(error)


def print_document(
    code: int, values: Mapping[str, Any], error: SpecError | None = None
) -> None:
    """Print the JSON document of the command that runs, which will exit with ``code``."""
    context = click.get_current_context()
    click.echo(document(context.info_name or "", code, error=error, **values))


def print_error(error: SpecError, service: str = "") -> None:
    """Print an error, and those reported with it, to stderr; ``service``: its name, if any."""
    print_lines(error_lines(error, service, specs_place()), sys.stderr)


def specs_place() -> Place:
    """How to write where a fact stands: as a terminal can open it from here."""
    context = click.get_current_context(silent=True)
    specs = context.params.get("specs") if context else None
    return place_in(specs) if isinstance(specs, Path) else str


def subject_places(generated: Generated) -> dict[str, dict[str, str]]:
    """Return by package where on a page each subject of a change stands."""
    place = specs_place()
    return {
        each.name: {subject: place(at) for subject, at in each.places.items()}
        for each in generated.packages
    }


def print_changes(
    found: Found,
    form: str,
    *,
    quiet: bool,
    full: bool,
    beside: Beside = NOTHING_BESIDE,
) -> None:
    """Print changes to stdout as ``text`` or ``markdown``; ``quiet``: not as text."""
    if form == "markdown":
        print_verbatim(changes_report.as_markdown(found, beside), sys.stdout)
    elif not quiet:
        print_styled(changes_report.as_text(found, full=full, beside=beside))


def print_styled(lines: Iterable[Text]) -> None:
    """Print styled lines to stdout; on a terminal they break between words."""
    console = console_on(sys.stdout)
    for line in lines:
        for row in wrapped(line, console.width) if sys.stdout.isatty() else (line,):
            console.print(row, soft_wrap=True)


def print_lines(lines: Iterable[str], stream: TextIO) -> None:
    """Print lines of text; on a terminal they break between words, and errors stand out."""
    if not stream.isatty():
        print_verbatim(lines, stream)
        return
    console = console_on(stream)
    for line in lines:
        text = Text(line)
        if found := _STANDS_OUT.match(line):
            text.stylize("bold red", *found.span())
        for row in wrapped(text, console.width):
            console.print(row, soft_wrap=True)


def rows_on(stream: TextIO, lines: Iterable[str]) -> Iterator[str]:
    """Yield the rows that lines take on a terminal; elsewhere the lines as they are."""
    if not stream.isatty():
        yield from lines
        return
    width = console_on(stream).width
    for line in lines:
        yield from (row.plain for row in wrapped(Text(line), width))


def print_verbatim(lines: Iterable[str], stream: TextIO) -> None:
    """Print lines as they are: what is copied, or read by programs."""
    for line in lines:
        click.echo(line, file=stream)


@contextlib.contextmanager
def progress_on_terminal(*, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Show each step that is reported on stderr, if that is a terminal and not ``quiet``.

    Nothing is shown of what takes less than a second: it would only flicker.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda step: None
        return
    status = console_on(sys.stderr).status("", spinner_style="none")
    start = Timer(_UNTIL_PROGRESS, status.start)
    start.daemon = True
    start.start()
    try:
        yield lambda step: status.update(Text(safe(step)))
    finally:
        start.cancel()
        start.join()
        status.stop()


def console_on(stream: TextIO) -> Console:
    """A console that honours NO_COLOR, 160 columns wide where the stream is no terminal."""
    return Console(
        file=stream,
        width=None if stream.isatty() else 160,
        markup=False,
        emoji=False,
        highlight=False,
    )
