"""Finds the schemas of all documents, and joins them by target namespace.

A location is an address of the service, not a file: it only says which document without a target
namespace is meant, and what to save where a namespace is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from soapstone.model.contract import QName
from soapstone.wsdl.documents import Document, Element
from soapstone.wsdl.namespaces import WSDL, XS

_WORDS = re.compile(r"[\w-]+")
_SCHEMA = f"{{{XS}}}schema"
_TYPES = f"{{{WSDL}}}types"
_IMPORT = f"{{{XS}}}import"
_INCLUDES = (f"{{{XS}}}include", f"{{{XS}}}redefine")
_WSDL_IMPORT = f"{{{WSDL}}}import"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A schema as a document has it, for one target namespace."""

    document: Document
    node: Element
    namespace: str
    qualified: tuple[bool, bool]
    """Whether local elements, and local attributes, are qualified unless they say otherwise."""
    chameleon: bool = False
    """It has no target namespace, and takes that of the schema that includes it (XML Schema part 1
    section 4.2.1).
    """
    _names: dict[str, QName] = field(default_factory=dict)

    def qname(self, node: Element, text: str) -> QName:
        """Return the name that a text means. Raises SpecError as the document does."""
        name = self.document.qname(node, text)
        if self.chameleon and not name.namespace:
            return QName(self.namespace, name.name)
        return name


@dataclass(frozen=True, slots=True)
class Parts:
    """The schemas of a description, and where imports say that others are."""

    schemas: Sequence[Part]
    locations: Mapping[str, str]
    """Of namespaces that are imported: the first location that is stated, or ""."""
    not_included: Sequence[tuple[Part, Element]]
    """Includes of documents that are not there."""


def find_parts(documents: Sequence[Document]) -> Parts:
    """Return all schemas of the documents."""
    schemas = [
        _part(document, node, node.get("targetNamespace", "").strip())
        for document in documents
        for node in _schemas(document)
    ]
    included = _Included(schemas)
    return Parts(
        [*(each for each in schemas if not included.only(each)), *included.chameleons],
        _locations(documents),
        included.missing,
    )


class _Included:
    """What includes lead to: documents without a target namespace take that of the including."""

    def __init__(self, schemas: Sequence[Part]) -> None:
        self.chameleons: list[Part] = []
        self.missing: list[tuple[Part, Element]] = []
        self._done: set[tuple[Element, str]] = set()
        self._taken: set[Element] = set()
        self._imported = any(
            "namespace" not in each.attrib for each in _imports(schemas)
        )
        self._saved: dict[str, list[Part]] = {}
        """Documents that are a schema, by the names that a location may have for them."""
        self._of_namespace: dict[str, list[Part]] = {}
        for each in schemas:
            self._of_namespace.setdefault(each.namespace, []).append(each)
            if each.node is each.document.root:
                for name in _names(each.document.file):
                    self._saved.setdefault(name, []).append(each)
        todo = list(schemas)
        while todo:
            part = todo.pop()
            for node in part.node.iterchildren(*_INCLUDES):
                todo += self._follow(part, node)

    def only(self, part: Part) -> bool:
        """Whether a schema is only included by others, so that it declares nothing by itself."""
        return part.node in self._taken and not self._imported

    def _follow(self, part: Part, node: Element) -> Iterator[Part]:
        own = (part.namespace, "")
        named = [
            each
            for each in self._saved.get(_name(node.get("schemaLocation", "")), ())
            if each.node is not part.node and each.namespace in own
        ]
        without = self._of_namespace.get("", [])
        if not named and len(without) == 1 and not self._imported:
            named = [each for each in without if each.node is not part.node]
        if not named and len(self._of_namespace.get(part.namespace, ())) < 2:
            self.missing.append((part, node))
        for each in named:
            if each.namespace != part.namespace:
                yield from self._chameleon(each, part.namespace)

    def _chameleon(self, part: Part, namespace: str) -> Iterator[Part]:
        self._taken.add(part.node)
        if (part.node, namespace) not in self._done:
            self._done.add((part.node, namespace))
            made = _part(part.document, part.node, namespace, chameleon=True)
            self.chameleons.append(made)
            yield made


def _part(
    document: Document, node: Element, namespace: str, *, chameleon: bool = False
) -> Part:
    qualified = (
        node.get("elementFormDefault") == "qualified",
        node.get("attributeFormDefault") == "qualified",
    )
    return Part(document, node, namespace, qualified, chameleon)


def _schemas(document: Document) -> Iterator[Element]:
    if document.root.tag == _SCHEMA:
        yield document.root
    for types in document.root.iterchildren(_TYPES):
        yield from types.iterchildren(_SCHEMA)


def _imports(schemas: Sequence[Part]) -> Iterator[Element]:
    for each in schemas:
        yield from each.node.iterchildren(_IMPORT)


def _locations(documents: Sequence[Document]) -> dict[str, str]:
    """Where imports say that namespaces are."""
    found: dict[str, str] = {}
    for document in documents:
        nodes = list(document.root.iterchildren(_WSDL_IMPORT))
        nodes += (
            each for one in _schemas(document) for each in one.iterchildren(_IMPORT)
        )
        for node in nodes:
            namespace = node.get("namespace", "").strip()
            location = node.get("schemaLocation") or node.get("location") or ""
            found[namespace] = found.get(namespace) or location.strip()
    return found


def _name(location: str) -> str:
    """What a location calls its document: the name of a file, or the value of a query."""
    path, _, query = unquote(location).partition("?")
    if query:
        return query.rpartition("=")[2].lower()
    return path.replace("\\", "/").rpartition("/")[2].lower()


def _names(file: str) -> set[str]:
    """What a location may call a file: its name, or a word of it: ``ferry.xsd0.xsd``."""
    saved = file.rpartition("/")[2].lower()
    return {saved, *_WORDS.findall(saved)}
