"""Schemas: the contract as XML Schema, one document per target namespace."""

from __future__ import annotations

from generator.schema.names import file_names
from generator.schema.wsdl import wsdl_files
from generator.schema.xsd import schema_files, schemas

__all__ = ["file_names", "schema_files", "schemas", "wsdl_files"]
