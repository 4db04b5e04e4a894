"""Replaces values that people filled into samples, so that no password is kept.

A page shows placeholders. Any other text of a sample may be a password. It proves a name and at
most a type; a constant of that type replaces it, so that no later stage, cache or message can
contain the value. Host, path, names and ``xsi:type`` are structure, and stay.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

from soapstone.dotnet import csharp, sample_values
from soapstone.dotnet.enumerations import BY_FIRST_MEMBER
from soapstone.dotnet.help_constants import constant, json_constant
from soapstone.dotnet.scalars import (
    FILLED_IN,
    FILLINGS,
    LIVE,
    PROSE,
    enumerated,
    printed,
    valued,
)
from soapstone.model.facts import (
    Exchange,
    Head,
    Kind,
    Node,
    Notation,
    OperationFacts,
    PageFacts,
    Row,
    Sample,
    Value,
)
from soapstone.model.findings import Origin, SpecError

HIDDEN = "…"
"""Replaces a value in a quoted line."""

_Keeps = Callable[[str], bool]
"""Returns whether a text is a placeholder, which may be shown."""

_ASMX_WORDS = re.compile("bytes|schema|(xml|dataset)+")
_KEPT_HEADERS = frozenset({"host", "content-type", "accept", "soapaction"})
"""Headers that inference reads. Others may hold a ticket or a cookie; they are kept only with the
placeholder ``length``.
"""
_NEXT_HEADER = re.compile(r"\s[A-Za-z][A-Za-z-]{0,63}:(?=\s|$)")
"""A header that saving joined to the one before."""

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_START = re.compile(
    r"\b(?:[A-Z]+\s+\S+\s+HTTP/\d(?:\.\d)?|HTTP/\d(?:\.\d)?\s+\d{3}(?: OK| Accepted)?)"
)
_SESSION = re.compile(r"/\((?:[A-Z]\([^()/]{0,2000}\))+\)(?=/)")
"""Where ASP.NET keeps a session or a ticket without cookies: ``/(S(id)F(ticket))/x.asmx``."""
_USUAL = re.compile(r"</?[\w.:-]+>(?:([^<>]*)</[\w.:-]+>)?")
"""Most lines of XML: one tag, or one element with text."""
_TAG_OR_TEXT = re.compile(r"<[^<>]*>?|[^<]+")
_TAG = re.compile(r"</?[\w.:-]+|<\?xml\b")
_ATTRIBUTE = re.compile(r"((?<!\s)\s++([\w.:-]++)\s*+=\s*+)(\"[^\"]*\"|'[^']*')")
_TAG_ENDS = re.compile(r"\s*[/?]?>")
_STRUCTURE = re.compile(r"xmlns(?::.*)?|[\w.-]+:(?:nil|type)|version|encoding")
"""Attributes that hold no values."""
_CELL = re.compile(r'"(?:[^"\\]|\\.|"")*"|[^\s,:{}\[\]"][^,:{}\[\]"]*|"')


def without_values(page: PageFacts) -> PageFacts:
    """Return the facts of a page without values that a person filled in."""
    operations = []
    hidden: dict[Origin, Origin] = {}
    for facts in page.operations:
        job = _Operation(facts, hidden)
        exchanges = tuple(map(job.exchange, facts.exchanges))
        made = replace(facts, exchanges=exchanges)
        if facts.notation is Notation.CONSTANTS:
            made = _without_query(made, hidden)
        operations.append(made)
    changed = {old: new for old, new in hidden.items() if old != new}
    found = replace(page, operations=tuple(operations))
    return _quoted(found, changed) if changed else found


def _without_query(
    facts: OperationFacts, hidden: dict[Origin, Origin]
) -> OperationFacts:
    """The facts of a WCF REST page without values in its address, which several lines show."""
    routes = tuple(replace(each, path=_target(each.path)) for each in facts.routes)
    for origin in (facts.origin, *(each.origin for each in facts.routes)):
        shown = " ".join(map(_target, origin.text.split(" ")))
        if shown != origin.text:
            hidden[origin] = replace(origin, text=shown)
    return replace(facts, routes=routes)


def _quoted(part: Any, changed: Mapping[Origin, Origin]) -> Any:
    """Return facts with other origins, which quote no value. (A row may share its line with a
    sample.)
    """
    if isinstance(part, Origin):
        return changed.get(part, part)
    if isinstance(part, tuple):
        return tuple(_quoted(each, changed) for each in part)
    if isinstance(part, Node | Value) or not is_dataclass(part):
        return part
    parts = ((each.name, getattr(part, each.name)) for each in fields(part))
    found = {name: _quoted(value, changed) for name, value in parts}
    return replace(part, **found)  # type: ignore[type-var]  # is_dataclass leaves a type open


def without_text(error: SpecError) -> SpecError:
    """Return an error of a page without the values in its line.

    All texts of the line are hidden: in a broken sample, placeholders cannot be distinguished.
    """
    error.origin = replace(error.origin, text=structure(error.origin.text))
    return error


def structure(text: str) -> str:
    """Return a line of a page without any of its texts: tags, and the start of a message."""
    return _line(text, _keeps_nothing)


def _keeps_nothing(text: str) -> bool:
    return False


def _keeps_open(text: str) -> bool:
    """Keep what SoapUI writes for any value."""
    return text == "?"


@dataclass(slots=True)
class _Operation:
    """Distinguishes placeholders from values in the samples of one operation."""

    facts: OperationFacts
    hidden: dict[Origin, Origin]
    """Origins of samples as read, to the same origins without values."""
    listed: frozenset[str] = field(init=False)
    """Members of the enumerations that the page lists."""
    unexplained: frozenset[str] = field(init=False)
    """Elements of a C# type that the page names and does not explain: a text in them is the member
    of an enumeration.
    """
    maps: frozenset[str] = field(init=False)
    """Members that are dictionaries, by name in lower case."""
    routes: tuple[tuple[re.Pattern[str], str], ...] = field(init=False)
    """Of each route with braces: a pattern for its filled-in path, and the route."""

    def __post_init__(self) -> None:
        tables = self.facts.enumeration_tables
        self.listed = frozenset(BY_FIRST_MEMBER).union(
            row.wire_text for table in tables for row in table.rows
        )
        self.unexplained = _unexplained(self.facts)
        self.maps = frozenset(_maps(self.facts))
        own = self.facts.notation is Notation.CONSTANTS  # its template is the path
        routes = () if own else self.facts.routes
        paths = [route.path for route in routes if route.places]
        self.routes = tuple((_filled(path), path) for path in paths)

    def exchange(self, shown: Exchange) -> Exchange:
        """Return an exchange without values."""
        response = self._sample(shown.response) if shown.response else None
        return replace(shown, request=self._sample(shown.request), response=response)

    def _sample(self, sample: Sample) -> Sample:
        nodes = (*sample.headers, *((sample.body,) if sample.body else ()))
        keeps = self._keeps_for(nodes)
        head, asked = self._head(sample.head), sample.head.path

        def line(text: str) -> str:
            return _line(text.replace(asked, head.path) if asked else text, keeps)

        origin = self._origin(sample.origin, line)
        return Sample(
            head,
            tuple(self._node(each, keeps) for each in sample.headers),
            self._node(sample.body, keeps) if sample.body else None,
            origin,
            self._values(sample.value) if sample.value else None,
            sample.raw,
            tuple(
                (name, value if printed(value) else FILLED_IN)
                for name, value in sample.parameters
            ),
            sample.missing,
            sample.is_cut,
        )

    def _keeps_for(self, nodes: tuple[Node, ...]) -> _Keeps:
        """Return what counts as a placeholder. In an ASMX sample that is mostly filled in, nothing
        does.
        """
        match self.facts.notation:
            case Notation.CONSTANTS:
                return lambda text: constant(text) is not None
            case Notation.VALUES:
                return self._keeps_members(nodes)
            case Notation.SAMPLES:
                return _keeps_open
            case Notation.TYPE_NAMES:
                texts = [text for node in nodes for _, text in _leaves(node)]
                printable = sum(map(_keeps_printed, texts))
                mostly = 2 * printable >= len(texts)
                return _keeps_printed if mostly else _keeps_nothing

    def _keeps_filling(self, text: str) -> bool:
        return text == "0" or text in FILLINGS or text in self.listed

    def _keeps_members(self, nodes: tuple[Node, ...]) -> _Keeps:
        """Keep placeholders, and members of enumerations that no table lists.

        A person may have filled in one of these as well. So they count only in a sample in which
        all other texts are placeholders.
        """
        leaves = [leaf for node in nodes for leaf in _leaves(node)]
        words = frozenset(
            text
            for name, text in leaves
            if name in self.unexplained and _IDENTIFIER.fullmatch(text)
        )
        if not all(text in words or self._keeps_filling(text) for _, text in leaves):
            return self._keeps_filling
        return lambda text: text in words or self._keeps_filling(text)

    def _node(self, node: Node, keeps: _Keeps) -> Node:
        origin = self._origin(node.origin, lambda text: _line(text, keeps))
        # dataclasses.replace is several times slower, and a page has many nodes.
        return Node(
            node.namespace,
            node.name,
            self._text(node.text, keeps),
            node.nil,
            node.xsi_type,
            tuple(
                (namespace, name, self._text(value, keeps))
                for namespace, name, value in node.attributes
            ),
            tuple(self._node(child, keeps) for child in node.children),
            origin,
            node.declared,
            node.declares_own,
            node.comments,
            node.commented_out,
        )

    def _text(self, text: str, keeps: _Keeps) -> str:
        if not text or keeps(text) or self.facts.notation is Notation.SAMPLES:
            return text  # of samples their family has the forms alone
        if self.facts.notation is not Notation.VALUES:
            return FILLED_IN
        scalar = valued(text)
        return LIVE[scalar.name] if scalar else _word(text)

    def _head(self, head: Head) -> Head:
        kept = tuple(
            (name, _NEXT_HEADER.split(value, 1)[0])
            for name, value in head.headers
            if name.lower() in _KEPT_HEADERS or value == "length"
        )
        path, mark, query = _target(head.path).partition("?")
        for pattern, route in self.routes:
            if pattern.fullmatch(path):
                path = route
        return Head(head.verb, f"{path}{mark}{query}", head.status, kept)

    # Samples without elements

    def _values(self, value: Value) -> Value:
        return self._value(value, frozenset(self._names(value, False)), False)

    def _names(self, value: Value, is_map: bool) -> Iterator[str]:
        """Yield the names of members, which are no values. The keys of dictionaries are values."""
        is_map = is_map or sample_values.is_map(value)
        for name, each in value.members:
            if not is_map:
                yield name
            yield from self._names(each, name.lower() in self.maps)
        for each in value.items:
            yield from self._names(each, is_map)

    def _value(self, value: Value, names: frozenset[str], is_map: bool) -> Value:
        is_map = is_map or sample_values.is_map(value)
        members = tuple(
            (
                (
                    self._plain(Value(Kind.TEXT, name, (), (), each.origin))
                    if is_map
                    else name
                ),
                self._value(each, names, name.lower() in self.maps),
            )
            for name, each in value.members
        )
        return Value(
            value.kind,
            self._plain(value),
            members,
            tuple(self._value(each, names, is_map) for each in value.items),
            self._origin(value.origin, lambda text: self._cells(text, names)),
        )

    def _plain(self, value: Value) -> str:
        if self.facts.notation is Notation.CONSTANTS:
            known = json_constant(value.text) or value.kind is Kind.BOOLEAN
            return value.text if known or value.text in ("", "0") else FILLED_IN
        if not value.text or sample_values.filling(value) or value.text in self.listed:
            return value.text
        scalar = sample_values.scalar(value)
        if scalar:
            return LIVE[scalar.name]
        return LIVE["double"] if value.kind is Kind.NUMBER else _word(value.text)

    def _cells(self, text: str, names: frozenset[str]) -> str:
        def cell(found: re.Match[str]) -> str:
            quote = '"' if len(found[0]) > 1 and found[0][0] == '"' else ""
            inside = found[0][1:-1] if quote else found[0].strip()
            shown = inside in names or self._keeps_filling(inside)
            shown = shown or inside.lower() in ("true", "false", "null", "")
            return found[0] if shown else f"{quote}{HIDDEN}{quote}"

        return _CELL.sub(cell, text)

    def _origin(self, origin: Origin, shown: Callable[[str], str]) -> Origin:
        """Return the origin without values. All elements of a line share it."""
        known = self.hidden.get(origin)
        if known is None:
            known = replace(origin, text=shown(origin.text))
            self.hidden[origin] = known
        return known


def _rows(facts: OperationFacts) -> Iterator[Row]:
    for table in facts.tables:
        yield from table.rows
    for declared in facts.classes:
        yield from (each.row for each in declared.members)


def _maps(facts: OperationFacts) -> Iterator[str]:
    for row in _rows(facts):
        type_ = csharp.parse(row.csharp)
        while type_ and type_.item:
            type_ = type_.item
        if type_ and type_.entry:
            yield row.name.lower()


def _unexplained(facts: OperationFacts) -> frozenset[str]:
    """The names of elements with a C# type for which the page has no table and no source.

    An item has the name of its type. A name counts if every row of it says so.
    """
    known = {table.caption for table in facts.tables}
    known |= {table.caption for table in facts.enumeration_tables}
    known |= {declared.name for declared in facts.classes}
    stated: defaultdict[str, list[bool]] = defaultdict(list)
    for row in _rows(facts):
        name, type_ = row.name, csharp.parse(row.csharp)
        while type_ and type_.item:
            type_ = type_.item
            name = type_.name
        stated[name].append(bool(type_ and type_.is_own and type_.name not in known))
    return frozenset(name for name, unknown in stated.items() if all(unknown))


def _leaves(node: Node) -> Iterator[tuple[str, str]]:
    """Yield the texts and attributes inside an element, each with the name of its element or its
    own.
    """
    if node.text:
        yield node.name, node.text
    yield from ((name, value) for _, name, value in node.attributes if value)
    for child in node.children:
        yield from _leaves(child)


@lru_cache(maxsize=1024)
def _keeps_printed(text: str) -> bool:
    """Whether a text is the name of a type, or lists two or more members of an enumeration."""
    known = printed(text) or _ASMX_WORDS.fullmatch(text)
    return bool(known) or len(enumerated(text)) > 1


def _word(text: str) -> str:
    return FILLED_IN if _IDENTIFIER.fullmatch(text) else PROSE


# Heads


def _filled(route: str) -> re.Pattern[str]:
    """The pattern of a route's path with its braces filled in."""
    parts = ("[^/]+" if "{" in each else re.escape(each) for each in route.split("/"))
    return re.compile("/".join(parts))


