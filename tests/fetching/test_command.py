"""``soapstone fetch`` as a person runs it: against a stand-in, interrupted, and with a password."""

from __future__ import annotations

import io
import os
import pty
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from soapstone.serving.run import Settings, started
from tests.fetching.site import files, operation, service, site
from tests.fetching.test_access import SECRET, asks_for, is_joe
from tests.refusals.pages import asmx
from tests.runtime.calling.server import Connection, http

ROOT = Path(__file__).resolve().parents[2]
MANY = [f"Get{number}" for number in range(235)]


@contextmanager
def standing_in(specs: Path, logged: list[str]) -> Iterator[str]:
    """The address of a stand-in for the service ``ferry``."""
    settings = Settings(
        specs=specs,
        service="ferry",
        out=None,
        host="127.0.0.1",
        port=0,
        record=False,
        troubles=(),
    )
    with started(settings, logged.extend) as server:
        yield server.url


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "soapstone", "fetch", *arguments]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "generator"), **more}


def test_many_operations_are_fetched_interrupted_and_begun_again(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "source" / "ferry"
    source.mkdir(parents=True)
    for name in MANY:
        (source / f"{name}.txt").write_text(asmx(name), encoding="utf-8")
    specs, logged = tmp_path / "specs", _Interrupting(100)
    with standing_in(source.parent, logged) as url:
        ways = [f"{url}/Ferry.asmx", "--pause", "0", "--specs", str(specs)]
        with subprocess.Popen(
            # A shell lets what runs in its background ignore Ctrl-C, these tests as well.
            command(*ways),
            env=environment(),
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        ) as process:
            logged.process = process
            assert process.wait(60) == ExitCode.INTERRUPTED
        first = files(specs)
        assert "interrupted: the same command goes on here" in capfd.readouterr().err
        assert 90 < len(first) < 110
        whole = {each: (specs / each).read_bytes() for each in first}
        assert all(each.endswith(b"</html>\n") for each in whole.values())
        logged.process = None
        logged.clear()
        assert run(["fetch", *ways]) == ExitCode.OK
        assert len(logged) == 237 - len(first)
        out = capfd.readouterr().out
        counts = f"fetched {236 - len(first)}, kept {len(first)}, left out 0"
        assert out == (
            f"{specs}/ferry: {counts}\n"
            f"next: soapstone generate ferry --specs {specs}\n"
        )
        logged.clear()
        assert run(["fetch", *ways]) == ExitCode.OK
        assert len(logged) == 1
    assert all((specs / each).read_bytes() == was for each, was in whole.items())
    assert files(specs) == sorted(
        ["ferry/Ferry.wsdl", *(f"ferry/{each}.html" for each in MANY)]
    )


class _Interrupting(list[str]):
    """The lines of a stand-in; after so many somebody presses Ctrl-C."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.after = after
        self.process: subprocess.Popen[bytes] | None = None

    def extend(self, lines: object) -> None:
        super().extend(lines)  # type: ignore[arg-type]  # any iterable
        if len(self) == self.after and self.process:
            self.process.send_signal(signal.SIGINT)


def test_what_is_there_is_kept_or_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page that a person has saved as text is the operation's as well."""
    (tmp_path / "x").mkdir()
    for name in ("Ask.txt", "Answer.html"):
        (tmp_path / "x" / name).write_text("mine")
    with site(service("Ask", "Answer")) as here:
        command = ["fetch", f"{here.url}/x.asmx", "--pause", "0"]
        command += ["--specs", str(tmp_path)]
        assert run(command) == ExitCode.OK
        assert "fetched 0, kept 2, left out 0\n" in capsys.readouterr().out
        assert (tmp_path / "x" / "Answer.html").read_text() == "mine"
        assert run([*command, "--again"]) == ExitCode.OK
        assert "fetched 2, kept 0, left out 0\n" in capsys.readouterr().out
    assert "saved from" in (tmp_path / "x" / "Answer.html").read_text()
    assert files(tmp_path) == ["x/Answer.html", "x/Ask.html", "x/Ask.txt"]


def test_pages_of_another_service_are_no_pages_of_this_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--pause", "0", "--specs", str(tmp_path)]
    with site(service("Ask")) as first, site(service("Ask", "More")) as second:
        assert run(["fetch", f"{first.url}/x.asmx", *arguments]) == ExitCode.OK
        capsys.readouterr()
        assert run(["fetch", f"{second.url}/x.asmx", *arguments]) == ExitCode.ERROR
        logged = capsys.readouterr().err
        assert f"a page saved from {first.url}/x.asmx?op=Ask\n" in logged
        assert second.asked == ["/x.asmx"]
    assert files(tmp_path) == ["x/Ask.html"]


def test_what_failed_is_said_and_the_exit_code_shows_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = service("A", "B", "C", "D", "E")
    for name in "BCD":
        del pages[f"/x.asmx?op={name}"]
    with site(pages) as here:
        arguments = ["--pause", "0", "--specs", str(tmp_path)]
        assert run(["fetch", f"{here.url}/x.asmx", *arguments]) == ExitCode.ERROR
    out, err = capsys.readouterr()
    assert out == (
        f"{tmp_path}/x: fetched 1, kept 0, left out 4\n"
        "  not tried: 1, for the 3 before them failed\n"
    )
    (also,) = [line for line in err.splitlines() if line.startswith("  also in ")]
    assert also.endswith(f"{here.url}/x.asmx?op=C, {here.url}/x.asmx?op=D")
    assert "found     status 404 Not Found: an HTML page, 'Not here'" in err


@pytest.mark.parametrize("way", ["option", "environment", "terminal"])
def test_a_password_is_taken_from_where_it_is_and_shown_nowhere(
    way: str, tmp_path: Path
) -> None:
    guard = asks_for("Basic realm=x", lets_in=is_joe)
    user = f"joe:{SECRET}" if way == "option" else "joe"
    more = {"SOAPSTONE_PASSWORD": SECRET} if way == "environment" else {}
    headers = f"Cookie: c={SECRET}\nX-Key: {SECRET}"
    with site({k: guard(v) for k, v in service("Ask", "No").items()}) as here:
        here.pages["/x.asmx?op=No"] = guard(http(b"", "500 No"))
        done = _on_a_terminal(
            command(f"{here.url}/x.asmx", "--user", user, "--pause", "0"),
            tmp_path,
            environment(SOAPSTONE_HEADERS=headers, **more),
            f"{SECRET}\n" if way == "terminal" else "",
        )
        assert {each.headers["x-key"] for each in here.server.requests} == {SECRET}
    assert "specs/x: fetched 1, kept 0, left out 1" in done
    assert ("Password of joe" in done) == (way == "terminal")
    assert SECRET not in done
    assert files(tmp_path) == ["specs/x/Ask.html"]
    assert SECRET not in (tmp_path / "specs/x/Ask.html").read_text("utf-8")


def _on_a_terminal(
    command: list[str], folder: Path, environment: dict[str, str], typed: str
) -> str:
    """What a command prints on a terminal."""
    inner, outer = pty.openpty()
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=outer,
        stdout=outer,
        stderr=outer,
        start_new_session=True,
    ) as process:
        os.close(outer)
        printed = bytearray()
        reader = threading.Thread(target=_read, args=(inner, printed, typed))
        reader.start()
        process.wait(30)
        reader.join(30)
    os.close(inner)
    return printed.decode()


