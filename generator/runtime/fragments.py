"""Elements and attributes as XML that stands alone: the form in which unknown content is kept.

Exclusive C14N would nearly do, but knows neither relative names of namespaces, which .NET allows
(``[WebService(Namespace = "shop")]``), nor names inside values.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from .parsing import XSI, Element
from .scalar_text import BLANKS
from .scalars import attribute_text, write_string
from .wire import Unknown

_XML: Final = "http://www.w3.org/XML/1998/namespace"
_TYPE: Final = XSI + "type"
_QUALIFIED: Final = {
    _TYPE,
    "{http://schemas.xmlsoap.org/soap/encoding/}arrayType",
    "{http://www.w3.org/2003/05/soap-encoding}itemType",
}
"""Attributes that hold a qualified name."""

_PREFIXES = re.compile(r"(?<![\w.-])([^\W\d][\w.-]*+):(?=\S)").findall

_walk: Any = etree.iterwalk

Scope = dict[str, str]
"""Prefixes and the namespaces that they are bound to; "" is the default namespace."""


def unknown_element(element: Element) -> Unknown:
    """An element that a class does not know."""
    return Unknown(element.tag, element.text or "", xml_of(element))


def xml_of(element: Element) -> str:
    """An element as XML that stands alone: the namespaces it uses are declared, and no others.

    A prefix inside a value (``xsi:type="p:Dog"``) counts as used.
    """
    parts: list[str] = []
    scopes: list[Scope] = [{"": "", "xml": _XML}]
    for event, each in _walk(element, events=("start", "end")):
        if event == "start":
            tag, used = _start(each)
            new = {p: used[p] for p in sorted(used) if scopes[-1].get(p) != used[p]}
            declared = "".join(map(_declaration, new.items()))
            end = ">" if len(each) or each.text else "/>"
            parts.extend((f"<{tag[0]}{declared}", *tag[1:], end))
            parts.append(write_string(each.text or ""))
            scopes.append(scopes[-1] | new)
        else:
            scopes.pop()
            if len(each) or each.text:
                parts.append(f"</{_prefixed(each.prefix, each.tag)}>")
            if each is not element:
                parts.append(write_string(each.tail or ""))
    return "".join(parts)


def _start(element: Element) -> tuple[list[str], Scope]:
    """An element's name and its attributes, and the namespaces that these need."""
    used = {element.prefix or "": _split(element.tag)[0]}
    parts = [_prefixed(element.prefix, element.tag)]
    for name, value in element.attrib.items():
        namespace = _split(name)[0]
        prefix = _prefix_of(element, namespace) if namespace else None
        if prefix:
            used[prefix] = namespace
        parts.append(f" {_prefixed(prefix, name)}={quoted(value)}")
    return parts, used | _in_values(element)


def _in_values(element: Element) -> Scope:
    """The namespaces of the names that an element's attributes and text seem to hold."""
    used: Scope = {}
    tails = [child.tail for child in element]
    for text in (element.text, *element.attrib.values(), *tails):
        if text and ":" in text:
            bound = element.nsmap
            used.update((p, bound[p]) for p in _PREFIXES(text) if p in bound)
    if ":" not in element.attrib.get(_TYPE, ":"):
        used[""] = element.nsmap.get(None, "")
    return used


def unknown_attribute(element: Element, name: str, value: str, number: int) -> Unknown:
    """An attribute that a class does not know, as it is written in a start tag of ours.

    Its prefixes are bound anew, as ours could mean other namespaces; ``number`` keeps those of one
    element's attributes apart. A qualified name's text is the name with its namespace.
    """
    namespace, local = _split(name)
    declared, text, written = "", value, value
    if name in _QUALIFIED:
        prefix, _, rest = value.strip(BLANKS).rpartition(":")
        bound = element.nsmap.get(prefix or None)
        if bound:
            declared = f"xmlns:v{number}={quoted(bound)} "
            text, written = f"{{{bound}}}{rest}", f"v{number}:{rest}"
    prefix = {"": "", _XML: "xml:", XSI[1:-1]: "i:"}.get(namespace, f"w{number}:")
    if prefix == f"w{number}:":
        declared += f"xmlns:w{number}={quoted(namespace)} "
    return Unknown(name, text, f"{declared}{prefix}{local}={quoted(written)}")


def _split(name: str) -> tuple[str, str]:
    """Namespace ("" for none) and local name."""
    namespace, _, local = name.rpartition("}")
    return namespace[1:], local


def _prefixed(prefix: str | None, name: str) -> str:
    local = _split(name)[1]
    return f"{prefix}:{local}" if prefix else local


def _prefix_of(element: Element, namespace: str) -> str:
    """A prefix for an attribute, which a default namespace does not reach."""
    # The same whatever else is in scope: what is written binds i, and must read back equal.
    if namespace == XSI[1:-1] and element.nsmap.get("i", namespace) == namespace:
        return "i"
    if namespace == _XML:
        return "xml"
    return min(p for p, uri in element.nsmap.items() if p and uri == namespace)


def _declaration(bound: tuple[str, str]) -> str:
    prefix, namespace = bound
    return f" xmlns{':' if prefix else ''}{prefix}={quoted(namespace)}"


def quoted(value: str) -> str:
    """An attribute's value, quotes included."""
    return f'"{attribute_text(write_string(value))}"'
