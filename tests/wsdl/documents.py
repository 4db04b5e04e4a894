"""Small WSDL and XSD documents for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

from soapstone.model.description import Description
from soapstone.wsdl import read_description

DATA = Path(__file__).parent.parent / "data"
TNS = "urn:harbour"
XS = "http://www.w3.org/2001/XMLSchema"
WSDL = "http://schemas.xmlsoap.org/wsdl/"

NAMESPACES = (
    f'xmlns:xs="{XS}" xmlns:w="{WSDL}" xmlns:t="{TNS}" '
    'xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" '
    'xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" '
    'xmlns:http="http://schemas.xmlsoap.org/wsdl/http/" '
    'xmlns:mime="http://schemas.xmlsoap.org/wsdl/mime/" '
)


def schema(
    inside: str, namespace: str | None = TNS, form: str = "qualified", more: str = ""
) -> str:
    """An XSD document; ``more`` are attributes of its root."""
    target = "" if namespace is None else f'targetNamespace="{namespace}" '
    return (
        f'<xs:schema {NAMESPACES}{target}elementFormDefault="{form}" {more}>\n'
        f"{inside}\n</xs:schema>"
    )


def definitions(inside: str, types: str = "", namespace: str = TNS) -> str:
    """A WSDL document."""
    return (
        f'<w:definitions {NAMESPACES}targetNamespace="{namespace}">\n'
        f"<w:types>\n{types}\n</w:types>\n{inside}\n</w:definitions>"
    )


def read(*texts: str) -> Description:
    """The description of documents, which are ``harbour/0.xsd``, ``harbour/1.xsd``…"""
    return read_description(
        {f"harbour/{n}.xsd": text.encode() for n, text in enumerate(texts)}
    )


def read_one(*texts: str) -> Description:
    """The same, of documents without errors and findings."""
    found = read(*texts)
    assert found.errors == ()
    assert found.findings == ()
    return found
