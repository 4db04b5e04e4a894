"""Trials of refusals of the specs folder, and of files and folders that cannot be read there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from tests.refusals.pages import asmx
from tests.refusals.trials import SERVICE, Trial, Way, project, save, soapstone

GOOD = asmx("Ask")
MEND = "Mend the link, or delete it."
PERMISSIONS = "Check its permissions."
OF_ANOTHER_KIND = "Put a file in its place, or delete it."
LOOP = "a file that cannot be read (Too many levels of symbolic links)"
FORBIDDEN = "a file that cannot be read (Permission denied)"
NOBODY = 65534


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def forbidden(path: Path) -> None:
    path.write_text(GOOD, "utf-8")
    path.chmod(0)


def closed(path: Path) -> None:
    path.mkdir()
    (path / "Ask.txt").write_text(GOOD, "utf-8")
    path.chmod(0)


def huge(path: Path) -> None:
    path.touch()
    os.truncate(path, 2**28 + 1)


def opened(name: str, mode: int = 0o755) -> Callable[[], None]:
    return lambda: Path(name).chmod(mode)


@cache
def _load() -> None:
    """Import all that commands import late."""
    with project(runtime=True):
        message = f"{SERVICE}/recorded/a.xml"
        save({"recorded/a.xml": '<Board xmlns="urn:ferry"/>', "Bad.txt": ""})
        for command in ("generate", "check", "changes", f"redact {message}"):
            soapstone(command)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Whoever tests as root may read everything, and nobody else root's Python."""
    if os.geteuid():
        yield
        return
    _load()
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def growing() -> Iterator[None]:
    """Another program writes to a page whenever it is looked at."""

    def fstat(handle: int, real: Callable[[int], os.stat_result] = os.fstat) -> object:
        with Path(SERVICE, "Board.txt").open("a") as file:
            file.write("\n")
        return real(handle)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fstat", fstat)
        yield


def service(name: str) -> str:
    return f"/specs/{name}/Ask.txt"


OF_FOLDERS = {
    "no specs": Trial(
        "no such folder",
        "Make such a folder, or name another with --specs.",
        at="pages",
        command="changes --specs pages",
        ways=[{"/pages/ferry/Ask.txt": GOOD}, Way(command="changes --specs specs")],
    ),
    "specs of a name that is too long": Trial(
        "no such folder",
        "Make such a folder, or name another with --specs.",
        at="s" * 300,
        command=f"changes --specs {'s' * 300}",
        ways=[Way(command="changes")],
    ),
    "a file in place of the specs": Trial(
        "a file",
        "Make such a folder, or name another with --specs.",
        {"/pages": ""},
        [{"/pages": None, "/pages/ferry/Ask.txt": GOOD}],
        at="pages",
        command="changes --specs pages",
    ),
    "specs without a service": Trial(
        "no folder of a service",
        "Put the pages of a service into a folder of its name, or name another with --specs.",
        {"/pages/README.txt": None},
        [{"/pages/ferry/Ask.txt": GOOD}, Way(command="changes")],
        at="pages",
        command="changes --specs pages",
    ),
    "pages without a folder": Trial(
        "pages (1), but no folder of a service",
        "Put the pages of a service into a folder of its name, or name another with --specs.",
        {"/pages/Ask.txt": GOOD},
        [{"/pages/Ask.txt": None, "/pages/ferry/Ask.txt": GOOD}],
        at="pages",
        command="changes --specs pages",
    ),
    "a service misspelt": Trial(
        "no such service",
        "Check the spelling, or make the folder and save a page into it.",
        at="specs/fery",
        command="changes fery",
        ways=[Way(command="changes ferry"), {service("fery"): GOOD}],
    ),
    "two services of one package": Trial(
        "2 services that become the package 'my_ferry': My-ferry, my.ferry",
        "Rename all of them but one.",
        {service("My-ferry"): GOOD, service("my.ferry"): GOOD},
        [{service("my.ferry"): None, "/specs/my.ferry": None, service("port"): GOOD}],
        at="My-ferry",
    ),
    "a service without a page": Trial(
        "no page, but port/Ask.pdf",
        "Open the help page of an operation, or the service's WSDL, in a browser and save it into "
        "this folder.",
        {"/specs/port/Ask.pdf": b"%PDF"},
        [{service("port"): GOOD}],
        at="port",
    ),
    "a page that is a link to itself": Trial(
        LOOP,
        MEND,
        {"Ask.txt": loop},
        [{"Ask.txt": GOOD}, {"Ask.txt": None}],
        at="ferry/Ask.txt",
    ),
    "a page that leads nowhere": Trial(
        "a file that cannot be read (No such file or directory)",
        "Check its name; if it is a link, mend it, or delete it.",
        {"Ask.txt": lambda path: path.symlink_to("Nowhere.txt")},
        [{"Ask.txt": GOOD}, {"Ask.txt": None}],
        at="ferry/Ask.txt",
    ),
    "a page that is a pipe": Trial(
        "a file that cannot be read (it is a pipe)",
        OF_ANOTHER_KIND,
        {"Ask.txt": os.mkfifo},
        [{"Ask.txt": GOOD}, {"Ask.txt": None}],
        at="ferry/Ask.txt",
    ),
    "a page that is huge": Trial(
        "a file that cannot be read (it has more than 268,435,456 bytes)",
        "Put a smaller file in its place, or delete it.",
        {"Ask.txt": huge},
        [{"Ask.txt": GOOD}, {"Ask.txt": None}],
        at="ferry/Ask.txt",
    ),
    "a page that is forbidden": Trial(
        FORBIDDEN,
        PERMISSIONS,
        {"Ask.txt": forbidden},
        [Way(steps=[opened(f"{SERVICE}/Ask.txt")])],
        at="ferry/Ask.txt",
        around=unprivileged,
    ),
    "a page that is written": Trial(
        "a file that cannot be read (it changes while it is read)",
        "Run the command again when it has been written.",
        ways=[Way()],
        at="ferry/Board.txt",
        around=growing,
    ),
    "a service that is a link to itself": Trial(
        "a folder that cannot be read (Too many levels of symbolic links)",
        MEND,
        {"/specs/port": loop},
        [{"/specs/port": None, service("port"): GOOD}, {"/specs/port": None}],
        at="port",
    ),
    "a service that is forbidden": Trial(
        "a folder that cannot be read (Permission denied)",
        PERMISSIONS,
        {"/specs/port": closed},
        [Way(steps=[opened("specs/port")])],
        at="port",
        around=unprivileged,
    ),
    "a TOML file that is a link to itself": Trial(
        LOOP,
        MEND,
        {"overrides.toml": loop},
        [{"overrides.toml": ""}, {"overrides.toml": None}],
        at="ferry/overrides.toml",
    ),
    "a TOML file that is a folder": Trial(
        "a file that cannot be read (it is a folder)",
        OF_ANOTHER_KIND,
        {"overrides.toml": Path.mkdir},
        [{"overrides.toml": ""}, {"overrides.toml": None}],
        at="ferry/overrides.toml",
    ),
}
