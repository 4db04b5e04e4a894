"""Pages treated as people treat them, at random: the contract is that of the clean page.

``python -m tests.fuzz.as_people 10000 SEED`` treats that many pages with chains of treatments, and
generates from each. There is no traceback. What comes out is what the clean page gives, or less:
then a finding or a refusal with its line says what is missing. No value that somebody typed in
stands in any output. What fails is printed with the fewest treatments that make it fail, each kind
once.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from soapstone.cli import run
from soapstone.inputs.files import PAGE_SUFFIXES
from soapstone.model.contract import Contract, Serializer
from soapstone.model.contract_json import from_json
from tests.fuzz import treatments
from tests.fuzz.corpus import DATA
from tests.fuzz.filled import core
from tests.fuzz.treatments import Draft, Treatment
from tests.services import FOLDERS, SPECS
from tests.signatures import signatures

_AT_ONCE = 40
_PEOPLE = DATA / "as_people_have_them"
_CLEAN = (
    "clean.*",
    "enumeration-and-lists.txt",
    "void-answer.txt",
    "DataSet-answer.*",
    "several-operations.txt",
    "202-Accepted.txt",
    "HTTP-GET-and-SOAP.txt",
    "ServiceStack-cells-*.txt",
    "ServiceStack.md",
    "saved-from-an-address.html",
)
"""Pages of the collection that nobody has treated."""
_APART = ("dtos.csharp.txt", "Custom.txt")
"""Source without samples; a page whose heading alone names the operation, which prose hides."""
_TO_THE_END = ".csv."
"""A sample of CSV takes in what follows it, and another operation with it."""
_MISSING = frozenset(
    {
        "missing-response",
        "missing-request",
        "missing-half",
        "missing-answer",
        "assumed-action",
        "incomplete-sample",
        "json-only",
        "no-xml",
        "no-sample",
        "paired-by-place",
        "named-by-path",
        "refused",
    }
)
"""Codes that say what a page does not show."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a page."""

    contract: Contract | None
    said: tuple[tuple[str, int], ...]
    """Code and line of each finding; of a refusal the code is "refused"."""
    left_behind: Mapping[str, str]
    """All that is printed and written: letters and digits, by place."""

    @property
    def signatures(self) -> dict[str, str]:
        return signatures(self.contract) if self.contract else {}


