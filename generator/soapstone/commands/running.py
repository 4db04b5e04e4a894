"""Generates packages for a command."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from soapstone.changes.losses import left_whole
from soapstone.commands.printing import progress_on_terminal
from soapstone.output.packages import Generated
from soapstone.run import pipeline
from soapstone.run.build_cache import BuildCache


def generated_from(
    specs: Path,
    out: Path,
    services: Sequence[str],
    quiet: bool,
    cache: BuildCache | None = None,
) -> Generated:
    """The packages of all services, or of those named; ``out`` is only read, not written.

    One that would lose something in ``out`` because an input cannot be read has an error.

    Raises click.UsageError if ``out`` lies in ``specs``, and SpecError as
    :func:`soapstone.run.pipeline.generate` does.
    """
    check_apart(specs, out)
    with progress_on_terminal(quiet=quiet) as progress:
        generated = pipeline.generate(specs, services, cache=cache, progress=progress)
        return left_whole(generated, out)


def check_apart(specs: Path, out: Path) -> None:
    """Raise click.UsageError if ``out`` lies in ``specs``, where it would be taken for pages."""
    # Path.resolve raises for a link that leads to itself.
    if Path(os.path.realpath(out)).is_relative_to(os.path.realpath(specs)):
        raise click.UsageError(
            "the output folder cannot be the specs folder or lie inside it: name another with --out"
        )


def importable_name(out: Path) -> str:
    """Return the name by which Python imports the output folder."""
    name = Path(os.path.realpath(out)).name
    return name if name.isidentifier() else "generated"
