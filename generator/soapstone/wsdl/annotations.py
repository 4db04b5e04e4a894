"""Reads what annotations say: documentation, and what DataContractSerializer notes."""

from __future__ import annotations

from collections.abc import Iterator

from soapstone.dotnet.namespaces import SERIALIZATION
from soapstone.model import limits
from soapstone.wsdl.documents import Document, Element, tag
from soapstone.wsdl.namespaces import WSDL, XS

_ANNOTATION = f"{{{XS}}}annotation"
_DOCUMENTATION = f"{{{XS}}}documentation"
_APPINFO = f"{{{XS}}}appinfo"
_WSDL_DOCUMENTATION = f"{{{WSDL}}}documentation"
_NOTED = f"{{{SERIALIZATION}}}"


def documentation(document: Document, node: Element) -> str:
    """Return the documentation of a schema's component, blank space collapsed line by line."""
    if not len(node):
        return ""
    return _text(
        document,
        node,
        [
            each
            for annotation in node.iterchildren(_ANNOTATION)
            for each in annotation.iterchildren(_DOCUMENTATION)
        ],
    )


def wsdl_documentation(document: Document, node: Element) -> str:
    """Return the documentation of a component of WSDL."""
    return _text(document, node, list(node.iterchildren(_WSDL_DOCUMENTATION)))


def notes(node: Element) -> dict[str, Element]:
    """Return what DataContractSerializer notes in ``appinfo``, by local name: ``IsDictionary``…"""
    return (
        {tag(each)[len(_NOTED) :]: each for each in _noted(node)} if len(node) else {}
    )


def _noted(node: Element) -> Iterator[Element]:
    for annotation in node.iterchildren(_ANNOTATION):
        for info in annotation.iterchildren(_APPINFO):
            for each in info:
                if tag(each).startswith(_NOTED):
                    yield each


def _text(document: Document, node: Element, found: list[Element]) -> str:
    if not found:
        return ""
    text = "\n".join("".join(each.itertext()) for each in found)
    limits.DESCRIPTION_TEXT.check(len(text), document.origin(node))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
