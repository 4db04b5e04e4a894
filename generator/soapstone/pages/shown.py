"""Shows a page as it was saved, without a value that a person filled in.

A line is shown as the facts have it, from which values are gone. Of any other line only the
structure is: its tags, or nothing. So what no stage has understood is not shown either.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from soapstone.model.facts import Head, Node, PageFacts
from soapstone.model.findings import Origin
from soapstone.pages.document import Document
from soapstone.pages.filled_in import HIDDEN, structure

_MARKS = re.compile(r"[\s{}\[\],:;()|-]*")
"""What holds no word: the brackets of JSON, the rule below a heading."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a saved page."""

    origin: Origin
    """Its place, and its text without values."""
    nodes: tuple[tuple[int, Node], ...] = ()
    """The elements that stand on it, each with its depth, in the order of the page."""


def shown(document: Document, facts: PageFacts) -> list[ShownLine]:
    """Return the lines of a page that can be shown, in their order. Others are left out."""
    held = _Held(facts)
    lines: dict[Origin, ShownLine] = {}
    for line in document.lines:
        text = held.text_of(line.origin)
        if text:
            place = Origin(line.origin.file, line.origin.line, text)
            lines.setdefault(place, ShownLine(place, tuple(held.nodes.get(place, ()))))
    return list(lines.values())


class _Held:
    """The texts that the facts of a page hold."""

    def __init__(self, facts: PageFacts) -> None:
        self.texts: set[str] = set()
        self.lines: defaultdict[int, set[str]] = defaultdict(set)
        """The texts of lines, by number."""
        self.nodes: defaultdict[Origin, list[tuple[int, Node]]] = defaultdict(list)
        self._gather(facts.operations)

    def text_of(self, origin: Origin) -> str:
        """Return the text of a line without values; "" if it cannot be shown."""
        text, known = origin.text, self.lines.get(origin.line, ())
        if text in known or text in self.texts or _MARKS.fullmatch(text):
            return text
        bare = structure(text)
        alike = [
            each for each in sorted(known) if _bare(structure(each)) == _bare(bare)
        ]
        if alike:
            return f"{_bare(alike[0])} />" if bare.endswith("/>") else alike[0]
        return bare if "<" in bare and bare != f"<{HIDDEN}" else ""

    def _gather(self, part: Any) -> None:
        if isinstance(part, str):
            self.texts.add(part)
        elif isinstance(part, Origin):
            self.lines[part.line].add(part.text)
        elif isinstance(part, tuple):
            for each in part:
                self._gather(each)
        elif isinstance(part, dict):  # what a schema declares, by name
            for each in part.values():
                self._gather(each)
        elif isinstance(part, Node):
            self._add_nodes(part)
        elif is_dataclass(part):
            if isinstance(part, Head):
                self.texts.update(f"{name}: {value}" for name, value in part.headers)
            for each in fields(part):
                self._gather(getattr(part, each.name))

    def _add_nodes(self, root: Node) -> None:
        for depth, node in _walk(root):
            self.lines[node.origin.line].add(node.origin.text)
            self.nodes[node.origin].append((depth, node))


def _bare(text: str) -> str:
    """A line without the slash of an empty element, which facts of schemas leave out."""
    return text.removesuffix(">").rstrip(" /")


def _walk(root: Node) -> Iterator[tuple[int, Node]]:
    """An element and all inside it, each with its depth."""
    waiting = [(0, root)]
    while waiting:
        depth, node = waiting.pop()
        yield depth, node
        waiting += [(depth + 1, child) for child in reversed(node.children)]
