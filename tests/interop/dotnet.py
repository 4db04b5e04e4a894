"""The real .NET on this machine: programs of csharp/ compiled with Mono, run on Mono or Core."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

Runtime = Literal["core", "mono"]
Serializer = Literal["dcs", "xs"]
"""DataContractSerializer or XmlSerializer."""

SOURCES = Path(__file__).parent / "csharp"
TYPES = Path(__file__).parents[1] / "data" / "dotnet" / "Types.cs"

_SOURCES = {
    "echo.exe": (
        *(SOURCES / name for name in ("Echo.cs", "Specs.cs", "Members.cs")),
        TYPES,
    ),
    "datasets.exe": (SOURCES / "DataSets.cs",),
}
_REFERENCES = {
    "echo.exe": ("System.Runtime.Serialization", "System.Xml.Linq"),
    "datasets.exe": ("System.Data", "System.Xml"),
}

# What an assembly that Core is to take for Microsoft's must be signed with: a public key says so
# by its first bytes.
_KEY_STARTS = bytes.fromhex("002400000480000094000000")
_KEY_LENGTH = 160
_SEED = "System.Security.Cryptography.Algorithms.dll"


class Missing(Exception):
    """What has to be installed first."""


class Refused(Exception):
    """Why a serializer did not take a document."""


def compiled(
    output: Path, *sources: Path, references: Sequence[str] = (), options: str = ""
) -> None:
    """Compiles C#. Raises Missing without Mono's compiler or an assembly of Mono's."""
    if not (shutil.which("mcs") and shutil.which("mono")):
        raise Missing("Mono is not installed: see tests/interop/README.md")
    output.parent.mkdir(parents=True, exist_ok=True)
    kind = "library" if output.suffix == ".dll" else "exe"
    command = ["mcs", "-warn:0", f"-target:{kind}", f"-out:{output}", *options.split()]
    command += [*map(str, sources), *(f"-r:{name}.dll" for name in references)]
    run = subprocess.run(command, capture_output=True, text=True)
    if "CS0006" in run.stderr:  # no such assembly
        raise Missing(
            f"a part of Mono is not installed, see tests/interop/README.md: {run.stderr}"
        )
    if run.returncode:
        raise RuntimeError(run.stderr)


def _on_mono(folder: Path, program: str) -> list[str]:
    compiled(folder / program, *_SOURCES[program], references=_REFERENCES[program])
    return ["mono", str(folder / program)]


def _on_core(folder: Path, program: str) -> list[str]:
    """The program that Mono compiled runs on Core too: Core forwards the names of assemblies."""
    package = find_spec("dotnetcore2")
    if package is None or package.origin is None:
        raise Missing("dotnetcore2 is not installed: see tests/interop/README.md")
    _, path = _on_mono(folder, program)
    root = Path(package.origin).parent / "bin"
    framework = next((root / "shared" / "Microsoft.NETCore.App").iterdir())
    key = folder / "key"
    library = (framework / _SEED).read_bytes()
    start = library.index(_KEY_STARTS)
    key.write_bytes(library[start : start + _KEY_LENGTH])
    signed = f"-delaysign+ -keyfile:{key}"
    compiled(folder / _SEED, SOURCES / "Seed.cs", options=signed)
    for suffix, settings in _core_settings(framework.name).items():
        beside = folder / program.replace(".exe", suffix)
        beside.write_text(json.dumps(settings))
    return [str(root / "dotnet"), "exec", path]


def _core_settings(version: str) -> Mapping[str, object]:
    """The files beside a program for Core, by the ends of their names: which framework, and what
    it brings along itself.
    """
    target = ".NETCoreApp,Version=v3.1"
    seed = {
        "runtime": {_SEED: {"assemblyVersion": "9.0.0.0", "fileVersion": "9.0.0.0"}}
    }
    library = {"type": "project", "serviceable": False, "sha512": ""}
    return {
        ".runtimeconfig.json": {
            "runtimeOptions": {
                "framework": {"name": "Microsoft.NETCore.App", "version": version},
                # It would look for a library of ICU that has its age.
                "configProperties": {"System.Globalization.Invariant": True},
            }
        },
        ".deps.json": {
            "runtimeTarget": {"name": target},
            "targets": {target: {"seed/9.0.0": seed}},
            "libraries": {"seed/9.0.0": library},
        },
    }