@dataclass(frozen=True, slots=True)
class Clean:
    """A page that nobody treated, and what it gives."""

    name: str
    lines: tuple[str, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Case:
    """Clean pages that are joined to one, and the treatments of each with their seeds."""

    parts: tuple[tuple[Clean, tuple[tuple[Treatment, int], ...]], ...]

    def draft(self) -> Draft:
        """Return the treated page; its kind of file is that of the first part."""
        drafts = []
        for clean, chain in self.parts:
            draft = Draft(clean.name, list(clean.lines))
            for treatment, seed in chain:
                treatment(draft, Random(seed))
            drafts.append(draft)
        first, *others = drafts
        for other in others:
            first.lines += ["", *other.lines]
            first.cores += other.cores
            first.halves_lost |= other.halves_lost
            first.rest_lost |= other.rest_lost
            first.host_lost |= other.host_lost
        return first

    @property
    def used(self) -> frozenset[str]:
        """The names of its treatments."""
        return frozenset(each.__name__ for _, chain in self.parts for each, _ in chain)

    def smaller(self) -> Iterator[Case]:
        """Yield the case without one part, then without one treatment."""
        if len(self.parts) > 1:
            for one in self.parts:
                yield Case((one,))
        for number, (clean, chain) in enumerate(self.parts):
            for at in range(len(chain)):
                parts = list(self.parts)
                parts[number] = clean, (*chain[:at], *chain[at + 1 :])
                yield Case(tuple(parts))

    def __str__(self) -> str:
        return " + ".join(
            f"{clean.name} [{', '.join(each.__name__ for each, _ in chain)}]"
            for clean, chain in self.parts
        )


class Runner:
    """Generates from pages, each a service of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, pages: Sequence[tuple[str, bytes]]) -> list[Outcome]:
        """Return what becomes of each page, by name and bytes."""
        shutil.rmtree(self._folder, ignore_errors=True)
        specs, out = self._folder / "specs", self._folder / "out"
        for number, (name, data) in enumerate(pages):
            (specs / f"s{number}").mkdir(parents=True)
            (specs / f"s{number}" / name).write_bytes(data)
        both = ["--specs", str(specs), "--out", str(out)]
        shown = _printed("generate", "-v", *both)
        shutil.rmtree(out / ".cache", ignore_errors=True)
        told = json.loads(_printed("generate", "--json", *both))
        services = {each["service"]: each for each in told["services"]}
        found = (services[f"s{number}"] for number in range(len(pages)))
        return [
            _outcome(each, out / f"s{number}", specs / f"s{number}", shown)
            for number, each in enumerate(found)
        ]


def _printed(*arguments: str) -> str:
    out, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        run(arguments)
    text = out.getvalue()
    return text if "--json" in arguments else text + errors.getvalue()


def _outcome(said: Any, package: Path, specs: Path, shown: str) -> Outcome:
    kept = package / ".soapstone" / "contract.json"
    refused = [said["error"]] if said["error"] else said["unread"]
    left = {"-v": core(shown), "--json": core(json.dumps(said, ensure_ascii=False))}
    for path in (*package.rglob("*"), specs / "names.toml"):
        if path.is_file():
            left[path.name] = core(path.read_text("utf-8"))
    return Outcome(
        from_json(kept.read_text("utf-8"), "").contract if kept.exists() else None,
        (
            *((each["code"], each["line"]) for each in said["findings"]),
            *(("refused", each["line"]) for each in refused),
        ),
        left,
    )


def corpus(runner: Runner) -> list[Clean]:
    """The clean pages of the test data and the seeds that give operations."""
    folders = [
        DATA / "pages",
        *(DATA / "pages" / name for name in ("made", "rendered")),
    ]
    folders += [*(DATA / "services").iterdir(), *map(SPECS.joinpath, FOLDERS)]
    paths = [path for folder in sorted(folders) for path in sorted(folder.iterdir())]
    paths += [path for name in _CLEAN for path in sorted(_PEOPLE.glob(name))]
    pages = [path for path in paths if path.suffix in PAGE_SUFFIXES]
    outcomes = runner([(path.name, path.read_bytes()) for path in pages])
    return [
        Clean(path.name, tuple(path.read_text("utf-8").split("\n")), outcome)
        for path, outcome in zip(pages, outcomes, strict=True)
        if outcome.contract and path.name not in _APART
    ]


def drawn(pages: Sequence[Clean], random: Random) -> Case:
    """A case by chance."""
    clean = random.choice(pages)
    parts = [(clean, _chain(clean, random))]
    others = [each for each in pages if _may_follow(clean, each)]
    if others and random.random() < 0.1:
        parts[0] = clean, ()
        parts.append((random.choice(others), ()))
    return Case(tuple(parts))


def _may_follow(page: Clean, other: Clean) -> bool:
    """Whether pages may stand in one file: of one program, format and host, with other types."""
    one, two = page.outcome.contract, other.outcome.contract
    assert one
    assert two
    return (
        _TO_THE_END not in page.name
        and Path(page.name).suffix == Path(other.name).suffix
        and one.serializer == two.serializer
        and not {each.key for each in one.types} & {each.key for each in two.types}
        and not {each.name for each in one.operations}
        & {each.name for each in two.operations}
    )


def _chain(clean: Clean, random: Random) -> tuple[tuple[Treatment, int], ...]:
    html = Path(clean.name).suffix == ".html"
    chain: list[tuple[Treatment, int]] = []
    for stage, counts in treatments.HTML_STAGES if html else treatments.STAGES:
        for each in random.sample(stage, min(len(stage), random.choice(counts))):
            chain.append((each, random.getrandbits(32)))
    return tuple(chain)


def problems(case: Case, draft: Draft, outcome: Outcome) -> Iterator[str]:
    """Yield what is wrong with an outcome: a kind of fault, and a few words more."""
    expected: dict[str, str] = {}
    for clean, _ in case.parts:
        expected |= clean.outcome.signatures
    given = outcome.signatures
    codes = {code for code, _ in outcome.said}
    saying = bool(codes & _MISSING)
    exact = (
        not draft.cores
        and not (draft.halves_lost and _by_values(case))
        and "untyped-parameter" not in codes  # HTTP GET is all that is left
    )
    for name in given.keys() - expected.keys():
        # Where the heading and the body are lost, the path is all there is, and a finding says so.
        lost = draft.halves_lost or draft.rest_lost
        if "named-by-path" not in codes or not lost:
            yield f"another operation: {name}"
    for name in expected.keys() - given.keys():
        # Nothing can be said of what is gone without a trace.
        if draft.exchanges_lost or name not in "\n".join(draft.lines):
            continue
        if not saying and (draft.halves_lost or not draft.rest_lost):
            yield f"an operation is lost in silence: {name}"
        elif not draft.halves_lost and not draft.rest_lost:
            yield f"an operation is refused: {name}"
    for name in given.keys() & expected.keys():
        yield from _differing(given[name], expected[name], draft, exact, saying)
    for code, line in outcome.said:
        if not 0 < line <= len(draft.lines):
            yield f"no such line: {code} {line}"
    for value in draft.cores:
        for place, text in outcome.left_behind.items():
            if value in text:
                yield f"a value in {place}: {value}"
    if not draft.halves_lost and not draft.rest_lost and not draft.cores:
        yield from _other_contract(case, outcome, draft.host_lost)


def _by_values(case: Case) -> bool:
    """Whether samples hold values and tables types: ServiceStack. Each half tells of the other."""
    contract = case.parts[0][0].outcome.contract
    return contract is not None and contract.serializer is Serializer.DATA_CONTRACT


def _differing(
    given: str, expected: str, draft: Draft, exact: bool, saying: bool
) -> Iterator[str]:
    """Compare the halves of an operation, exactly or by names alone."""
    for one, two in zip(given.split(" -> "), expected.split(" -> "), strict=True):
        names = _names(one), _names(two)
        if one == two or (not exact and names[0] == names[1]):
            continue
        if draft.exchanges_lost and (one == "nothing" or one.startswith("ArrayOf")):
            continue  # the samples of one operation are left out, or all but HTTP GET's
        lost = draft.halves_lost or draft.rest_lost
        if (saying or not exact) and lost and names[0] <= names[1]:
            continue
        if saying and lost and (one.endswith("()") or one == "base64Binary"):
            continue  # an unknown response has no known members, or is bytes
        if one != "nothing":
            yield f"another message: {one} for {two}"
        elif not draft.halves_lost and not draft.rest_lost:
            yield f"a half is lost: {two}"
        elif not saying:
            yield f"a half is missing in silence: {two}"


def _names(signature: str) -> set[str]:
    """The names of members, which no value that somebody typed in changes. (Those of items in JSON
    follow from the value, and that of a root over HTTP GET is its type's.)
    """
    return set(re.findall(r"(?<!\[)\b\w+(?=: )", signature))


def _other_contract(case: Case, outcome: Outcome, host_lost: bool) -> Iterator[str]:
    """Compare all of a contract but prose, where only the surroundings of samples changed."""
    (clean, _), *more = case.parts
    assert clean.outcome.contract
    if outcome.contract and not more:
        one, two = (
            _bare(each, host_lost)
            for each in (outcome.contract, clean.outcome.contract)
        )
        if one != two:
            parts = ("operations", "records", "enumerations")
            yield "another contract: " + ", ".join(
                part for part in parts if getattr(one, part) != getattr(two, part)
            )


def _bare(contract: Contract, host_lost: bool) -> Contract:
    """A contract without what prose, a host in it, and the layout of tables tell."""
    operations = tuple(
        replace(
            operation,
            documentation="",
            bindings=tuple(
                replace(each, scheme="", host="" if host_lost else each.host)
                for each in operation.bindings
            ),
        )
        for operation in contract.operations
    )
    return replace(contract, service="", operations=operations)


@dataclass(slots=True)
class Target:
    """Tries cases, a few at once, and keeps those that fail."""

    runner: Runner
    counts: Counter[str]
    failed: list[tuple[Case, str]]

    def __call__(self, cases: Sequence[Case]) -> None:
        drafts = [case.draft() for case in cases]
        try:
            outcomes = self.runner([(each.name, each.data) for each in drafts])
        except Exception:
            if len(cases) == 1:
                self.failed.append((cases[0], "traceback: " + traceback.format_exc()))
            else:
                for case in cases:
                    self([case])
            return
        for case, draft, outcome in zip(cases, drafts, outcomes, strict=True):
            self.counts["pages"] += 1
            self.counts["values"] += len(draft.cores)
            self.counts["refused"] += outcome.contract is None
            found = next(problems(case, draft, outcome), None)
            if found:
                self.failed.append((case, found))


def attempt(target: Target, pages: int, seed: int) -> None:
    """Try so many pages."""
    clean = corpus(target.runner)
    cases = [drawn(clean, Random(f"{seed} {number}")) for number in range(pages)]
    for start in range(0, pages, _AT_ONCE):
        target(cases[start : start + _AT_ONCE])


def minimised(case: Case, kind: str, runner: Runner) -> Case:
    """Return the smallest case that fails in the same way."""
    for smaller in case.smaller():
        target = Target(runner, Counter(), [])
        target([smaller])
        if target.failed and _kind(target.failed[0][1]) == kind:
            return minimised(smaller, kind, runner)
    return case


def _kind(problem: str) -> str:
    return problem.partition(":")[0]


def main(pages: int, seed: int) -> int:
    """Run, and print each kind of failure once; the exit code."""
    kinds: Counter[tuple[str, frozenset[str]]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        target = Target(Runner(Path(folder)), Counter(), [])
        attempt(target, pages, seed)
        for case, problem in target.failed:
            kind = _kind(problem)
            known = (one for one in kinds if one[0] == kind and one[1] <= case.used)
            found = next(known, None)
            if not found:
                small = minimised(case, kind, target.runner)
                found = kind, small.used
                print(f"\n{small}\n  {problem}")
            kinds[found] += 1
    for (kind, used), count in sorted(kinds.items(), key=str):
        print(f"{count:>5}  {kind} [{', '.join(sorted(used))}]")
    counts = target.counts
    print(
        f"{counts['pages']:,} pages, {counts['refused']:,} of them refused,"
        f" {counts['values']:,} values: {len(target.failed):,} fail"
    )
    return 1 if target.failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
