"""Says what is referred to and not there, and what to save."""

from __future__ import annotations

from collections.abc import Iterator

from soapstone.model.contract import QName
from soapstone.model.file_findings import (
    DECLARATION_MISSING,
    SCHEMA_MISSING,
    WSDL_MISSING,
)
from soapstone.model.findings import Finding, Origin
from soapstone.wsdl.components import Components
from soapstone.wsdl.definitions import Definitions
from soapstone.wsdl.parts import Parts


def missing(
    parts: Parts, components: Components, definitions: Definitions
) -> Iterator[Finding]:
    """Yield a finding for each namespace, include and name that is referred to in vain."""
    declared = {each.namespace for each in parts.schemas}
    reported = set()
    for name, (kind, document, node) in components.missing.items():
        origin = document.origin(node)
        if name.namespace in declared:
            yield _declaration(f"{kind} {name.name}", name.namespace, origin)
        elif name.namespace not in reported:
            reported.add(name.namespace)
            location = parts.locations.get(name.namespace, "")
            yield _schema(name.namespace, location, origin)
    for part, node in parts.not_included:
        location = node.get("schemaLocation", "").strip()
        yield _schema(part.namespace, location, part.document.origin(node))
    for (what, name), origin in definitions.missing.items():
        yield _definition(what, name, parts.locations.get(name.namespace, ""), origin)


def _schema(namespace: str, location: str, origin: Origin) -> Finding:
    return SCHEMA_MISSING.at(
        origin,
        namespace or "no namespace",
        what=location or "the schema of this namespace",
    )


def _declaration(what: str, namespace: str, origin: Origin) -> Finding:
    return DECLARATION_MISSING.at(origin, what, namespace=namespace or "no namespace")


def _definition(kind: str, name: QName, location: str, origin: Origin) -> Finding:
    return WSDL_MISSING.at(
        origin,
        f"{kind} {name.name}",
        namespace=name.namespace,
        what=location or "the whole WSDL and all that it imports",
    )
