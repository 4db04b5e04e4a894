"""The patterns that a scanner goes by: of values, of members, and of the prefixes in force."""

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

# All patterns are possessive: where one fails, it fails at once and never tries again.
TEXT: Final = r"[^<]*+"

# So few digits that no value is out of its type's range; a longer one is not scanned.
BYTE: Final = "-?[0-9]{1,2}"
SHORT: Final = "-?[0-9]{1,4}"
INT: Final = "-?[0-9]{1,9}"
LONG: Final = "-?[0-9]{1,18}"
UNSIGNED_BYTE: Final = "[0-9]{1,2}"
UNSIGNED_SHORT: Final = "[0-9]{1,4}"
UNSIGNED_INT: Final = "[0-9]{1,9}"
UNSIGNED_LONG: Final = "[0-9]{1,18}"

# --- members ----------------------------------------------------------------------------------

# libxml2 has limits for a name's length; nobody's prefix comes near them.
PREFIX: Final = r"(?!xml)[A-Za-z_][A-Za-z0-9_.-]{0,40}+"


class Scope:
    """The prefixes in force, by namespace; a namespace has one, and "" is the default's.

    Scopes are compared as objects: inside one element there is one.
    """

    __slots__ = ("_tags", "matchers", "nil", "prefixes", "usual")

    def __init__(self, prefixes: dict[str, str]) -> None:
        self.prefixes: Final = prefixes
        self.matchers: Final[dict[Run, Matcher]] = {}
        self.usual: Final[dict[Place, Start]] = {}
        """The last start tags, by what they are understood as."""
        self.nil: Final = prefixes.get(XSI[1:-1], "")
        """The prefix of ``nil``; "" where it has none and nothing can be nil."""
        self._tags: Final[dict[tuple[str, str], tuple[str, str, str]]] = {}

    def prefix(self, namespace: str) -> str:
        """What stands before a name, with its colon; raises Unscanned where that is undeclared."""
        found = self.prefixes.get(namespace)
        if namespace and found is not None:
            return f"{found}:" if found else ""
        if namespace or "" in self.prefixes.values():
            raise Unscanned
        return ""

    def namespace(self, prefix: str) -> str:
        """What a prefix stands for; "" for no prefix where there is no default namespace."""
        found = (uri for uri, each in self.prefixes.items() if each == prefix)
        return next(found, "")

    def item_tags(self, namespace: str, name: str) -> tuple[str, str, str]:
        """What opens the first of several elements, stands between two, and closes the last."""
        tags = self._tags.get((namespace, name))
        if tags is None:
            tag = f"{self.prefix(namespace)}{name}>"
            tags = f"<{tag}", f"</{tag}<{tag}", f"</{tag}"
            self._tags[namespace, name] = tags
        return tags


Matcher = Callable[[str, int], "re.Match[str] | None"]

Piece = Callable[[str, Scope, int], str]
"""The pattern of a member, from what stands before its name, the scope, and its number."""


def _element(tag: str, content: str, representation: Representation, nil: str) -> str:
    """The pattern of an element. ``content`` follows the start tag's name and closes it."""
    if representation is Representation.OPTIONAL:
        return f"(?:<{tag}{content})?+"
    if representation is Representation.NILLABLE and nil:
        return f"<{tag}(?:{content}|{nil} ?/>)"
    return f"<{tag}{content}"


def scalar(name: str, representation: Representation, shape: str = TEXT) -> Piece:
    """A scalar. Its group is None where it is nil or absent."""

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
    """A list or map of scalars, whose items' names are in ``namespace``.

    ``names`` has the one of a list's items; of a map's entries, keys and values. The first group is
    None where the wrapper is nil or absent, the second holds the items as they stand.
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
"""A name without prefix; libxml2 has limits for longer ones."""


def unknown_texts(first: Iterable[str] = ()) -> Piece:
    """Elements of the run's namespace that hold a text, up to one of the names in ``first``.

    The first group holds all of them as they stand. Whether one is a known member after all is for
    whoever looks at them.
    """
    names = "|".join(map(re.escape, first))
    others = f"(?!(?:{names})>)" if names else ""

    def piece(before: str, scope: Scope, number: int) -> str:
        tag, group = re.escape(before), f"u{number}"
        start = f"<{tag}{others}(?P<{group}>{_LOCAL})>"
        return f"((?:{start}[^<]*+</{tag}(?P={group})>)*+)"

    return piece


class Run:
    """Members of one namespace that one pattern takes: scalars, lists and maps of scalars."""

    __slots__ = ("_matches", "_namespace", "_pieces")

    MOST: Final = 16
    """Patterns that are kept, one for each set of prefixes. With yet others a message is not
    scanned: a hostile sender could have patterns made without end.
    """

    def __init__(self, namespace: str, *pieces: Piece) -> None:
        self._namespace: Final = namespace
        self._pieces: Final = pieces
        self._matches: Final[dict[tuple[tuple[str, str], ...], Matcher]] = {}

    def matcher(self, scope: Scope) -> Matcher:
        """The match of the pattern for the prefixes in force; raises Unscanned beyond MOST."""
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
