"""How a stand-in's server holds under many clients, slow ones, and those that send no HTTP.

``python -m tests.benchmarks.serving`` prints a Markdown table: of 200 clients of each kind at once,
and of all kinds together, how many were answered, refused by a status, or dropped; for how long
it went on, and the most memory that the server has had until then. It ends with an error if the
server holds a client for longer than it should, or does not answer afterwards.

Everything stays on loopback. The time for slow clients is shortened.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections import Counter

from tests.runtime.standin.load import CLIENTS, Served, load, served

MANY = 200
SLOWEST = 2.0
TOGETHER = {name: MANY // len(CLIENTS) for name in CLIENTS}
"""Clients of every kind at the same time: fewer than the server's limit of connections."""


def row(name: str, met: Counter[str], seconds: float, peak: int) -> str:
    """A line of the table."""
    refused = ", ".join(
        f"{outcome}: {count}"
        for outcome, count in sorted(met.items())
        if outcome not in ("200", "drops", "left")
    )
    cells = [
        name.replace("_", " "),
        str(met.total()),
        str(met["200"]),
        refused or "0",
        str(met["drops"] + met["left"]),
        f"{seconds:.1f}",
        str(peak),
    ]
    return f"| {' | '.join(cells)} |"


def measured(server: Served, name: str, clients: dict[str, int]) -> Counter[str]:
    """Let clients come, print what they met, and return it."""
    start = time.monotonic()
    found = asyncio.run(load(server.address, clients))
    seconds = time.monotonic() - start
    met = sum(found.values(), Counter[str]())
    print(row(name, met, seconds, server.peak()), flush=True)
    return met


def main() -> None:
    """Measures; see the module."""
    print(f"At most {SLOWEST:.0f} s for slow clients; memory in MiB.\n")
    print("| clients | at once | answered | refused | dropped or left | s | peak |")
    print("|---|---|---|---|---|---|---|")
    with served(SLOWEST) as server:
        met = Counter[str]()
        for name in CLIENTS:
            met += measured(server, name, {name: MANY})
        met += measured(server, "all kinds", TOGETHER)
        met += measured(server, "silent, 300", {"silent": 300})
        after = measured(server, "caller, afterwards", {"caller": MANY})
    if met["holds"] or after != Counter({"200": MANY}):
        sys.exit("The server did not hold.")


if __name__ == "__main__":  # the server's process imports this module
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # connections break here
    main()
