"""Inspects the XML of one message: its members, its values, and what the schema says."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from soapstone.inputs.recordings.documents import Document
from soapstone.model.findings import Origin
from soapstone.runtime.calling.masking import is_secret
from soapstone.runtime.errors import shown
from soapstone.runtime.standin.notes import DOES, Effect, Kind
from soapstone.validating.advice import ADVICE
from soapstone.validating.judgements import Finding
from soapstone.validating.matching import Match
from soapstone.validating.schemas import Fault, Schemas

_MOST = 1_000
"""Findings on a message; of the others the first of each kind stays."""
_SKIPPED = {Kind.UNKNOWN, Kind.NAMESPACE, Kind.SPELLING, Kind.AGAIN, Kind.ITEM}
"""The faults of elements that .NET skips, and that count for nothing any more."""
_NIL = {Kind.NIL, Kind.NIL_VALUE}
_STEPS = re.compile(r"[.\[]")
_NAMES = re.compile(r"[^.\[\]@]+")


class Inspection:
    """What is wrong with one document. It removes from it what .NET skips."""

    def __init__(
        self, runtime: Any, schemas: Schemas, document: Document, *, ordered: bool
    ) -> None:
        """``ordered`` is whether DataContractSerializer reads the message."""
        self.findings: list[Finding] = []
        self.more = 0
        """Findings beyond those."""
        self._codes: set[str] = set()
        self._runtime = runtime
        self._reading: Any = import_module(f"{runtime.__name__}.standin.reading")
        self._schemas = schemas
        self._document = document
        self._ordered = ordered
        if document.substitutes:
            expected = "a text without characters that XML forbids"
            found = "a character such as &#x1F;"
            self._add(Kind.CHARACTER, document.root, "$", found, expected)

    def body(self, match: Match) -> None:
        """Inspect the message itself."""
        self._part(
            match.in_response(self._document.root), match.kind, "", self._ordered
        )

    def headers(self, kinds: Sequence[Any]) -> None:
        """Inspect the entries of the SOAP header; ``kinds`` are the classes of known ones."""
        known = {each._document.element: each for each in kinds}
        for entry in self._document.headers:
            kind = known.get(str(entry.tag))
            if kind is None:
                self._note(self._reading.unknown_header(entry))
            else:
                name = str(entry.tag).rpartition("}")[2]
                self._part(entry, kind, f"header {name}: ", ordered=False)

    def _part(self, root: Any, kind: Any, prefix: str, ordered: bool) -> None:
        """Inspect a document, or an entry of the header, whose paths begin with the prefix."""
        late, skipped, explained = [], [], _Explained()
        for note in self._reading.notes_on(root, kind, ordered=ordered):
            self._note(note, prefix)
            explained.add(note)
            if note.kind == Kind.LATE:
                late.append(note.element)
            elif note.kind in _SKIPPED:
                skipped.append(note.element)
        for each in late:
            self._reading.without(each)
        self._values(root, kind, prefix, explained)
        for each in skipped:
            self._reading.without(each)
        self._schema(root, kind, prefix, explained)

    def _values(self, root: Any, kind: Any, prefix: str, explained: _Explained) -> None:
        """The wrong values, by the reader of the class."""
        try:
            with warnings.catch_warnings():
                # A guessed type warns when it misfits.
                warnings.simplefilter("ignore")
                kind._document.reader.from_element(root, self._document.substitutes)
            return
        except self._runtime.WireError as error:
            problems = [
                each for each in error.problems if each.path not in explained.paths
            ]
        wanted = {up for each in problems[:_MOST] for up in _upwards(each.path)}
        places = self._reading.places_of(root, kind, wanted)
        for each in problems:
            place = next(filter(places.__contains__, _upwards(each.path)), "$")
            element = places.get(place, root)
            path = f"{prefix}{each.path}"
            self._add(Kind.VALUE, element, path, each.found, each.expected)

    def _schema(self, root: Any, kind: Any, prefix: str, explained: _Explained) -> None:
        """What the schema alone knows."""
        faults = [each for each in self._schemas.faults(root) if each not in explained]
        wanted = {each.element for each in faults}
        places = self._reading.places_of(root, kind, wanted) if wanted else {}
        paths = {element: path for path, element in places.items()}
        for each in faults:
            if each.element not in paths:
                continue  # inside something that may be anything
            path = f"{prefix}{paths[each.element]}"
            path += f".@{each.attribute}" if each.attribute else ""
            code = each.kind
            if code is Kind.OCCURRENCE and self._ordered:
                code = Kind.REQUIRED
            self._add(code, each.element, path, _found(each), each.expected)

    def _note(self, note: Any, prefix: str = "") -> None:
        path, said = f"{prefix}{note.path}", f"{prefix}{note.said}"
        self._add(note.kind, note.element, path, note.found, note.expected, said)

    def _add(
        self,
        kind: Kind,
        element: Any,
        path: str,
        found: str,
        expected: str,
        said: str = "",
    ) -> None:
        if len(self.findings) >= _MOST and kind in self._codes:
            self.more += 1
            return
        self._codes.add(kind)
        origin = self._document.origin(element)
        holds_value = kind in (Kind.VALUE, Kind.FACET, Kind.NO_MEMBER)
        if holds_value and any(map(is_secret, _NAMES.findall(path))):
            found = "•••"
        self.findings.append(finding(kind, origin, path, found, expected, said))


def finding(
    kind: Kind, origin: Origin, path: str, found: str, expected: str, said: str = ""
) -> Finding:
    """Return a finding, with what .NET does and what to do."""
    effect, does = DOES[kind]
    return Finding(
        kind, effect, origin, path, found, expected, does, ADVICE[kind], said
    )


class _Explained:
    """What the notes on a message explain, so that no other finding repeats it."""

    def __init__(self) -> None:
        self.paths: set[str] = set()
        """Where a value is refused: the reader refuses it, too."""
        self._parents: set[Any] = set()
        """Elements whose children are not as they should be."""
        self._nil: set[Any] = set()

    def add(self, note: Any) -> None:
        if note.effect == Effect.REFUSED:
            self.paths.add(note.path)
        if note.kind == Kind.ORDER:
            self._parents.add(note.element.getparent())
        elif note.kind in (Kind.MISSING, Kind.TYPE):
            self._parents.add(note.element)
        elif note.kind in _NIL:
            self._nil.add(note.element)

    def __contains__(self, fault: Fault) -> bool:
        """Whether a fault of the schema is one of the notes."""
        if fault.kind is Kind.NULL:
            return fault.element in self._nil
        return fault.kind is Kind.OCCURRENCE and fault.parent in self._parents


def _upwards(path: str) -> Iterator[str]:
    """Yield a path and those of the elements around."""
    while path:
        yield path
        steps = [*_STEPS.finditer(path)]
        path = path[: steps[-1].start()] if steps else ""


def _found(fault: Fault) -> str:
    if fault.kind is Kind.NULL:
        return "is nil"
    if fault.kind is Kind.FACET:
        text = fault.element.get(fault.attribute) if fault.attribute else None
        return shown(text if text is not None else fault.element.text or "")
    if fault.parent is fault.element:
        return "ends before the schema does"
    return "is not what comes next in the schema"
