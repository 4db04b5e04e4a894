"""Interprets start tags of elements that hold records, and caches the result.

A message has few different start tags, and the next message has the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from .patterns import PREFIX, Scope
from .texts import Unscanned

_XMLNS: Final = rf' xmlns(?::{PREFIX})?="[^"<&]++"'
_DECLARATIONS: Final = re.compile(rf' xmlns(?::({PREFIX}))?="([^"]*+)"').findall
_NAME: Final = rf"(?:({PREFIX}):)?([A-Za-z_][A-Za-z0-9_.-]*+)"
_START: Final = re.compile(
    rf'<{_NAME}((?:{_XMLNS})*+)(?: ({PREFIX}):nil="true"((?:{_XMLNS})*+) ?/)?+>'
    rf"|<{_NAME}((?:{_XMLNS})*+) ?/>"
).fullmatch


class Place:
    """The name of an element that holds records; places are compared by identity."""

    __slots__ = ("name", "namespace")

    def __init__(self, namespace: str, name: str) -> None:
        self.namespace: Final = namespace
        self.name: Final = name


class Start(NamedTuple):
    """The meaning of a start tag at a place."""

    tag: str
    scope: Scope
    """The scope inside the element."""
    end: str
    """The end tag that must follow; "" for an empty element."""
    nil: bool


class Starts:
    """The start tags of one class of messages, whose namespaces are known."""

    MOST: Final = 1000
    """The most tags that are cached, and the longest of them: an attacker could send new ones."""

    def __init__(self, namespaces: frozenset[str]) -> None:
        self.outermost: Final = Scope({})
        self._namespaces: Final = namespaces
        self.known: Final[dict[tuple[Place, str, Scope], Start | None]] = {}

    def learned(self, place: Place, tag: str, scope: Scope) -> Start | None:
        """Interpret a tag; return None for an end tag or another element. Raises Unscanned."""
        start = self._understood(place, tag, scope)
        if len(tag) > self.MOST:
            return start
        if len(self.known) >= self.MOST:
            self.known.clear()
        # Another thread may have been quicker: an element has but one scope inside.
        return self.known.setdefault((place, tag, scope), start)

    def _understood(self, place: Place, tag: str, scope: Scope) -> Start | None:
        found = _START(tag)
        if found is None:
            if tag.startswith("</"):
                return None
            raise Unscanned
        prefix, name, declared, nil, more, *empty = found.groups()
        if name is None:
            prefix, name, declared = empty
        if name != place.name:
            return None
        inside = self._within(_DECLARATIONS(declared + (more or "")), scope)
        before = f"{prefix}:" if prefix else ""
        if inside.prefix(place.namespace) != before or (nil and nil != inside.nil):
            raise Unscanned
        end = "" if nil or tag.endswith("/>") else f"</{before}{name}>"
        return Start(tag, inside, end, nil=bool(nil))

    def _within(self, declared: Iterable[tuple[str, str]], scope: Scope) -> Scope:
        """The scope inside an element with these declarations, which must not rebind anything."""
        if not declared:
            return scope
        prefixes = dict(scope.prefixes)
        bound = set(prefixes.values())
        for prefix, uri in declared:
            if uri not in self._namespaces or prefix in bound or uri in prefixes:
                raise Unscanned
            bound.add(prefix)
            prefixes[uri] = prefix
        return Scope(prefixes)
