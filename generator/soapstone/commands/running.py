"""Runs the generator for a command, and shows the progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from soapstone.commands.printing import console_on

if TYPE_CHECKING:
    from soapstone.output.packages import Generated
    from soapstone.run.build_cache import BuildCache


def generated_from(
    specs: Path,
    out: Path,
    services: Sequence[str],
    quiet: bool,
    cache: BuildCache | None = None,
) -> Generated:
    """Generate services and return the result; a terminal shows which one is in work.

    Raises SpecError as ``pipeline.generate`` does, UsageError if ``out`` lies inside ``specs``.
    """
    from soapstone.run import pipeline

    if out.resolve().is_relative_to(specs.resolve()):
        raise click.UsageError(
            "the output folder cannot be the specs folder or lie inside it"
        )
    if quiet or not sys.stderr.isatty():
        return pipeline.generate(specs, services, cache=cache)
    from rich.text import Text

    from soapstone.report.safe_text import safe

    with console_on(sys.stderr).status("") as status:
        return pipeline.generate(
            specs,
            services,
            cache=cache,
            progress=lambda step: status.update(Text(safe(step))),
        )
