"""Recordings made by hand, and what is learned from them."""

from __future__ import annotations

from soapstone.inputs.recordings import Learned, Recordings, learn
from soapstone.inputs.recordings.documents import read_document
from soapstone.model.contract import Contract, Field, Record
from soapstone.model.decisions import findings
from soapstone.model.findings import Finding, Origin
from tests.contracts import ORDERS, of_pages

XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
NIL = 'i:nil="true"'


def message(name: str, content: str, attributes: str = "") -> str:
    """A document of the service that ``tests.contracts`` makes."""
    return f'<{name} xmlns="{ORDERS}" {XSI} {attributes}>{content}</{name}>'


def recorded(*documents: str) -> Recordings:
    """Documents, each the first line of a file of its own."""
    return Recordings(
        tuple(
            read_document(text, Origin(f"orders/recorded/{number}.xml", 1))
            for number, text in enumerate(documents, 1)
        )
    )


def learned(contract: Contract, *documents: str) -> Learned:
    return learn(contract, of_pages(contract), recorded(*documents))


def fields(record: Record) -> dict[str, Field]:
    return {field.name.name: field for field in record.fields}


def found(result: Learned) -> dict[str, Finding]:
    """The findings by subject and code."""
    return {f"{each.subject} {each.code}": each for each in open_(result)}


def open_(result: Learned) -> tuple[Finding, ...]:
    """The findings on types and members, then those on files."""
    return (*findings(result.provenance, result.contract), *result.findings)
