"""When two XML texts say the same: C14N 2.0 with prefixes rewritten, ``xsi:type`` as the name it
is.
"""

from __future__ import annotations

from xml.etree.ElementTree import canonicalize

XSI = "http://www.w3.org/2001/XMLSchema-instance"


def canonical(xml: bytes | str) -> str:
    """The canonical form: attributes in order, namespaces by meaning, comments gone."""
    text = xml.decode("utf-8-sig") if isinstance(xml, bytes) else xml
    return canonicalize(
        text, rewrite_prefixes=True, qname_aware_attrs=[f"{{{XSI}}}type"]
    )
