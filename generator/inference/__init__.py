"""Inference: from what the pages say to the contract, and what had to be guessed on the way.

    facts -> shapes (one per place) -> types (places merged, by name, then by likeness)
    -> keys -> contract

What the pages leave open is settled by the rules of the programs that wrote them:
``xml_serializer`` has those of ASMX, ``data_contract`` those of ServiceStack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from generator.contract import Contract, Message, Operation
from generator.facts import OperationFacts, PageFacts
from generator.findings import Finding
from generator.inference import operations, remarks
from generator.inference.build import Built, build
from generator.inference.likeness import join_alike
from generator.inference.merge import Types
from generator.inference.operations import Document, Part


def infer(
    service: str, pages: Sequence[PageFacts]
) -> tuple[Contract, tuple[Finding, ...]]:
    """The contract that a service's pages tell of, and what they leave open.

    ``service`` is the folder's name; it stands where no page names the service. The order of
    ``pages`` does not matter.
    """
    told = [
        facts
        for page in sorted(pages, key=lambda page: page.file)
        for facts in page.operations
    ]
    parts, findings = _parts(told)
    documents = [document for part in parts for document in part.documents]
    shapes = [document.shape for document in documents]
    types = Types(shapes)
    join_alike(types)
    built = build(types, shapes)
    name = next((facts.service for facts in told if facts.service), service)
    contract = Contract(
        name,
        tuple(_operation(part, types, built) for part in parts),
        built.records,
        built.enumerations,
    )
    findings += [*built.findings, *_scheme(name, parts)]
    return contract, _once(findings)


def _parts(told: Iterable[OperationFacts]) -> tuple[list[Part], list[Finding]]:
    """The operations by name, each from all the pages that show it."""
    by_heading: defaultdict[str, list[Part]] = defaultdict(list)
    silent = []
    for facts in told:
        part = operations.read(facts)
        if part:
            by_heading[part.name].append(part)
        else:
            silent.append(facts)
    by_name: defaultdict[str, list[Part]] = defaultdict(list)
    for parts in by_heading.values():
        for part in operations.told_apart(parts):
            by_name[part.name].append(part)
    merged = [operations.merge(by_name[name]) for name in sorted(by_name)]
    findings = [finding for _, more in merged for finding in more]
    findings += [
        remarks.no_sample(facts.name, facts.origin)
        for facts in silent
        if facts.name not in by_heading and facts.name not in by_name
    ]
    return [part for part, _ in merged], findings


def _operation(part: Part, types: Types, built: Built) -> Operation:
    def messages(documents: tuple[Document, ...]) -> tuple[Message, ...]:
        """One for each root element, in the order of the page."""
        return tuple(
            dict.fromkeys(
                Message(document.element, built.keys[types.of(document.shape)])
                for document in documents
            )
        )

    return Operation(
        part.name,
        part.documentation,
        next(iter(messages(part.requests)), None),
        next(iter(messages(part.responses)), None),
        part.bindings,
        part.routes,
        part.parameters,
        part.access,
        messages(part.request_headers),
        messages(part.response_headers),
    )


def _scheme(service: str, parts: Sequence[Part]) -> Iterable[Finding]:
    """One finding for the service: all its addresses lack their scheme."""
    bound = [part for part in parts if part.bindings]
    if bound:
        first = min(bound, key=lambda part: part.origin)
        yield remarks.scheme_unknown(service, first.origin, first.bindings[0].host)


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, by file and line: the samples of SOAP 1.1 and 1.2 leave the same things
    open.
    """
    kept: dict[tuple[str, str, str], Finding] = {}
    for finding in sorted(
        findings, key=lambda found: (found.origin, found.code, found.subject)
    ):
        kept.setdefault((finding.code, finding.subject, finding.seen), finding)
    return tuple(kept.values())
