"""Finds every place in the samples that shows a record or a member.

Inference merges equal shapes and keeps one. An explanation lists them all, so the samples are
walked once more here. An element of a sample is matched to its shape by file, line and child names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from soapstone.inference import Inferred
from soapstone.inference.parts import Document
from soapstone.inference.shapes import (
    FieldShape,
    ListShape,
    MapShape,
    RecordShape,
    Shape,
    parts,
)
from soapstone.inference.unknown_namespaces import name_in_contract
from soapstone.model.contract import Particle, QName
from soapstone.model.decisions import MemberKey
from soapstone.model.facts import Node, PageFacts

_Corner = tuple[str, int, tuple[QName, ...]]
"""File and line of an element's first child, and the names of all."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a sample shows a member."""

    field: FieldShape
    element: Node | None
    """The member's element in a sample of XML; None if no XML shows it."""
    beside: tuple[Node, ...] = ()
    """Further elements that show it: repetitions, or the items of a list or map."""


class Places:
    """All places of a service. ``keys`` maps a key of inference to the contract's key."""

    def __init__(
        self, inferred: Inferred, keys: Mapping[str, str], pages: Sequence[PageFacts]
    ) -> None:
        self._inferred = inferred
        self._keys = keys
        self._corners = _corners(pages)
        self.members: defaultdict[MemberKey, list[Place]] = defaultdict(list)
        """Every place of each member, in the order of the pages."""
        self.uses: defaultdict[str, list[Place]] = defaultdict(list)
        """The places of all members whose type is the record, or a list or map of it."""
        self.documents: defaultdict[str, list[Document]] = defaultdict(list)
        """The messages whose root element is the record."""
        for document in inferred.documents:
            self._add(document)
        for shape in inferred.derived:
            self._walk(shape, None)

    def _add(self, document: Document) -> None:
        key = self.key(document.shape)
        if key:
            self.documents[key].append(document)
        self._walk(document.shape, None)

    def _walk(self, shape: RecordShape, element: Node | None) -> None:
        """A record and those inside it; ``element`` is where it stands, if that is known."""
        key = self.key(shape)
        for place in self._places(shape, element):
            if key:
                member = (key, name_in_contract(place.field.name), place.field.particle)
                self.members[member].append(place)
                self._use(place)
            for inner, node in _records(place.field.shape, place.element):
                self._walk(inner, node)

    def _use(self, place: Place) -> None:
        for _, part in parts(place.field.name, place.field.shape):
            key = self.key(part) if isinstance(part, RecordShape) else ""
            if key:
                self.uses[key].append(place)

    def key(self, shape: RecordShape) -> str:
        """Return the key of a shape's record; "" if the contract does not have it."""
        key = self._inferred.keys.get(self._inferred.types.of(shape), "")
        return self._keys.get(key, "")

    def _places(self, shape: RecordShape, element: Node | None) -> Iterator[Place]:
        owner = self._element(shape, element)
        for field in shape.fields:
            if owner is None or field.particle is not Particle.ELEMENT:
                yield Place(field, owner)
                continue
            found = [
                child
                for child in owner.children
                if QName(child.namespace, child.name) == field.name
            ]
            yield Place(field, found[0], _beside(field, found))

    def _element(self, shape: RecordShape, element: Node | None) -> Node | None:
        """The element of a sample that has this shape; None without child elements."""
        inside = [each for each in shape.fields if each.particle is Particle.ELEMENT]
        names = tuple(each.name for each in inside)
        if element and _members(element) == names:
            return element
        if not inside:
            return None
        origin = inside[0].origin
        return self._corners.get((origin.file, origin.line, names))


def _members(element: Node) -> tuple[QName, ...]:
    """The names of an element's children, each once, in order."""
    return tuple(
        dict.fromkeys(QName(each.namespace, each.name) for each in element.children)
    )


def _records(
    shape: Shape, element: Node | None
) -> Iterator[tuple[RecordShape, Node | None]]:
    """The records that a member is or holds, each with its element."""
    inside = element.children if element else ()
    if isinstance(shape, RecordShape):
        yield shape, element
    elif isinstance(shape, ListShape):
        yield from _records(shape.shape, inside[0] if inside else None)
    elif isinstance(shape, MapShape):
        entry = inside[0].children if inside else ()
        key, value = entry if len(entry) == 2 else (None, None)
        yield from _records(shape.key_shape, key)
        yield from _records(shape.value_shape, value)


def _beside(field: FieldShape, found: Sequence[Node]) -> tuple[Node, ...]:
    if field.repeated:
        return tuple(found[1:])
    holds = isinstance(field.shape, ListShape | MapShape)
    return found[0].children if holds else ()


def _corners(pages: Iterable[PageFacts]) -> dict[_Corner, Node]:
    """Every element with children of every sample."""
    found: dict[_Corner, Node] = {}
    waiting = [root for page in pages for root in _roots(page)]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        if node.children:
            origin = node.children[0].origin
            found.setdefault((origin.file, origin.line, _members(node)), node)
    return found


def _roots(page: PageFacts) -> Iterator[Node]:
    for operation in page.operations:
        for exchange in operation.exchanges:
            for sample in (exchange.request, exchange.response):
                if sample:
                    yield from sample.headers
                    if sample.body:
                        yield sample.body
