"""How long generating takes: ``python -m tests.benchmarks.generating [PAGES…]``.

The pages of the demo service, repeated under other names, make a service of any size. For each
size: a first run, a run where one page has changed, one where nothing has, and beside them
``xsdata generate`` on the samples of the same pages, if it is installed (the extra ``bench``).
Prints a Markdown table.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

PAGES = Path(__file__).resolve().parents[1] / "data/services/demo"
SIZES = (235, 1500)
_ENVELOPE = re.compile(r"<\?xml .*?</soap\w*:Envelope>", re.DOTALL)
_ELEMENT = re.compile(r"</?([A-Z]\w*)")
"""An element of the service: the envelope's have a prefix, and items are called ``int``."""


class Taken(NamedTuple):
    """What a run took."""

    elapsed: float
    """Seconds on the wall."""
    processor: float
    """Seconds of all processors."""
    peak: float
    """Megabytes resident of its largest process."""

    def __str__(self) -> str:
        return f"{self.elapsed:.2f} | {self.processor:.2f} | {self.peak:.0f}"


def repeated(pages: int) -> Iterable[tuple[str, str]]:
    """Names and texts of so many pages: those of the demo service, then again as ``AddV1``, …"""
    texts = {path.stem: path.read_text("utf-8") for path in sorted(PAGES.glob("*.txt"))}
    again = (
        (f"{name}V{turn}" if turn else name, _renamed(name, text, turn))
        for turn in count()
        for name, text in texts.items()
    )
    return islice(again, pages)


def _renamed(page: str, text: str, turn: int) -> str:
    if not turn:
        return text
    names = {page, *_ELEMENT.findall(text)}
    return re.sub(
        rf"\b({'|'.join(sorted(names, key=len, reverse=True))})\b", rf"\1V{turn}", text
    )


def save(specs: Path, samples: Path, pages: int) -> None:
    """Write the pages of a service, and their samples as files of XML."""
    service = specs / "demo"
    service.mkdir(parents=True)
    samples.mkdir()
    for name, text in repeated(pages):
        (service / f"{name}.txt").write_text(text, "utf-8")
        for number, sample in enumerate(_ENVELOPE.findall(text)):
            (samples / f"{name}{number}.xml").write_text(sample, "utf-8")


def change(specs: Path) -> None:
    """Let one page say ``long`` where it said ``int``."""
    page = specs / "demo/Add.txt"
    text = page.read_text("utf-8")
    page.write_text(text.replace(">int<", ">long<", 2), "utf-8")


def run(folder: Path, *command: str) -> Taken:
    """Run a Python module in a folder, silently. Raises RuntimeError where it fails."""
    out = os.open(os.devnull, os.O_WRONLY)
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.environ["PYTHONPATH"] = str(PAGES.parents[3] / "generator")
        # xsdata calls ruff by its name.
        os.environ["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        os.execv(sys.executable, [sys.executable, "-m", *command])
    _, status, usage = os.wait4(child, 0)
    elapsed = time.perf_counter() - start
    os.close(out)
    if status:
        raise RuntimeError(f"{' '.join(command)}: status {status}")
    return Taken(elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measure(folder: Path, pages: int) -> Iterable[tuple[str, Taken]]:
    """What each kind of run takes for so many pages, in an empty folder."""
    save(folder / "specs", folder / "samples", pages)
    generate = ("soapstone", "generate", "--quiet")
    yield "first run", run(folder, *generate)
    change(folder / "specs")
    yield "one page changed", run(folder, *generate)
    yield "nothing changed", run(folder, *generate)
    if find_spec("xsdata"):
        # Its samples are the same, its classes have neither types nor serializers of a service.
        xsdata = ("xsdata", "generate", "samples", "--package", "theirs")
        yield "xsdata generate", run(folder, *xsdata)


def main(sizes: Sequence[int]) -> None:
    """Measures; see the module."""
    print("| pages | | elapsed, s | processor, s | MB |\n|---:|---|---:|---:|---:|")
    for pages in sizes:
        with tempfile.TemporaryDirectory() as folder:
            for kind, taken in measure(Path(folder), pages):
                print(f"| {pages} | {kind} | {taken} |", flush=True)


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or SIZES)
