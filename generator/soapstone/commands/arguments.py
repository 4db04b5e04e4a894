"""Options and arguments that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

# What click accepts as a command's parameters cannot be said in types.
Decorated = Callable[..., Any]


class _Folder(click.Path):
    """The path of a folder. An empty one, as of a variable that is not set, is refused."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        if value == "":
            self.fail(
                "the name of the folder is empty: . is the current one", param, ctx
            )
        return super().convert(value, param, ctx)


# Whether a path can be read is found where it is read, with advice, and no other one suffers.
FOLDER = _Folder(readable=False, path_type=Path)

services_argument = click.argument("services", metavar="[SERVICE]...", nargs=-1)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document instead of text."
)
specs_option = click.option(
    "--specs",
    type=FOLDER,
    default="specs",
    show_default=True,
    help="Folder that holds a folder of saved pages for each service.",
)


def common(command: Decorated) -> Decorated:
    """Add the services, the folders, and how much is printed."""
    for decorate in (
        services_argument,
        click.option(
            "-v",
            "--verbose",
            is_flag=True,
            help="Print every finding and change in full, and the traceback of an internal error.",
        ),
        click.option(
            "-q",
            "--quiet",
            is_flag=True,
            help="Print errors only, and the JSON or Markdown that was asked for.",
        ),
        click.option(
            "--out",
            type=FOLDER,
            default="generated",
            show_default=True,
            help="Folder that holds the generated packages.",
        ),
        specs_option,
    ):
        command = decorate(command)
    return command
