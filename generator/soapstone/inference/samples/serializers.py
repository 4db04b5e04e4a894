"""Finds which serializer wrote the samples of a service: it leaves namespaces of its own."""

from __future__ import annotations

from collections.abc import Iterable

from soapstone.dotnet.namespaces import ARRAYS, DATA_CONTRACT, SERIALIZATION
from soapstone.model.contract import Serializer
from soapstone.model.facts import Node, Notation, OperationFacts

_OWN = (DATA_CONTRACT, ARRAYS, SERIALIZATION)


def serializer_of(facts: Iterable[OperationFacts]) -> Serializer:
    """Return DataContractSerializer if a sample has one of its namespaces, else XmlSerializer."""
    for each in facts:
        if each.notation is not Notation.SAMPLES:
            continue
        for exchange in each.exchanges:
            answer = exchange.response.body if exchange.response else None
            if any(root and _is_own(root) for root in (exchange.request.body, answer)):
                return Serializer.DATA_CONTRACT
    return Serializer.XML


def _is_own(node: Node) -> bool:
    uris = (node.namespace, *node.declared)
    return any(uri.startswith(_OWN) for uri in uris) or any(map(_is_own, node.children))
