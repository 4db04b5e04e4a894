"""Trials of refusals of the output folder, and of what has been generated there."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.refusals.of_folders import forbidden, loop, opened, unprivileged
from tests.refusals.pages import asmx
from tests.refusals.trials import SERVICE, Content, Files, Trial, Way

AWAY = "Move it away, or name another output folder with --out."
EDITED = (
    "Undo the edit, or move it into specs/ or your own code. Then delete the file, and run "
    "soapstone generate."
)
RESTORE = "Restore it from version control, or delete it and generate again."
MANIFEST = (
    "Restore it from version control, or delete the folder ferry and regenerate; if that is not "
    "Soapstone's, name another output folder with --out."
)
WRITTEN = (
    "Nothing was written there. Check its permissions, and that the disk has room, or name another "
    "output folder with --out."
)
PACKAGE = "/generated/ferry"
CONTRACT = f"{PACKAGE}/.soapstone/contract.json"
NEW_PAGE: Files = {"Ask.txt": asmx("Ask")}
ELSEWHERE = Way(command="generate --out elsewhere")
LONG = "o" * 300
BROKEN = asmx("Ask").partition("    </Ask>")[0]
LEFT = (
    "The package was left as it was. Mend what cannot be read; or delete it, and what it alone "
    "showed is removed."
)


def removed(path: str) -> Way:
    return Way({path: None}, command="generate")


def changed(path: str) -> Callable[[], None]:
    def change() -> None:
        with Path(path).open("a") as file:
            file.write("# mine\n")

    return change


@contextmanager
def nowhere() -> Iterator[None]:
    """The folder of the process is deleted, and made again."""
    before = Path.cwd()
    Path("gone").mkdir()
    os.chdir("gone")
    before.joinpath("gone").rmdir()
    yield
    os.chdir(before)


@contextmanager
def locked() -> Iterator[None]:
    """Another run is writing."""
    handle = os.open("generated", os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def meanwhile(
    change: Callable[[], object],
) -> Callable[[], AbstractContextManager[None]]:
    """Another program does something while files are flushed to the disk."""

    @contextmanager
    def around() -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:

            def fsync(handle: int, real: Callable[[int], None] = os.fsync) -> None:
                real(handle)
                patch.undo()
                change()

            patch.setattr(os, "fsync", fsync)
            yield

    return around


def shut(name: str) -> Callable[[], None]:
    return lambda: Path(name).chmod(0o555)


def of_package(
    found: str,
    advice: str,
    path: str,
    content: Content,
    *ways: Files | Way,
    at: str = "",
) -> Trial:
    """Something odd where a package is, or has to go."""
    return Trial(
        found,
        advice,
        {path: content},
        ways,
        at=at or path[1:],
        first=["generate"] if path != PACKAGE else [],
        command="generate",
    )


def denied(path: str, mode: int = 0) -> Trial:
    """A file or folder that may not be read, once all is generated."""
    return Trial(
        "permission denied",
        WRITTEN,
        ways=[Way(steps=[opened(path)])],
        at=path,
        first=["generate", lambda: Path(path).chmod(mode)],
        command="check",
        around=unprivileged,
    )


OF_OUTPUT = {
    "a folder that is gone": Trial(
        "the folder in which this runs is gone: change to one that exists",
        "",
        ways=[Way()],
        around=nowhere,
    ),
    "an output folder inside the specs": Trial(
        "the output folder cannot be the specs folder or lie inside it: name another with --out",
        "",
        command="generate --out specs/out",
        ways=[Way(command="generate --out out")],
    ),
    "a report inside the specs": Trial(
        "the output folder cannot be the specs folder or lie inside it: name another with --out",
        "",
        command="report --out specs/out",
        ways=[Way(command="report --out out")],
    ),
    "a file in place of a report": Trial(
        "a file",
        "Name another with --out.",
        {"/report": ""},
        [Way(command="report --out elsewhere")],
        at="report",
        command="report",
    ),
    "a link in place of a report": Trial(
        "a symbolic link",
        "Name another with --out.",
        {"/report": loop},
        [Way(command="report --out elsewhere")],
        at="report",
        command="report",
    ),
    "a file that is not the report's": Trial(
        "a file that is not the report's",
        "Move the file, or name another folder with --out.",
        {"/report/notes.txt": "mine"},
        [{"/report/notes.txt": None}, Way(command="report --out elsewhere")],
        at="report/notes.txt",
        command="report",
    ),
    "a report that cannot be made": Trial(
        "file name too long",
        WRITTEN,
        ways=[Way(command="report --out elsewhere")],
        at=LONG,
        command=f"report --out {LONG}",
    ),
    "a file in place of the output": Trial(
        "a file",
        "Name another with --out.",
        {"/out": ""},
        [ELSEWHERE],
        at="out",
        command="generate --out out",
    ),
    "a file in place of a package": of_package(
        "a file", AWAY, PACKAGE, "", {PACKAGE: None}, ELSEWHERE
    ),
    "a link in place of a package": of_package(
        "a symbolic link", AWAY, PACKAGE, loop, {PACKAGE: None}, ELSEWHERE
    ),
    "a file of a package": of_package(
        "a file of Soapstone that was edited by hand",
        EDITED,
        f"{PACKAGE}/__init__.py",
        "",
        {f"{PACKAGE}/__init__.py": None},
    ),
    "files of a package": Trial(
        "a file of Soapstone that was edited by hand (and 1 more: __init__.pyi)",
        EDITED,
        {f"{PACKAGE}/__init__.py": "", f"{PACKAGE}/__init__.pyi": ""},
        [{f"{PACKAGE}/__init__.py": None, f"{PACKAGE}/__init__.pyi": None}],
        at="generated/ferry/__init__.py",
        first=["generate"],
        command="generate",
    ),
    "a file in the way": Trial(
        "a file that is not Soapstone's where one of its own must go",
        AWAY,
        {f"{PACKAGE}/__init__.py": "mine\n"},
        [{f"{PACKAGE}/__init__.py": None}, ELSEWHERE],
        at="generated/ferry/__init__.py",
        command="generate",
    ),
    "a file of the output folder": of_package(
        "a file that is not Soapstone's where one of its own must go",
        AWAY,
        "/generated/__init__.py",
        "mine\n",
        {"/generated/__init__.py": None},
        ELSEWHERE,
    ),
    "a file of a package that is to go": Trial(
        "a file of Soapstone that was edited by hand",
        EDITED,
        {
            "Board.txt": None,
            f"/{SERVICE}": None,
            "/specs/port/Ask.txt": asmx("Ask"),
            f"{PACKAGE}/__init__.py": "",
        },
        [{f"{PACKAGE}/__init__.py": None}],
        at="generated/ferry/__init__.py",
        first=["generate"],
        command="generate",
    ),
    "a manifest": of_package(
        "a file that is not a manifest of Soapstone",
        MANIFEST,
        f"{PACKAGE}/.soapstone/manifest.json",
        "[]",
        {PACKAGE: None},
        ELSEWHERE,
    ),
    "a contract that is not UTF-8": of_package(
        "a file that cannot be read (it is not UTF-8)",
        RESTORE,
        CONTRACT,
        b"\xff",
        removed(CONTRACT),
    ),
    "a contract that cannot be read": Trial(
        "a file that cannot be read (Permission denied)",
        RESTORE,
        {CONTRACT: forbidden},
        [removed(CONTRACT)],
        at="generated/ferry/.soapstone/contract.json",
        first=["generate"],
        around=unprivileged,
    ),
    "a contract that is none": Trial(
        "a text that is no contract",
        RESTORE,
        {CONTRACT: "{}"},
        [removed(CONTRACT)],
        at="generated/ferry/.soapstone/contract.json",
        first=["generate"],
    ),
    "a contract of another format": Trial(
        "format 99",
        RESTORE,
        {CONTRACT: '{"format": 99}'},
        [removed(CONTRACT)],
        at="generated/ferry/.soapstone/contract.json",
        first=["generate"],
    ),
    "less than before": Trial(
        "less than was generated before (operation removed: Ask, type removed: Ask, type removed: "
        "AskResponse)",
        LEFT,
        {"Ask.txt": BROKEN},
        [NEW_PAGE, {"Ask.txt": None}],
        at="ferry",
        first=[lambda: Path(SERVICE, "Ask.txt").write_text(asmx("Ask")), "generate"],
        command="generate",
    ),
    "an edited contract of less than before": Trial(
        "a text that is no contract",
        RESTORE,
        {"Ask.txt": BROKEN, CONTRACT: "{}"},
        [{"Ask.txt": None, CONTRACT: None}],
        at="generated/ferry/.soapstone/contract.json",
        first=["generate"],
        command="generate",
    ),
    "another run": Trial(
        "another run writing here",
        "Wait until it has ended, then run again.",
        NEW_PAGE,
        [Way()],
        at="generated",
        first=["generate"],
        command="generate",
        around=locked,
    ),
    "another program in a package": Trial(
        "a folder that another program has changed",
        "Run again.",
        NEW_PAGE,
        [Way({f"{PACKAGE}/__init__.py": None})],
        at="generated/ferry",
        first=["generate"],
        command="generate",
        around=meanwhile(changed("generated/ferry/mine.txt")),
    ),
    "an edit of the names": Trial(
        "a file that changed during the run",
        "Run the command again.",
        NEW_PAGE,
        [Way()],
        at="specs/ferry/names.toml",
        first=["generate"],
        command="generate",
        around=meanwhile(changed(f"{SERVICE}/names.toml")),
    ),
    "specs that cannot be written": Trial(
        "permission denied",
        "Check its permissions, and that the disk has room.",
        ways=[Way(steps=[opened(SERVICE)])],
        at="specs/ferry/names.toml",
        first=[opened("generated", 0o777), shut(SERVICE)],
        command="generate",
        around=unprivileged,
    ),
    "an output folder that cannot be made": Trial(
        "file name too long",
        WRITTEN,
        ways=[ELSEWHERE],
        at=LONG,
        command=f"generate -q --out {LONG}",
    ),
    "an output folder that cannot be": Trial(
        "a folder that cannot be read (File name too long)",
        "Name another with --out.",
        ways=[Way(command="changes --out elsewhere")],
        at=LONG,
        command=f"changes --out {LONG}",
    ),
    "an output folder that is forbidden": denied("generated", 0o311),
    "a file that is forbidden": denied("generated/ferry/__init__.py"),
    "a file of the output folder that is forbidden": denied("generated/__init__.py"),
    "a package that cannot be replaced": Trial(
        "permission denied",
        WRITTEN,
        NEW_PAGE,
        [Way(steps=[opened("generated/ferry")])],
        at="generated/ferry",
        first=["generate", opened("generated", 0o777), shut("generated/ferry")],
        command="generate",
        around=unprivileged,
    ),
}
