"""``soapstone fetch``: saves the pages of a service, and its WSDL, into the specs folder."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from soapstone.commands.arguments import json_option, service_option, specs_option
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.next_steps import command_line
from soapstone.commands.printing import (
    print_document,
    print_error,
    print_lines,
    progress_on_terminal,
    reporting,
)
from soapstone.fetching import run
from soapstone.fetching.access import Access, read_headers
from soapstone.fetching.target import Target
from soapstone.model.findings import SpecError, together
from soapstone.report.documents import error_as_json
from soapstone.report.safe_text import safe

_PASSWORD = "SOAPSTONE_PASSWORD"
_HEADERS = "SOAPSTONE_HEADERS"


def _headers(
    context: click.Context, option: click.Parameter, given: Sequence[str]
) -> Access:
    of_environment = os.environ.get(_HEADERS, "").splitlines()
    for lines, place in ((of_environment, _HEADERS), (given, None)):
        try:
            read_headers(lines)
        except ValueError as error:
            raise click.BadParameter(safe(str(error)), param_hint=place) from None
    return Access(read_headers([*of_environment, *given]))


def _user(
    context: click.Context, option: click.Parameter, text: str
) -> tuple[str, str]:
    """Name and password: from the option, the environment, or the terminal."""
    name, _, password = text.partition(":")
    password = password or os.environ.get(_PASSWORD, "")
    if name and not password:
        if not sys.stdin.isatty():
            raise click.BadParameter(
                f"no terminal to ask for the password: have {_PASSWORD} hold it"
            )
        shown = f"Password of {safe(name)}"
        password = click.prompt(shown, hide_input=True, err=True)
    return name, password


class _Seconds(click.FloatRange):
    """A number of seconds; click would take ``nan`` as well."""

    name = "seconds"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value} is no number of seconds", param, ctx)
        return seconds


@click.command()
@click.argument("url")
@service_option(
    "Folder in --specs to save into, in place of one with the service's own name."
)
@click.option(
    "--header",
    "access",
    metavar="'NAME: VALUE'",
    multiple=True,
    callback=_headers,
    help=f"Send a header along, such as the cookie of a browser that is logged in. {_HEADERS} "
    "holds more, one a line, that nobody else on this machine sees.",
)
@click.option(
    "--user",
    metavar="NAME",
    default="",
    callback=_user,
    help=f"Sign in where the server asks for it (Basic, Digest, Windows). {_PASSWORD} holds the "
    "password; else it is asked for. NAME:PASSWORD has both.",
)
@click.option(
    "--pause",
    type=_Seconds(0, 3600),
    default=0.5,
    show_default=True,
    help="Seconds between two requests.",
)
@click.option(
    "--timeout",
    type=_Seconds(0.1, 3600),
    default=60,
    show_default=True,
    help="Seconds that each answer may take.",
)
@click.option("--again", is_flag=True, help="Replace the files that are there already.")
@specs_option
@json_option
def fetch(
    url: str,
    service: str,
    access: Access,
    user: tuple[str, str],
    pause: float,
    timeout: float,
    again: bool,
    specs: Path,
    as_json: bool,
) -> int:
    """Fetch the pages of a service, and its WSDL, into its folder in --specs.

    URL is the index of a service or the page of one operation: x.asmx, ServiceStack's /metadata,
    the /help of WCF REST; or x.svc, or a WSDL. Only its host is asked, for one page at a time. What
    is there already is kept: the same command goes on where another was interrupted. Whether you
    may fetch a service's pages is between you and who runs it.

    Exit code 0, or 2 for an error; pages that could be fetched are there all the same.
    """
    settings = run.Settings(
        url=url,
        service=service,
        access=Access(access.headers, *user),
        pause=pause,
        timeout=timeout,
    )
    target = Target(specs, again=again)
    with reporting(verbose=False):
        error: SpecError | None = None
        try:
            with progress_on_terminal() as progress:
                run.fetch(settings, target, progress)
        except KeyboardInterrupt:
            print_lines(_summary(target), sys.stderr)
            print_lines(["interrupted: the same command goes on here"], sys.stderr)
            raise
        except SpecError as stopped:
            error = stopped
        return _report(target, error, as_json=as_json)


def _report(target: Target, stopped: SpecError | None, *, as_json: bool) -> int:
    """Print what was done, and why it ``stopped`` before the end, if it did."""
    failed = together(target.failed) if target.failed else None
    code = ExitCode.ERROR if stopped or failed else ExitCode.OK
    if as_json:
        services = [_as_value(target, failed)] if target.service else []
        print_document(code, {"services": services}, stopped)
    else:
        print_lines(_summary(target), sys.stdout)
    if error := stopped or failed:
        print_error(error)
    elif not as_json:
        command = command_line("generate", target.service)
        print_lines([f"next: {command}"], sys.stdout)
    return code


def _as_value(target: Target, failed: SpecError | None) -> dict[str, Any]:
    return {
        "service": target.service,
        "folder": target.folder.as_posix(),
        "fetched": target.fetched,
        "kept": target.kept,
        "untried": target.untried,
        "notes": list(target.notes),
        "error": error_as_json(failed) if failed else None,
    }


def _summary(target: Target) -> Iterator[str]:
    """What was done, and what was not."""
    if not target.service:
        return
    left_out = len(target.failed) + target.untried
    counts = f"fetched {target.fetched}, kept {target.kept}, left out {left_out}"
    yield f"{safe(target.folder.as_posix())}: {counts}"
    yield from (f"  {safe(each)}" for each in target.notes)
    if target.untried:
        count, failed = target.untried, len(target.failed)
        yield f"  not tried: {count}, for the {failed} before them failed"
