"""From the facts of a service to its contract, as a person has corrected it.

pages -> inference -> keys once given -> recordings -> overrides
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from soapstone.emit.python.reserved import reserved
from soapstone.inference import Inferred, inferred
from soapstone.inputs.evidence import Evidence
from soapstone.inputs.files import NAMES, OVERRIDES, RECORDED
from soapstone.inputs.names import keys, reading
from soapstone.inputs.overrides import correct, read_overrides, still_open
from soapstone.inputs.regular_files import read_regular
from soapstone.inputs.toml_source import Source, read
from soapstone.model.contract import Contract
from soapstone.model.facts import PageFacts
from soapstone.model.findings import Finding, Origin, SpecError
from soapstone.model.names import NO_NAMES, Names

if TYPE_CHECKING:
    from soapstone.inputs.recordings import Learned


@dataclass(frozen=True, slots=True)
class CorrectedService:
    """The contract of a service as it is to be generated."""

    contract: Contract
    given: Names
    """The names that it has been given before; naming starts from them."""
    given_in: Source | None
    """The file that gives them."""
    places: Mapping[str, str]
    """Key of each type that messages hold to where it stands, and is known by."""
    evidence: tuple[Evidence, ...]
    """What recordings show and overrides say, with file and line."""
    findings: tuple[Finding, ...]
    inferred: Inferred = field(compare=False, repr=False)
    """What the pages alone say."""


def corrected_service(folder: Path, pages: Sequence[PageFacts]) -> CorrectedService:
    """The service of a folder, of which these are the pages.

    Raises SpecError for a file of a person's, or a recording, that cannot be used.
    """
    told = inferred(folder.name, pages)
    source, given = _given(folder)
    contract, findings = told.contract, told.findings
    evidence: tuple[Evidence, ...] = ()
    contract = keys.with_locked_keys(contract, given)
    if (folder / RECORDED).is_dir():
        learned = _learned(contract, folder / RECORDED)
        contract = keys.with_locked_keys(learned.contract, given)
        findings = (*learned.still_open(findings), *learned.findings)
        evidence = learned.evidence
    ways = keys.places(contract, given)  # overrides must not move what they lead to
    corrections = _source(folder / OVERRIDES)
    if corrections:
        done = correct(contract, read_overrides(corrections), corrections)
        contract, evidence = done.contract, (*evidence, *done.evidence)
        findings = (*still_open(findings, done.evidence), *done.findings)
    if source:
        findings = (*findings, *reading.unused(source, given, contract))
    return CorrectedService(contract, given, source, ways, evidence, findings, told)


def _given(folder: Path) -> tuple[Source | None, Names]:
    """The names that a service has been given, and the file that does."""
    source = _source(folder / NAMES)
    return source, reading.read_names(source, reserved()) if source else NO_NAMES


def _learned(contract: Contract, folder: Path) -> Learned:
    # Imported late: few services have recordings, and their parsers take a while to load.
    from soapstone.inputs.recordings import learn, read_recordings

    return learn(contract, read_recordings(folder))


def _source(path: Path) -> Source | None:
    """A file of a person's, or None where there is none."""
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
            "Check its permissions.",
        ) from None
