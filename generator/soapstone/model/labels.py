"""Labels: how findings, ``names.toml`` and ``overrides.toml`` name the members of a type.

``Name`` is an element, ``@Name`` an attribute, ``#text`` the text of an element that is a record.
``One|Other`` is a choice of elements. Two members of one record that would have the same label have
their namespaces in front.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from soapstone.model.contract import (
    ChoiceOf,
    Enumeration,
    Field,
    ListOf,
    MapOf,
    Particle,
    Record,
    Type,
)

_MARKS = {Particle.ELEMENT: "", Particle.ATTRIBUTE: "@"}


def labels(described: Record | Enumeration) -> tuple[str, ...]:
    """Return the label of each field of a record, or of each member of an enumeration, in order."""
    if isinstance(described, Enumeration):
        return tuple(_numbered(described.members))
    short = [_label(field, field.name.name) for field in described.fields]
    if len(set(short)) == len(short):
        return tuple(short)
    times = Counter(short)
    return tuple(
        _numbered(
            name if times[name] == 1 else _label(field, str(field.name))
            for name, field in zip(short, described.fields, strict=True)
        )
    )


def parts(type_: Type) -> Iterator[tuple[str, Type]]:
    """Return the types inside a list, a map or a choice, each with the name of its element."""
    if isinstance(type_, ListOf):
        yield type_.item.name, type_.type
    elif isinstance(type_, MapOf):
        yield type_.key.name, type_.key_type
        yield type_.value.name, type_.value_type
    elif isinstance(type_, ChoiceOf):
        for branch in type_.branches:
            yield branch.name.name, branch.type


def _label(field: Field, name: str) -> str:
    if field.particle is Particle.TEXT:
        return "#text"
    return f"{_MARKS[field.particle]}{name}"


def _numbered(names: Iterable[str]) -> Iterator[str]:
    """Number texts that repeat: an odd enumeration may list a text twice, and both need a label."""
    times: Counter[str] = Counter()
    for name in names:
        times[name] += 1
        yield name if times[name] == 1 else f"{name} #{times[name]}"
