"""Turns elements and attributes into XML text that declares its own namespaces, to keep it.

Exclusive C14N nearly does this, but fails for relative namespace names, which .NET allows
(``[WebService(Namespace = "shop")]``), and drops prefixes that only values use. Here a prefix
counts as used if a text or an attribute has something like ``p:Dog``, because only the service
knows which values are names.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import Any, Final

from lxml import etree

from ..errors import Problem, WireError, shown
from ..limits import OWN
from ..records.unknown_content import Unknown
from ..scalars.text import BLANKS, attribute_text, write_string
from .elements import TYPE, XSD, XSI, Element, attributes_of
from .namespaces import XML, Scope, Scopes, outermost, prefixes

_QUALIFIED: Final = (
    TYPE,
    "{http://schemas.xmlsoap.org/soap/encoding/}arrayType",
    "{http://www.w3.org/2003/05/soap-encoding}itemType",
)
"""Attributes that hold a qualified name."""

_CONSTRAINTS: Final = frozenset(XSD + name for name in ("key", "keyref", "unique"))
"""Elements of a schema (one inside a DataSet) whose children have an XPath."""

_FIXED: Final = {"": "", XML: "xml", XSI[1:-1]: "i"}
"""Prefixes of attributes that every message binds."""

_BOUND_BY_VALUES: Final = ("dto", "qn")
"""Prefixes that the writers of some scalars bind on their element; no other may bind them."""

_DECLARED: Final = r'(?:^| )xmlns:([^=" ]+)="'

_walk: Any = etree.iterwalk


def own_xml(text: str) -> tuple[Element, str]:
    """Return the element of a caller's XML, and its text with all namespaces declared.

    Raises WireError.
    """
    # Few messages hold such XML, and few programs load this for it.
    from .parsing import parse

    root = parse(text, OWN)
    return root, xml_of(root)


def with_attributes(text: str, namespace: str, attributes: Mapping[str, str]) -> str:
    """Return a caller's XML with attributes of one namespace on its element.

    Raises WireError.
    """
    root: Any = own_xml(text)[0]
    for name, each in attributes.items():
        try:
            root.set(f"{{{namespace}}}{name}", each)
        except ValueError:
            found = Problem(f"$.@{name}", shown(each), "characters that XML can hold")
            raise WireError([found]) from None
    return xml_of(root)


def children_of(text: str) -> list[str]:
    """Return the elements inside the element of a caller's XML, like ``xml_of``.

    Raises WireError.
    """
    from .parsing import parse

    scopes = Scopes()
    return [xml_of(each, scopes) for each in parse(text, OWN)]


def unknown_element(element: Element, scopes: Scopes) -> Unknown:
    """Return the unknown content of an element."""
    text = element.text or ""
    if not len(element) and not element.attrib and not prefixes(text):
        return unknown_text(element.tag, element.prefix or "", text, write_string(text))
    return Unknown(element.tag, element.text or "", xml_of(element, scopes))


def unknown_text(name: str, prefix: str, text: str, written: str) -> Unknown:
    """Return the unknown content of an element that only holds a text without prefixes.

    ``written`` is the text, escaped. The result is that of ``unknown_element``, but faster.
    """
    namespace, local = _split(name)
    tag = f"{prefix}:{local}" if prefix else local
    start = f"{tag} {declaration(prefix, namespace)}" if namespace else tag
    xml = f"<{start}>{written}</{tag}>" if text else f"<{start}/>"
    return Unknown(name, text, xml)


def xml_of(element: Element, scopes: Scopes | None = None) -> str:
    """Return an element as XML text that declares the namespaces it uses, and no others.

    The text does not depend on the rest of the document, so that it reads back equal.
    """
    parts: list[str] = []
    declared: dict[str, str] = {}
    scope = (scopes or Scopes()).at(element.getparent())
    written = outermost()
    around: list[tuple[Scope, Scope]] = []
    for event, each in _walk(element, events=("start-ns", "start", "end")):
        if event == "start-ns":
            declared[each[0]] = each[1]
        elif event == "start":
            around.append((scope, written))
            if declared:
                scope, declared = Scope(declared, scope), {}
            attributes, used = _start(each, scope, written)
            new = {p: used[p] for p in sorted(used) if written.bound(p) != used[p]}
            if new:
                written = Scope(new, written)
            parts.append(f"<{_prefixed(each.prefix, each.tag)}")
            parts.extend(f" {declaration(*each)}" for each in new.items())
            parts.extend(attributes)
            parts.append(">" if len(each) or each.text else "/>")
            parts.append(write_string(each.text or ""))
        else:
            scope, written = around.pop()
            if len(each) or each.text:
                parts.append(f"</{_prefixed(each.prefix, each.tag)}>")
            if each is not element:
                parts.append(write_string(each.tail or ""))
    return "".join(parts)


def _start(
    element: Element, scope: Scope, written: Scope
) -> tuple[list[str], dict[str, str]]:
    """An element's attributes, and the namespaces that its start and its values need."""
    attributes = attributes_of(element)
    values = [element.text, *attributes.values(), *(each.tail for each in element)]
    if element.tag in _CONSTRAINTS:
        # .NET looks for the prefixes of these paths here and above, not where they stand.
        values += (each.get("xpath") for each in element)
    used = {element.prefix or "": _split(element.tag)[0]} | scope.bound_in(values)
    if any(":" not in attributes.get(name, ":") for name in _QUALIFIED):
        used[""] = scope.bound("") or ""
    of = {uri: prefix for prefix, uri in sorted(used.items(), reverse=True) if prefix}
    of[""] = ""
    parts = []
    for name, value in attributes.items():
        namespace = _split(name)[0]
        if namespace not in of:
            of[namespace] = _prefix(namespace, used, written, scope)
            used[of[namespace]] = namespace
        parts.append(f" {_prefixed(of[namespace], name)}={quoted(value)}")
    return parts, used


