"""Parses types in ``overrides.toml``: ``int``, ``int?``, ``Account[]``, ``map[int, Account]``.

Scalars have their XSD names, which the docstrings of generated code use too. ``xml`` is any
content. The elements of a list's items are named after their type, as .NET does, unless a page
shows another name. Those of a dictionary are named by pages alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from soapstone.dotnet.namespaces import ARRAYS
from soapstone.dotnet.nulls import is_value, with_type
from soapstone.dotnet.scalars import SCALARS, of_serializer
from soapstone.inputs.overrides.draft import Draft
from soapstone.inputs.toml_source import Path, nearest
from soapstone.model.contract import (
    AnyXml,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Particle,
    QName,
    Record,
    RecordRef,
    Scalar,
    Serializer,
    Type,
)

XML = "xml"
_IN_ADDRESS = "a variable of an address"
_DEEPEST = 8
"""Levels of lists inside each other."""
_MAP = re.compile(r"map\[([^,]*),(.*)\](\??)")
TEXTS = {
    Particle.ATTRIBUTE: "an attribute",
    Particle.TEXT: "an element's text",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A type as it is written."""

    name: str
    """Of a scalar, a record or an enumeration; or ``xml``."""
    lists: int
    """Number of lists around it: 1 for ``int[]``."""
    nullable: bool
    """``int?``: the value can be null."""
    nullable_items: bool
    """``int?[]``: the innermost items can be null."""


def word(text: str) -> Word:
    """Return the parts of a type's text."""
    rest = text.strip()
    nullable, lists, items = rest.endswith("?"), 0, False
    rest = rest.removesuffix("?")
    while rest.endswith("[]"):
        rest = rest.removesuffix("[]").rstrip()
        lists += 1
    if lists and rest.endswith("?"):
        rest, items = rest.removesuffix("?"), True
    return Word(rest.strip(), lists, nullable, items)


def typed(draft: Draft, field: Field, record: Record, text: str, path: Path) -> Field:
    """Return a field of a record with the type that a text names, and the flags that follow from
    it.

    Raises SpecError for a type that does not exist.
    """
    serializer = draft.original.serializer
    if parts := _MAP.fullmatch(text.strip()):
        map_ = _map(draft, field, record, parts, path)
        return with_type(field, map_, True if parts[3] else None, serializer)
    asked = word(text)
    type_ = _named(draft, asked.name, path)
    in_address = draft.in_address(record, field.name.name)
    is_element = field.particle is Particle.ELEMENT and not in_address
    if not is_element and not _is_text(type_, asked):
        place = _IN_ADDRESS if in_address else TEXTS[field.particle]
        raise draft.source.error(
            path,
            f"the type {text!r} of {place}",
            "an XSD type (string, int …) or an enumeration, since it can only hold text",
            "Correct the line.",
        )
    if asked.lists > _DEEPEST:
        raise draft.source.error(
            path,
            f"{asked.lists} lists inside each other",
            f"{_DEEPEST} at most",
            "Correct the line.",
        )
    if in_address:  # what the address lacks is None, whatever its type
        return replace(field, type=type_)
    list_ = _list(draft, type_, asked, record, field.type)
    return with_type(field, list_, True if asked.nullable else None, serializer)


def _list(draft: Draft, type_: Type, asked: Word, record: Record, old: Type) -> Type:
    """A type, or lists of it. The items of lists that are there already keep their own names."""
    levels = [*_levels(old)]
    if len(levels) != asked.lists:
        levels = []
    before = _items(draft, levels[0].type, record) if levels else iter(())
    for depth, item in zip(
        range(asked.lists), _items(draft, type_, record), strict=False
    ):
        null = not is_value(type_, draft.original.serializer)
        null = null or (depth == 0 and asked.nullable_items)
        if levels and levels[depth].item != next(before):
            item = levels[depth].item
        if levels and levels[depth].type == type_ and not asked.nullable_items:
            null = levels[depth].nillable
        type_ = ListOf(item, type_, null)
    return type_


def _levels(type_: Type) -> Iterator[ListOf]:
    """The lists inside each other that a type is, the innermost first."""
    if isinstance(type_, ListOf):
        yield from _levels(type_.type)
        yield type_


def _items(draft: Draft, type_: Type, record: Record) -> Iterator[QName]:
    """The names of the items of a list of a type, of a list of such lists, and so on."""
    item = _item(draft, type_, record)
    while True:
        yield item
        item = QName(record.namespace, f"ArrayOf{item.name[:1].upper()}{item.name[1:]}")


def _map(
    draft: Draft, field: Field, record: Record, parts: re.Match[str], path: Path
) -> Type:
    """A dictionary. Raises SpecError where no page shows the names of its elements."""
    if not isinstance(field.type, MapOf):
        raise draft.source.error(
            path,
            f"the type {parts[0]!r} of what is no dictionary",
            "a member that a page shows as a dictionary: its elements have their names there",
            "Say another type, or xml for what can be anything.",
        )
    key, asked = _named(draft, parts[1].strip(), path), word(parts[2])
    if not isinstance(key, Scalar | EnumerationRef):
        raise draft.source.error(
            path,
            f"the key {parts[1].strip()!r}",
            "an XSD type (string, int …) or an enumeration",
            "Correct the line.",
        )
    old = field.type
    value = _named(draft, asked.name, path)
    value = _list(draft, value, asked, record, old.value_type)
    null = asked.nullable or not is_value(value, draft.original.serializer)
    if value == old.value_type and not asked.nullable:
        null = old.nillable
    return replace(old, key_type=key, value_type=value, nillable=null)


def _is_text(type_: Type, asked: Word) -> bool:
    return isinstance(type_, Scalar | EnumerationRef) and not asked.lists


def _named(draft: Draft, name: str, path: Path) -> Type:
    if name in SCALARS:
        return of_serializer(name, draft.original.serializer)
    if name == XML:
        return AnyXml()
    if name in draft.records:
        return RecordRef(name)
    if name in draft.enumerations:
        return EnumerationRef(name)
    if name in draft.refused:
        return AnyXml()
    known = [*draft.records, *draft.enumerations, *sorted(SCALARS), XML]
    raise draft.source.error(
        path,
        f"the type {name!r}",
        "an XSD type (string, int, long, decimal, dateTime, boolean, guid …), xml, or a record "
        "or enumeration of the service; with [] for a list, ? where it can be null",
        nearest(name, known),
    )


def _item(draft: Draft, type_: Type, record: Record) -> QName:
    """The element of a list's item. DataContractSerializer puts it into the namespace of its
    type.
    """
    data_contract = draft.original.serializer is Serializer.DATA_CONTRACT
    if isinstance(type_, Scalar):
        return QName(ARRAYS if data_contract else record.namespace, type_.name)
    if isinstance(type_, RecordRef):
        of = draft.records[type_.key]
        name = of.type_name or QName(of.namespace, of.key)
        return name if data_contract else QName(record.namespace, name.name)
    if isinstance(type_, EnumerationRef):
        stated = draft.enumerations[type_.key].type_name
        return QName(record.namespace, stated.name if stated else type_.key)
    return QName(ARRAYS if data_contract else record.namespace, "anyType")
