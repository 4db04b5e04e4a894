"""Takes the time of candidates, all in one run.

What runs beside it, and how warm the machine is, changes from second to second. So the candidates
take turns, round after round; ``lxml.etree.fromstring`` of the same bytes runs right before each
of them; a ratio is formed in each round, and the medians are what counts. The clock is the
thread's own: it stands still while other programs run. Garbage is collected as in life, but what
the benchmark itself keeps is put out of the collector's way.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from lxml import etree

from tests.benchmarks.checking import check
from tests.benchmarks.payloads import Payload
from tests.benchmarks.peers import Action, Candidate

BASE = "lxml.etree.fromstring"
"""What all are compared with: well-formedness and a tree, no objects."""

SHORTEST = 0.02
"""Seconds: what takes less is repeated until it takes as long."""

SETTLING = 2**17
"""Bytes of an allocation before each turn. A freed tree leaves its many small blocks to be sorted
by the next large allocation, whoever asks for it: a quarter of the time that its parsing took.
"""


@dataclass(frozen=True)
class Result:
    """The median time of a candidate."""

    payload: str
    action: Action
    candidate: str
    seconds: float
    ratio: float
    """Median over the rounds of its time, divided by that of BASE beside it."""


@dataclass
class _Subject:
    """One thing that is timed, with the times it took."""

    payload: Payload
    action: Action
    candidate: str
    run: Callable[[], Any]
    repeats: int = 1
    seconds: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    def time(self) -> float:
        bytearray(SETTLING)
        start = time.thread_time()
        for _ in range(self.repeats):
            self.run()
        return (time.thread_time() - start) / self.repeats

    def warm_up(self) -> None:
        """Runs it for the first time, and settles how often a turn repeats it."""
        self.time()
        self.repeats = max(1, round(SHORTEST / self.time()))

    def result(self) -> Result:
        return Result(
            self.payload.name,
            self.action,
            self.candidate,
            median(self.seconds),
            median(self.ratios),
        )


def measure(
    payloads: Sequence[Payload], candidates: Sequence[Candidate], rounds: int
) -> list[Result]:
    """The results of each payload: BASE first, then each candidate's reading and writing.

    Raises DifferentError, before any time is taken, where a candidate gets a payload wrong.
    """
    subjects = [
        (base, list(_subjects(base.payload, candidates)))
        for base in map(_base, payloads)
    ]
    for base, others in subjects:
        for subject in (base, *others):
            subject.warm_up()
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        for base, others in subjects:
            for subject in others:
                beside, seconds = base.time(), subject.time()
                base.seconds.append(beside)
                base.ratios.append(1)
                subject.seconds.append(seconds)
                subject.ratios.append(seconds / beside)
    gc.unfreeze()
    return [each.result() for base, others in subjects for each in (base, *others)]


def _base(payload: Payload) -> _Subject:
    return _Subject(payload, "read", BASE, lambda: etree.fromstring(payload.data))


def _subjects(payload: Payload, candidates: Sequence[Candidate]) -> Iterator[_Subject]:
    for candidate in candidates:
        peer = candidate.peer(payload)
        check(candidate, peer, payload)
        message = peer.read(payload.data)
        runs: dict[Action, Callable[[], Any]] = {
            "read": lambda peer=peer: peer.read(payload.data),  # type: ignore[misc]  # not inferred
            "write": lambda peer=peer, message=message: peer.write(message),  # type: ignore[misc]  # not inferred
        }
        for action in candidate.timed:
            yield _Subject(payload, action, candidate.name, runs[action])
