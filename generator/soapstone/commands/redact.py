"""``soapstone redact``: replaces the values of recordings, so that they can be checked in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import print_lines, reporting


@click.command()
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
)
def redact(files: tuple[Path, ...]) -> int:
    """Replace the values of recorded messages, in place, by others of the same type and length.

    FILE is XML, raw HTTP or HAR. Names, structure and nil stay; so do, below <service>/recorded,
    the words of the members that the service has as enumerations. A file that cannot be read is
    left as it is and named; the exit code is 2 then.
    """
    with reporting(verbose=False):
        from soapstone.report.safe_text import safe
        from soapstone.run import redaction as redact

        done = redact.redact(files)
        print_lines(
            (f"redacted: {safe(str(path))}" for path in done.changed), sys.stdout
        )
        if done.error:
            raise done.error
        return ExitCode.OK
