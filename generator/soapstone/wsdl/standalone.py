"""Returns the schemas of the documents as documents of their own, for a validator."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from soapstone.wsdl.documents import parse_all
from soapstone.wsdl.namespaces import XS
from soapstone.wsdl.parts import Part, find_parts


def standalone_schemas(sources: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Return the target namespace and the text of each schema of the documents.

    They name no locations: a namespace may be in several, and an include is all of its namespace.
    Documents that cannot be used are left out.
    """
    documents, _ = parse_all(sources)
    return [(each.namespace, _text(each)) for each in find_parts(documents).schemas]


def _text(part: Part) -> str:
    # A copy would lose the prefixes that are bound around it.
    node = etree.fromstring(etree.tostring(part.node, with_tail=False))
    for each in node.findall(f"{{{XS}}}include"):
        node.remove(each)
    for each in node.findall(f"{{{XS}}}import"):
        each.attrib.pop("schemaLocation", None)
    if part.chameleon:
        # Its names without a prefix are of the namespace that it takes.
        bound = {**node.nsmap, None: part.namespace}
        root = etree.Element(node.tag, dict(node.attrib), nsmap=bound)
        root.set("targetNamespace", part.namespace)
        root.extend(node)
        node = root
    return etree.tostring(node, encoding="unicode", with_tail=False)
