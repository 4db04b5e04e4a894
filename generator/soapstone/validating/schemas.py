"""Asks lxml whether the emitted XSD allows a message: occurrence, facets, nil.

Values, types and names are not its business: the reader and the table of members judge them by
.NET's rules, which differ from those of XML Schema.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from soapstone.runtime.standin.notes import Kind

Element = Any

_LONGEST = 1_000
"""Children of an element and of one name at most. libxml2 counts the siblings before each fault
that it reports, so that a long list of faults would take quadratic time.
"""
_MOST = 1_000
"""Faults at most."""

_KINDS: Mapping[str, Kind] = {
    "SCHEMAV_ELEMENT_CONTENT": Kind.OCCURRENCE,
    "SCHEMAV_CVC_ELT_3_1": Kind.NULL,
    **{
        f"SCHEMAV_CVC_{facet}_VALID": Kind.FACET
        for facet in (
            *("LENGTH", "MINLENGTH", "MAXLENGTH", "PATTERN"),
            *("MININCLUSIVE", "MAXINCLUSIVE", "MINEXCLUSIVE", "MAXEXCLUSIVE"),
            *("TOTALDIGITS", "FRACTIONDIGITS"),
        )
    },
}
"""The faults that a schema alone knows, by libxml2's names."""
_TYPE = ("SCHEMAV_CVC_ELT_4_1", "SCHEMAV_CVC_ELT_4_2", "SCHEMAV_CVC_ELT_4_3")
"""The element names a type that the schema does not have, so that its children are judged by the
declared one.
"""

_STEP = re.compile(
    r"/(?:(?P<prefix>[^/:\[\]]+):)?(?P<name>[^/:\[\]]+)(?:\[(?P<n>\d+)\])?"
)
_EXPECTED = re.compile(r"Expected is(?: one of)? \( ([^()]*) \)\.")
_ATTRIBUTE = re.compile(r"Element '[^']*', attribute '([^']*)'")
_NAMESPACE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What the schema says of an element."""

    kind: Kind
    element: Element
    attribute: str
    """The name of the attribute that it is about; "" for none."""
    parent: Element
    """Whose children are not as they should be; of other faults the element."""
    expected: str


class Schemas:
    """The schemas of one package, each loaded when a message of its namespace comes."""

    def __init__(self, files: Mapping[str, str], folder: Path) -> None:
        """``files`` has the name of the file in ``folder`` by target namespace."""
        self._files = files
        self._folder = folder
        self._loaded: dict[str, etree.XMLSchema] = {}

    def faults(self, root: Element) -> Iterator[Fault]:
        """Yield what the schema says of a message; what is beyond a long list's start is removed.

        Of the children of an element libxml2 reports the first fault alone.
        """
        namespace = etree.QName(root).namespace or ""
        if namespace not in self._files:
            return
        schema = self._loaded.get(namespace)
        if schema is None:
            schema = self._loaded[namespace] = self._schema(self._files[namespace])
        for each in [each for each in root.iter() if len(each) > _LONGEST]:
            _shorten(each)
        schema.validate(root)
        log = [*islice(schema.error_log, _MOST)]
        misread = {_at(root, each.path) for each in log if each.type_name in _TYPE}
        for entry in log:
            kind = _KINDS.get(entry.type_name)
            fault = _fault(kind, entry, root) if kind else None
            if fault and fault.parent not in misread:
                yield fault

    def _schema(self, name: str) -> etree.XMLSchema:
        parser = etree.XMLParser(no_network=True, resolve_entities=False)
        return etree.XMLSchema(etree.parse(self._folder / name, parser))


def _shorten(element: Element) -> None:
    """Remove the children of a name beyond the first ones."""
    counts = Counter[str]()
    for child in [*element]:
        counts[child.tag] += 1
        if counts[child.tag] > _LONGEST:
            element.remove(child)


def _fault(kind: Kind, entry: Any, root: Element) -> Fault:
    element = _at(root, entry.path)
    named = _ATTRIBUTE.match(entry.message)
    attribute = _NAMESPACE.sub("", named[1]) if named else ""
    parent = element
    if kind is Kind.OCCURRENCE and "Missing child" not in entry.message:
        parent = element.getparent()
    return Fault(kind, element, attribute, parent, _expected(kind, entry.message))


def _expected(kind: Kind, message: str) -> str:
    if kind is Kind.OCCURRENCE:
        found = _EXPECTED.search(message)
        return _NAMESPACE.sub("", found[1]) if found else "no further element"
    if kind is Kind.FACET:
        return _facet(message.rstrip())
    return "a value, or no element"


def _facet(message: str) -> str:
    """The facet and what it allows: what libxml2 says last, in quotes. Before that is the value."""
    name = message.partition("[facet '")[2].partition("'")[0]
    text = message.removesuffix(".").removesuffix(")").removesuffix("'")
    limit = text.rpartition("by the pattern '" if name == "pattern" else "'")[2]
    return f"{name} {limit}"


def _at(root: Element, path: str | None) -> Element:
    """The element that libxml2 names: each step is a name among those of its name, or ``*``."""
    found = root
    for step in list(_STEP.finditer(path or ""))[1:]:
        alike = [each for each in found if _fits(each, step)]
        found = alike[int(step["n"] or 1) - 1]
    return found


def _fits(element: Element, step: re.Match[str]) -> bool:
    if step["name"] == "*":
        return True
    named = (element.prefix, etree.QName(element).localname)
    return named == (step["prefix"], step["name"])