def _read(terminal: int, printed: bytearray, typed: str) -> None:
    """Read until nobody writes any more, and answer the question for a password."""
    while True:
        try:
            printed += os.read(terminal, 4096)
        except OSError:
            return
        if typed and b"Password" in printed:
            os.write(terminal, typed.encode())
            typed = ""


def test_progress_goes_to_the_terminal(tmp_path: Path) -> None:
    def slow(connection: Connection) -> bytes:
        threading.Event().wait(1.5)
        return operation("Ask")

    with site({**service("Ask"), "/x.asmx?op=Ask": slow}) as here:
        arguments = command(f"{here.url}/x.asmx", "--pause", "0")
        shown = _on_a_terminal(arguments, tmp_path, environment(), "")
    assert "1 of 1: Ask" in shown
    assert shown.rstrip().endswith("next: soapstone generate x")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x.asmx"], "no web address"),
        (["ftp://h/x"], "no web address"),
        ([f"http://joe:{SECRET}@h/x"], "Give a user's name with --user"),
        (["http://h/", "--service", "../x"], "cannot be a service's folder"),
        (["http://h/", "--service", "_x"], "cannot be a service's folder"),
        (
            ["http://h/", "--header", SECRET],
            "header 1 has no colon: write 'Name: value'",
        ),
        (["http://h/", "--header", f"A B: {SECRET}"], "HTTP allows no header"),
        (["http://h/", "--user", "joe"], "have SOAPSTONE_PASSWORD hold it"),
        (["http://h/", "--pause", "-1"], "-1.0 is not in the range"),
        (["http://h/", "--pause", "nan"], "nan is no number of seconds"),
        (["http://h/", "--timeout", "0"], "0.0 is not in the range"),
        ([], "Missing argument 'URL'"),
    ],
)
def test_what_cannot_be_done_is_an_error_with_advice(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.delenv("SOAPSTONE_PASSWORD", raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert run(["fetch", *arguments]) == ExitCode.ERROR
    shown = capsys.readouterr().err
    assert said in " ".join(shown.split())
    assert SECRET not in shown


def test_a_wrong_header_of_the_environment_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """click would blame the option, which was not used."""
    monkeypatch.setenv("SOAPSTONE_HEADERS", f"A: 1\n{SECRET}")
    assert run(["fetch", "http://h/"]) == ExitCode.ERROR
    shown = " ".join(capsys.readouterr().err.split())
    assert "Invalid value for SOAPSTONE_HEADERS: header 2 has no colon" in shown
    assert SECRET not in shown