def _prefix(
    namespace: str, used: Mapping[str, str], written: Scope, scope: Scope
) -> str:
    """A prefix for an attribute (lxml does not keep it): one bound in the text, or in the document.

    In this order, so that what is written and read again gets the same prefixes.
    """
    for found in (written.prefix(namespace), scope.prefix(namespace)):
        if found and used.get(found, namespace) == namespace:
            return found
    number = 0
    while f"w{number}" in used or scope.bound(f"w{number}") is not None:
        number += 1
    return f"w{number}"


def unknown_attributes(
    element: Element, known: Container[str], scopes: Scopes
) -> list[Unknown]:
    """Return the unknown attributes of an element, ready to be written into another start tag.

    Each binds a prefix of its own, because the message may use its prefix for another namespace.
    The text of a known qualified name (``xsi:type``) is ``{namespace}name``. A value that could be
    a name stays, with its prefix bound as it was.
    """
    if not element.attrib:
        return []
    found = attributes_of(element).items()
    unknown = [each for each in found if each[0] not in known]
    if not any("}" in name or ":" in value for name, value in unknown):
        return [Unknown(n, value, f"{n}={quoted(value)}") for n, value in unknown]
    start = _StartTag(element, scopes)
    for name, value in unknown:
        if ":" in value and name not in _QUALIFIED:
            start.taken.update(prefixes(value))
    return [start.attribute(name, value) for name, value in unknown]


class _StartTag:
    """Makes the unknown attributes of one element; none binds the prefix of another."""

    def __init__(self, element: Element, scopes: Scopes) -> None:
        self.taken: Final[set[str]] = set()
        """Prefixes in values."""
        self._element = element
        self._scopes = scopes
        self._kept = {"xml", *_BOUND_BY_VALUES}
        self._number = 0

    def attribute(self, name: str, value: str) -> Unknown:
        """Return the next attribute."""
        declared: dict[str, str] = {}
        text = written = value
        if name in _QUALIFIED:
            text, written = self._name(value, declared)
        elif ":" in value:
            used = self._scopes.at(self._element).bound_in([value]).items()
            declared = {p: uri for p, uri in used if p not in self._kept}
            self._kept.update(declared)
        namespace, local = _split(name)
        prefix = _FIXED.get(namespace)
        if prefix is None:
            prefix = self._new()
            declared[prefix] = namespace
        full = f"{prefix}:{local}" if prefix else local
        parts = [*(declaration(*each) for each in declared.items())]
        return Unknown(name, text, " ".join([*parts, f"{full}={quoted(written)}"]))

    def _name(self, value: str, declared: dict[str, str]) -> tuple[str, str]:
        """A qualified name with its namespace, and as it is written."""
        prefix, _, local = value.strip(BLANKS).rpartition(":")
        bound = self._scopes.at(self._element).bound(prefix)
        if not bound:
            return value, value
        new = self._new()
        declared[new] = bound
        return f"{{{bound}}}{local}", f"{new}:{local}"

    def _new(self) -> str:
        while (prefix := f"w{self._number}") in self.taken:
            self._number += 1
        self._number += 1
        return prefix


def clashing(what: Unknown, ours: Mapping[str, str]) -> set[str]:
    """Return the message's prefixes that unknown content uses with another meaning, or unbound."""
    text = what.xml or what.text
    if not any(f"{prefix}:" in text for prefix in ours):
        return set()
    if what.xml and not what.xml.startswith("<"):
        used = [*re.findall(_DECLARED, what.xml), *prefixes(what.text)]
    else:
        used = prefixes(text)
    return {p for p in used if p in ours and declaration(p, ours[p]) not in what.xml}


def _split(name: str) -> tuple[str, str]:
    """The namespace ("" without one) and the local name."""
    namespace, _, local = name.rpartition("}")
    return namespace[1:], local


def _prefixed(prefix: str | None, name: str) -> str:
    local = _split(name)[1]
    return f"{prefix}:{local}" if prefix else local


def declaration(prefix: str, namespace: str) -> str:
    """Return the ``xmlns`` attribute that binds a prefix."""
    if len(prefix) + len(namespace) < _SHORT:
        return _short_declaration(prefix, namespace)
    return _declaration(prefix, namespace)


def _declaration(prefix: str, namespace: str) -> str:
    return f"xmlns{':' if prefix else ''}{prefix}={quoted(namespace)}"


_SHORT: Final = 500
"""Declarations of fewer characters are cached."""
_short_declaration: Final = lru_cache(maxsize=256)(_declaration)


def quoted(value: str) -> str:
    """Return an attribute's value, escaped, with its quotes."""
    return f'"{attribute_text(write_string(value))}"'
