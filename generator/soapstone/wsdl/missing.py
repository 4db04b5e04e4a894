"""Says what is referred to and not there, and what to save."""

from __future__ import annotations

from collections.abc import Iterator

from soapstone.model.contract import QName
from soapstone.model.findings import Finding, Origin, Severity
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
    return Finding(
        code="schema-missing",
        severity=Severity.GUESS,
        subject=namespace or "no namespace",
        origin=origin,
        found="a reference to a schema that is not here",
        decided="What it declares is taken as any XML.",
        settle=_save(location, "the schema of this namespace"),
    )


def _declaration(what: str, namespace: str, origin: Origin) -> Finding:
    return Finding(
        code="declaration-missing",
        severity=Severity.GUESS,
        subject=what,
        origin=origin,
        found=f"a reference to what no schema of {namespace or 'no namespace'} declares",
        decided="It is taken as any XML.",
        settle="Save the whole schema again, with all that it includes.",
    )


def _definition(kind: str, name: QName, location: str, origin: Origin) -> Finding:
    return Finding(
        code="wsdl-missing",
        severity=Severity.GUESS,
        subject=f"{kind} {name.name}",
        origin=origin,
        found=f"a reference to what no WSDL here of {name.namespace} defines",
        decided="The operations that need it are left out.",
        settle=_save(location, "the whole WSDL, with all that it imports,"),
    )


def _save(location: str, otherwise: str) -> str:
    return f"Save {location or otherwise} beside it."
