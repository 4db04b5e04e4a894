"""The command-line arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

# What click accepts as a command's parameters cannot be said in types.
Decorated = Callable[..., Any]

specs_option = click.option(
    "--specs",
    type=click.Path(path_type=Path),
    default="specs",
    show_default=True,
    help="Folder that holds one folder of pages per service.",
)


def common(command: Decorated) -> Decorated:
    """The arguments that all commands share."""
    for decorate in (
        click.argument("services", metavar="[SERVICE]...", nargs=-1),
        click.option(
            "-v", "--verbose", is_flag=True, help="Print every finding in full."
        ),
        click.option("-q", "--quiet", is_flag=True, help="Print errors only."),
        click.option(
            "--out",
            type=click.Path(path_type=Path),
            default="generated",
            show_default=True,
            help="Folder to write packages to.",
        ),
        specs_option,
    ):
        command = decorate(command)
    return command
