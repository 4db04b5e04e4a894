"""Namespaces of WSDL 1.1 and XML Schema, and those that are known without a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from soapstone.dotnet.namespaces import SERIALIZATION, XSD
from soapstone.model.contract import QName, Transport

XS: Final = XSD
WSDL: Final = "http://schemas.xmlsoap.org/wsdl/"
HTTP: Final = "http://schemas.xmlsoap.org/wsdl/http/"
MIME: Final = "http://schemas.xmlsoap.org/wsdl/mime/"
SOAP: Final[Mapping[str, Transport]] = {
    "http://schemas.xmlsoap.org/wsdl/soap/": Transport.SOAP_1_1,
    "http://schemas.xmlsoap.org/wsdl/soap12/": Transport.SOAP_1_2,
}
"""The namespaces of the binding extensions for SOAP."""

XML: Final = "http://www.w3.org/XML/1998/namespace"

KNOWN: Final = frozenset(
    (
        *(XS, XML, SERIALIZATION),
        "http://schemas.xmlsoap.org/soap/encoding/",
        "http://www.w3.org/2003/05/soap-encoding",
        "http://schemas.xmlsoap.org/soap/envelope/",
        "http://www.w3.org/2003/05/soap-envelope",
        "http://www.w3.org/2005/08/addressing",
        "http://schemas.xmlsoap.org/ws/2004/08/addressing",
        "http://microsoft.com/wsdl/types/",
        WSDL,
    )
)
"""A reference into one of them needs no document: its standard or .NET says what is there."""

ANY_TYPE: Final = QName(XS, "anyType")
ANY_SIMPLE_TYPE: Final = QName(XS, "anySimpleType")

XML_ATTRIBUTES: Final[Mapping[str, QName]] = {
    "lang": QName(XS, "language"),
    "space": QName(XS, "NCName"),
    "base": QName(XS, "anyURI"),
    "id": QName(XS, "ID"),
}
"""The types of the attributes of the namespace ``xml`` (http://www.w3.org/2001/xml.xsd)."""
