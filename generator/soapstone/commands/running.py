"""Generates packages for a command, and shows its progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.text import Text

from soapstone.changes.losses import left_whole
from soapstone.commands.printing import console_on
from soapstone.output.packages import Generated
from soapstone.report.safe_text import safe
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
    if out.resolve().is_relative_to(specs.resolve()):
        raise click.UsageError(
            "the output folder cannot be the specs folder or lie inside it"
        )
    if quiet or not sys.stderr.isatty():
        return left_whole(pipeline.generate(specs, services, cache=cache), out)
    with console_on(sys.stderr).status("") as status:
        generated = pipeline.generate(
            specs,
            services,
            cache=cache,
            progress=lambda step: status.update(Text(safe(step))),
        )
        return left_whole(generated, out)
