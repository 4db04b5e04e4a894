"""Runs the code blocks of a document one after the other, as its reader would, in a folder.

* ``sh`` is run by the shell. Each line has to end with 0, or with what ``# exit 1`` says. A line
  that begins with ``soapstone serve`` serves until the document ends.
* ``text`` is what the block before it prints. A line ``…`` stands for any lines.
* A block below ``<!-- file: PATH -->`` is written there, below ``<!-- adds to: PATH -->`` appended;
  below ``<!-- changes: PATH -->`` it is a diff.
* All other Python is one program, in which ``print(…)  # text`` says what is printed.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

from tests.documented import MYPY_CACHE, Block, blocks
from tests.services import ROOT

PORT = "8080"
"""Where the documents serve. Here it is any that is free."""
_SAID = re.compile(r"^ *print\(.*\)  # (.*)$", re.M)
_SECONDS = 60


class Session:
    """A document, the folder where it is followed, and what has been printed so far."""

    def __init__(self, document: str, folder: Path) -> None:
        self.port = _free_port()
        self.blocks = list(blocks(document.replace(f":{PORT}", f":{self.port}")))
        self.folder = folder
        self.program = ""
        self.printed = ""
        self.skipped: list[Block] = []
        self._servers = ExitStack()
        self._environment = {
            **os.environ,
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.defpath]),
            "PYTHONPATH": str(folder),
            "PYTHONWARNINGS": "error",
            "COLUMNS": "100",
            "no_proxy": "*",
        }

    def run(self) -> None:
        """Follow the whole document. Raises AssertionError with the line of what goes wrong."""
        with self._servers:
            for block in self.blocks:
                if block.mark == "needs" and find_spec(block.about) is None:
                    self.skipped.append(block)
                elif block.mark != "not run":
                    self._follow(block)

    def type_errors(self) -> str:
        """What ``mypy --strict`` prints of the program and the files; "" if they are right."""
        (self.folder / "program.py").write_text(self.program, encoding="utf-8")
        options = ["--strict", "--no-error-summary", "--cache-dir", str(MYPY_CACHE)]
        options += ["--allow-untyped-calls"]  # of libraries
        options += ["--config-file", str(ROOT / "pyproject.toml")]
        files = sorted(each.name for each in self.folder.glob("*.py"))
        return self._run([sys.executable, "-m", "mypy", *options, *files])[1]

    def _follow(self, block: Block) -> None:
        if block.mark in ("file", "adds to", "changes"):
            self._write(block, self.folder / block.about)
        elif block.language == "sh":
            for line in block.text.splitlines():
                self._shell(line, block)
        elif block.language == "python":
            self._python(block)
        elif block.language == "text":
            where = f"line {block.line}: printed was\n{self.printed}"
            assert _matches(block.text, self.printed), where
        else:
            raise AssertionError(f"line {block.line}: nobody runs {block.language!r}")

    def _write(self, block: Block, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8") if block.mark != "file" else ""
        if block.mark == "changes":
            lines = block.text.splitlines(keepends=True)
            before = "".join(each[1:] for each in lines if each[0] in " -")
            assert text.count(before) == 1, (block.line, before)
            after = "".join(each[1:] for each in lines if each[0] in " +")
            text = text.replace(before, after)
        else:
            text += block.text
        path.write_text(text, encoding="utf-8")

    def _shell(self, line: str, block: Block) -> None:
        command, _, comment = line.partition("  #")
        if command.startswith("soapstone serve"):
            self._serve(command)
            return
        stated = re.search(r"exit (\d)", comment)
        code, self.printed = self._run(["sh", "-c", command])
        assert code == int(stated[1] if stated else 0), (
            block.line,
            line,
            self.printed,
        )

    def _python(self, block: Block) -> None:
        """Run a block after those before it, whose prints are not compared again."""
        before, said = len(_SAID.findall(self.program)), _SAID.findall(block.text)
        self.program += block.text
        (self.folder / "program.py").write_text(self.program, encoding="utf-8")
        code, printed = self._run([sys.executable, "program.py"])
        assert code == 0, (block.line, printed)
        self.printed = "".join(printed.splitlines(keepends=True)[before:])
        assert not said or self.printed.splitlines() == said, (block.line, printed)

    def _run(self, command: list[str]) -> tuple[int, str]:
        """The exit code and all that is printed."""
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
        return done.returncode, done.stdout

    def _serve(self, command: str) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", *command.split(), "--port", str(self.port)],
            cwd=self.folder,
            env=self._environment,
            stdout=subprocess.DEVNULL,
        )
        self._servers.callback(process.wait, _SECONDS)
        self._servers.callback(process.terminate)
        for _ in range(_SECONDS * 10):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}").close()
            except urllib.error.HTTPError:
                return
            except OSError:
                assert process.poll() is None, command
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"nobody answers: {command}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _matches(shown: str, printed: str) -> bool:
    """Whether a text is printed as shown; a line ``…`` stands for any lines."""
    parts = [re.escape(each.strip("\n")) for each in re.split(r"(?m)^…$", shown)]
    lines = "\n".join(each.rstrip() for each in printed.strip("\n").splitlines())
    return re.fullmatch(r".*".join(parts), lines, re.S) is not None
