"""The command ``soapstone``: finds the command that was asked for, runs it, gives the exit code."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from soapstone import __version__
from soapstone.commands.exit_codes import ExitCode
from soapstone.report.plain_letters import take_plain_letters

COMMANDS = {
    "init": "Make a service of saved pages.",
    "fetch": "Fetch the pages of a service, and its WSDL, into specs/.",
    "generate": "Write a Python package for every service.",
    "show": "Show what a service has, with code to copy.",
    "test": "Test services: do their samples, filled in, come back the same?",
    "check": "Report whether the packages are up to date; write nothing.",
    "changes": "Report what has changed in the services, and whom it breaks.",
    "explain": "Explain why a type or member is what it is, or what is open.",
    "report": "Write a site that shows pages beside what was made of them.",
    "serve": "Serve a stand-in for a service on this machine.",
    "validate": "Judge whether messages are what a service takes.",
    "redact": "Replace the values in recorded messages, in place.",
}
"""Each command's line in ``--help``; the module of its name in ``soapstone.commands`` holds it."""

EXAMPLES = """\b
Examples:
  soapstone init page.html               a saved page becomes a service
  soapstone fetch https://host/tc2.asmx  its pages and WSDL into specs/tc2/
  soapstone generate                     all of specs/ into generated/
  soapstone generate tc2                 one service
  soapstone generate --specs pages --out src/clients
  soapstone show tc2                     its operations and code to copy
  soapstone test tc2                     do its samples come back the same?
  soapstone check                        up to date? exit 0 yes, 1 no
  soapstone changes                      what do the pages say now?
  soapstone changes --against v1.0 --format markdown --fail-on breaking
  soapstone explain tc2 SyncStatus.DeviceID
  soapstone report                       each page beside what was made of it
  soapstone serve tc2                    its pages, and answers to its calls
  soapstone validate tc2 sent.xml        is it what the service takes?
  soapstone redact specs/tc2/recorded/*  other values, fit to be checked in
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
        code = run()
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError as error:
        code = _not_printed(error)
    # Nor is it worth the time to free every object of a large service.
    os._exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code. Raises OSError for what cannot be printed.

    Without arguments click takes the process's own: on Windows, where no shell does so, it puts
    the names of files in the place of ``*``.
    """
    # What a closed stream would have got goes nowhere.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter is no error.
        take_plain_letters(stream)
    try:
        code = cli.main(arguments, prog_name="soapstone", standalone_mode=False)
    except click.ClickException as error:
        asked = sys.argv[1:] if arguments is None else arguments
        from soapstone.commands.usage import print_usage_error, show

        if "--json" in asked:
            print_usage_error(error, asked)
        show(error)
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


class _Commands(click.Group):
    """Imports the module of the command that runs, and no other.

    With all of them imported ``--version`` and ``--help`` take 400 ms instead of 50, and
    ``generate`` with nothing changed 400 ms instead of 140.
    """

    def list_commands(self, context: click.Context) -> list[str]:
        """The names in the order of their first use, not of the alphabet."""
        return list(self.commands)

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(context, arguments)
        if name in COMMANDS:
            command = getattr(import_module(f"soapstone.commands.{name}"), name)
        return name, command, rest


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
    no_args_is_help=True,
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Turn saved help pages of .NET web services into typed, tested Python.

    A folder of pages per service goes in (specs/tc2/SynchronizePanelUser.txt), a Python package per
    service comes out (generated/tc2/).
    """


for _name, _summary in COMMANDS.items():
    cli.add_command(click.Command(_name, help=_summary))
