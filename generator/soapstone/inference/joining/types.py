"""The records and enumerations of a WSDL, with what only pages show of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from soapstone.inference import Inferred
from soapstone.inference.joining.pairs import Difference, Member, Pair, Pairs
from soapstone.inference.names import free
from soapstone.inference.wsdl import Described
from soapstone.model.catalogue import joining
from soapstone.model.contract import (
    AnyXml,
    Branch,
    ChoiceOf,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Record,
    RecordRef,
    Scalar,
    Type,
    attributes_first,
    held_by,
    with_keys,
)
from soapstone.model.decisions import Decisions
from soapstone.model.findings import NOWHERE, Origin
from soapstone.model.rules import Aspect, Certainty

_SURE = (Certainty.STATED, Certainty.FOLLOWS)


class JoinedTypes:
    """All types of the joined contract, and the decisions on them."""

    def __init__(self, pages: Inferred, wsdl: Described, pairs: Pairs) -> None:
        self._pages = pages
        self._pairs = pairs
        self.provenance = wsdl.provenance.copied()
        self._stated = {each.key: each for each in wsdl.contract.records}
        own = _only_on_pages(pages.contract, pairs)
        self.keys = _keys(wsdl.contract, pairs, own)
        """Key of each type of the pages that is in the joined contract, to its key there."""
        self._members()
        records = {**self._stated, **self._page_records(own)}
        texts = {each.key: each for each in wsdl.contract.enumerations}
        self._enumerations(texts, own)
        self.records: tuple[Record, ...] = tuple(
            records[key] for key in sorted(records)
        )
        self.enumerations: tuple[Enumeration, ...] = tuple(
            texts[key] for key in sorted(texts)
        )

    # Members that both have

    def _members(self) -> None:
        for page_key, keys in self._pairs.types.items():
            for key in keys:
                shown = self._pages.provenance.types.get(page_key, ())
                self.provenance.types[key] = (
                    *self.provenance.types.get(key, ()),
                    *_without_conflicts(shown),
                )
        documented: dict[tuple[str, Member], str] = {}
        for pair in self._pairs.members:
            place = pair.key, pair.name, pair.stated.particle
            behind = _without_conflicts(self._decisions(pair.page_key, pair.shown))
            self.provenance.members[place] = (
                *self.provenance.members.get(place, ()),
                *behind,
            )
            if pair.shown.documentation:
                at = pair.key, (pair.stated.name, pair.stated.particle)
                documented.setdefault(at, pair.shown.documentation)
        for each in self._pairs.differences:
            self._differing(each)
        self._changed(documented)

    def _decisions(self, key: str, field: Field) -> Decisions:
        made = self._pages.provenance.members
        return made.get((key, field.name, field.particle), ())

    def _differing(self, each: Difference) -> None:
        """A page's type that is another than the WSDL's: a contradiction where the page prints it,
        and the page's where the WSDL says nothing.
        """
        pair = each.pair
        if isinstance(each.stated, AnyXml) and each.stated.silent:
            type_ = with_keys(pair.shown.type, self.keys)
            self._replace(pair, type_)
            return
        if isinstance(each.shown, AnyXml) or not self._prints(pair, each.part):
            return
        decision = joining.OTHER_TYPE.at(
            self._origin(pair.page_key, pair.shown),
            shown=_words(each.shown),
            stated=_words(each.stated),
        )
        place = pair.key, pair.name, pair.stated.particle
        made = self.provenance.members.get(place, ())
        self.provenance.members[place] = (*made, replace(decision, part=each.part))

    def _prints(self, pair: Pair, part: str) -> bool:
        """Whether the page prints the type, or it follows from what is printed."""
        found = [
            each
            for each in self._decisions(pair.page_key, pair.shown)
            if each.rule.aspect is Aspect.TYPE and each.part == part
        ]
        return all(each.rule.certainty in _SURE for each in found)

    def _replace(self, pair: Pair, type_: Type) -> None:
        record = self._stated[pair.key]
        self._stated[pair.key] = replace(
            record,
            fields=tuple(
                _typed(field, pair, type_) if field == pair.stated else field
                for field in record.fields
            ),
        )

    def _origin(self, key: str, field: Field | None) -> Origin:
        """Where a page shows a member or a type."""
        made = (
            self._decisions(key, field)
            if field
            else self._pages.provenance.types.get(key, ())
        )
        return next((each.origin for each in made if each.origin), NOWHERE)

    # Members that only pages show

    def _changed(self, documented: Mapping[tuple[str, Member], str]) -> None:
        """Give each record its additional members and its documentation, bases before others."""
        done: dict[str, Record] = {}

        def changed(key: str) -> Record:
            if key not in done:
                record = self._stated[key]
                base = self._stated.get(record.base)
                done[key] = record  # a base of itself ends here
                fields = record.fields
                if base:
                    fields = _rebased(fields, base, changed(base.key))
                fields = tuple(
                    (
                        replace(
                            each, documentation=documented.get((key, _member(each)), "")
                        )
                        if not each.documentation
                        else each
                    )
                    for each in fields
                )
                done[key] = replace(record, fields=self._with_extra(key, fields))
            return done[key]

        for key in self._stated:
            changed(key)
        self._stated = done

    def _with_extra(self, key: str, fields: tuple[Field, ...]) -> tuple[Field, ...]:
        found = [*fields]
        known = {
            (inner.name, each.particle) for each in fields for inner in each.elements
        }
        for member, (page_key, shown) in self._pairs.extra.get(key, {}).items():
            if member in known:
                continue
            found.append(replace(shown, type=with_keys(shown.type, self.keys)))
            conflict = joining.ONLY_ON_PAGE.at(
                self._origin(page_key, shown), name=shown.name.name
            )
            place = key, shown.name, shown.particle
            made = _without_conflicts(self._decisions(page_key, shown))
            self.provenance.members[place] = (*made, conflict)
        return attributes_first(found)

    # Types that only pages show

    def _page_records(self, own: Collection[str]) -> dict[str, Record]:
        shown = {each.key: self._kept(each) for each in self._pages.contract.records}
        found: dict[str, Record] = {}

        def kept(key: str) -> Record:
            """A type of the pages, with the members that its base has now."""
            if key not in own:
                return self._stated[self.keys[key]]
            record = shown[key]
            if record.key not in found:
                found[record.key] = record
                if record.base:
                    before = by_key[key].base
                    fields = _rebased(record.fields, shown[before], kept(before))
                    found[record.key] = replace(record, fields=fields)
            return found[record.key]

        by_key = {each.key: each for each in self._pages.contract.records}
        made = self._pages.provenance
        for key in own:
            if key in by_key:
                kept(key)
            self.provenance.types[self.keys[key]] = made.types.get(key, ())
        for (key, name, particle), decisions in made.members.items():
            if key in own:
                self.provenance.members[self.keys[key], name, particle] = decisions
        return found

    def _kept(self, record: Record) -> Record:
        """A record of the pages that refers to types of the joined contract."""
        return replace(
            record,
            key=self.keys.get(record.key, record.key),
            base=self.keys.get(record.base, ""),
            fields=tuple(
                replace(each, type=with_keys(each.type, self.keys))
                for each in record.fields
            ),
        )

    def _enumerations(
        self, texts: dict[str, Enumeration], own: Collection[str]
    ) -> None:
        """Add the enumerations of the pages, and the texts that the WSDL's do not have."""
        for shown in self._pages.contract.enumerations:
            if shown.key in own:
                key = self.keys[shown.key]
                texts[key] = replace(shown, key=key)
            for key in self._pairs.types.get(shown.key, ()):
                stated = texts[key]
                more = tuple(e for e in shown.members if e not in stated.members)
                if more:
                    texts[key] = replace(stated, members=(*stated.members, *more))
                    conflict = joining.TEXT_ONLY_ON_PAGE.at(
                        self._origin(shown.key, None), names=", ".join(more)
                    )
                    made = self.provenance.types.get(key, ())
                    self.provenance.types[key] = (*made, conflict)


