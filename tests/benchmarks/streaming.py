"""How a large document is read: ``python -m tests.benchmarks.streaming [MB [FILES]]``.

Each way runs in a process of its own, one after the other, best of two; so does a pool over many
files. Prints a Markdown table.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from lxml import etree

from generated.metering import Account, BatchRegisterAccounts
from generated.runtime import Limits, iter_from_xml, write_xml
from tests.benchmarks.payloads import accounts

ROUNDS = 2
_MODELS = (
    "http://schemas.datacontract.org/2004/07/PwC.Metering.Core.Domain.Concretes.Models"
)


def some_accounts(nil: float = 0) -> list[Account]:
    """A thousand accounts."""
    message = BatchRegisterAccounts.from_xml(accounts(1000, nil).data)
    return message.accounts or []


def write_file(path: Path, size: int) -> None:
    """A batch of about ``size`` bytes."""
    some = some_accounts()
    each = len(BatchRegisterAccounts(accounts=some).to_xml())
    repeated = chain.from_iterable(repeat(some, max(1, round(size / each))))
    with path.open("wb") as file:
        write_xml(file, BatchRegisterAccounts(accounts=None), repeated)


def count(path: Path) -> int:
    """How many accounts a file holds, each read."""
    with path.open("rb") as file:
        return sum(1 for _ in iter_from_xml(file, BatchRegisterAccounts, Account))


def _bare(path: Path, tag: str | None) -> int:
    found = 0
    for _, element in etree.iterparse(path, tag=tag):
        if element.tag == f"{{{_MODELS}}}Account":
            found += 1
            element.clear()
            parent = element.getparent()
            while parent is not None and parent[0] is not element:
                del parent[0]
    return found


def _whole(path: Path) -> int:
    limits = Limits(size=2**40, elements=2**40)
    message = BatchRegisterAccounts.from_xml(path.read_bytes(), limits=limits)
    return len(message.accounts or ())


WAYS: dict[str, Callable[[Path], int]] = {
    "iterparse": lambda path: _bare(path, None),
    "iterparse, events of items only": lambda path: _bare(
        path, f"{{{_MODELS}}}Account"
    ),
    "iter_from_xml": count,
    "from_xml": _whole,
}


def _child(way: str, path: Path) -> None:
    """Prints items, seconds of the processor and megabytes resident at most."""
    start = time.process_time()
    found = WAYS[way](path)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(found, seconds, peak)


def _measured(way: str, path: Path) -> tuple[int, float, float]:
    command = [sys.executable, "-m", __spec__.name, "--child", way, str(path)]
    found, seconds, peak = subprocess.run(
        command, check=True, capture_output=True, text=True
    ).stdout.split()
    return int(found), float(seconds), float(peak)


def _report(path: Path) -> None:
    rounds = [{way: _measured(way, path) for way in WAYS} for _ in range(ROUNDS)]
    best = {
        way: min((each[way] for each in rounds), key=lambda m: m[1]) for way in WAYS
    }
    bare = best["iterparse"][1]
    print(f"{path.stat().st_size / 1e6:.0f} MB\n")
    print("| | items | seconds | ratio | MB resident |\n|---|---:|---:|---:|---:|")
    for way, (found, seconds, peak) in best.items():
        print(
            f"| {way} | {found} | {seconds:.2f} | {seconds / bare:.2f} | {peak:.0f} |"
        )


def _pool(paths: list[Path]) -> None:
    print("\n| processes | seconds | speed-up |\n|---:|---:|---:|")
    alone = _seconds(lambda: sum(map(count, paths)))
    print(f"| none | {alone:.2f} | 1.00 |")
    for processes in (1, 2):
        with ProcessPoolExecutor(processes) as pool:
            sum(pool.map(count, paths[:processes]))  # start-up
            taken = _seconds(partial(_counted, pool, paths))
        print(f"| {processes} | {taken:.2f} | {alone / taken:.2f} |")


def _counted(pool: ProcessPoolExecutor, paths: list[Path]) -> int:
    return sum(pool.map(count, paths))


def _seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(arguments: Iterable[str]) -> None:
    """Measures; see the module."""
    numbers = [int(each) for each in arguments]
    size, files = (*numbers, *(129, 16)[len(numbers) :])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "batch.xml")
        paths = [Path(folder, f"{number}.xml") for number in range(files)]
        # A child's peak starts with its parent's: what needs memory has a process of its own.
        with ProcessPoolExecutor(1) as pool:
            pool.submit(write_file, path, size * 10**6).result()
            deque(pool.map(write_file, paths, repeat(size * 10**6 // files)), 0)
        _report(path)
        _pool(paths)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2], Path(sys.argv[3]))
    else:
        main(sys.argv[1:])
