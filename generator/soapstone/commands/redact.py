"""``soapstone redact``: replaces the values in recorded messages."""

from __future__ import annotations

from pathlib import Path

import click

from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import reporting
from soapstone.report.safe_text import safe
from soapstone.run import redaction


@click.command()
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(readable=False, dir_okay=False, path_type=Path),
)
def redact(files: tuple[Path, ...]) -> int:
    """Replace the values in recorded messages, in place, by others of like type and length.

    FILE is XML, raw HTTP or HAR. Names, structure and nil stay; so do, in <service>/recorded, the
    values of the service's enumerations.

    Exit code 0, or 2 for an error. A file that cannot be read is left as it is; the others are
    redacted.
    """
    with reporting(verbose=False):
        done = redaction.redact(files)
        for path in done.changed:
            click.echo(f"redacted: {safe(str(path))}")
        if done.error:
            raise done.error
        return ExitCode.OK
