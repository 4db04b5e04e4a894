"""The recipe: generates one service, from its pages to a map of files.

    pages -> facts -> resolved contract -> bound names -> OUTPUTS -> {path: text}

No step calls an earlier one, and nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from soapstone.emit import schema
from soapstone.emit.python import package as python
from soapstone.emit.python.names import package_name
from soapstone.emit.python.naming import Naming
from soapstone.inputs.files import NAMES
from soapstone.model import contract_json
from soapstone.model.contract import Contract
from soapstone.model.decisions import Decisions
from soapstone.model.findings import Finding, Origin, SpecError, together
from soapstone.model.labels import labels
from soapstone.output.packages import CONTRACT, Package
from soapstone.run.bound_names import BoundNames, bind_names
from soapstone.run.reading import ServiceFacts, read_sources
from soapstone.run.resolved_contract import ResolvedContract, resolve_contract

Output = Callable[[Contract, Naming], Mapping[str, str]]
"""Takes the contract and the bound names, gives the text of each file by its path."""

OUTPUTS: tuple[Output, ...] = (python.files, schema.files)
"""All outputs: the next one is a folder below ``emit`` and a name here. Their paths differ."""


def package(folder: Path, sources: Mapping[str, bytes]) -> Package:
    """Generate the package of the service in ``folder``.

    ``sources`` has its pages: path below the specs folder to content. A page or recording that
    cannot be used is left out, and its error is in the package. Raises SpecError if no page or a
    TOML file cannot be used; it carries the errors of the pages.
    """
    facts = read_sources(sources)
    unread = facts.unread
    resolved = _resolved(folder, facts)
    contract = resolved.contract
    if not contract.operations and not contract.records:
        raise together([*unread, nothing(facts, resolved.findings)])
    bound = bind_names(resolved, package_name(folder.name))
    return Package(
        name=package_name(folder.name),
        files=_files(bound),
        pages=len(sources),
        operations=len(contract.operations),
        records=len(contract.records),
        findings=(
            *facts.findings,
            *resolved.findings,
        ),
        specs={f"{folder.name}/{NAMES}": bound.new_names} if bound.new_names else {},
        shown_by=_shown_by(resolved),
        places=_places(resolved),
        snapshot=bound.snapshot,
        unread=(*unread, *resolved.unread),
    )


_PAGE = "at least one page of an operation"
_SAVE_PAGES = "Save the page of each operation that you need (…?op=Name) beside it."


class _Reason(NamedTuple):
    """What a finding says of a service without an operation. ``found`` may quote the finding."""

    found: str
    expected: str
    advice: str = ""
    """If empty, that of the finding."""


_REASONS = {
    "rpc-encoded": _Reason(
        "operations in the rpc/encoded style alone, which are left out",
        "at least one operation in the document/literal style",
        "Ask for another binding of the service, or save the page of another operation.",
    ),
    "other-language": _Reason(
        "{found}",
        "the operation's page with its tables, or its C# source",
        "Save its XML page (/xml/metadata?op=…), or for its types the one with &lang=csharp.",
    ),
    "service-page": _Reason(
        "the page of a WCF service, which shows no operation", "the service's WSDL"
    ),
    "index-page": _Reason(
        "a list of operations that shows none of them", _PAGE, _SAVE_PAGES
    ),
}
"""Findings that say why there is no operation, by code: the first that is there counts."""
_GAPS = frozenset(
    (
        *("schema-missing", "wsdl-missing", "declaration-missing"),
        *("binding-not-read", "no-element"),
    )
)
"""The findings on a WSDL that say why an operation of it is left out."""
_GAP = _Reason(
    "no operation that can be called: {found}", "a WSDL with all that it refers to"
)


def nothing(facts: ServiceFacts, findings: Sequence[Finding]) -> SpecError:
    """Return the error of pages and a WSDL that show no operation, or none that can be called."""
    every = (*facts.findings, *findings)
    for code, reason in _REASONS.items():
        if found := next((each for each in every if each.code == code), None):
            return _by_finding(reason, found)
    if facts.pages:
        only = "this page" if len(facts.pages) == 1 else "any page"
        place = Origin(facts.pages[0].file, 1)
        return SpecError(place, f"no operation on {only}", _PAGE, _SAVE_PAGES)
    if found := next((each for each in every if each.code in _GAPS), None):
        return _by_finding(_GAP, found)
    assert facts.description
    return SpecError(
        Origin(facts.description.files[0], 1),
        "no operation in WSDL or XML Schema that can be called",
        "a WSDL with a port of SOAP or HTTP",
        "Save the service's WSDL (…?WSDL or ?singleWsdl) beside it.",
    )


def _by_finding(reason: _Reason, finding: Finding) -> SpecError:
    shown = finding.found.rstrip(".")
    shown = shown[:1].lower() + shown[1:]
    found = reason.found.format(found=shown)
    return SpecError(
        finding.origin, found, reason.expected, reason.advice or finding.settle
    )


def _resolved(folder: Path, facts: ServiceFacts) -> ResolvedContract:
    """The contract. Raises the errors of pages with its own: a TOML file may need what they say."""
    if not facts.pages and not facts.description:
        raise together(facts.unread)
    try:
        return resolve_contract(folder, facts.pages, facts.description)
    except SpecError as error:
        raise together([*facts.unread, error]) from None


def _shown_by(resolved: ResolvedContract) -> dict[str, frozenset[str]]:
    """The pages that show each operation, by path below the service's folder."""
    return {
        operation: frozenset(file.partition("/")[2] for file in files)
        for operation, files in resolved.inferred.pages.items()
    }


def _places(resolved: ResolvedContract) -> dict[str, Origin]:
    """Where the decisions on each type, and on each member, have their first evidence."""
    made = resolved.provenance
    found = dict(_first_of(made.types.items()))
    for record in resolved.contract.records:
        named = zip(labels(record), record.fields, strict=True)
        found |= _first_of(
            (
                f"{record.key}.{label}",
                made.members.get((record.key, member.name, member.particle), ()),
            )
            for label, member in named
        )
    return found


def _first_of(
    decisions: Iterable[tuple[str, Decisions]],
) -> Iterator[tuple[str, Origin]]:
    for subject, made in decisions:
        if origins := [
            each.origin for each in made if each.origin and each.origin.line
        ]:
            yield subject, origins[0]


def _files(bound: BoundNames) -> dict[str, str]:
    """Return the files of a package by path, sorted: of every output, and the contract itself."""
    files = {CONTRACT: contract_json.to_json(bound.snapshot)}
    for output in OUTPUTS:
        files |= output(bound.snapshot.contract, bound.naming)
    return dict(sorted(files.items()))
