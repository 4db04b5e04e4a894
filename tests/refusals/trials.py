"""What a trial of a refusal is: an input that causes it, and the same input as advised.

A file's path is below ``specs/ferry``; one that begins with ``/`` is below the project. The line
that the refusal has to name begins with a ``¶``, which is not part of the file.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import re
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from soapstone.cli import run
from tests.refusals.pages import asmx

MARK = "¶"
SERVICE = "specs/ferry"

Content = str | bytes | Callable[[Path], object] | None
"""A text, bytes, what makes something else at a path, or None for no file."""
Files = Mapping[str, Content]
Step = str | Callable[[], object]
"""A command that has to succeed, or a function; in the project's folder."""


@dataclass(frozen=True)
class Way:
    """A way to follow the advice."""

    files: Files = field(default_factory=dict)
    steps: Sequence[Step] = ()
    command: str = ""
    """The command to run then; "" means the same again."""


@dataclass(frozen=True)
class Trial:
    """An input that is refused, and what the advice makes of it."""

    found: str
    advice: str
    files: Files = field(default_factory=dict)
    ways: Sequence[Files | Way] = ()
    """Each way to follow the advice; with each the command has to succeed."""
    at: str = ""
    """The place, where no line is marked."""
    command: str = "changes"
    first: Sequence[Step] = ()
    """What is done before ``files`` are there."""
    around: Callable[[], AbstractContextManager[object]] = nullcontext
    """What holds while the command runs that is refused."""
    within: Callable[[], AbstractContextManager[object]] = nullcontext
    """What holds while either command runs."""


@dataclass(frozen=True)
class Refusal:
    """A refusal as it is printed."""

    head: str
    found: str
    expected: str = ""
    advice: str = ""

    def is_at(self, place: str) -> bool:
        """Whether it stands at a place, which may be named from the specs folder."""
        places = (place, f"specs/{place}")
        return self.head in places or self.head.endswith(
            tuple(f": {each}" for each in places)
        )

    @property
    def text(self) -> str:
        return "\n".join((self.head, self.found, self.expected, self.advice))


_PRINTED = re.compile(
    r"^error: (?P<head>.*)\n  found     (?P<found>.*)\n  expected  (?P<expected>.*)\n"
    r"  (?P<advice>.*)$|^Error: (?P<usage>.*)$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    printed: str

    @property
    def refusals(self) -> list[Refusal]:
        return [
            (
                Refusal("", each["usage"])
                if each["usage"]
                else Refusal(*each.group("head", "found", "expected", "advice"))
            )
            for each in _PRINTED.finditer(self.printed)
        ]


def soapstone(command: str) -> Ended:
    """Run a command as the program does; a server that has started is stopped by Ctrl-C."""
    printed = _Terminal()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        code = run(command.split())
    return Ended(code, printed.getvalue())


class _Terminal(io.StringIO):
    """What a command prints to."""

    def write(self, text: str) -> int:
        if "until Ctrl-C" in text:
            signal.raise_signal(signal.SIGINT)
        return super().write(text)


@contextmanager
def project(*, runtime: bool) -> Iterator[None]:
    """A new folder with a service of one good page, and with a runtime that was generated."""
    before, folder = Path.cwd(), Path(tempfile.mkdtemp(prefix="refusal-"))
    try:
        os.chmod(folder, 0o755)
        os.chdir(folder)
        save({"Board.txt": asmx("Board")})
        if runtime:
            shutil.copytree(_generated(), "generated")
        yield
    finally:
        os.chdir(before)
        for path, folders, _ in os.walk(folder):
            for each in folders:
                os.chmod(os.path.join(path, each), 0o755, follow_symlinks=False)
        shutil.rmtree(folder)


@cache
def _generated() -> Path:
    """An output folder without services. To write the runtime each time takes long."""
    folder = Path(tempfile.mkdtemp(prefix="refusals-"))
    atexit.register(shutil.rmtree, folder)
    with project(runtime=False):
        done(["generate"])
        shutil.rmtree("generated/ferry")
        shutil.rmtree("generated/.cache")
        shutil.copytree("generated", folder, dirs_exist_ok=True)
    return folder


def needs_runtime(trial: Trial) -> bool:
    steps = [trial.command, *trial.first]
    for way in trial.ways:
        steps += [way.command, *way.steps] if isinstance(way, Way) else []
    return any(isinstance(each, str) and "generate" in each for each in steps)


def save(files: Files) -> None:
    """Make or replace files, without their marks."""
    for name, content in files.items():
        path = _path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        if isinstance(content, str):
            path.write_bytes(content.replace(MARK, "").encode())
        elif isinstance(content, bytes):
            path.write_bytes(content.replace(MARK.encode(), b""))
        elif content is not None:
            content(path)


def _path(name: str) -> Path:
    return Path(name[1:]) if name.startswith("/") else Path(SERVICE, name)


def place(trial: Trial) -> tuple[str, str]:
    """Where a refusal has to stand, and the text of the marked line."""
    for name, content in trial.files.items():
        text = content.decode("latin-1") if isinstance(content, bytes) else content
        mark = MARK.encode().decode("latin-1") if isinstance(content, bytes) else MARK
        if isinstance(text, str) and mark in text:
            before, _, after = text.partition(mark)
            line = before.count("\n") + 1
            return f"ferry/{name}:{line}", after.partition("\n")[0]
    return trial.at, ""


def done(steps: Sequence[Step]) -> None:
    """Do steps; a command has to succeed."""
    for step in steps:
        if isinstance(step, str):
            ended = soapstone(step)
            assert ended.code == 0, ended.printed
        else:
            step()


def refused(trial: Trial) -> Ended:
    """What the command says to the input of a trial, in the folder of the process."""
    done(trial.first)
    save(trial.files)
    with trial.within(), trial.around():
        return soapstone(trial.command)


def advised(trial: Trial, way: Files | Way) -> Ended:
    """What the command says to it when the advice has been followed."""
    if trial.command.startswith("generate"):
        refused(trial)
    else:  # it writes nothing
        done(trial.first)
        save(trial.files)
    chosen = way if isinstance(way, Way) else Way(way)
    save(chosen.files)
    with trial.within():
        done(chosen.steps)
        return soapstone(chosen.command or trial.command)
