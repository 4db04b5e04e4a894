"""Reads what a person has saved, to find out what it is and of which service."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, NamedTuple

from soapstone.emit.python.names import package_name
from soapstone.fetching.file_names import stems
from soapstone.inputs.files import DESCRIPTION_SUFFIXES, OTHER_FORMATS, SOURCE_SUFFIXES
from soapstone.inputs.regular_files import read_regular, remedy
from soapstone.model import limits
from soapstone.model.catalogue import files
from soapstone.model.contract import Contract, Operation
from soapstone.model.findings import Origin, SpecError
from soapstone.pages import listed_operations, suffix_of
from soapstone.run.reading import ServiceFacts, read_sources
from soapstone.run.recipe import nothing
from soapstone.run.resolved_contract import resolve_contract
from soapstone.wsdl import is_description

STANDARD_INPUT: Final = "-"
_FILES: Final = re.compile(r"[_.-](?:files|Dateien|fichiers|archivos|file)$", re.I)
"""How browsers call the folder of a page's pictures and scripts."""
_SERVICE_FILE: Final = re.compile(r"/([^/]{1,200})\.(?:asmx|svc|ashx)(?:/|$)", re.I)
"""The service in the path of an address: ``tc2`` of ``/tc21api/tc2.asmx``."""
_NOWHERE: Final = Path("service-to-be")
"""A folder that is not there: the contract of a page alone needs names and overrides of none."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that can be used: a page, a WSDL, a schema, or an index of pages."""

    origin: str
    """As the person named it."""
    data: bytes
    suffix: str
    facts: ServiceFacts
    contract: Contract | None
    """What the file says; None of an index, of a WSDL without what it refers to, and of types
    in C# alone."""
    listed: tuple[str, ...] = ()
    """The operations that an index lists."""

    @property
    def is_index(self) -> bool:
        """Whether it only lists operations: then it says what is missing, and is not kept."""
        return bool(self.listed)

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations that it shows; a schema shows none, whatever it is read with."""
        if self.contract is None or self.suffix == ".xsd":
            return ()
        return self.contract.operations

    @property
    def service(self) -> str:
        """The name of its service as a folder; "" where it does not say."""
        for path in (each.path for e in self.operations for each in e.bindings):
            if found := _SERVICE_FILE.search(path):
                return package_name(found[1])
        stated = self.contract.service if self.contract else ""
        if stated and stated != _NOWHERE.name:
            return package_name(stated)
        hosts = (each.host for e in self.operations for each in e.bindings if each.host)
        host = next(hosts, "").partition(":")[0]
        return package_name(host) if host else ""

    @property
    def file_name(self) -> str:
        """A name for it in the folder of its service: that of the operation it shows.

        A page that shows it in other formats than XML leaves that name to its XML page.
        """
        names = [each.name for each in self.operations]
        own = "" if self.origin == STANDARD_INPUT else PurePosixPath(self.origin).stem
        is_page = len(names) == 1 and self.facts.pages
        stem = names[0] if is_page else own or self.service or "page"
        formats = {each.transport for e in self.operations for each in e.bindings}
        is_other = is_page and len(formats) == 1 and not self.operations[0].is_spoken
        format_ = f".{next(iter(formats)).lower()}" if is_other else ""
        return f"{stems([stem])[stem]}{format_}{self.suffix}"


def found_in(word: str) -> list[str]:
    """Return the file that a person has named, or the pages in the folder.

    Raises SpecError for a folder that has none.
    """
    if word != STANDARD_INPUT and os.path.isdir(word):
        return _pages_in(word)
    return [word]


class Saved(NamedTuple):
    """A file as it was saved, before it is read."""

    origin: str
    """As the person named it."""
    shown: str
    """Its path in errors."""
    data: bytes
    suffix: str
    """The ending of its name in the specs folder."""

    @property
    def file(self) -> str:
        """Its path with that ending."""
        ends = self.shown.lower().endswith(self.suffix)
        return self.shown if ends else f"{self.shown}{self.suffix}"

    @property
    def parts(self) -> tuple[str, bytes, str]:
        """What a candidate keeps of it."""
        return self.origin, self.data, self.suffix

    @property
    def is_description(self) -> bool:
        """Whether it is a WSDL or a schema."""
        return self.suffix in DESCRIPTION_SUFFIXES or is_description(self.data)


def load(word: str, standard_input: BinaryIO) -> Saved:
    """Return the bytes of a file, or of the standard input for ``-``. Raises SpecError."""
    if word == STANDARD_INPUT:
        shown, data = "standard input", standard_input.read(limits.BYTES.most + 1)
    else:
        shown = Path(word).as_posix()
        data = _bytes(word, shown)
    return Saved(word, shown, data, _suffix(shown, data))


def candidate(saved: Saved, beside: Sequence[Saved] = ()) -> Candidate:
    """Read a file. ``beside`` are further WSDL and XSD documents that it may refer to.

    Raises SpecError for what cannot be used.
    """
    sources = {saved.file: saved.data}
    if saved.is_description:
        sources |= {each.file: each.data for each in beside}
    facts = read_sources(sources)
    own = [each for each in facts.unread if each.origin.file == saved.file]
    listed: tuple[str, ...] = ()
    if _is_index(facts):
        listed = tuple(listed_operations(saved.file, saved.data))
    if listed:
        return Candidate(*saved.parts, facts, None, listed)
    if own or not (facts.pages or facts.description):
        raise _as_named([*own, *facts.unread][0], saved)
    contract = resolve_contract(_NOWHERE, facts.pages, facts.description).contract
    if contract.operations or contract.records:
        return Candidate(*saved.parts, facts, contract)
    if saved.is_description or _has_source(facts):
        return Candidate(*saved.parts, facts, None)
    raise _as_named(nothing(facts, facts.findings), saved)


def _pages_in(folder: str) -> list[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda each: each.name)
    except OSError as error:
        raise SpecError(
            Origin(Path(folder).as_posix(), 0),
            f"a folder that cannot be read ({error.strerror})",
            "a folder of saved pages",
            remedy(error),
        ) from None
    found = [
        each.path
        for each in entries
        if each.name.lower().endswith(SOURCE_SUFFIXES) and not each.is_dir()
        if not each.name.startswith(".")
    ]
    name = Path(os.path.realpath(folder)).name
    if found and not _FILES.search(name):
        return found
    advice = "Name the page itself, which the browser saved beside this folder."
    if not _FILES.search(name):
        advice = "Save the page of an operation from the browser, and name that."
    raise SpecError(
        Origin(Path(folder).as_posix(), 0),
        "the folder of a page's pictures" if _FILES.search(name) else "no page",
        f"a page, or a folder with some: {', '.join(SOURCE_SUFFIXES)}",
        advice,
    )


def _bytes(word: str, shown: str) -> bytes:
    try:
        return read_regular(word)
    except OSError as error:
        raise SpecError(
            Origin(shown, 0),
            f"a file that cannot be read ({error.strerror})",
            "a saved page, a folder of them, or - for the standard input",
            remedy(error),
        ) from None


def _suffix(shown: str, data: bytes) -> str:
    """The ending of its name in the specs folder: its own, or that of what it is.

    Raises SpecError for a document of another program.
    """
    own = PurePosixPath(shown).suffix.lower()
    if own in SOURCE_SUFFIXES:
        return own
    if form := OTHER_FORMATS.get(own):
        place = Origin(shown, 0)
        noted = files.OTHER_FORMAT.at(place, format=form).finding(shown)
        found = noted.found[:1].lower() + noted.found[1:].rstrip(".")
        raise SpecError(place, found, "a page as HTML or text", noted.settle)
    if is_description(data):
        return ".wsdl" if b"definitions" in data[:4096] else ".xsd"
    if suffix := suffix_of(data):
        return suffix
    start = data.lstrip()[:1]
    return {b"{": ".json", b"<": ".xml"}.get(start, ".txt")


def _is_index(facts: ServiceFacts) -> bool:
    return not facts.description and any(
        each.code == "index-page" for each in facts.findings
    )


def _has_source(facts: ServiceFacts) -> bool:
    """Whether there are ServiceStack's types in C#, which say more of operations elsewhere."""
    shown = (each for page in facts.pages for each in page.operations)
    return any(each.classes for each in shown)


def _as_named(error: SpecError, saved: Saved) -> SpecError:
    """The error with the name that the person gave the file."""
    place = error.origin
    if place.file == saved.file:
        error.origin = Origin(saved.shown, place.line, place.text)
    return error
