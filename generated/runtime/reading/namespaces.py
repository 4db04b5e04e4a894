"""Finds the namespace of a prefix at any element of a document.

lxml only has the map of all prefixes of an element, made anew at each access. With thousands of
declarations that takes quadratic time; this module visits each declaration once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from lxml import etree

from ..scalars.text import BLANKS
from .elements import Element

XML: Final = "http://www.w3.org/XML/1998/namespace"

_START = (
    r"A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MORE = _START + r".\-0-9\xb7\u0300-\u036f\u203f\u2040"
_PREFIX = f"(?<![{_MORE}])([{_START}][{_MORE}]*+):(?=\\S)"

_walk: Any = etree.iterwalk


def prefixes(text: str) -> list[str]:
    """Return the prefixes of everything in a text that looks like a qualified name."""
    if ":" not in text:
        return []
    # Compiled when first needed: it takes longer than all else that is imported with it.
    return re.findall(_PREFIX, text)


class Scope:
    """The namespaces in scope at an element: declared there, or on an ancestor."""

    __slots__ = ("_declared", "_known", "_outer", "_prefixes")

    def __init__(self, declared: dict[str, str], outer: Scope | None = None) -> None:
        self._declared = declared
        self._outer = outer
        self._known: dict[str, str | None] = {**declared}
        self._prefixes: dict[str, str] | None = None

    def bound(self, prefix: str) -> str | None:
        """Return the namespace of a prefix ("": the default namespace); None if it is unbound."""
        scope: Scope | None = self
        known: str | None = None
        while scope is not None and known is None:
            known = scope._known.get(prefix)
            scope = scope._outer
        self._known[prefix] = known
        return known

    def name(self, text: str) -> str:
        """Return a qualified name as ``{namespace}name``; unchanged if its prefix is unbound."""
        prefix, _, local = text.strip(BLANKS).rpartition(":")
        namespace = self.bound(prefix)
        return f"{{{namespace}}}{local}" if namespace and local else text

    def prefix(self, namespace: str) -> str | None:
        """Return the innermost prefix of a namespace; None without one, or if it is hidden."""
        scope: Scope | None = self
        while scope is not None:
            found = scope._own_prefixes().get(namespace)
            if found and self.bound(found) == namespace:
                return found
            scope = scope._outer
        return None

    def _own_prefixes(self) -> dict[str, str]:
        if self._prefixes is None:
            backwards = sorted(self._declared.items(), reverse=True)
            self._prefixes = {uri: prefix for prefix, uri in backwards if prefix}
        return self._prefixes

    def bound_in(self, texts: Iterable[str | None]) -> dict[str, str]:
        """Return the bound prefixes that texts seem to use, with their namespaces."""
        found: dict[str, str] = {}
        for text in texts:
            if text is not None and ":" in text:
                for prefix in prefixes(text):
                    namespace = self.bound(prefix)
                    if namespace:
                        found[prefix] = namespace
        return found


_OUTERMOST: Final = Scope({"": "", "xml": XML})


def outermost() -> Scope:
    """Return the scope around a document, which binds ``xml``."""
    return Scope({}, _OUTERMOST)  # a scope keeps what was looked up: nobody shares one


class Scopes:
    """The scopes of a document's elements."""

    def __init__(self) -> None:
        self._outermost: Final = outermost()
        # These hold the elements, so that lxml's proxies and their identity stay alive.
        self._of: Final[dict[Element, Scope]] = {}

    def at(self, element: Element | None) -> Scope:
        """Return the scope of an element; for None, the scope around the document."""
        path: list[Element] = []
        while element is not None and element not in self._of:
            path.append(element)
            element = element.getparent()
        scope = self._outermost if element is None else self._of[element]
        for each in reversed(path):
            declared = _declared_at(each)
            scope = self._of[each] = Scope(declared, scope) if declared else scope
        return scope


def _declared_at(element: Element) -> dict[str, str]:
    declared: dict[str, str] = {}
    for event, what in _walk(element, events=("start-ns", "start")):
        if event == "start":
            break
        declared[what[0] or ""] = what[1] or ""
    return declared
