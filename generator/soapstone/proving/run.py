"""Tests the services of a specs folder, one after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from soapstone.dotnet.namespaces import MICROSOFT, SERIALIZATION
from soapstone.inputs.files import OVERRIDES, RECORDED
from soapstone.model.contract import Message
from soapstone.model.contract_json import Snapshot
from soapstone.model.facts import PageFacts
from soapstone.model.findings import Origin, SpecError
from soapstone.output.packages import Package
from soapstone.proving.filling import FILLINGS, Filler, Filling, NotInContract
from soapstone.proving.loading import Code, importable
from soapstone.proving.proof import Failure, Proof, Untried
from soapstone.proving.samples import Shown, shown_samples
from soapstone.proving.schemas import EmittedSchemas, Judge
from soapstone.proving.skeletons import Endless, Skeletons
from soapstone.proving.stated_schemas import StatedSchemas
from soapstone.proving.texts import NoFittingText
from soapstone.proving.trying import Refusal, refusal
from soapstone.run import pipeline
from soapstone.run.reading import pages_among, read_sources
from soapstone.wsdl import standalone_schemas

_CUT_OFF = "cut off by the page, tried without what it holds"
_CORRECTED = "not as the page shows it: a recording or an override says otherwise"
NO_DOCUMENTS: Mapping[str, bytes] = MappingProxyType({})
_NO_SAMPLE = "no page shows a sample in XML"
_NO_XML = "no page shows its XML, so it cannot be called"
_NO_END = "it holds itself without an end"
_NO_TEXT = "no text was found that its type allows"
_NO_ELEMENT = "not judged by the service's own schemas, which have no element of it"
_NOT_TAKEN = "a part of the service's own schemas that xmlschema does not take"


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
            sources = pipeline.pages_of(folder).pages
            saved = pages_among(sources)
            pages = read_sources(saved).pages
        except SpecError as error:  # somebody has changed it just now
            yield Proof(folder.name, error=error)
            continue
        corrected = (folder / OVERRIDES).exists() or (folder / RECORDED).exists()
        documents = {file: each for file, each in sources.items() if file not in saved}
        proof = prove_package(
            folder.name, package, pages, documents, corrected=corrected
        )
        yield replace(proof, error=package.reported)


def prove_package(
    service: str,
    package: Package,
    pages: Sequence[PageFacts],
    documents: Mapping[str, bytes] = NO_DOCUMENTS,
    *,
    corrected: bool,
) -> Proof:
    """Test one package by the samples of the pages that it was made from; messages that no page
    shows, by samples made from the contract, if there are WSDL and XSD documents.

    ``documents`` has those by path. ``corrected``: more than pages and documents went into it, so
    that a sample may show what it has not.
    """
    assert package.snapshot is not None  # it was made just now
    with importable(package) as code:
        test = _ServiceTest(package.snapshot, code, corrected)
        if documents:
            test.judge_by(documents)
        for shown in shown_samples(package.snapshot.contract, pages):
            test.sample(shown)
        if documents:
            test.others(Origin(min(documents), 0))
        return test.proof(service)


class _ServiceTest:
    """One service under test: what it has come to."""

    def __init__(self, snapshot: Snapshot, code: Code, corrected: bool) -> None:
        self._contract = snapshot.contract
        self._names = snapshot.names
        self._code = code
        self._emitted = EmittedSchemas(snapshot.contract, code.folder / "schema")
        self._stated: StatedSchemas | None = None
        self._corrected = corrected
        self._made: set[Message] = set()
        """Messages of which there is a sample."""
        self._tried: set[Message] = set()
        self._documents = 0
        self._failures: list[Failure] = []
        self._untried: dict[Untried, None] = {}

    def judge_by(self, documents: Mapping[str, bytes]) -> None:
        """Have documents judged by the service's own schemas as well."""
        known = {each: self._emitted.text(each) for each in (MICROSOFT, SERIALIZATION)}
        try:
            self._stated = StatedSchemas(standalone_schemas(documents), known)
        except (
            Exception
        ) as error:  # of xmlschema: what it cannot load is no fault of ours
            found = [str(error)]
        else:
            found = self._stated.errors
        for each in found:
            self._leave(Untried(each.partition("\n")[0], None, _NOT_TAKEN))

    def sample(self, shown: Shown, turn: int = 0) -> None:
        """Try a sample with all fillings; documents that are the same but once.

        Of choices it has the branches whose turn it is.
        """
        if shown.message.no_xml:
            return
        self._made.add(shown.message)
        done: set[bytes] = set()
        for filling in FILLINGS if turn == 0 else FILLINGS[:1]:
            try:
                document = self._filled(shown, filling, turn)
            except NotInContract as error:
                self._misfit(shown, filling, error)
                continue
            except NoFittingText as error:
                reason = f"{_NO_TEXT}: {error}"
                self._leave(Untried(shown.root.name, shown.root.origin, reason))
                continue
            if document not in done:
                done.add(document)
                self._try(shown, filling, document)

    def others(self, origin: Origin) -> None:
        """Try the messages that no page shows, by samples of the contract."""
        skeletons = Skeletons(self._contract)
        for message in self._contract.messages():
            if message in self._made or message.no_xml:
                continue
            self._made.add(message)
            for turn in range(skeletons.turns(message)):
                try:
                    root = skeletons.of(message, turn, origin)
                except Endless:
                    self._leave(Untried(message.element.name, origin, _NO_END))
                    break
                self.sample(Shown(message, root), turn)

    def _leave(self, untried: Untried) -> None:
        self._untried.setdefault(untried)

    def proof(self, service: str) -> Proof:
        """What all samples have shown."""
        for place, reason in self._stated.passed_over if self._stated else ():
            self._leave(Untried(place, None, reason))
        for message in self._contract.messages():
            if message not in self._made:
                reason = _NO_XML if message.no_xml else _NO_SAMPLE
                self._leave(
                    Untried(message.element.name, None, reason, is_message=True)
                )
        return Proof(
            service,
            len(self._tried),
            self._documents,
            tuple(self._failures),
            tuple(self._untried),
        )

    def _filled(self, shown: Shown, filling: Filling, turn: int) -> bytes:
        filler = Filler(self._contract, filling, turn)
        document = filler.document(shown.root, shown.message.record)
        for node in filler.cut_off:
            subject = f"{shown.root.name}: {node.name}"
            self._leave(Untried(subject, node.origin, _CUT_OFF))
        for node, error in filler.left_out:
            subject = f"{shown.root.name}: {node.name}"
            self._leave(Untried(subject, node.origin, f"{_NO_TEXT}: {error}"))
        return document

    def _try(self, shown: Shown, filling: Filling, document: bytes) -> None:
        self._tried.add(shown.message)
        self._documents += 1
        name = self._names.types[shown.message.record].name
        namespace = shown.root.namespace
        judges: dict[str, Judge] = {"the emitted XSD": self._emitted}
        if self._stated and self._stated.declares(str(shown.message.element)):
            judges["the service's own schema"] = self._stated
        elif self._stated:
            self._leave(Untried(shown.root.name, None, _NO_ELEMENT))
        wrong = refusal(document, name, namespace, self._code, judges)
        if wrong:
            self._fail(shown, filling, wrong)

    def _misfit(self, shown: Shown, filling: Filling, error: NotInContract) -> None:
        """A sample that shows more than its class has: a person's word, or a fault of ours."""
        self._tried.add(shown.message)
        if self._corrected:
            subject = f"{shown.root.name}: {error.name}"
            self._leave(Untried(subject, error.origin, _CORRECTED))
        else:
            found = f"a class without the member {error.name}"
            wrong = Refusal("fill", found, "every member of the sample")
            self._fail(shown, filling, wrong)

    def _fail(self, shown: Shown, filling: Filling, wrong: Refusal) -> None:
        root = shown.root
        parts = (wrong.step, wrong.found, wrong.expected)
        self._failures.append(Failure(root.origin, root.name, filling.name, *parts))
