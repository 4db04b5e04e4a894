"""The command ``soapstone``: reads the words typed, runs the recipe, prints, sets the exit code.

What a command needs is imported when it runs, so that ``--version`` and ``--help`` answer at once.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from generator.changes.report import Found
    from generator.findings import SpecError
    from generator.memory import Memory
    from generator.output import Generated

    # What click accepts as a command's parameters cannot be said in types.
    Decorated = Callable[..., Any]


class ExitCode(IntEnum):
    """What the command answers to its caller."""

    OK = 0
    WOULD_CHANGE = 1
    """``check``: the generated files, or the names given, are not those of the specs."""
    BREAKING = 1
    """``changes --fail-on breaking``: somebody has to act."""
    ERROR = 2
    """Something could not be done; what else could be done was done."""
    INTERRUPTED = 130
    BROKEN_PIPE = 141


EXAMPLES = """\b
Examples:
  soapstone generate                        every service in specs/ into generated/
  soapstone generate tc2                    one service
  soapstone generate --specs pages --out src/clients
  soapstone check                           is generated/ up to date? exit 0 yes, 1 no
  soapstone changes                         what do the pages say now that they did not?
  soapstone changes --against v1.0 --format markdown --fail-on breaking
  soapstone explain tc2 SyncStatus.DeviceID why is it what it is?
  soapstone redact specs/tc2/recorded/*     other values, so that they can be checked in
  soapstone generate --json | jq '.services[].findings[].code'
"""


def main() -> None:
    """Run the command with the process's own arguments and exit."""
    # A run ends soon and leaves few cycles: looking for them takes a tenth of its time.
    gc.disable()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the command; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter is no error.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = cli.main(list(arguments), prog_name="soapstone", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    return int(code or ExitCode.OK)


def _print_version(
    context: click.Context, _option: click.Parameter, asked: bool
) -> None:
    if asked:
        import generator

        click.echo(f"soapstone {generator.__version__}")
        context.exit()


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
    no_args_is_help=True,
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
def cli() -> None:
    """Turn saved help pages of .NET web services into typed, tested Python.

    A folder of pages per service goes in (specs/tc2/SynchronizePanelUser.txt), a Python package per
    service comes out (generated/tc2/).
    """


_specs = click.option(
    "--specs",
    type=click.Path(path_type=Path),
    default="specs",
    show_default=True,
    help="Folder that holds one folder of pages per service.",
)


def _common(command: Decorated) -> Decorated:
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
        _specs,
    ):
        command = decorate(command)
    return command


@cli.command()
@_common
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document instead."
)
def generate(
    specs: Path,
    out: Path,
    services: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    as_json: bool,
) -> int:
    """Write a Python package for every SERVICE (default: all of them).

    Only files that Soapstone wrote are touched. A service that cannot be generated is left as it
    was, the others are written, and the exit code is 2.
    """
    with _reporting(verbose, as_json):
        from generator import report
        from generator.changes import revisions
        from generator.changes import run as changed
        from generator.memory import Memory
        from generator.writing import write

        before = revisions.on_disk(out)
        memory = Memory(out)
        generated = _generate(specs, out, services, quiet, memory)
        plan = write(generated, out, complete=not services, seen=memory.seen)
        memory.keep(generated, plan)
        found = changed.told(before, generated, plan)
        names = dict(changed.names_to_write(generated, plan))
        _save(specs, names)
        if as_json:
            click.echo(report.as_json(generated, plan, found))
        elif not quiet:
            console = _console(sys.stdout)
            console.print(report.table(generated, plan))
            _print(report.findings(generated, full=verbose), sys.stdout)
            if any(found.values()):
                _print_changes(found, "text", quiet=False, full=verbose)
            _print(report.named(specs / path for path in names), sys.stdout)
        if not quiet:
            _print(report.notices(plan), sys.stderr)
        _print(report.errors(plan), sys.stderr)
        return ExitCode.ERROR if plan.failed else ExitCode.OK


@cli.command()
@_common
def check(
    specs: Path, out: Path, services: tuple[str, ...], quiet: bool, verbose: bool
) -> int:
    """Say whether the packages are up to date, and write nothing.

    Exit code 0: they are; 1: `generate` would change them, as the unified diff shows; 2: error.
    """
    with _reporting(verbose):
        from generator import report
        from generator.changes.run import names_to_write
        from generator.diff import specs_diff, unified_diff
        from generator.memory import Memory
        from generator.plan import compare

        memory = Memory(out)
        generated = _generate(specs, out, services, quiet, memory)
        plan = compare(generated, out, complete=not services, seen=memory.seen)
        names = dict(names_to_write(generated, plan))
        if not quiet:
            if verbose:
                _print(report.findings(generated, full=True), sys.stderr)
            lines = [*unified_diff(plan), *specs_diff(specs, names)]
            _print((report.safe(line, keep="\t") for line in lines), sys.stdout)
            _print(report.notices(plan), sys.stderr)
        _print(report.errors(plan), sys.stderr)
        if plan.failed:
            return ExitCode.ERROR
        return ExitCode.WOULD_CHANGE if plan.changes or names else ExitCode.OK


@cli.command()
@_common
@click.option(
    "--against",
    metavar="REV",
    help="Compare what is generated with a git revision of it, and read no pages.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["breaking"]),
    help="Exit with 1 if there is such a change.",
)
def changes(
    specs: Path,
    out: Path,
    services: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    against: str | None,
    form: str,
    fail_on: str | None,
) -> int:
    """Say what has changed in the terms of each SERVICE, and whom that breaks; write nothing.

    What the pages say now is compared with what was generated last. Exit code 0, or 1 with
    --fail-on; 2: error.
    """
    with _reporting(verbose, as_json=form == "json"):
        from generator.changes.report import is_breaking
        from generator.memory import Memory
        from generator.report import error_lines

        generated = (
            None if against else _generate(specs, out, services, quiet, Memory(out))
        )
        found = _changed(out, services, against or "", generated)
        _print_changes(found, form, quiet=quiet, full=verbose)
        packages = generated.packages if generated else ()
        failed = [(each.name, each.error) for each in packages if each.error]
        for name, error in failed:
            _print(error_lines(error, name), sys.stderr)
        if failed:
            return ExitCode.ERROR
        stop = fail_on is not None and is_breaking(found)
        return ExitCode.BREAKING if stop else ExitCode.OK


@cli.command()
@click.argument("service", default="")
@click.argument("subject", default="")
@_specs
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document instead."
)
def explain(specs: Path, service: str, subject: str, as_json: bool) -> int:
    """Say what was decided, by which rule and text, how sure it is and what would change it.

    SUBJECT is an operation, record, enumeration or member (Account.RefId) of SERVICE, by its name
    on the wire or in Python. Without it: all that the pages of the SERVICE, or of every service,
    leave open. Exit code 2: there is no such thing.
    """
    with _reporting(verbose=False, as_json=as_json):
        from generator.explain import report
        from generator.explain.run import explain
        from generator.report import error_lines

        told = explain(specs, service, subject)
        if as_json:
            click.echo(report.as_json(told))
        else:
            _print_lines(report.as_text(told))
        failed = [(each.service, each.error) for each in told if each.error]
        for name, error in failed:
            _print(error_lines(error, name), sys.stderr)
        return ExitCode.ERROR if failed else ExitCode.OK


@cli.command()
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
    the words of the members that the service has as enumerations. All files are read before one is
    written.
    """
    with _reporting(verbose=False):
        from generator import redact

        changed = redact.redact(files)
        _print((f"redacted: {path}" for path in changed), sys.stdout)
        return ExitCode.OK


def _changed(
    out: Path, services: Sequence[str], against: str, generated: Generated | None
) -> Found:
    """The changes of services: to what was generated, or to the disk since a revision."""
    from generator.changes import revisions
    from generator.python.names import package_name

    old = revisions.in_git(out, against) if against else revisions.on_disk(out)
    new = revisions.generated_now(generated) if generated else revisions.on_disk(out)
    names = [package_name(name) for name in services]
    if generated:
        failed = {each.name for each in generated.packages if each.error}
        old = {name: each for name, each in old.items() if name not in failed}
        names = [name for name in names if name not in failed]
        if services and not names:
            return {}
    pairs = revisions.chosen(names, old, new)
    return {name: revisions.between(before, after) for name, before, after in pairs}


def _print_changes(found: Found, form: str, *, quiet: bool, full: bool) -> None:
    from generator.changes import report

    if form == "json":
        click.echo(report.as_json(found))
    elif form == "markdown":
        _print(report.as_markdown(found), sys.stdout)
    elif not quiet:
        _print_lines(report.as_text(found, full=full))


def _save(specs: Path, names: Mapping[str, str]) -> None:
    """Write files of the specs folder: the names that have been given."""
    if names:
        from generator.given.writing import save

        for path, text in names.items():
            save(specs / path, text)


def _print_lines(lines: Iterable[Any]) -> None:
    """Print styled lines; a terminal wraps them itself."""
    console = _console(sys.stdout)
    for line in lines:
        console.print(line, soft_wrap=True)


def _generate(
    specs: Path, out: Path, services: Sequence[str], quiet: bool, memory: Memory
) -> Generated:
    """Run the recipe, telling a terminal how far it is."""
    from generator import pipeline

    if out.resolve().is_relative_to(specs.resolve()):
        raise click.UsageError(
            "the output folder cannot be the specs folder or lie inside it"
        )
    if quiet or not sys.stderr.isatty():
        return pipeline.generate(specs, services, memory=memory)
    from rich.text import Text

    from generator.report import safe

    with _console(sys.stderr).status("") as status:
        return pipeline.generate(
            specs,
            services,
            memory=memory,
            progress=lambda step: status.update(Text(safe(step))),
        )


@contextlib.contextmanager
def _reporting(verbose: bool, as_json: bool = False) -> Iterator[None]:
    """Print what ends a command early, and exit with code 2."""
    from generator.findings import SpecError

    try:
        yield
    except SpecError as error:
        _print_failure(error, as_json)
        raise click.exceptions.Exit(ExitCode.ERROR) from error
    except BrokenPipeError as error:
        # The interpreter flushes once more on its way out, and must not fail there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(ExitCode.BROKEN_PIPE) from error
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except Exception as error:
        _print_internal_error(error, verbose)
        raise click.exceptions.Exit(ExitCode.ERROR) from error


def _print_internal_error(error: Exception, verbose: bool) -> None:
    """A fault of ours."""
    import traceback

    from generator.report import safe

    if verbose:
        _print(
            map(safe, "".join(traceback.format_exception(error)).splitlines()),
            sys.stderr,
        )
    hint = "" if verbose else ", with -v for the traceback"
    what = f"internal error: {type(error).__name__}: {error}"
    _print([safe(what), f"Please report it{hint}."], sys.stderr)


def _print_failure(error: SpecError, as_json: bool) -> None:
    """An error that concerns no service in particular: nothing was written."""
    from generator import report

    if as_json:
        click.echo(report.failure_as_json(error))
    _print(report.error_lines(error), sys.stderr)


def _console(stream: TextIO) -> Any:
    """A console that honours NO_COLOR; what is piped is not squeezed into 80 columns."""
    from rich.console import Console

    return Console(
        file=stream,
        width=None if stream.isatty() else 160,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _print(lines: Iterable[str], stream: TextIO) -> None:
    """Print lines as they are."""
    for line in lines:
        click.echo(line, file=stream)
