"""The views of the report's pages: what its templates print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from soapstone.explain.model import Evidence, Explanation, Kind, Nature, Sure
from soapstone.model.catalogue.service import HOST_UNKNOWN, SCHEME_UNKNOWN
from soapstone.model.contract import Operation
from soapstone.model.findings import Finding, Severity
from soapstone.site.calls import Call, call_of
from soapstone.site.overrides import override_of, override_of_service
from soapstone.site.saved import Row, Saved, SavedFile
from soapstone.site.service import Key, Service, key_of

_MOST = 6
"""Lines of evidence that are listed; a type may stand on a thousand pages."""
_OF_ADDRESS = (SCHEME_UNKNOWN.id, HOST_UNKNOWN.id)
"""Findings on the address of all operations."""
_SEVERITIES = (Severity.CONFLICT, Severity.GUESS, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a saved file on a page."""

    row: Row
    anchor: str
    """"" where another row of the same line has it."""
    about: tuple[str, ...]
    """The anchors of what it is evidence of, on this page."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A saved file on a page."""

    file: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of evidence, and where its line is shown."""

    evidence: Evidence
    link: str
    """"" where no page of the report shows the line."""


@dataclass(frozen=True, slots=True)
class Block:
    """An explanation on a page."""

    explained: Explanation
    anchor: str
    override: str
    """Lines for ``overrides.toml``; "" where there are none to offer."""
    places: tuple[Place, ...]
    """Those of this page first."""
    more: int
    """The lines of evidence that are not listed."""
    members: tuple[Block, ...] = ()
    home: str = ""
    """Where another page explains it; this one says in short what it is."""
    shown_by: str = ""
    """The operation of that page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: an operation or a type, with how sure its parts are."""

    explained: Explanation
    link: str
    sures: Mapping[Sure, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, and where its subject and its line are shown."""

    finding: Finding
    subject_link: str
    line_link: str
    override: str


@dataclass(frozen=True, slots=True)
class TypePage:
    """The view of the page of an operation, or of a type that no operation's page shows."""

    path: str
    about: Block
    listings: tuple[Listing, ...]
    types: tuple[Block, ...]
    more: tuple[Entry, ...] = ()
    """The types that its messages hold and another page shows."""
    call: Call | None = None
    documentation: str = ""


