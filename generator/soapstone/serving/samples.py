"""Makes the samples of an operation's messages that no saved page shows."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from soapstone.model.contract import Contract, Message, Operation
from soapstone.model.findings import NOWHERE
from soapstone.proving.filling import FILLINGS, Filler
from soapstone.proving.skeletons import Endless, Skeletons
from soapstone.proving.texts import NoFittingText


def samples_of(contract: Contract, operation: Operation) -> Iterator[tuple[str, str]]:
    """Yield a title and a document for each message of an operation, with plausible values."""
    bodies = [("Request", operation.request), ("Response", operation.response)]
    named: list[tuple[str, Message]] = [(t, each) for t, each in bodies if each]
    named += [("Header of the request", each) for each in operation.request_headers]
    named += [("Header of the response", each) for each in operation.response_headers]
    named += [("Detail of a fault", each) for each in operation.faults]
    for title, message in named:
        if not message.no_xml:
            yield title, _sample(contract, message)


def _sample(contract: Contract, message: Message) -> str:
    try:
        root = Skeletons(contract).of(message, 0, NOWHERE)
        document = Filler(contract, FILLINGS[0]).document(root, message.record)
    except (Endless, NoFittingText):
        return f"{message.element}: no sample could be made"
    made = etree.fromstring(document)
    etree.indent(made)
    return etree.tostring(made, encoding="unicode")
