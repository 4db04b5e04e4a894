"""Trials of refusals of what commands are asked: revisions, subjects, a server's address."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from soapstone.output.plan import digest
from tests.refusals.pages import asmx
from tests.refusals.trials import Step, Trial, Way

LEAVE_OUT = "Leave --against out to compare with what was generated last."
ADDRESS = "Name another port with --port (0 finds one), or another address with --host."
LONG = "o" * 300
AGAINST = "changes --against HEAD"
SERVE = "serve ferry --port 0"


def git(*arguments: str) -> Callable[[], object]:
    own = ("-c", "user.name=A", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    return lambda: subprocess.run(
        ["git", *own, *arguments], check=True, capture_output=True
    )


REPOSITORY: list[Step] = [
    git("init", "-q"),
    git("add", "-A"),
    git("commit", "-qm", "All."),
]
GENERATED: list[Step] = ["generate", *REPOSITORY]


def without_contracts() -> None:
    for path in Path("generated").rglob("contract.json"):
        path.unlink()


CONTRACT = Path("generated/ferry/.soapstone/contract.json")


def broken_contract() -> None:
    CONTRACT.rename("contract.json")
    CONTRACT.write_text("{}")


def mended_contract() -> None:
    Path("contract.json").replace(CONTRACT)


def older_runtime() -> None:
    """A runtime as a version without stand-ins would have written it."""
    runtime = Path("generated/runtime")
    (runtime / "__init__.py").write_text("")
    manifest = runtime / ".soapstone/manifest.json"
    digests = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**digests, "__init__.py": digest(b"")}))


@contextmanager
def no_git() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        yield


@contextmanager
def a_foreign_repository() -> Iterator[None]:
    """Git refuses one whose configuration is broken, or that is another person's."""
    config = Path(".git/config")
    before = config.read_text()
    config.write_text("[core\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C")
        yield
    config.write_text(before)


@contextmanager
def no_uvicorn() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "uvicorn", None)
        yield