class Views:
    """The views of one service."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._saved = Saved(service)

    def pages(self) -> Sequence[TypePage]:
        """Return the pages of operations, then those of the types that stand on none."""
        service = self.service
        return [
            *map(self._operation, service.contract.operations),
            *map(self._type, service.lone_types),
        ]

    @cached_property
    def operations(self) -> Sequence[Entry]:
        """The list of all operations; the certainties are those of their members."""
        return [
            self._entry(
                (Nature.OPERATION, each.name), self.service.shown_with(each.name)
            )
            for each in self.service.contract.operations
        ]

    @cached_property
    def types(self) -> Sequence[Entry]:
        """The list of all types."""
        nature = self.service.nature
        return [self._entry((nature(key), key), [key]) for key in self.service.types]

    @cached_property
    def findings(self) -> Sequence[Found]:
        """All findings, the most severe first."""
        ordered = sorted(
            self.service.findings, key=lambda each: _SEVERITIES.index(each.severity)
        )
        return list(map(self._found, ordered))

    @cached_property
    def sures(self) -> Mapping[Sure, int]:
        """How many members are how sure."""
        every = self.service.whole.answer.explanations
        counted = Counter(each.sure for each in every if each.nature is Nature.MEMBER)
        return _ordered(counted)

    # Pages

    def _operation(self, operation: Operation) -> TypePage:
        service, key = self.service, (Nature.OPERATION, operation.name)
        shown = service.shown_with(operation.name)
        keys = self._keys(key, shown)
        files = self._files[operation.name]
        listings = self._listings(files, keys)
        own = _own_lines(listings)
        return TypePage(
            service.pages[key],
            self._block(key, own),
            listings,
            tuple(self._type_block(each, own, service.pages[key]) for each in shown),
            tuple(
                self._entry((service.nature(each), each), [each])
                for each in service.left_out(operation.name)
            ),
            call_of(
                operation,
                service.contract,
                service.naming,
                f"generated.{service.package}",
            ),
            operation.documentation,
        )

    def _type(self, name: str) -> TypePage:
        key = self.service.nature(name), name
        keys = self._keys(key, [name])
        files = dict.fromkeys(
            each.origin.file
            for one in keys
            for each in self.service.explained[one].evidence
            if each.origin.file in self.service.whole.sources
        )
        listings = self._listings(list(files), keys, near=True)
        own = _own_lines(listings)
        block = self._type_block(name, own, self.service.pages[key])
        return TypePage(self.service.pages[key], block, listings, (block,))

    def _keys(self, key: Key, types: Sequence[str]) -> frozenset[Key]:
        """What is explained on a page."""
        service = self.service
        of_types = {(service.nature(each), each) for each in types}
        members = {
            key_of(member) for each in types for member in service.members.get(each, ())
        }
        return frozenset({key, *of_types, *members})

    @cached_property
    def _files(self) -> Mapping[str, Sequence[str]]:
        """The files that stand on the page of each operation: those that show it, and the WSDL and
        schemas that declare its types.
        """
        service, found = self.service, {}
        for each in service.contract.operations:
            key = Nature.OPERATION, each.name
            lines = [*service.explained[key].evidence]
            for one in self._keys(key, service.shown_with(each.name)):
                lines += (
                    line
                    for line in service.explained[one].evidence
                    if line.kind is Kind.DECLARATION
                )
            files = {line.origin.file for line in lines}
            found[each.name] = sorted(files & service.whole.sources.keys())
        return found

    @cached_property
    def _homes(self) -> Mapping[tuple[str, int], str]:
        """The page and anchor of each line of the files that are shown whole."""
        found: dict[tuple[str, int], str] = {}
        seen: set[str] = set()
        for name, files in self._files.items():
            page = self.service.pages[Nature.OPERATION, name]
            for number, file in enumerate(files, 1):
                if file not in seen and self._saved.is_whole(file):
                    seen.add(file)
                    for each in self._saved.lines(file):
                        at = each.origin.line
                        found[file, at] = f"{page}#L{number}-{at}"
        return found

    def _listings(
        self, files: Sequence[str], keys: frozenset[Key], *, near: bool = False
    ) -> tuple[Listing, ...]:
        return tuple(
            self._listing(number, self._saved.file(file, keys, near=near))
            for number, file in enumerate(files, 1)
        )

    def _listing(self, number: int, saved: SavedFile) -> Listing:
        lines, seen = [], {0}
        for row in saved.rows:
            anchor = "" if row.number in seen else f"L{number}-{row.number}"
            seen.add(row.number)
            about = tuple(self.service.anchors[key] for key in row.keys)
            lines.append(Line(row, anchor, about))
        return Listing(saved.file, tuple(lines))

    # Parts of pages

    def _type_block(
        self, name: str, own: Mapping[tuple[str, int], str], page: str
    ) -> Block:
        """A type with its members: on one page in full, on the others in short."""
        service, key = self.service, (self.service.nature(name), name)
        if service.pages[key] != page:
            return self._short(
                key,
                [self._short(key_of(each)) for each in service.members.get(name, ())],
            )
        members = tuple(
            self._block(key_of(each), own, name)
            for each in service.members.get(name, ())
        )
        return self._block(key, own, name, members)

    def _short(self, key: Key, members: Sequence[Block] = ()) -> Block:
        service = self.service
        shown_by = service.shown_by.get(key[1], "")
        return Block(
            service.explained[key],
            service.anchors[key],
            "",
            (),
            0,
            tuple(members),
            service.links[key],
            shown_by,
        )

    def _block(
        self,
        key: Key,
        own: Mapping[tuple[str, int], str],
        owner: str = "",
        members: tuple[Block, ...] = (),
    ) -> Block:
        explained = self.service.explained[key]
        evidence = sorted(
            explained.evidence,
            key=lambda each: (each.origin.file, each.origin.line) not in own,
        )
        places = tuple(
            Place(each, self._line_link(each.origin.file, each.origin.line, own))
            for each in evidence[:_MOST]
        )
        return Block(
            explained,
            self.service.anchors[key],
            override_of(self.service.whole.context, explained, owner),
            places,
            len(evidence) - len(places),
            members,
        )

    def _line_link(
        self, file: str, line: int, own: Mapping[tuple[str, int], str]
    ) -> str:
        return own.get((file, line)) or self._homes.get((file, line), "")

    def _entry(self, key: Key, types: Sequence[str]) -> Entry:
        members = (
            member for each in types for member in self.service.members.get(each, ())
        )
        counted = Counter(each.sure for each in members)
        return Entry(
            self.service.explained[key], self.service.links[key], _ordered(counted)
        )

    def _found(self, finding: Finding) -> Found:
        key = self._subjects.get(finding.subject)
        context, override = self.service.whole.context, ""
        if key and key[0] is Nature.OPERATION:
            pass  # no line settles what is open of its messages
        elif key and finding.severity is not Severity.NOTE:
            owner = self._owners.get(key, "")
            override = override_of(context, self.service.explained[key], owner)
        elif finding.code in _OF_ADDRESS:
            override = override_of_service(context)
        origin = finding.origin
        return Found(
            finding,
            self.service.links[key] if key else "",
            self._line_link(origin.file, origin.line, {}),
            override,
        )

    @cached_property
    def _subjects(self) -> Mapping[str, Key]:
        """What a finding's subject names: a member or a type before an operation."""
        return {key[1]: key for key in reversed(list(self.service.explained))}

    @cached_property
    def _owners(self) -> Mapping[Key, str]:
        return {
            key_of(each): owner
            for owner, members in self.service.members.items()
            for each in members
        }


def _own_lines(listings: Sequence[Listing]) -> Mapping[tuple[str, int], str]:
    """The anchor of each line that a page shows."""
    return {
        (listing.file, each.row.number): f"#{each.anchor}"
        for listing in listings
        for each in listing.lines
        if each.anchor
    }


def _ordered(counted: Mapping[Sure, int]) -> Mapping[Sure, int]:
    return {each: counted[each] for each in Sure if counted.get(each)}
