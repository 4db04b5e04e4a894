"""Measures all candidates, prints a table and writes docs/: make bench.

Messages with more in them than their pages show are measured with our own classes alone: the
others' refuse them or drop it.

``python -m tests.benchmarks soapstone`` measures these modules of ``peers`` only, and writes
nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.payloads import payloads, unusual
from tests.benchmarks.peers import MODULES, candidates
from tests.benchmarks.report import table, write_docs
from tests.benchmarks.runner import measure

ROUNDS = 7
DOCS = Path(__file__).resolve().parents[2] / "docs"


def main(modules: list[str]) -> None:
    """Measures; see the module."""
    usual, more = payloads(), unusual()
    results = measure(usual, candidates(tuple(modules) or MODULES), ROUNDS)
    results += measure(more, candidates(("soapstone",)), ROUNDS)
    measured = (*usual, *more)
    found = table(measured, results)
    print(found)
    if not modules:
        write_docs(DOCS, found, measured, results)


main(sys.argv[1:])
