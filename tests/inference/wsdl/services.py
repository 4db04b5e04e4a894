"""Descriptions and contracts of schemas, as if a WSDL had an operation for each global element."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from soapstone.inference.wsdl import described
from soapstone.model.contract import Contract, QName, Transport
from soapstone.model.decisions import Provenance
from soapstone.model.description import (
    Body,
    BoundOperation,
    Description,
    MessagePart,
    Port,
    Style,
)
from soapstone.model.findings import Origin
from soapstone.wsdl import read_description

HERE = Origin("svc/service.wsdl", 1)
ADDRESS = "https://harbour.example/Service.asmx"


def read(sources: Mapping[str, bytes]) -> Description:
    """The description of documents without errors."""
    found = read_description(sources)
    assert found.errors == ()
    return found


def with_operations(description: Description) -> Description:
    """The description with an operation that takes each global element that is not abstract."""
    operations = tuple(
        BoundOperation(
            f"Take{name.name}{number}",
            HERE,
            Style.DOCUMENT,
            str(name),
            _body(name),
            None,
        )
        for number, (name, one) in enumerate(description.schema.elements.items())
        if not one.abstract
    )
    port = Port("Harbour", "Soap", Transport.SOAP_1_1, ADDRESS, operations, HERE)
    return replace(description, ports=(port,))


def _body(name: QName) -> Body:
    return Body((MessagePart("parameters", HERE, element=name),))


def contract(description: Description) -> tuple[Contract, Provenance]:
    """The contract of a description, and the decisions on it."""
    made = described("svc", description)
    return made.contract, made.provenance
