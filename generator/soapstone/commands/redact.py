"""``soapstone redact``: replaces the values in recorded messages."""

from __future__ import annotations

from pathlib import Path

import click

from soapstone.commands.arguments import json_option
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import print_document, print_error, reporting
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
@json_option
def redact(files: tuple[Path, ...], as_json: bool) -> int:
    """Replace the values in recorded messages, in place, by others of like type and length.

    FILE is XML, raw HTTP or HAR. Names, structure and nil stay; so do, in <service>/recorded, the
    values of the service's enumerations.

    Exit code 0, or 2 for an error. A file that cannot be read is left as it is; the others are
    redacted.
    """
    with reporting(verbose=False, as_json=as_json):
        done = redaction.redact(files)
        code = ExitCode.ERROR if done.error else ExitCode.OK
        if as_json:
            changed = [path.as_posix() for path in done.changed]
            print_document(code, {"redacted": changed}, done.error)
        else:
            for path in done.changed:
                click.echo(f"redacted: {safe(str(path))}")
        if done.error:
            print_error(done.error)
        return code