_RUNTIMES = {"core": _on_core, "mono": _on_mono}


class Echo:
    """A running echo program: what a real serializer reads from a document, written by it."""

    def __init__(self, runtime: Runtime, process: subprocess.Popen[str]) -> None:
        self.runtime: Runtime = runtime
        self.figures: Counter[str] = Counter()
        """How many documents came back how."""
        self._process = process

    def __call__(self, serializer: Serializer, type_: str, document: bytes) -> bytes:
        """``type_`` is the type's .NET name. Raises Refused."""
        assert self._process.stdin
        assert self._process.stdout
        text = base64.b64encode(document).decode()
        self._process.stdin.write(f"{serializer}\t{type_}\t{text}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if answer[:1] != "=":
            raise Refused(answer[1:].strip() or "the program has ended")
        return base64.b64decode(answer[1:])


@contextmanager
def _running(command: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    """A program, ended afterwards. Its local time is UTC."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TZ": "UTC"},
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


@contextmanager
def echo(runtime: Runtime, folder: Path) -> Iterator[Echo]:
    """The echo program, compiled into ``folder`` and running. Raises Missing."""
    with _running(_RUNTIMES[runtime](folder, "echo.exe")) as process:
        yield Echo(runtime, process)


class DataSets:
    """A running DataSets.cs: writes DataSets, and says what .NET reads from documents."""

    def __init__(self, runtime: Runtime, process: subprocess.Popen[str]) -> None:
        self.runtime: Runtime = runtime
        self._process = process

    def written(self, name: str) -> tuple[str, str]:
        """A document, and what .NET reads from it."""
        document, said = self._answer(f"write\t{name}")
        return document, said

    def read(self, type_: str, document: str) -> str:
        """What .NET reads from a document as DataSet, DataTable or FerryTimes. Raises Refused."""
        text = base64.b64encode(document.encode()).decode()
        return self._answer(f"read\t{type_}\t{text}")[1]

    def escaped(self, names: Sequence[str]) -> list[str]:
        """Names as XmlConvert.EncodeLocalName has them."""
        text = base64.b64encode("\0".join(names).encode()).decode()
        return self._answer(f"escape\t\t{text}")[1].split("\0")

    def _answer(self, question: str) -> list[str]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{question}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if answer[:1] != "=":
            raise Refused(answer[1:].strip() or "the program has ended")
        return [
            base64.b64decode(each).decode()
            for each in answer[1:].strip("\n").split("\t")
        ]


@contextmanager
def data_sets(runtime: Runtime, folder: Path) -> Iterator[DataSets]:
    """The program for DataSets, compiled into ``folder`` and running. Raises Missing."""
    with _running(_RUNTIMES[runtime](folder, "datasets.exe")) as process:
        yield DataSets(runtime, process)


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    """The services of Svc.cs, hosted in the folder ``site``: their URL. Raises Missing."""
    for name in ("basic.asmx", "demo.asmx", "web.config"):
        shutil.copy(SOURCES / name, site)
    services = ("System.Web.Services", "System.Data")
    compiled(site / "bin" / "Svc.dll", SOURCES / "Svc.cs", references=services)
    program = site / "bin" / "Host.exe"
    compiled(program, SOURCES / "Host.cs", references=("System.Web",))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with _running(["mono", str(program), str(site), str(port)]) as process:
        assert process.stdout
        said = process.stdout.readline()
        if said.strip() != "listening":
            raise RuntimeError(f"the host did not start: {said}")
        yield f"http://127.0.0.1:{port}"