def _without_conflicts(made: Decisions) -> Decisions:
    """Decisions of pages without what they contradict each other in: the WSDL settles it."""
    return tuple(each for each in made if each.rule.aspect is not Aspect.CONFLICT)


def _member(field: Field) -> Member:
    return field.name, field.particle


def _typed(field: Field, pair: Pair, type_: Type) -> Field:
    """A member of the WSDL with the type that a page has for it, or for one of its branches."""
    if not isinstance(field.type, ChoiceOf):
        return replace(field, type=type_)
    branches = tuple(
        Branch(each.name, type_ if each.name == pair.name else each.type)
        for each in field.type.branches
    )
    return replace(field, type=ChoiceOf(branches))


def _rebased(
    fields: Iterable[Field], base: Record, changed: Record
) -> tuple[Field, ...]:
    """The members of a record whose base has others now than before."""
    inherited = {_member(each) for each in base.fields}
    own = [each for each in fields if _member(each) not in inherited]
    return attributes_first((*changed.fields, *own))


def _only_on_pages(pages: Contract, pairs: Pairs) -> dict[str, None]:
    """The keys of the pages' types that no type of the WSDL is, and that something needs."""
    records = {each.key: each for each in pages.records}
    waiting = [
        message.record
        for each in pages.operations
        if each.name not in pairs.operations
        for message in each.messages()
    ]
    for extra in pairs.extra.values():
        for _, field in extra.values():
            waiting += held_by(field.type)
    for each in pairs.differences:
        if isinstance(each.stated, AnyXml) and each.stated.silent:
            waiting += held_by(each.pair.shown.type)
    found: dict[str, None] = {}
    while waiting:
        while waiting:
            key = waiting.pop()
            if key in found or key in pairs.types:
                continue
            found[key] = None
            record = records.get(key)
            if record:
                waiting += [
                    held for each in record.fields for held in held_by(each.type)
                ]
                waiting += [record.base] if record.base else []
        waiting = [
            each.key
            for each in pages.records
            if each.base in {*found, *pairs.types}
            and each.key not in {*found, *pairs.types}
        ]
    return found


def _keys(wsdl: Contract, pairs: Pairs, own: Iterable[str]) -> dict[str, str]:
    """The key in the joined contract of each type of the pages that is part of it."""
    keys = {key: found[0] for key, found in pairs.types.items()}
    taken = {each.key for each in wsdl.types}
    for key in sorted(own):
        keys[key] = free(key, taken)
        taken.add(keys[key])
    return keys


def _words(type_: Type) -> str:
    """A type in a sentence."""
    match type_:
        case Scalar(name):
            return name
        case RecordRef(key) | EnumerationRef(key):
            return key
        case ListOf():
            return f"a list of {_words(type_.type)}"
        case MapOf():
            return f"a map to {_words(type_.value_type)}"
        case ChoiceOf(branches):
            return " or ".join(each.name.name for each in branches)
        case AnyXml():
            return "any XML"