@contextmanager
def listener() -> Iterator[None]:
    """Somebody else listens."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", PORT))
        taken.listen()
        yield


BOARD = '<Board xmlns="urn:ferry"><Deck>1</Deck></Board>'

with socket.socket() as _free:
    _free.bind(("127.0.0.1", 0))
    PORT = _free.getsockname()[1]

OF_COMMANDS = {
    "nothing to validate": Trial(
        "no message in XML, and no call of an operation",
        "Record the messages in XML, or name another service.",
        {"/m.http": "HTTP/1.1 200 OK\n\n{}\n"},
        at="m.http",
        command="validate ferry m.http",
        ways=[{"/m.http": f"HTTP/1.1 200 OK\n\n{BOARD}\n"}],
    ),
    "no repository": Trial(
        "no git repository",
        LEAVE_OUT,
        at="generated",
        command=AGAINST,
        first=["generate"],
        ways=[Way(command="changes")],
    ),
    "no git": Trial(
        "no such command",
        f"Install it, or {LEAVE_OUT[0].lower()}{LEAVE_OUT[1:]}",
        at="git",
        command=AGAINST,
        first=GENERATED,
        around=no_git,
        ways=[Way(), Way(command="changes")],
    ),
    "a repository that git refuses": Trial(
        "git rev-parse --git-dir, which failed: fatal: bad config line 1 in file .git/config",
        "Run the same git command in this folder: it says more.",
        at="generated",
        command=AGAINST,
        first=GENERATED,
        around=a_foreign_repository,
        ways=[Way()],
    ),
    "no revision": Trial(
        "no revision 'v9'",
        "Look with git log; a shallow clone holds only the last commits.",
        at="generated",
        command="changes --against v9",
        first=GENERATED,
        ways=[Way(command=AGAINST)],
    ),
    "no folder": Trial(
        "no folder",
        "Name another with --out.",
        at="no/such",
        command=f"{AGAINST} --out no/such/folder",
        first=GENERATED,
        ways=[Way(command=AGAINST)],
    ),
    "a revision without a package": Trial(
        "no package of Soapstone",
        "Name another revision, or the output folder with --out.",
        at="HEAD:",
        command=f"{AGAINST} --out .",
        first=GENERATED,
        ways=[Way(command=f"{AGAINST} --out generated")],
    ),
    "a revision without contracts": Trial(
        "packages without .soapstone/contract.json",
        "Name a later revision: that one was generated before contracts were kept.",
        at="HEAD~1:generated/",
        command="changes --against HEAD~1",
        first=["generate", without_contracts, *REPOSITORY, "generate", *REPOSITORY[1:]],
        ways=[Way(command=AGAINST)],
    ),
    "a contract of a revision that is none": Trial(
        "a text that is no contract",
        "Name another revision.",
        at="HEAD:generated/ferry/.soapstone/contract.json",
        command=AGAINST,
        first=[*GENERATED, broken_contract, *REPOSITORY[1:], mended_contract],
        ways=[Way(command="changes --against HEAD~1")],
    ),
    "a package misspelt": Trial(
        "no such service among the generated",
        "Check the spelling, or generate it first.",
        {"/specs/port/Ask.txt": asmx("Ask")},
        at="port",
        command=f"{AGAINST} port",
        first=GENERATED,
        ways=[Way(steps=["generate"]), Way(command=f"{AGAINST} ferry")],
    ),
    "a subject misspelt": Trial(
        "nothing called 'Bord'",
        "Nearest: Board.",
        at="ferry",
        command="explain ferry Bord",
        ways=[Way(command="explain ferry Board")],
    ),
    "a subject like nothing": Trial(
        "nothing called 'xyz'",
        "Ask without a subject to see what the service leaves open.",
        at="ferry",
        command="explain ferry xyz",
        ways=[Way(command="explain ferry"), Way(command="explain ferry Board.Deck")],
    ),
    "no package to serve": Trial(
        "no package",
        "Generate it there, or leave out --out: then the pages are enough.",
        at="generated/ferry",
        command=f"{SERVE} --out generated",
        ways=[Way(steps=["generate"]), Way(command=SERVE)],
    ),
    "a folder to serve from of a long name": Trial(
        "no package",
        "Generate it there, or leave out --out: then the pages are enough.",
        at=f"{LONG}/ferry",
        command=f"{SERVE} --out {LONG}",
        ways=[Way(command=SERVE)],
    ),
    "a long name in a revision": Trial(
        "no package of Soapstone",
        "Name another revision, or the output folder with --out.",
        at=f"HEAD:{LONG}/",
        command=f"{AGAINST} --out {LONG}",
        first=GENERATED,
        ways=[Way(command=AGAINST)],
    ),
    "an older runtime": Trial(
        "the runtime of an earlier version",
        "Run soapstone generate again.",
        at="generated/runtime",
        command=f"{SERVE} --out generated",
        first=["generate", older_runtime],
        ways=[Way(steps=["generate"])],
    ),
    "no uvicorn": Trial(
        "no uvicorn",
        "Install it: pip install 'soapstone[serve]', or pip install uvicorn.",
        at="soapstone serve",
        command=SERVE,
        around=no_uvicorn,
        ways=[Way()],
    ),
    "a port that is taken": Trial(
        "an address that cannot be served at (address already in use)",
        ADDRESS,
        at=f"127.0.0.1:{PORT}",
        command=f"serve ferry --port {PORT}",
        around=listener,
        ways=[Way(command=SERVE), Way()],
    ),
    "no name of a host": Trial(
        "an address that cannot be served at (no name of a host)",
        ADDRESS,
        at="no..host:0",
        command=f"{SERVE} --host no..host",
        ways=[Way(command=f"{SERVE} --host 127.0.0.1")],
    ),
    "trouble misspelt": Trial(
        "Invalid value for '--faults': 'fault' is not KIND:N, such as fault:5 for a fault in every "
        "5th call; KIND is one of fault, delay, cut, page",
        "",
        command=f"{SERVE} --faults fault",
        ways=[
            Way(command=f"{SERVE} --faults {each}:5")
            for each in ("fault", "delay", "cut", "page")
        ],
    ),
    "seconds of what is no delay": Trial(
        "Invalid value for '--faults': 'cut:2:5': only a delay has seconds, as in delay:3:10",
        "",
        command=f"{SERVE} --faults cut:2:5",
        ways=[Way(command=f"{SERVE} --faults delay:3:10")],
    ),
}
