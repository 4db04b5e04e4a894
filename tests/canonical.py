"""Compares XML texts: C14N 2.0 with prefixes rewritten; ``xsi:type`` values compare as QNames."""

from __future__ import annotations

from collections.abc import Container
from xml.etree.ElementTree import canonicalize

from lxml import etree

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TYPE = f"{{{XSI}}}type"


def canonical(xml: bytes | str, names: Container[str] = ()) -> str:
    """The canonical form: attributes in order, namespaces by meaning, comments gone.

    The texts of the elements called ``names`` are qualified names, and count by their meaning.
    """
    # An xml:id that comes twice is no error of the document's.
    parser = etree.XMLParser(collect_ids=False, huge_tree=True)
    root = etree.fromstring(xml.encode() if isinstance(xml, str) else xml, parser)
    for element in root.iter(etree.Element):
        name = element.get(_TYPE)
        if name is not None:
            element.set(_TYPE, _meaning(name, element))
        if element.tag in names and element.text:
            element.text = _meaning(element.text, element)
    return canonicalize(etree.tostring(root, encoding="unicode"), rewrite_prefixes=True)


def _meaning(name: str, element: etree._Element) -> str:
    # C14N would leave a name in the default namespace as it is, whatever that is.
    prefix, _, local = name.strip().rpartition(":")
    return f"{{{element.nsmap.get(prefix or None, '')}}}{local}"
