"""Reads WSDL 1.1 and XML Schema documents into a description of the service.

No other room knows what these documents look like.

    bytes -> documents -> parts (schemas by target namespace) -> components -> types, elements
                       -> definitions -> bindings -> ports
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from soapstone.model.description import Description, Schema
from soapstone.model.findings import Origin, SpecError
from soapstone.wsdl.documents import (
    Document,
    is_description,
    parse_all,
    parse_lines,
)
from soapstone.wsdl.reading import describe
from soapstone.wsdl.standalone import standalone_schemas

__all__ = [
    "is_description",
    "read_description",
    "read_schemas",
    "standalone_schemas",
]


def read_description(sources: Mapping[str, bytes]) -> Description:
    """Return what the WSDL and XSD documents of a service declare.

    ``sources`` has the bytes of each by path below the specs folder. A document that cannot be used
    is among the errors, and so is a declaration; what else there is counts. Nothing is opened or
    fetched.
    """
    return _described(*parse_all(sources))


def read_schemas(shown: Sequence[Sequence[tuple[str, Origin]]]) -> Description:
    """Return what the schemas on a page declare; ``shown`` has the lines of each, with their
    places.

    The errors are those of :func:`read_description`.
    """
    documents, errors = [], []
    for lines in shown:
        try:
            documents.append(parse_lines(lines))
        except SpecError as error:
            errors.append(error)
    return _described(documents, errors)


def _described(
    documents: Sequence[Document], errors: Sequence[SpecError]
) -> Description:
    try:
        found = describe(documents)
    except SpecError as error:  # more than the limits
        found = Description((), Schema({}, {}), errors=(error,))
    return replace(found, errors=(*errors, *found.errors))
