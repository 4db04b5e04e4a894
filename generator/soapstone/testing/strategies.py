"""Strategies for records: what a service could send, drawn from the table of a class.

A table says of each member what reads it and how None is represented (``runtime.records.members``).
The classes of a table are those of the package's own runtime, so they are asked for by its name.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from importlib import import_module
from typing import Any, TypeVar
from xml.sax.saxutils import quoteattr

from hypothesis import strategies as st

from .facets import Facets, Narrowing
from .scalars import scalar_strategies

__all__ = ["RecordStrategies", "records"]

R = TypeVar("R")
Strategy = st.SearchStrategy[Any]
_ByTag = Mapping[str, Facets]
"""The facets of the simple values of a field, by the XML name of what holds them."""

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


def _by_reader(
    runtime: str, not_finite: bool
) -> Mapping[Callable[..., Any], tuple[str, Strategy]]:
    """The names and the strategies of scalars by the functions that read them."""
    modules = [
        import_module(f"{runtime}.scalars.{each}") for each in ("every", "elements")
    ]
    ticks = import_module(f"{runtime}.scalars.ticks")
    found = {}
    for name, strategy in scalar_strategies(ticks, not_finite=not_finite).items():
        for module in modules:
            if read := getattr(module, f"read_{name}", None):
                found[read] = name, strategy
    return found


class Drawing:
    """Makes the strategies of one class and of all classes inside it."""

    def __init__(self, rules: RecordStrategies, runtime: str) -> None:
        """``runtime`` is the full name of the runtime that the classes stand on."""
        self._rules = rules
        self._tables: Any = import_module(runtime + _TABLES)
        self._xml: Any = import_module(f"{runtime}.records.xml").Xml
        self._runtime = runtime
        self._scalars = _by_reader(runtime, rules.not_finite)
        self._made: dict[tuple[type[Any], int], Strategy] = {}

    def record(self, kind: Any, depth: int, others: Mapping[str, Strategy]) -> Strategy:
        table = kind._members
        if unknown := others.keys() - {*table.names}:
            raise TypeError(f"{kind.__name__} has no member {min(unknown)!r}")
        for name, other in others.items():
            if not isinstance(other, st.SearchStrategy):
                raise TypeError(f"{name}={other!r} is no strategy, st.just(…) would be")
        # A package that an older version generated has no constraints.
        demanded = getattr(table, "constraints", None)
        kinds = [each for each in table.derived if not _is_abstract(each)]
        if _is_abstract(kind) and kinds:
            return st.one_of([self.record(each, depth, others) for each in kinds])
        parts = {
            name: (
                others[name]
                if name in others
                else self.member(name, member, depth, demanded)
            )
            for name, member in zip(table.names, table.table, strict=True)
        }
        choices = demanded.choices if demanded else ()
        if not choices:
            return st.builds(kind, **parts)
        groups = [self._branches(table, each, parts, others, depth) for each in choices]
        of_choices = {name for each in choices for names in each for name in names}
        alone = {name: each for name, each in parts.items() if name not in of_choices}
        together = st.tuples(st.fixed_dictionaries(alone), *groups)
        return together.map(lambda found: kind(**dict(ChainMap(*found))))

    def _branches(
        self,
        table: Any,
        branches: Sequence[Sequence[str]],
        parts: Mapping[str, Strategy],
        others: Mapping[str, Strategy],
        depth: int,
    ) -> Strategy:
        """The members of one branch of a choice, the others None or empty; by name.

        It is a branch with all members that are to be drawn otherwise, and deep inside one without
        records, if there is one.
        """
        members = dict(zip(table.names, table.table, strict=True))
        every = [name for each in branches for name in each]
        chosen = {name for name in every if name in others}
        found = [each for each in branches if chosen <= {*each}] or [[*chosen]]
        if depth >= self._rules.deepest:
            deep = {n for n in every if self._has_records(members[n].content)}
            found = [each for each in found if deep.isdisjoint(each)] or found
        absent = {name: self._absent(members[name]) for name in every}
        drawn = ({name: parts[name] for name in each} for each in found)
        return st.one_of([st.fixed_dictionaries({**absent, **each}) for each in drawn])

    def _absent(self, member: Any) -> Strategy:
        """What a field holds whose branch is not drawn."""
        is_list = member.representation is self._tables.Representation.REPEATED
        return st.builds(list) if is_list else st.none()

    def _inner(self, kind: Any, depth: int) -> Strategy:
        """Records inside others, of the class or one that extends it.

        A class may contain itself, so they are made when drawn.
        """
        # Hypothesis looks into the items of a list that is always empty, without an end otherwise.
        key = kind, min(depth, self._rules.deepest)
        if key not in self._made:
            kinds = [e for e in (kind, *kind._members.derived) if not _is_abstract(e)]
            self._made[key] = st.deferred(
                lambda: st.one_of([self.record(each, key[1], {}) for each in kinds])
            )
        return self._made[key]

    def member(self, name: str, member: Any, depth: int, demanded: Any) -> Strategy:
        """What a field holds; ``demanded`` is what a schema demands of its class, or None."""
        content, states = member.content, self._tables.Representation
        facets = demanded.facets.get(name, {}) if demanded else {}
        required = demanded is not None and name in demanded.required
        fixed = demanded is not None and name in demanded.fixed
        if fixed:
            inner = st.just(self._tables.text_reader(content)(demanded.fixed[name]))
        elif member.representation is states.REPEATED:
            # A package that an older version generated has no choices.
            if isinstance(content, getattr(self._tables, "Choice", ())):
                return self._choice(content, depth, facets)
            return self.list_of(member.tag, content, depth, facets, int(required))
        else:
            inner = self.content(member.tag, content, depth, facets)
        plain = (states.PLAIN, states.ATTRIBUTE, states.TEXT)
        # What is fixed is never nil (XML Schema part 1 section 3.3.4).
        never_null = fixed and member.representation is states.NILLABLE
        if required or never_null or member.representation in plain:
            return inner
        if depth >= self._rules.deepest and self._has_records(content):
            return st.none()
        return st.none() | inner

    def content(self, tag: str, content: Any, depth: int, facets: _ByTag) -> Strategy:
        """What an element of this name holds."""
        tables = self._tables
        match content:
            case tables.Items():
                return self.list_of(content.item, content.content, depth, facets)
            case tables.Pairs():
                return self._pairs(content, depth, facets)
            case tables.OfElement():
                return self._scalars[content.read][1]
            case tables.AnyXml():
                return _elements(tag).map(self._xml)
        if tables.record_class(content):
            return self._inner(content, depth + 1)
        if isinstance(content, type):
            return self._enumeration(content)
        name, usual = self._scalars[content]
        if tag not in facets:
            return usual
        return self._narrowing.narrowed(name, usual, content, facets[tag])

    @cached_property
    def _narrowing(self) -> Narrowing:
        modules = (f"{self._runtime}.standin.{each}" for each in ("facets", "patterns"))
        return Narrowing(*map(import_module, modules))

    def list_of(
        self, tag: str, content: Any, depth: int, facets: _ByTag, least: int = 0
    ) -> Strategy:
        most = max(least, self._most(content, depth))
        items = self.content(tag, content, depth, facets)
        return st.lists(items, min_size=least, max_size=most)

    def _choice(self, choice: Any, depth: int, facets: _ByTag) -> Strategy:
        items = (self._branch(each, depth, facets) for each in choice.branches)
        most = max(self._most(each.content, depth) for each in choice.branches)
        return st.lists(st.one_of(*items), max_size=most)

    def _branch(self, branch: Any, depth: int, facets: _ByTag) -> Strategy:
        values = self.content(branch.tag, branch.content, depth, facets)
        return st.tuples(st.just(branch.label), values) if branch.label else values

    def _pairs(self, pairs: Any, depth: int, facets: _ByTag) -> Strategy:
        keys = self.content(pairs.key, pairs.key_content, depth, facets)
        values = self.content(pairs.value, pairs.value_content, depth, facets)
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


def _is_abstract(kind: Any) -> bool:
    demanded = getattr(kind._members, "constraints", None)
    return demanded is not None and demanded.abstract


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
