"""Finds the operation and the class of a recorded message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Match:
    """A message of an operation."""

    operation: Any
    direction: str
    """``request`` or ``response``."""
    kind: Any
    """The generated class."""
    headers: tuple[Any, ...]
    """The classes of entries in its SOAP header."""
    binding: Any = None
    """Of HTTP GET and POST, if the document is a return value alone."""

    def in_response(self, root: Any) -> Any:
        """Return the element of the whole message; a return value moves into it."""
        if self.binding is None:
            return root
        top = type(self.binding).__module__.rpartition(".")[0]
        forms: Any = import_module(f"{top}.forms.responses")
        return forms.as_response(root, self.kind, self.binding)


class Matcher:
    """The messages of one service by their root elements."""

    def __init__(self, operations: Iterable[Any], runtime: Any) -> None:
        self._runtime = runtime
        self._by_element: defaultdict[str, list[Match]] = defaultdict(list)
        for each in operations:
            for match in self._matches(each):
                element = match.kind._document.element
                if match.binding:
                    element = match.binding.response_element
                self._by_element[element].append(match)

    def _matches(self, operation: Any) -> Iterator[Match]:
        for direction in ("request", "response"):
            kind = getattr(operation, direction)
            if self._has_xml(kind):
                headers = getattr(operation, f"{direction}_headers")
                yield Match(operation, direction, kind, headers)
        if self._has_xml(operation.response):
            for each in operation.bindings:
                if each.response_element:
                    yield Match(operation, "response", operation.response, (), each)

    def _has_xml(self, kind: Any) -> bool:
        """Whether a message has a class, and that has XML: not if no page shows any."""
        if kind in (None, str, bytes):
            return False
        try:
            return bool(kind._document.element)
        except self._runtime.WireError:
            return False

    def find(
        self, tag: str, direction: str = "", operation: Any = None
    ) -> Match | None:
        """Return the message with this root element; of several that of the operation, and of the
        direction.
        """
        found = self._by_element.get(tag, ())
        wanted = (operation, direction)

        def fits(match: Match) -> tuple[bool, bool]:
            return match.operation is wanted[0], match.direction == wanted[1]

        return max(found, key=fits, default=None)

    def namesakes(self, tag: str) -> list[str]:
        """Return the elements of the service that differ in namespace, or in case, alone."""
        name = _local(tag).lower()
        return [each for each in self._by_element if _local(each).lower() == name]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
