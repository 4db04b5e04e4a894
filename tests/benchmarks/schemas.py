"""The XSD of a payload's message, for those who make their classes from one."""

from __future__ import annotations

from pathlib import Path

from soapstone.emit.schema import file_names, schemas
from tests.benchmarks.payloads import Payload
from tests.services import GENERATED, service


def schema_path(payload: Payload) -> Path:
    """The checked-in file that declares the message."""
    names = file_names(schemas(service(payload.service).contract))
    return GENERATED / payload.service / "schema" / names[payload.namespace]
