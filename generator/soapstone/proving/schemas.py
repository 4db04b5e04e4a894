"""Asks xmlschema, which is not ours, whether a document is what the emitted XSD says.

Neither a schema nor a document makes it read a file outside the schemas' folder, or the network:
they hold names and namespaces from pages, and pages are hostile.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import xmlschema

from soapstone.emit.schema import file_names, schemas
from soapstone.model.contract import Contract

_REFERENCE = "IDREF "
"""How xmlschema begins to say that no ID has an IDREF's text; no page shows which has."""


def is_reference(error: xmlschema.XMLSchemaValidationError) -> bool:
    """Whether an error is no more than an IDREF without its ID."""
    return (error.reason or "").startswith(_REFERENCE)


class Judge(Protocol):
    """Says whether documents are valid."""

    def refusal(self, namespace: str, document: str) -> str:
        """Why a document whose root is of the namespace is not valid; "" where it is.

        Raises xmlschema's own errors for a schema that cannot be used.
        """


class EmittedSchemas:
    """The schemas emitted for one service, each loaded when a document of its namespace comes."""

    def __init__(self, contract: Contract, folder: Path) -> None:
        self._folder = folder
        self._files = file_names(schemas(contract))
        self._loaded: dict[str, xmlschema.XMLSchema] = {}

    def refusal(self, namespace: str, document: str) -> str:
        """Why a document whose root is of the namespace is not valid; "" where it is.

        Raises xmlschema's own errors for a schema that cannot be used.
        """
        if namespace not in self._files:
            return f"no schema of the namespace {namespace!r}"
        schema = self._loaded.get(namespace)
        if schema is None:
            schema = self._loaded[namespace] = self._schema(self._files[namespace])
        for error in schema.iter_errors(document):
            if not is_reference(error):
                return f"{error.path}: {error.reason}"
        return ""

    def text(self, namespace: str) -> str:
        """The schema of a namespace; "" if there is none."""
        name = self._files.get(namespace)
        return (self._folder / name).read_text("utf-8") if name else ""

    def _schema(self, name: str) -> xmlschema.XMLSchema:
        return xmlschema.XMLSchema(
            str(self._folder / name),
            base_url=str(self._folder),
            allow="sandbox",
            defuse="always",
        )
