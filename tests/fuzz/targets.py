"""The fuzz targets: what has to hold of any page, and of any message."""

from __future__ import annotations

import contextlib
import importlib
import shutil
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, get_type_hints
from unicodedata import category
from xml.parsers import expat

from soapstone.emit.python.naming import name_everything
from soapstone.inference import inferred
from soapstone.model.contract import Contract
from soapstone.output.packages import Generated
from soapstone.output.plan import compare
from soapstone.pages import read_page
from soapstone.report import run as report
from soapstone.report.documents import document
from soapstone.resources import runtime_dir
from soapstone.run.pipeline import generate
from soapstone.runtime.reading.parsing import parse
from tests.emit.python.guard import problems
from tests.fuzz.corpus import DATA
from tests.packages import load, runtime_of, write

SECONDS = 20
"""What one input may take, on a busy machine."""
_LONGEST_NAME = 255
"""Bytes of a file's name that every file system takes."""


@contextlib.contextmanager
def time_limit() -> Iterator[None]:
    """Raise TimeoutError in whatever takes too long."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"an input took more than {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Pages:
    """Pages through the whole recipe; ``folder`` holds the input while it is tried."""

    def __init__(self, folder: Path) -> None:
        self.counts: Counter[str] = Counter()
        self._specs = folder / "specs"
        self._service = self._specs / "service"
        self._service.mkdir(parents=True, exist_ok=True)

    def __call__(self, pages: Mapping[str, bytes]) -> None:
        """Generate, and check whatever comes of it."""
        for left in self._service.iterdir():
            left.unlink()
        for name, data in pages.items():
            (self._service / name).write_bytes(data)
        with time_limit():
            generated = generate(self._specs)
            package = next(
                each for each in generated.packages if each.name == "service"
            )
            self.counts["inputs"] += 1
            self.counts["refused"] += package.error is not None
            _check_report(generated, self._specs)
            for path, text in package.files.items():
                _check_file(path, text)
            _check_imports(package.files, self._specs.parent / "generated")


def _check_report(generated: Generated, folder: Path) -> None:
    """What is printed steers no terminal, and every path stays below its package."""
    plan = compare(generated, folder / "nowhere")
    lines = [*report.findings(generated, full=True), *report.errors(plan)]
    odd = {char for line in lines for char in line if not char.isprintable()}
    assert all(category(char) == "Zs" for char in odd), odd
    assert document("generate", 0, **report.as_values(generated, plan)).isascii()


def _check_file(path: str, text: str) -> None:
    assert all(len(part.encode()) <= _LONGEST_NAME for part in path.split("/")), path
    if path.endswith((".py", ".pyi")):
        found = problems(path, text)
        assert not found, found
    elif path.endswith((".xsd", ".wsdl")):
        # Other parsers want no namespaces that are no URIs, or hold a brace.
        expat.ParserCreate(namespace_separator="\1").Parse(text, True)


def _check_imports(files: Mapping[str, str], out: Path) -> None:
    """Every module can be imported and every annotation means something; nothing stays loaded."""
    shutil.rmtree(out, ignore_errors=True)
    write(out / "service", files)
    project = ModuleType("fuzzed")
    # A copy of the runtime would be loaded anew for every input.
    project.__path__ = [str(out), str(runtime_dir().parent)]
    sys.modules["fuzzed"] = project
    importlib.invalidate_caches()
    try:
        for path in files:
            if path.endswith(".py"):
                name = f"service/{path}".removesuffix(".py").removesuffix("/__init__")
                importlib.import_module(f"fuzzed.{name.replace('/', '.')}")
        package = sys.modules["fuzzed.service"] if files else project
        for name in getattr(package, "__all__", ()):
            kind = getattr(package, name)
            if isinstance(kind, type):
                get_type_hints(kind)
    finally:
        for name in [each for each in sys.modules if each.startswith("fuzzed.service")]:
            del sys.modules[name]


class Messages:
    """Messages through every class that could read them, of the services whose pages we have."""

    def __init__(self, folder: Path) -> None:
        self.counts: Counter[str] = Counter()
        self._running = folder / "message.xml"
        self._classes: dict[str, list[Any]] = {}
        self._runtimes: list[ModuleType] = []
        for service in (DATA / "services" / "basic", DATA / "services" / "demo"):
            contract = _contract(service)
            package = load(contract, folder, service.name)
            self._runtimes.append(runtime_of(package))
            names = name_everything(contract).classes
            for message in contract.messages():
                kind = getattr(package, names[message.record])
                self._classes.setdefault(message.element.name, []).append(kind)

    def __call__(self, data: bytes) -> None:
        """Read, write, read again."""
        self._running.write_bytes(data)
        self.counts["inputs"] += 1
        with time_limit(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for runtime in self._runtimes:
                _reads(runtime, runtime.Envelope.parse, data)
            read = [self._try(kind, data) for kind in self._candidates(data)]
        self.counts["refused"] += not any(read)

    def _candidates(self, data: bytes) -> list[Any]:
        """The classes whose root element is named in the message; always one."""
        found = [
            kind
            for name, kinds in self._classes.items()
            if name.encode() in data
            for kind in kinds
        ]
        return found[:4] or next(iter(self._classes.values()))[:1]

    def _try(self, kind: Any, data: bytes) -> bool:
        runtime = sys.modules[f"{kind.__module__.split('.')[0]}.runtime"]
        entry = getattr(kind, "from_soap", None) or (
            lambda message: kind.from_envelope(runtime.Envelope.parse(message))
        )
        for read in (kind.from_xml, entry):
            record = _reads(runtime, read, data)
            if record is not None:
                written = record.to_xml()
                assert _content(kind.from_xml(written).to_xml()) == _content(written)
                return True
        return False


def _content(document: bytes) -> Counter[tuple[object, ...]]:
    """All that a document holds, in any order: a member that stands twice changes its place."""
    waiting, found = [parse(document)], Counter[tuple[object, ...]]()
    for element in waiting:
        found[element.tag, element.text, tuple(sorted(element.attrib))] += 1
        waiting += element
    return found


def _reads(runtime: ModuleType, read: Any, data: bytes) -> Any:
    """What is read, or None where it is refused as the documentation says."""
    try:
        return read(data)
    except (runtime.WireError, runtime.SoapFault):
        return None


def _contract(folder: Path) -> Contract:
    pages = [
        read_page(f"{folder.name}/{path.name}", path.read_bytes())
        for path in sorted(folder.iterdir())
    ]
    return inferred(folder.name, pages).contract
