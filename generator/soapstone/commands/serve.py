"""``soapstone serve``: stands in for a service on this machine."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from typing import Final

import click

from soapstone.commands import completion
from soapstone.commands.arguments import FOLDER, specs_option
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import (
    print_error,
    print_lines,
    print_verbatim,
    reporting,
    rows_on,
)
from soapstone.report.counting import counted
from soapstone.report.safe_text import safe
from soapstone.serving import run
from soapstone.serving.trouble import Trouble, read_trouble

_NAMED: Final = 5
"""How many of the operations without an answer are named."""


def _troubles(
    context: click.Context, option: click.Parameter, text: str
) -> tuple[Trouble, ...]:
    try:
        return read_trouble(text)
    except ValueError as error:
        raise click.BadParameter(safe(str(error))) from None


@click.command()
@click.argument("service", shell_complete=completion.services)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on. Beyond this machine anybody may call.",
)
@click.option(
    "--record",
    is_flag=True,
    help="Write each request into SPECS/SERVICE/recorded, with secrets masked. The answers, which "
    "are made up, would teach nothing true.",
)
@click.option(
    "--faults",
    metavar="LIST",
    callback=_troubles,
    default="",
    help="Make trouble on purpose. fault:5,delay:3 is a fault in every 5th call and a delay of 2 "
    "seconds in every 3rd (of 10: delay:3:10); cut:7 breaks the connection in the middle of the "
    "answer, page:11 answers with a web page of status 500.",
)
@click.option(
    "--out",
    type=FOLDER,
    help="Folder of generated packages to take the classes from, in place of the pages.",
)
@specs_option
def serve(
    service: str,
    port: int,
    host: str,
    record: bool,
    faults: tuple[Trouble, ...],
    out: Path | None,
    specs: Path,
) -> int:
    """Serve a stand-in for SERVICE: its calls, its help pages and its WSDL, where it has them.

    SERVICE is the name of a folder in --specs. Each call is answered with plausible values, and is
    a line on the terminal: when, what, which way, the status, and below it what .NET would have
    passed over in silence. Needs uvicorn. Ctrl-C ends it.

    Exit code 0, or 2 for an error.
    """
    logging.getLogger("uvicorn").setLevel(
        logging.CRITICAL
    )  # it warns of malformed requests
    settings = run.Settings(
        specs=specs,
        service=service,
        out=out,
        host=host,
        port=port,
        record=record,
        troubles=faults,
    )
    log = _Log()
    with reporting(verbose=False):
        with run.started(settings, log.tell) as server:
            if server.unread:
                print_error(server.unread, server.service)
            if server.beyond_loopback:
                warning = "warning: not only this machine: whoever reaches it may call"
                print_lines([warning], sys.stderr)
            with run.stopping(log.stopped):
                log.tell(_heading(server))
                while not log.stopped.wait(0.5):  # without end Windows hears no Ctrl-C
                    pass
        if log.error:
            raise log.error
    return ExitCode.OK


def _heading(server: run.Started) -> list[str]:
    lines = [f"{safe(server.service)} at {server.url}, until Ctrl-C"]
    width = max((len(safe(path)) for path, _ in server.paths), default=0)
    for path, operations in server.paths:
        shown = f"{server.url}{safe(path):<{width}}"
        lines.append(f"  {shown}  {counted(operations, 'operation')}")
    if silent := server.unanswered:
        names = ", ".join(map(safe, silent[:_NAMED]))
        more = f" and {len(silent) - _NAMED} more" if silent[_NAMED:] else ""
        lines.append(f"  cannot answer, as no page shows the XML: {names}{more}")
    return lines


class _Log:
    """Prints the lines of a call together. If nobody takes them any more, it stops the server."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.error: OSError | None = None
        self._lock = threading.Lock()

    def tell(self, lines: list[str]) -> None:
        """Print lines; called from any thread."""
        try:
            with self._lock:
                print_verbatim(["\n".join(rows_on(sys.stdout, lines))], sys.stdout)
        except OSError as error:
            self.error = error
            self.stopped.set()
