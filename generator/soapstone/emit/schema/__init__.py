"""Emits a contract as XML Schema, one file per target namespace, and as WSDL."""

from __future__ import annotations

from soapstone.emit.schema.names import file_names
from soapstone.emit.schema.wsdl import wsdl_files
from soapstone.emit.schema.xsd import schema_files, schemas
from soapstone.model.contract import Contract

__all__ = ["all_files", "file_names", "files", "schema_files", "schemas", "wsdl_files"]


def files(contract: Contract, _names: object) -> dict[str, str]:
    """All schemas of the package, by path. XML has no Python names."""
    return {f"schema/{name}": text for name, text in all_files(contract).items()}


def all_files(contract: Contract) -> dict[str, str]:
    """Return all XSD and WSDL files, name to text.

    Raises KeyError if a field refers to a type that the contract does not have.
    """
    documents = schemas(contract)
    # In this order: what stands in a file of its own gets locations, which a WSDL has not.
    return {**wsdl_files(contract, documents), **schema_files(contract, documents)}
