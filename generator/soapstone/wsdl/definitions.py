"""Collects what WSDL documents define: messages, port types, bindings, services."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from soapstone.model.contract import QName
from soapstone.model.findings import Finding, Origin, SpecError
from soapstone.wsdl.documents import Document, Element, tag
from soapstone.wsdl.equality import declared_twice, same
from soapstone.wsdl.namespaces import WSDL

MESSAGE = f"{{{WSDL}}}message"
PORT_TYPE = f"{{{WSDL}}}portType"
BINDING = f"{{{WSDL}}}binding"
SERVICE = f"{{{WSDL}}}service"
DEFINITIONS = f"{{{WSDL}}}definitions"
_WORDS = {
    MESSAGE: "message",
    PORT_TYPE: "portType",
    BINDING: "binding",
    SERVICE: "service",
}


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """A definition of WSDL: its element, and the document where it stands."""

    document: Document
    node: Element
    namespace: str

    def qname(self, node: Element, text: str) -> QName:
        """Return the name that a text means. Raises SpecError."""
        return self.document.qname(node, text)


class Missing(Exception):
    """What is referred to is in a document that is not here. It has been noted."""


@dataclass
class Definitions:
    """All definitions by kind (the tag) and name."""

    named: dict[str, dict[QName, Definition]] = field(
        default_factory=lambda: {kind: {} for kind in _WORDS}
    )
    findings: list[Finding] = field(default_factory=list)
    errors: list[SpecError] = field(default_factory=list)
    missing: dict[tuple[str, QName], Origin] = field(default_factory=dict)
    """What no document defines, by what it is: where it is first referred to."""

    def find(
        self, kind: str, name: QName, user: Definition, node: Element
    ) -> Definition:
        """Return what a reference refers to. Raises Missing."""
        found = self.named[kind].get(name)
        if found is None:
            self.missing.setdefault((_WORDS[kind], name), user.document.origin(node))
            raise Missing
        return found

    @contextmanager
    def leaving_out(self) -> Iterator[None]:
        """Pass over what cannot be read. It is an error, unless it has been noted as missing."""
        try:
            yield
        except Missing:
            pass
        except SpecError as error:
            self.errors.append(error)


def collect_definitions(documents: Sequence[Document]) -> Definitions:
    """Return the definitions of all documents. Of two that differ the first counts."""
    found = Definitions()
    for document in documents:
        if document.root.tag == DEFINITIONS:
            namespace = document.root.get("targetNamespace", "").strip()
            for one in _definitions(document, namespace):
                with found.leaving_out():
                    _add(found, one)
    return found


def _definitions(document: Document, namespace: str) -> Iterator[Definition]:
    for node in document.root.iterchildren(*_WORDS):
        yield Definition(document, node, namespace)


def _add(found: Definitions, one: Definition) -> None:
    name = one.document.ncname(one.node, one.node.get("name", ""))
    key = QName(one.namespace, name)
    first = found.named[tag(one.node)].setdefault(key, one)
    if first is one or same(first, first.node, one, one.node):
        return
    word, origin = _WORDS[tag(one.node)], one.document.origin(one.node)
    found.findings.append(declared_twice(word, key, first.document, origin))
