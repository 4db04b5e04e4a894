"""The samples of a service's pages, each with the message of the contract that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from soapstone.inference.operation_names import name_of
from soapstone.inference.parts import answers_of_forms, samples_of
from soapstone.model.contract import Contract, Message, Operation
from soapstone.model.facts import Node, OperationFacts, PageFacts


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample's document and the message that it shows."""

    message: Message
    root: Node


def shown_samples(contract: Contract, pages: Sequence[PageFacts]) -> list[Shown]:
    """Every sample in XML of a service's pages; those of one shape once, where they come first."""
    operations = {each.name: each for each in contract.operations}
    every = _by_element(contract.messages())
    found: dict[object, Shown] = {}
    for page in pages:
        for facts in page.operations:
            own = _messages(operations.get(name_of(facts)))
            messages = {**every, **_by_element(own)}
            for root in _roots(facts):
                message = messages.get((root.namespace, root.name))
                if message:
                    found.setdefault((message, _shape(root)), Shown(message, root))
    return list(found.values())


def _roots(facts: OperationFacts) -> Iterator[Node]:
    """The documents and header entries of an operation's samples.

    A return value of HTTP GET and POST is a message only where no SOAP section shows another.
    """
    for sample in (*samples_of(facts)[1], *answers_of_forms(facts)):
        yield from sample.headers
        if sample.body is not None:
            yield sample.body


def _messages(operation: Operation | None) -> Iterator[Message]:
    if operation:
        bodies = (operation.request, operation.response)
        yield from (each for each in bodies if each)
        yield from operation.request_headers
        yield from operation.response_headers


def _by_element(messages: Iterable[Message]) -> Mapping[tuple[str, str], Message]:
    # The first of a name: a message without XML has no namespace that its page shows.
    found: dict[tuple[str, str], Message] = {}
    for each in messages:
        found.setdefault((each.element.namespace, each.element.name), each)
    return found


def _shape(node: Node) -> object:
    """What of a sample makes its filled documents: all but its texts and where it stands."""
    return (
        (node.namespace, node.name),
        tuple((namespace, name) for namespace, name, _ in node.attributes),
        tuple(map(_shape, node.children)),
    )
