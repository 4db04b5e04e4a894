"""What the tests of the pages room share: the saved pages, and ways to look into facts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

from soapstone.model.facts import Node, PageFacts
from soapstone.model.findings import Origin, SpecError
from soapstone.pages import read_page
from soapstone.pages.filled_in import HIDDEN

PAGES = Path(__file__).parent.parent / "data" / "pages"


def read(name: str) -> PageFacts:
    """The facts of a page of tests/data/pages."""
    return read_page(name, (PAGES / name).read_bytes())


def read_text(text: str, name: str = "page.txt") -> PageFacts:
    """The facts of a page from its text."""
    return read_page(name, text.encode())


def outcome(name: str, data: bytes) -> PageFacts | SpecError:
    """What becomes of a page; anything but facts or a SpecError fails the test that asks."""
    try:
        return read_page(name, data)
    except SpecError as error:
        return error


def origins(facts: object) -> Iterator[Origin]:
    """Every origin in some facts."""
    if isinstance(facts, Origin):
        yield facts
    elif isinstance(facts, tuple):
        for part in facts:
            yield from origins(part)
    elif dataclasses.is_dataclass(facts):
        for field in dataclasses.fields(facts):
            yield from origins(getattr(facts, field.name))


def quotes(text: str, line: str) -> bool:
    """Whether a text is that of a line, but for values, which are hidden."""
    pattern = ".*".join(map(re.escape, text.split(HIDDEN)))
    return re.fullmatch(pattern, line.rstrip()) is not None


def without_origins(facts: object) -> object:
    """The facts as nested tuples, origins left out."""
    if isinstance(facts, Origin):
        return None
    if isinstance(facts, tuple):
        return tuple(map(without_origins, facts))
    if dataclasses.is_dataclass(facts):
        values = (getattr(facts, field.name) for field in dataclasses.fields(facts))
        return (type(facts).__name__, *map(without_origins, values))
    return facts


def outline(node: Node) -> tuple[object, ...]:
    """A node as (line, name, text or children)."""
    return node.origin.line, node.name, node.text or tuple(map(outline, node.children))


def nodes(node: Node) -> Iterator[Node]:
    """The node and all below it, in document order."""
    yield node
    for child in node.children:
        yield from nodes(child)
