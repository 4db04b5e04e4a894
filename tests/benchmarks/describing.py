"""How long a WSDL takes: ``python -m tests.benchmarks.describing FILE.wsdl [TURNS]``.

Reading it, beside lxml's bare parse, zeep's client and ``python -m zeep``; and a whole run, beside
``xsdata generate`` if it is installed (the extra ``bench``). Each turn runs all of them, each in a
process of its own; the medians are printed, as a Markdown table. A program that fails has no row.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from tests.benchmarks.generating import Taken, run

_READ = "from pathlib import Path; data = Path('service.wsdl').read_bytes(); "
PROGRAMS = {
    "Python alone": "",
    "lxml parses it": f"from lxml import etree; {_READ}etree.fromstring(data)",
    "Soapstone reads it": (
        f"from soapstone.wsdl import read_description; {_READ}"
        "read_description({'s/service.wsdl': data})"
    ),
    "zeep makes a client of it": "import zeep; zeep.Client('service.wsdl')",
}
"""What each program does after it has imported what it needs, imports included."""


def measure(wsdl: Path) -> Iterable[tuple[str, Taken]]:
    """What each takes once, in an empty folder."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "specs/service").mkdir(parents=True)
        shutil.copy(wsdl, folder / "specs/service/service.wsdl")
        shutil.copy(wsdl, folder / "service.wsdl")
        for kind, program in PROGRAMS.items():
            (folder / "program.py").write_text(program)
            yield kind, run(folder, "program")
        yield "soapstone generate", run(folder, "soapstone", "generate", "--quiet")
        if find_spec("xsdata"):
            xsdata = ("generate", "service.wsdl", "--package", "theirs")
            with suppress(RuntimeError):  # it takes no bindings but SOAP's
                yield "xsdata generate", run(folder, "xsdata", *xsdata)


def main(wsdl: Path, turns: int) -> None:
    """Measures; see the module."""
    found: defaultdict[str, list[Taken]] = defaultdict(list)
    for _ in range(turns):
        for kind, taken in measure(wsdl):
            found[kind].append(taken)
    print("| | elapsed, s | processor, s | MB |\n|---|---:|---:|---:|")
    for kind, all_taken in found.items():
        middle = Taken(*map(median, zip(*all_taken, strict=True)))
        print(f"| {kind} | {middle} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5)
