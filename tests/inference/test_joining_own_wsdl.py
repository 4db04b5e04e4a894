"""The WSDL that is emitted of pages says what they say: beside them it is no contradiction."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.emit.schema import all_files
from soapstone.inference import inferred
from soapstone.inference.joining import joined
from soapstone.inference.wsdl import described
from soapstone.model.decisions import findings
from soapstone.model.findings import Severity
from soapstone.pages import read_pages
from soapstone.wsdl import read_description
from tests.services import ROOT, SPECS

DATA = ROOT / "tests/data"
FOLDERS = [
    *(SPECS / "tc2", SPECS / "metering"),
    *(DATA / "services/basic", DATA / "services/demo"),
    *(DATA / "pages/made", DATA / "pages/rendered"),
]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_it_is_no_contradiction(folder: Path) -> None:
    saved = {f"s/{path.name}": path.read_bytes() for path in folder.glob("*.txt")}
    pages, errors = read_pages(saved)
    assert (errors, bool(pages)) == ([], True)
    by_page = inferred("s", pages)
    files = all_files(by_page.contract)
    description = read_description(
        {f"s/{name}": text.encode() for name, text in files.items()}
    )
    assert (description.errors, description.findings) == ((), ())
    elements = [each.element for each in by_page.contract.messages()]
    made = joined(by_page, described("s", description, elements))
    found = findings(made.provenance, made.contract)
    conflicts = [each for each in found if each.severity is Severity.CONFLICT]
    assert conflicts == []
    assert [each.name for each in made.contract.operations] == [
        each.name for each in by_page.contract.operations
    ]
