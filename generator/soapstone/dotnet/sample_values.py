"""Infers types from the values of JSON, JSV and CSV samples.

ServiceStack fills these samples with the same placeholders as XML, but writes dates and Guids in
other ways. Unlike XML they show members without a setter: those keep real (live) values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from soapstone.dotnet.scalars import FILLINGS, valued
from soapstone.model.contract import Scalar
from soapstone.model.facts import Kind, Value

_FILLINGS = (
    (re.compile(r"0001-01-01(?:T00:00:00(?:\.0+)?Z?)?"), "dateTime"),
    (re.compile(r"/Date\(-?621355968\d{5}(?:[+-]\d{4})?\)/"), "dateTime"),
    (re.compile(r"0{32}|0{8}-0{4}-0{4}-0{4}-0{12}"), "guid"),
    (re.compile(r"false", re.I), "boolean"),
    (re.compile("\0"), "char"),
)
_LIVE = (
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?"), "dateTime"),
    (re.compile(r"/Date\(-?\d+(?:[+-]\d{4})?\)/"), "dateTime"),
    (re.compile(r"[\da-f]{32}", re.I), "guid"),
    (re.compile(r"true", re.I), "boolean"),
)
_WORD = re.compile(r"[^\W\d]\w*")


def scalar(value: Value) -> Scalar | None:
    """Return the scalar that a value without members suggests, or None for a word, which suggests
    none.
    """
    filled = filling(value)
    if filled:
        return filled
    if value.kind is Kind.BOOLEAN:
        return Scalar("boolean")
    found = next((name for shape, name in _LIVE if shape.fullmatch(value.text)), "")
    return Scalar(found) if found else valued(value.text)


def filling(value: Value) -> Scalar | None:
    """Return the scalar of which a value is the placeholder, or None. ``0`` is that of every
    number.
    """
    if value.text == "0":
        return Scalar("int", guessed=True)
    for shape, name in _FILLINGS:
        if shape.fullmatch(value.text):
            return Scalar(name)
    live = value.text.lower() == "true"
    return None if live else FILLINGS.get(value.text)


def is_leaf(value: Value) -> bool:
    """Return whether a value has no members and no items, and is not null."""
    return value.kind in (Kind.TEXT, Kind.NUMBER, Kind.BOOLEAN)


def is_live(value: Value) -> bool:
    """Return whether a value is real: neither a placeholder nor a word (an enumeration's
    member).
    """
    if not is_leaf(value) or not value.text or filling(value):
        return False
    word = _WORD.fullmatch(value.text) and value.text.lower() != "true"
    return value.kind is not Kind.TEXT or not word


def computed(value: Value) -> frozenset[str]:
    """Return the members that the service computes: live ones in an object with placeholders.

    Where nothing is a placeholder the page's author has replaced the sample, so it proves nothing.
    """
    leaves = [(name, each) for name, each in value.members if is_leaf(each)]
    live = frozenset(name for name, each in leaves if is_live(each))
    filled = sum(filling(each) is not None for _, each in leaves)
    return live if filled > len(live) or filled > 1 else frozenset()


def is_map(value: Value) -> bool:
    """Return whether an object is a dictionary: its only key is a placeholder, or no identifier."""
    if value.kind is not Kind.OBJECT or len(value.members) != 1:
        return False
    ((key, each),) = value.members
    leaf = Value(Kind.TEXT, key, (), (), each.origin)
    return filling(leaf) is not None or not _WORD.fullmatch(key)


def leaves(value: Value) -> Iterator[Value]:
    """Yield every value without members inside a value, itself included."""
    if is_leaf(value):
        yield value
    for _, each in value.members:
        yield from leaves(each)
    for each in value.items:
        yield from leaves(each)
