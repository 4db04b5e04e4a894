"""xsdata: the classes that it generates itself from the XSD."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.handlers import LxmlEventHandler
from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.models.datatype import XmlDateTime

from tests.benchmarks.payloads import Payload, Value
from tests.benchmarks.peers import Candidate, named
from tests.benchmarks.schemas import schema_path


class Xsdata:
    """Reads and writes with a message's generated class."""

    def __init__(self, payload: Payload) -> None:
        self._class = _generated(payload)
        context = XmlContext()
        self._parser = XmlParser(context=context, handler=LxmlEventHandler)
        self._serializer = XmlSerializer(context=context)

    def read(self, data: bytes) -> Any:
        return self._parser.from_bytes(data, self._class)

    def write(self, message: Any) -> bytes:
        written: str = self._serializer.render(message)
        return written.encode()

    def value(self, message: Any) -> Value:
        value: Value = _plain(message)
        return value


def _generated(payload: Payload) -> Any:
    """The message's class, in a package that is there as long as this process."""
    folder, package = Path(tempfile.mkdtemp()), f"xsdata_{payload.service}"
    command = [sys.executable, "-m", "xsdata", "generate", str(schema_path(payload))]
    command += ["--package", package, "--slots"]
    # It calls ruff by its name.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path}
    subprocess.run(
        command, cwd=folder, env=environment, check=True, capture_output=True
    )
    sys.path.insert(0, str(folder))
    return getattr(importlib.import_module(package), payload.element)


def _plain(value: Any) -> Any:
    """The members by their names on the wire; a wrapper as the list or dict of its items."""
    if isinstance(value, XmlDateTime):
        return value.to_datetime()
    if not is_dataclass(value):
        return value
    members = {
        each.metadata.get("name", each.name): getattr(value, each.name)
        for each in fields(value)
    }
    match list(members):
        case ["KeyValueOfstringstring"]:
            entries = members["KeyValueOfstringstring"]
            return {each.key: each.value for each in entries}
        case ["Account" | "SyncStatus" | "string" as items]:
            return [_plain(each) for each in members[items]]
    return {name: _plain(each) for name, each in members.items()}


CANDIDATES = (Candidate(named("xsdata"), Xsdata, typed=True),)
