"""Tests the services of a specs folder, one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from soapstone.inputs.files import OVERRIDES, RECORDED
from soapstone.model.contract import Message
from soapstone.model.contract_json import Snapshot
from soapstone.model.facts import PageFacts
from soapstone.model.findings import SpecError
from soapstone.output.packages import Package
from soapstone.proving.filling import FILLINGS, Filler, Filling, NotInContract
from soapstone.proving.loading import Code, importable
from soapstone.proving.proof import Failure, Proof, Untried
from soapstone.proving.samples import Shown, shown_samples
from soapstone.proving.schemas import Judge
from soapstone.proving.trying import Refusal, refusal
from soapstone.run import pipeline
from soapstone.run.reading import read_sources

_CUT_OFF = "cut off by the page, tried without what it holds"
_CORRECTED = "not as the page shows it: a recording or an override says otherwise"
_NO_SAMPLE = "no page shows a sample in XML"


def prove(specs: Path, services: Sequence[str] = ()) -> Iterator[Proof]:
    """Test each service of a specs folder, or those named; each is read when its turn comes.

    Raises SpecError where the folder or a named service does not exist. What is wrong with one
    service is in its proof.
    """
    for folder in pipeline.chosen(specs, services):
        package = pipeline.generate(specs, [folder.name]).packages[0]
        if package.error:
            yield Proof(folder.name, error=package.error)
            continue
        try:
            pages = read_sources(pipeline.pages_of(folder).pages).pages
        except SpecError as error:  # somebody has changed it just now
            yield Proof(folder.name, error=error)
            continue
        corrected = (folder / OVERRIDES).exists() or (folder / RECORDED).exists()
        proof = prove_package(folder.name, package, pages, corrected=corrected)
        yield replace(proof, error=package.reported)


def prove_package(
    service: str, package: Package, pages: Sequence[PageFacts], *, corrected: bool
) -> Proof:
    """Test one package by the samples of the pages that it was made from.

    ``corrected``: more than the pages went into it, so that a sample may show what it has not.
    """
    assert package.snapshot is not None  # it was made just now
    with importable(package) as code:
        test = _ServiceTest(package.snapshot, code, corrected)
        for shown in shown_samples(package.snapshot.contract, pages):
            test.sample(shown)
        return test.proof(service)


class _ServiceTest:
    """One service under test: what it has come to."""

    def __init__(self, snapshot: Snapshot, code: Code, corrected: bool) -> None:
        self._contract = snapshot.contract
        self._names = snapshot.names
        self._code = code
        self._judge = Judge(snapshot.contract, code.folder / "schema")
        self._corrected = corrected
        self._tried: set[Message] = set()
        self._documents = 0
        self._failures: list[Failure] = []
        self._untried: dict[Untried, None] = {}

    def sample(self, shown: Shown) -> None:
        """Try a sample with all fillings; documents that are the same but once."""
        if shown.message.no_xml:
            return
        done: set[bytes] = set()
        for filling in FILLINGS:
            try:
                document = self._filled(shown, filling)
            except NotInContract as error:
                self._misfit(shown, filling, error)
                continue
            if document not in done:
                done.add(document)
                self._try(shown, filling, document)

    def proof(self, service: str) -> Proof:
        """What all samples have shown."""
        for message in self._contract.messages():
            if message not in self._tried:
                untried = Untried(message.element.name, None, _NO_SAMPLE)
                self._untried.setdefault(untried)
        return Proof(
            service,
            len(self._tried),
            self._documents,
            tuple(self._failures),
            tuple(self._untried),
        )

    def _filled(self, shown: Shown, filling: Filling) -> bytes:
        filler = Filler(self._contract, filling)
        document = filler.document(shown.root, shown.message.record)
        for node in filler.cut_off:
            subject = f"{shown.root.name}: {node.name}"
            self._untried.setdefault(Untried(subject, node.origin, _CUT_OFF))
        return document

    def _try(self, shown: Shown, filling: Filling, document: bytes) -> None:
        self._tried.add(shown.message)
        self._documents += 1
        name = self._names.types[shown.message.record].name
        namespace = shown.root.namespace
        wrong = refusal(document, name, namespace, self._code, self._judge)
        if wrong:
            self._fail(shown, filling, wrong)

    def _misfit(self, shown: Shown, filling: Filling, error: NotInContract) -> None:
        """A sample that shows more than its class has: a person's word, or a fault of ours."""
        self._tried.add(shown.message)
        if self._corrected:
            subject = f"{shown.root.name}: {error.name}"
            self._untried.setdefault(Untried(subject, error.origin, _CORRECTED))
        else:
            found = f"a class without the member {error.name}"
            wrong = Refusal("fill", found, "every member of the sample")
            self._fail(shown, filling, wrong)

    def _fail(self, shown: Shown, filling: Filling, wrong: Refusal) -> None:
        root = shown.root
        parts = (wrong.step, wrong.found, wrong.expected)
        self._failures.append(Failure(root.origin, root.name, filling.name, *parts))
