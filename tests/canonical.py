"""When two XML texts say the same: C14N 2.0, prefixes rewritten, ``xsi:type`` by its meaning."""

from __future__ import annotations

from xml.etree.ElementTree import canonicalize

from lxml import etree

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TYPE = f"{{{XSI}}}type"


def canonical(xml: bytes | str) -> str:
    """The canonical form: attributes in order, namespaces by meaning, comments gone."""
    root = etree.fromstring(xml.encode() if isinstance(xml, str) else xml)
    for element in root.iter(etree.Element):
        name = element.get(_TYPE)
        if name is not None:
            # C14N would leave a name in the default namespace as it is, whatever that is.
            prefix, _, local = name.strip().rpartition(":")
            element.set(_TYPE, f"{{{element.nsmap.get(prefix or None, '')}}}{local}")
    return canonicalize(etree.tostring(root, encoding="unicode"), rewrite_prefixes=True)
