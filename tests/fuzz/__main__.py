"""The long run: ``python -m tests.fuzz MINUTES`` (``make fuzz MINUTES=…``).

Batches of new inputs for one target and the other, until the time is up or both fail. What fails is
made as small as it gets, printed, and kept below ``.fuzz/failed``; put into ``tests/fuzz/cases`` it
is tried by every ``make test``. An input that takes the process down is left in ``.fuzz/running``.
"""

from __future__ import annotations

import faulthandler
import hashlib
import resource
import shutil
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis.strategies import SearchStrategy

from tests.fuzz.mutations import documents, services
from tests.fuzz.targets import SECONDS, Messages, Pages

ROOT = Path(__file__).resolve().parents[2] / ".fuzz"
BATCH = 100
GROWTH = 400 * 1024
"""Kilobytes that the process may grow after its first batches."""

_SETTINGS = settings(
    max_examples=BATCH,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
    verbosity=Verbosity.quiet,
)


class Run:
    """A target, what it is given, and the input that it was given last."""

    def __init__(
        self, name: str, target: Any, inputs: SearchStrategy[Any], folder: Path
    ) -> None:
        self.name = name
        self.counts = target.counts
        self._target = target
        self._inputs = inputs
        self._folder = folder
        self._last: Any = None

    def batch(self, number: int) -> bool:
        """Try new inputs; False where one fails."""

        @seed(number)
        @_SETTINGS
        @given(self._inputs)
        def check(data: Any) -> None:
            self._last = data
            # No alarm reaches a loop inside a library written in C.
            faulthandler.dump_traceback_later(3 * SECONDS, exit=True)
            try:
                self._target(data)
            finally:
                faulthandler.cancel_dump_traceback_later()

        try:
            check()
        except Exception:
            traceback.print_exc()
            print(f"\n{self.name}: an input fails; it is kept in {self._keep()}")
            return False
        return True

    def _keep(self) -> Path:
        """Write the last input, the smallest one that fails, as a case."""
        pages = self._last if isinstance(self._last, Mapping) else {"": self._last}
        name = hashlib.sha256(repr(self._last).encode()).hexdigest()[:12]
        kept = ROOT / "failed" / self.name / name
        for page, data in pages.items():
            path = kept / page if page else kept.with_suffix(".xml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            print(f"--- {path.name}\n{data.decode(errors='backslashreplace')}\n---")
        return kept if kept.is_dir() else kept.with_suffix(".xml")


def main(minutes: float) -> int:
    """Run both targets; the exit code."""
    sys.dont_write_bytecode = True
    running = ROOT / "running"
    shutil.rmtree(running, ignore_errors=True)
    runs = [
        _run("pages", Pages, services(), running),
        _run("messages", Messages, documents(), running),
    ]
    started = time.monotonic()
    number = int(time.time())
    batches, peak = 0, 0
    failed: list[str] = []
    while time.monotonic() < started + minutes * 60 and len(failed) < len(runs):
        for run in runs:
            if run.name not in failed and not run.batch(number + batches):
                failed.append(run.name)
        batches += 1
        now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        peak = peak if batches > 3 else now
        if now > peak + GROWTH:
            print(f"memory grows: from {peak:,} to {now:,} KB")
            return 1
    _tell(runs, (time.monotonic() - started) / 60, now)
    return 1 if failed else 0


def _run(
    name: str,
    target: Callable[[Path], Any],
    inputs: SearchStrategy[Any],
    running: Path,
) -> Run:
    folder = running / name
    folder.mkdir(parents=True)
    return Run(name, target(folder), inputs, folder)


def _tell(runs: list[Run], minutes: float, memory: int) -> None:
    for run in runs:
        inputs, refused = run.counts["inputs"], run.counts["refused"]
        print(f"{run.name}: {inputs:,} inputs, {refused:,} of them refused")
    print(f"in {minutes:.1f} minutes, at most {memory / 1024:,.0f} MB")


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
