"""Finds the first place at which two documents differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from lxml import etree


@dataclass(frozen=True, slots=True)
class Difference:
    """A place of two documents, and what each has there."""

    path: str
    """The elements' local names: ``/Order/Lines/Line``."""
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.found} at {self.path}, in place of {self.expected}"


def first_difference(found: bytes, expected: bytes) -> Difference | None:
    """What the first document has where it first differs from the second; None: nowhere."""
    pair = etree.fromstring(found), etree.fromstring(expected)
    return next(_differences(*pair, ""), None)


def _differences(
    found: etree._Element, expected: etree._Element, above: str
) -> Iterator[Difference]:
    path = f"{above}/{_local(expected)}"
    if found.tag != expected.tag:
        yield Difference(path, _named(found), _named(expected))
        return
    if (found.text or "") != (expected.text or ""):
        yield Difference(path, repr(found.text or ""), repr(expected.text or ""))
    for name in sorted({*found.keys(), *expected.keys()}):
        values = found.get(name), expected.get(name)
        if values[0] != values[1]:
            yield Difference(
                f"{path}/@{etree.QName(name).localname}", *map(_or, values)
            )
    for one, other in zip_longest(found, expected):
        if one is None or other is None:
            yield Difference(path, _named(one), _named(other))
        else:
            yield from _differences(one, other, path)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _named(element: etree._Element | None) -> str:
    if element is None:
        return "no further element"
    name = etree.QName(element)
    where = f" of {name.namespace}" if name.namespace else ""
    return f"<{name.localname}>{where}"


def _or(value: str | None) -> str:
    return "no such attribute" if value is None else repr(value)
