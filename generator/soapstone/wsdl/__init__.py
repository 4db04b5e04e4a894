"""Reads WSDL 1.1 and XML Schema documents into a description of the service.

No other room knows what these documents look like.

    bytes -> documents -> parts (schemas by target namespace) -> components -> types, elements
                       -> definitions -> bindings -> ports
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from soapstone.model.description import Description, Schema
from soapstone.model.findings import SpecError
from soapstone.wsdl.documents import is_description, parse
from soapstone.wsdl.reading import describe
from soapstone.wsdl.standalone import standalone_schemas

__all__ = ["is_description", "read_description", "standalone_schemas"]


def read_description(sources: Mapping[str, bytes]) -> Description:
    """Return what the WSDL and XSD documents of a service declare.

    ``sources`` has the bytes of each by path below the specs folder. A document that cannot be used
    is among the errors, and so is a declaration; what else there is counts. Nothing is opened or
    fetched.
    """
    documents, errors = [], []
    for file, content in sources.items():
        try:
            documents.append(parse(file, content))
        except SpecError as error:
            errors.append(error)
    try:
        found = describe(documents)
    except SpecError as error:  # more than the limits
        found = Description((), Schema({}, {}), errors=(error,))
    return replace(found, errors=(*errors, *found.errors))
