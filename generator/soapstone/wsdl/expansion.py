"""Counts what groups expand to, and finds those that contain themselves.

Groups that refer to each other twice double each time: the result is limited, not only the input.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from soapstone.model import limits
from soapstone.model.contract import QName
from soapstone.model.findings import SpecError
from soapstone.wsdl.components import Component
from soapstone.wsdl.documents import Element
from soapstone.wsdl.parts import Part


class Expansion:
    """How much there is so far, and which groups are being put in place."""

    def __init__(self) -> None:
        self.size = 0
        """Elements, wildcards, groups and attributes."""
        self.depth = 0
        self.deepest = 0
        self.is_full = False
        """Whether a limit was exceeded: nothing else can be built."""
        self._open: list[Element] = []

    def count(self, more: int, part: Part, node: Element) -> None:
        """Raise SpecError where there are more than the limit."""
        self.size += more
        if self.size > limits.DESCRIPTION_PARTICLES.most:
            self.is_full = True
            limits.DESCRIPTION_PARTICLES.check(self.size, part.document.origin(node))

    def deepen(self, by: int, part: Part, node: Element) -> None:
        """Raise SpecError where something is nested deeper than the limit."""
        self.deepest = max(self.deepest, self.depth + by)
        if self.deepest > limits.DESCRIPTION_DEPTH.most:
            self.is_full = True
            limits.DESCRIPTION_DEPTH.check(self.deepest, part.document.origin(node))

    @contextmanager
    def of(self, one: Component, name: QName) -> Iterator[None]:
        """Put a group in place. Raises SpecError if that is being done already."""
        if one.node in self._open:
            raise SpecError(
                one.part.document.origin(one.node),
                f"the group {name.name!r}, which contains itself",
                "a group that ends",
                "Save the document again: no program writes that.",
            )
        self._open.append(one.node)
        if len(self._open) > limits.DESCRIPTION_DEPTH.most:
            self.is_full = True
            limits.DESCRIPTION_DEPTH.check(
                len(self._open), one.part.document.origin(one.node)
            )
        try:
            yield
        finally:
            self._open.pop()
