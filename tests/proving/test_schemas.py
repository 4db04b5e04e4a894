"""The validator: what it refuses, and what it does not fetch."""

from __future__ import annotations

import threading
import warnings
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import xmlschema

from soapstone.emit.schema import file_names, schema_files, schemas
from soapstone.inference import inferred
from soapstone.model.contract import Contract
from soapstone.pages import read_page
from soapstone.proving.schemas import EmittedSchemas
from tests.explain.support import asmx
from tests.packages import write

NAMESPACE = "urn:svc"
EMPTY = f'<Ask xmlns="{NAMESPACE}"/>'


@pytest.fixture
def contract() -> Contract:
    page = read_page("svc/Ask.txt", asmx("<A>int</A><B>IDREF</B>").encode())
    return inferred("svc", [page]).contract


@pytest.fixture
def folder(contract: Contract, tmp_path: Path) -> Path:
    """The schemas of the contract, in a folder of their own."""
    write(tmp_path / "schema", schema_files(contract))
    return tmp_path / "schema"


def with_line(contract: Contract, folder: Path, line: str) -> None:
    """Put a line at the beginning of the schema of the one namespace."""
    file = folder / file_names(schemas(contract))[NAMESPACE]
    head, end, rest = file.read_text("utf-8").partition(
        'elementFormDefault="qualified">'
    )
    file.write_text(f"{head}{end}{line}{rest}", encoding="utf-8")


def test_what_is_valid_and_what_is_not(contract: Contract, folder: Path) -> None:
    judge = EmittedSchemas(contract, folder)
    valid = f'<Ask xmlns="{NAMESPACE}"><A>5</A><B>nothing</B></Ask>'
    assert judge.refusal(NAMESPACE, valid) == ""
    assert judge.refusal(NAMESPACE, valid.replace("5", "x")).startswith("/Ask/A: ")
    assert judge.refusal("urn:o", valid) == "no schema of the namespace 'urn:o'"


def test_no_file_outside_of_the_folder_is_read(
    contract: Contract, folder: Path
) -> None:
    outside = folder.parent / "outside.xsd"
    outside.write_text('<schema xmlns="http://www.w3.org/2001/XMLSchema"/>')
    with_line(contract, folder, f'<xs:include schemaLocation="{outside.as_uri()}"/>')
    with pytest.raises(xmlschema.XMLSchemaException) as caught:
        EmittedSchemas(contract, folder).refusal(NAMESPACE, EMPTY)
    assert "out of sandbox" in str(caught.value)


def test_nothing_is_fetched(contract: Contract, folder: Path) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/"
        line = f'<xs:import namespace="urn:far" schemaLocation="{url}far.xsd"/>'
        with_line(contract, folder, line)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            hint = f'<Ask xmlns="{NAMESPACE}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" '
            hint += f'i:schemaLocation="urn:near {url}near.xsd"/>'
            EmittedSchemas(contract, folder).refusal(NAMESPACE, hint)
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_a_schema_with_entities_is_refused(contract: Contract, folder: Path) -> None:
    file = folder / file_names(schemas(contract))[NAMESPACE]
    doctype = '<!DOCTYPE schema [<!ENTITY e "x">]>'
    text = file.read_text("utf-8").replace("?>", f"?>{doctype}", 1)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(xmlschema.XMLSchemaException, match=r"(?i)entit|forbidden"):
        EmittedSchemas(contract, folder).refusal(NAMESPACE, EMPTY)
