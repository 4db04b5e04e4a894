"""Options and arguments that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from soapstone.commands import completion
from soapstone.commands.settings import default_of
from soapstone.fetching.file_names import is_file_name
from soapstone.report.safe_text import safe

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


def folder_option(name: str, setting: str, usual: str, text: str) -> Decorated:
    """Return an option that names a folder; without it the project's setting holds."""
    return click.option(
        name,
        type=FOLDER,
        default=default_of(setting, usual),
        help=f"{text}  [default: {usual}, or the setting {setting}]",
    )


services_argument = click.argument(
    "services", metavar="[SERVICE]...", nargs=-1, shell_complete=completion.services
)
service_argument = click.argument(
    "service", default="", shell_complete=completion.services
)
subject_argument = click.argument(
    "subject", default="", shell_complete=completion.subjects
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document instead of text."
)
specs_option = folder_option(
    "--specs",
    *("specs", "specs"),
    "Folder that holds a folder of saved pages for each service.",
)
out_option = folder_option(
    "--out", *("out", "generated"), "Folder that holds the generated packages."
)


def service_option(text: str) -> Decorated:
    """Return the option that names a service's folder, which need not be there."""
    return click.option(
        "--service", metavar="NAME", default="", callback=_folder_name, help=text
    )


def _folder_name(context: click.Context, option: click.Parameter, name: str) -> str:
    if name and not is_file_name(name):
        raise click.BadParameter(
            f"{safe(repr(name))} cannot be a service's folder: take letters and digits"
        )
    return name


def generated_option(text: str) -> Decorated:
    """Return the option of a command whose ``--out`` is another folder, or that has none."""
    return folder_option("--generated", *("out", "generated"), text)


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
        out_option,
        specs_option,
    ):
        command = decorate(command)
    return command
