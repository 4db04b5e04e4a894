"""Schemas of WCF REST: they declare the bodies, and nothing of the variables in addresses."""

from __future__ import annotations

from lxml import etree

from soapstone.emit.schema import schema_files
from soapstone.inference.joining import rest
from soapstone.pages import read_page
from tests.help_pages import SERVICE

XS = "{http://www.w3.org/2001/XMLSchema}"


def test_a_request_with_variables_is_declared_by_its_body() -> None:
    texts = [SERVICE.page(each, "txt") for each in SERVICE.operations]
    pages = [read_page(f"h/{n}.txt", text.encode()) for n, text in enumerate(texts)]
    files = schema_files(rest.inferred("h", pages).contract)
    assert "no-namespace.xsd" not in files
    text = "".join(files.values())
    assert "dry" not in text
    root = etree.fromstring(
        next(each for name, each in files.items() if "harbour.xsd" in name).encode()
    )
    declared = {each.get("name") for each in root.iterchildren(f"{XS}element")}
    assert {"Cargo", "ArrayOfCargo", "Crew"} <= declared
