"""Builds the regular expressions that scan members, for the prefixes that a message uses.

All are possessive: one that fails does so at once, without backtracking, in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from ..reading.elements import XSI
from ..records.members import Representation
from .texts import Unscanned

if TYPE_CHECKING:
    from .starts import Place, Start

# --- values -----------------------------------------------------------------------------------

TEXT: Final = r"[^<]*+"

# So few digits that every value is in the range of its type; longer ones are not scanned.
BYTE: Final = "-?[0-9]{1,2}"
SHORT: Final = "-?[0-9]{1,4}"
INT: Final = "-?[0-9]{1,9}"
LONG: Final = "-?[0-9]{1,18}"
UNSIGNED_BYTE: Final = "[0-9]{1,2}"
UNSIGNED_SHORT: Final = "[0-9]{1,4}"
UNSIGNED_INT: Final = "[0-9]{1,9}"
UNSIGNED_LONG: Final = "[0-9]{1,18}"

# --- members ----------------------------------------------------------------------------------

# libxml2 limits the length of names; this is far below.
PREFIX: Final = r"(?!xml)[A-Za-z_][A-Za-z0-9_.-]{0,40}+"


class Scope:
    """The prefix of each namespace in scope; "" is the prefix of the default namespace.

    Scopes are compared by identity: an element has one.
    """

    __slots__ = ("_tags", "matchers", "nil", "prefixes", "usual")

    def __init__(self, prefixes: dict[str, str]) -> None:
        self.prefixes: Final = prefixes
        self.matchers: Final[dict[Run, Matcher]] = {}
        self.usual: Final[dict[Place, Start]] = {}
        """The last start tag of each place."""
        self.nil: Final = prefixes.get(XSI[1:-1], "")
        """The prefix of ``xsi:nil``; "" if it has none, so that nothing can be nil."""
        self._tags: Final[dict[tuple[str, str], tuple[str, str, str]]] = {}

    def prefix(self, namespace: str) -> str:
        """Return the prefix of a namespace with its colon. Raises Unscanned without one."""
        found = self.prefixes.get(namespace)
        if namespace and found is not None:
            return f"{found}:" if found else ""
        if namespace or "" in self.prefixes.values():
            raise Unscanned
        return ""

    def namespace(self, prefix: str) -> str:
        """Return the namespace of a prefix; "" without a default namespace."""
        found = (uri for uri, each in self.prefixes.items() if each == prefix)
        return next(found, "")

    def item_tags(self, namespace: str, name: str) -> tuple[str, str, str]:
        """Return the tags before the first of several elements, between two, and after the last."""
        tags = self._tags.get((namespace, name))
        if tags is None:
            tag = f"{self.prefix(namespace)}{name}>"
            tags = f"<{tag}", f"</{tag}<{tag}", f"</{tag}"
            self._tags[namespace, name] = tags
        return tags


Matcher = Callable[[str, int], "re.Match[str] | None"]

Piece = Callable[[str, Scope, int], str]
"""Makes the pattern of a member from the prefix with colon, the scope and its number."""


def _element(tag: str, content: str, representation: Representation, nil: str) -> str:
    """The pattern of an element; ``content`` is all after the name in the start tag."""
    if representation is Representation.OPTIONAL:
        return f"(?:<{tag}{content})?+"
    if representation is Representation.NILLABLE and nil:
        return f"<{tag}(?:{content}|{nil} ?/>)"
    return f"<{tag}{content}"


def scalar(name: str, representation: Representation, shape: str = TEXT) -> Piece:
    """Return the pattern of a scalar. Its group is None if it is nil or absent."""

    def piece(before: str, scope: Scope, number: int) -> str:
        tag = re.escape(before + name)
        nil = scope.nil and f' {re.escape(scope.nil)}:nil="true"'
        return _element(tag, f">({shape})</{tag}>", representation, nil)

    return piece


def wrapper(
    name: str,
    representation: Representation,
    namespace: str,
    *names: str,
    shape: str = TEXT,
) -> Piece:
    """Return the pattern of a list or map of scalars.

    ``names`` are the local names, in ``namespace``, of a list's items, or of a map's entries, keys
    and values. The first group is None if the list is nil or absent; the second is the text of the
    items.
    """

    def piece(before: str, scope: Scope, number: int) -> str:
        tag = re.escape(before + name)
        nil = scope.nil and f' {re.escape(scope.nil)}:nil="true"'
        if namespace in scope.prefixes or not namespace:
            declared, inner = "()", re.escape(scope.prefix(namespace))
        else:
            # Declared here, for the items alone: so not the prefix of the wrapper or of nil.
            own = "|".join(map(re.escape, (before[:-1], scope.nil)))
            xmlns, uri = f" xmlns:(?!(?:{own})=)", f'="{re.escape(namespace)}"'
            declared = f"{xmlns}(?P<p{number}>{PREFIX}){uri}"
            inner = f"(?P=p{number}):"
            # .NET declares the items' prefix even where there are none.
            nil = nil and f"{nil}(?:{xmlns}{PREFIX}{uri})?+"
        items = _items(inner, names, shape)
        return _element(
            tag, f"{declared}(?:>((?:{items})*+)</{tag}>| ?/>)", representation, nil
        )

    return piece


def _items(before: str, names: tuple[str, ...], shape: str) -> str:
    """The pattern of one item, or of one entry with its key and value."""
    tags = [f"{before}{re.escape(name)}>" for name in names]
    leaves = "".join(f"<{tag}{shape}</{tag}" for tag in tags[-2:])
    return f"<{tags[0]}{leaves}</{tags[0]}" if len(tags) == 3 else leaves


_LOCAL: Final = r"[A-Za-z_][A-Za-z0-9_.-]{0,200}+"
"""A name without prefix; libxml2 limits the length of names."""


def unknown_texts(first: Iterable[str] = ()) -> Piece:
    """Return the pattern of unknown elements with a text, up to one of the names in ``first``.

    They are in the namespace of the run; the first group is their text. The caller checks that none
    is a known member.
    """
    names = "|".join(map(re.escape, first))
    others = f"(?!(?:{names})>)" if names else ""

    def piece(before: str, scope: Scope, number: int) -> str:
        tag, group = re.escape(before), f"u{number}"
        start = f"<{tag}{others}(?P<{group}>{_LOCAL})>"
        return f"((?:{start}[^<]*+</{tag}(?P={group})>)*+)"

    return piece


class Run:
    """Successive members of one namespace (scalars, lists and maps of these) in one pattern."""

    __slots__ = ("_matches", "_namespace", "_pieces")

    MOST: Final = 16
    """The most patterns that are compiled, one for each set of prefixes. Messages with other
    prefixes are not scanned: an attacker could otherwise have patterns compiled without end.
    """

    def __init__(self, namespace: str, *pieces: Piece) -> None:
        self._namespace: Final = namespace
        self._pieces: Final = pieces
        self._matches: Final[dict[tuple[tuple[str, str], ...], Matcher]] = {}

    def matcher(self, scope: Scope) -> Matcher:
        """Return the pattern's match function for a scope. Raises Unscanned beyond MOST."""
        key = tuple(scope.prefixes.items())
        found = self._matches.get(key)
        if found is None:
            if len(self._matches) >= self.MOST:
                raise Unscanned
            before = scope.prefix(self._namespace)
            pieces = (
                each(before, scope, number) for number, each in enumerate(self._pieces)
            )
            found = self._matches[key] = re.compile("".join(pieces)).match
        return scope.matchers.setdefault(self, found)
