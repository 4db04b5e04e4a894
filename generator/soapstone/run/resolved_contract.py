"""Resolves the contract of a service from its pages and from what people and recordings add.

Five steps, in this order: inference from the pages and the WSDL, keys of earlier runs (the name
lock), types from recorded messages, overrides of a person, and a check that every locked name is
still used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from soapstone.emit.python.reserved import reserved
from soapstone.inference import Inferred, inferred
from soapstone.inference.joining import alone, joined, rest
from soapstone.inference.wsdl import described
from soapstone.inputs.evidence import Evidence
from soapstone.inputs.files import NAMES, OVERRIDES, RECORDED
from soapstone.inputs.names import keys, reading
from soapstone.inputs.overrides import Overrides, correct, read_overrides
from soapstone.inputs.regular_files import read_regular, remedy
from soapstone.inputs.toml_source import Source, read
from soapstone.model.contract import Contract
from soapstone.model.decisions import Provenance, findings
from soapstone.model.description import Description
from soapstone.model.facts import PageFacts
from soapstone.model.findings import Errors, Finding, Origin, SpecError, together
from soapstone.model.names import NO_NAMES, Names

if TYPE_CHECKING:
    from soapstone.inputs.recordings import Learned


@dataclass(frozen=True, slots=True)
class ResolvedContract:
    """The contract that is generated, and what led to it."""

    contract: Contract
    locked_names: Names
    """Names of earlier runs, which this run keeps."""
    lock_file: Source | None
    """The file that holds them, ``names.toml``; None if there is none."""
    places: Mapping[str, str]
    """The key of each type that messages hold, to the path that identifies it in the name lock."""
    evidence: tuple[Evidence, ...]
    """What recordings show and overrides say, with file and line."""
    provenance: Provenance = field(compare=False, repr=False)
    """Why each part of the contract is so."""
    findings: tuple[Finding, ...]
    unread: tuple[SpecError, ...]
    """The errors of recordings that cannot be used; it is made without them."""
    inferred: Inferred = field(compare=False, repr=False)
    """What the pages and the WSDL alone say."""


def resolve_contract(
    folder: Path, pages: Sequence[PageFacts], description: Description | None = None
) -> ResolvedContract:
    """Return the contract of the service in ``folder``, which has these pages and this WSDL.

    Raises SpecError with all that is wrong in ``names.toml``, ``overrides.toml`` and recordings, if
    one of the first two cannot be used.
    """
    made = unresolved(folder.name, pages, description)
    errors = Errors()
    lock, names = _name_lock(folder, errors)
    lock_fits = not errors.found
    overrides = _overrides(folder, errors)
    contract, provenance = _locked(made.contract, made.provenance, names)
    evidence: tuple[Evidence, ...] = ()
    of_files: tuple[Finding, ...] = ()
    unread: tuple[SpecError, ...] = ()
    if (folder / RECORDED).is_dir():
        learned, unread = _learned(contract, provenance, folder / RECORDED)
        contract, provenance = _locked(learned.contract, learned.provenance, names)
        evidence, of_files = learned.evidence, learned.findings
    # Before the overrides: a type that they change keeps the path it was locked with.
    places = keys.places(contract, names)
    if overrides:
        with errors.collected():
            if not lock_fits:  # records have other names than it says
                overrides.errors.check()
            done = correct(contract, provenance, overrides)
            contract, provenance = done.contract, done.provenance
            evidence = (*evidence, *done.evidence)
    if errors.found:
        raise together([*unread, *errors.found])
    if lock:
        of_files = (*of_files, *reading.unused(lock, names, contract))
    found = (*findings(provenance, contract), *of_files)
    return ResolvedContract(
        contract, names, lock, places, evidence, provenance, found, unread, made
    )


def unresolved(
    service: str, pages: Sequence[PageFacts], description: Description | None
) -> Inferred:
    """Return what the pages and the WSDL of a service say, without names and corrections."""
    if not pages and description:
        return alone(described(service, description))
    by_rest = rest.shows_rest(pages)
    if by_rest:
        stated = described(service, description) if description else None
        shown = rest.inferred(service, pages, stated)
    else:
        shown = inferred(service, pages)
    if description is None:
        return shown
    bodies = rest.bodies(shown.contract) if by_rest else []
    every = dict.fromkeys(each.element for each in shown.contract.messages())
    elements = [each for each in every if each not in bodies]
    return joined(shown, described(service, description, elements, bodies))


def _locked(
    contract: Contract, provenance: Provenance, names: Names
) -> tuple[Contract, Provenance]:
    """The contract with the keys of earlier runs, and the decisions under these keys."""
    renamed = provenance.renamed(keys.locked_keys(contract, names))
    return keys.with_locked_keys(contract, names), renamed


def _name_lock(folder: Path, errors: Errors) -> tuple[Source | None, Names]:
    """The file with the names of earlier runs, and these names; none where it cannot be used."""
    with errors.collected():
        source = _source(folder / NAMES)
        return source, reading.read_names(source, reserved()) if source else NO_NAMES
    return None, NO_NAMES


def _overrides(folder: Path, errors: Errors) -> Overrides | None:
    """What a person corrects; None if there is nothing, or the file cannot be used."""
    with errors.collected():
        source = _source(folder / OVERRIDES)
        return read_overrides(source) if source else None
    return None


def _learned(
    contract: Contract, provenance: Provenance, folder: Path
) -> tuple[Learned, tuple[SpecError, ...]]:
    """What the recordings of a folder show, and the errors of those that cannot be used."""
    # Imported late: few services have recordings, and their parsers take a while to load.
    from soapstone.inputs.recordings import learn, read_recordings

    recorded = read_recordings(folder)
    return learn(contract, provenance, recorded), recorded.unread


def _source(path: Path) -> Source | None:
    """A TOML file that a person edits; None if it does not exist."""
    name = f"{path.parent.name}/{path.name}"
    try:
        return read(name, read_regular(path))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SpecError(
            Origin(name, 0),
            f"a file that cannot be read ({error.strerror})",
            "a TOML file",
            remedy(error),
        ) from None
