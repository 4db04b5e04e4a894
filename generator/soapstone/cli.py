"""The command line ``soapstone``: its commands, and the exit code of the process."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from collections.abc import Sequence

import click

from soapstone.commands.changes import changes
from soapstone.commands.check import check
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.explain import explain
from soapstone.commands.generate import generate
from soapstone.commands.redact import redact

EXAMPLES = """\b
Examples:
  soapstone generate                        every service in specs/ into generated/
  soapstone generate tc2                    one service
  soapstone generate --specs pages --out src/clients
  soapstone check                           is generated/ up to date? exit 0 yes, 1 no
  soapstone changes                         what do the pages say now that they did not?
  soapstone changes --against v1.0 --format markdown --fail-on breaking
  soapstone explain tc2 SyncStatus.DeviceID why is it what it is?
  soapstone redact specs/tc2/recorded/*     other values, so that they can be checked in
  soapstone generate --json | jq '.services[].findings[].code'
"""

_NOT_PRINTED = """\
error: the output of this command
  found     {}
  expected  a file or a terminal that takes it
  Make room, or send it elsewhere.
"""


def main() -> None:
    """Run the command with the process's own arguments and exit."""
    # A run ends soon and leaves few cycles: looking for them takes a tenth of its time.
    gc.disable()
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError as error:
        code = _not_printed(error)
    # Nor is it worth the time to free every object of a large service.
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run the command; return its exit code. Raises OSError for what cannot be printed."""
    # What a closed stream would have got goes nowhere.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter is no error.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = cli.main(list(arguments), prog_name="soapstone", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    return int(code or ExitCode.OK)


def _not_printed(error: OSError) -> int:
    """The answer where what a command had to say could not be printed."""
    if isinstance(error, BrokenPipeError):
        return ExitCode.BROKEN_PIPE
    with contextlib.suppress(OSError):
        os.write(
            2, _NOT_PRINTED.format((error.strerror or "an error").lower()).encode()
        )
    return ExitCode.ERROR


def _print_version(
    context: click.Context, _option: click.Parameter, asked: bool
) -> None:
    if asked:
        import soapstone

        click.echo(f"soapstone {soapstone.__version__}")
        context.exit()


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
    no_args_is_help=True,
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
def cli() -> None:
    """Turn saved help pages of .NET web services into typed, tested Python.

    A folder of pages per service goes in (specs/tc2/SynchronizePanelUser.txt), a Python package per
    service comes out (generated/tc2/).
    """


for command in (generate, check, changes, explain, redact):
    cli.add_command(command)