def _target(path: str) -> str:
    """A request's target without the values in its query, a name and password, and a session."""
    before, mark, query = re.sub(r"//[^/@?]*@", "//", path).partition("?")
    before = _SESSION.sub("", before)
    pairs = (pair.partition("=") for pair in query.split("&"))
    kept = "&".join(
        f"{name}{equals}{value if _is_parameter(value) else ''}"
        for name, equals, value in pairs
        if equals
    )
    return f"{before}{mark if kept else ''}{kept}"


def _is_parameter(value: str) -> bool:
    """Whether a text is a placeholder of either program, or ``{Name}`` in a route."""
    return bool(printed(value) or re.fullmatch(r"String|0|\{\w+\}", value))


def _line(text: str, keeps: _Keeps) -> str:
    """A line of XML, possibly with the head of a message before it, without its values."""
    usual = _USUAL.fullmatch(text)
    if usual and (not usual[1] or keeps(usual[1])):
        return text
    return "".join(_shown(part, keeps) for part in _TAG_OR_TEXT.findall(text))


def _shown(part: str, keeps: _Keeps) -> str:
    if part.startswith("<"):
        return _tag(part, keeps)
    head = _START.match(part)
    start = " ".join(map(_target, head[0].split(" "))) if head else ""
    rest = part[head.end() :] if head else part
    return start + (rest if not rest.strip() or keeps(rest.strip()) else HIDDEN)


def _tag(part: str, keeps: _Keeps) -> str:
    """A tag without its values. A comment, CDATA, or an incomplete tag may hold anything, and is
    hidden.
    """
    found = _TAG.match(part)
    if found is None:
        return f"<{HIDDEN}"
    shown, at = [found[0]], found.end()
    while attribute := _ATTRIBUTE.match(part, at):
        before, name, quoted = attribute.groups()
        value = quoted[1:-1]
        kept = not value or keeps(value) or _STRUCTURE.fullmatch(name)
        shown += [before, quoted if kept else f'"{HIDDEN}"']
        at = attribute.end()
    ended = _TAG_ENDS.fullmatch(part[at:])
    return "".join((*shown, ended[0] if ended else HIDDEN))
