"""Strategies for records: what a service could send, drawn from the table of a class.

A table says of each member what reads it and how None is represented (``runtime.records.members``).
The classes of a table are those of the package's own runtime, so they are asked for by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any, TypeVar
from xml.sax.saxutils import quoteattr

from hypothesis import strategies as st

from .scalars import scalar_strategies

__all__ = ["RecordStrategies", "records"]

R = TypeVar("R")
Strategy = st.SearchStrategy[Any]

_TABLES = ".records.members"
"""The module of a runtime that defines tables."""


def records(kind: type[R], /, **members: Strategy) -> st.SearchStrategy[R]:
    """Return a strategy of records of a generated class, as the service could send them.

    ``records(Order, id=st.just(5))`` draws that member from another strategy. What is rare is drawn
    by ``RecordStrategies``. Raises TypeError for another class, or a member that it has not.
    """
    return RecordStrategies().records(kind, **members)


@dataclass(frozen=True, kw_only=True)
class RecordStrategies:
    """Makes strategies like ``records``, with values that services send less often."""

    not_finite: bool = False
    """Whether a float or a double may be NaN or infinite."""
    new_members: bool = False
    """Whether an enumeration may be a text that its class does not have: services grow. So are
    combinations of [Flags], several members with blanks between them.
    """
    deepest: int = 3
    """So many records inside each other have all their members; what is below is None or empty."""
    longest: int = 3
    """The items of a list, at most."""

    def records(self, kind: type[R], /, **members: Strategy) -> st.SearchStrategy[R]:
        """Return a strategy of records; ``members`` has those of single members, by field."""
        return Drawing(self, _runtime_of(kind)).record(kind, 0, members)


def _runtime_of(kind: Any) -> str:
    """The name of the runtime that a generated class stands on."""
    table = getattr(kind, "_members", None) if isinstance(kind, type) else None
    home = type(table).__module__
    if not home.endswith(_TABLES):
        raise TypeError(f"records() takes a class of a generated package, not {kind!r}")
    return home.removesuffix(_TABLES)


def _by_reader(runtime: str, not_finite: bool) -> Mapping[Callable[..., Any], Strategy]:
    """The strategies of scalars by the functions that read them."""
    modules = [
        import_module(f"{runtime}.scalars.{each}") for each in ("every", "elements")
    ]
    ticks = import_module(f"{runtime}.scalars.ticks")
    found = {}
    for name, strategy in scalar_strategies(ticks, not_finite=not_finite).items():
        for module in modules:
            if read := getattr(module, f"read_{name}", None):
                found[read] = strategy
    return found


class Drawing:
    """Makes the strategies of one class and of all classes inside it."""

    def __init__(self, rules: RecordStrategies, runtime: str) -> None:
        """``runtime`` is the full name of the runtime that the classes stand on."""
        self._rules = rules
        self._tables: Any = import_module(runtime + _TABLES)
        self._xml: Any = import_module(f"{runtime}.records.xml").Xml
        self._scalars = _by_reader(runtime, rules.not_finite)
        self._made: dict[tuple[type[Any], int], Strategy] = {}

    def record(self, kind: Any, depth: int, others: Mapping[str, Strategy]) -> Strategy:
        table = kind._members
        if unknown := others.keys() - {*table.names}:
            raise TypeError(f"{kind.__name__} has no member {min(unknown)!r}")
        for name, other in others.items():
            if not isinstance(other, st.SearchStrategy):
                raise TypeError(f"{name}={other!r} is no strategy, st.just(…) would be")
        parts = {
            name: others[name] if name in others else self.member(member, depth)
            for name, member in zip(table.names, table.table, strict=True)
        }
        return st.builds(kind, **parts)

    def _inner(self, kind: Any, depth: int) -> Strategy:
        """Records inside others, of the class or one that extends it.

        A class may contain itself, so they are made when drawn.
        """
        # Hypothesis looks into the items of a list that is always empty, without an end otherwise.
        key = kind, min(depth, self._rules.deepest)
        if key not in self._made:
            kinds = (kind, *kind._members.derived)
            self._made[key] = st.deferred(
                lambda: st.one_of([self.record(each, key[1], {}) for each in kinds])
            )
        return self._made[key]

    def member(self, member: Any, depth: int) -> Strategy:
        content, states = member.content, self._tables.Representation
        if member.representation is states.REPEATED:
            # A package that an older version generated has no choices.
            if isinstance(content, getattr(self._tables, "Choice", ())):
                return self._choice(content, depth)
            return self.list_of(member.tag, content, depth)
        if member.representation in (states.PLAIN, states.ATTRIBUTE, states.TEXT):
            return self.content(member.tag, content, depth)
        if depth >= self._rules.deepest and self._has_records(content):
            return st.none()
        return st.none() | self.content(member.tag, content, depth)

    def content(self, tag: str, content: Any, depth: int) -> Strategy:
        """What an element of this name holds."""
        tables = self._tables
        match content:
            case tables.Items():
                return self.list_of(content.item, content.content, depth)
            case tables.Pairs():
                return self._pairs(content, depth)
            case tables.OfElement():
                return self._scalars[content.read]
            case tables.AnyXml():
                return _elements(tag).map(self._xml)
        if tables.record_class(content):
            return self._inner(content, depth + 1)
        if isinstance(content, type):
            return self._enumeration(content)
        return self._scalars[content]

    def list_of(self, tag: str, content: Any, depth: int) -> Strategy:
        return st.lists(
            self.content(tag, content, depth), max_size=self._most(content, depth)
        )

    def _choice(self, choice: Any, depth: int) -> Strategy:
        items = (self._branch(each, depth) for each in choice.branches)
        most = max(self._most(each.content, depth) for each in choice.branches)
        return st.lists(st.one_of(*items), max_size=most)

    def _branch(self, branch: Any, depth: int) -> Strategy:
        values = self.content(branch.tag, branch.content, depth)
        return st.tuples(st.just(branch.label), values) if branch.label else values

    def _pairs(self, pairs: Any, depth: int) -> Strategy:
        keys = self.content(pairs.key, pairs.key_content, depth)
        values = self.content(pairs.value, pairs.value_content, depth)
        most = self._most(pairs, depth)
        if pairs.is_dict:
            return st.dictionaries(keys, values, max_size=most)
        return st.lists(st.tuples(keys, values), max_size=most)

    def _most(self, content: Any, depth: int) -> int:
        ends = depth >= self._rules.deepest and self._has_records(content)
        return 0 if ends else self._rules.longest

    def _has_records(self, content: Any) -> bool:
        match content:
            case self._tables.Items():
                return self._has_records(content.content)
            case self._tables.Pairs():
                inner = content.key_content, content.value_content
                return any(map(self._has_records, inner))
        return self._tables.record_class(content) is not None

    def _enumeration(self, kind: type[StrEnum]) -> Strategy:
        members = st.sampled_from([*kind]) if [*kind] else st.just("")
        if not self._rules.new_members:
            return members
        several = st.lists(members, min_size=2, max_size=3, unique=True).map(" ".join)
        new = st.from_regex("[A-Z][A-Za-z0-9]{0,8}", fullmatch=True)
        return st.one_of(members, new, several) if len(kind) > 1 else members | new


def _elements(tag: str) -> st.SearchStrategy[str]:
    """Elements of any content, as .NET writes objects: with the type of a text, or with members."""
    namespace, _, name = tag.removeprefix("{").rpartition("}")
    start = f"<{name} xmlns={quoteattr(namespace)}" if namespace else f"<{name}"
    texts = {"int": "5", "string": "a b", "boolean": "true", "double": "1.5"}
    typed = [
        f'{start} xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
        f' xmlns:x="http://www.w3.org/2001/XMLSchema" i:type="x:{kind}">{text}</{name}>'
        for kind, text in texts.items()
    ]
    return st.sampled_from([*typed, f"{start}><Row><Id>1</Id></Row></{name}>"])
