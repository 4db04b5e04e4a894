"""Round-trip equality, the heart of the tests: what is read is written, what is written is read.

For every message of the seeds: its sample filled with real values comes back the same
document; objects of its class come back the same objects; all of it validates against the XSD.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soapstone.model.contract import Message, Transport
from soapstone.model.facts import Node
from soapstone.proving.filling import FILLINGS, Filler, Filling
from soapstone.testing import records
from tests.canonical import canonical
from tests.services import FOLDERS, Service, service


def _samples() -> Iterator[Any]:
    for folder in FOLDERS:
        shown = service(folder)
        for number, (message, node) in enumerate(shown.samples()):
            for filling in FILLINGS:
                name = f"{folder}-{message.element.name}-{number}-{filling.name}"
                yield pytest.param(shown, message, node, filling, id=name)


def _messages() -> Iterator[Any]:
    for folder in FOLDERS:
        for message in service(folder).messages():
            name = f"{folder}-{message.element.name}"
            yield pytest.param(service(folder), message, id=name)


@pytest.mark.parametrize(("shown", "message", "node", "filling"), list(_samples()))
def test_a_filled_sample_comes_back_the_same(
    shown: Service, message: Message, node: Node, filling: Filling
) -> None:
    document = Filler(shown.contract, filling).document(node, message.record)
    shown.schema(message).validate(document.decode())
    record = shown.class_of(message.record).from_xml(document)
    assert canonical(record.to_xml()) == canonical(document)


@pytest.mark.parametrize(("shown", "message"), list(_messages()))
def test_an_object_comes_back_the_same(shown: Service, message: Message) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(records(shown.class_of(message.record)))
    def check(record: Any) -> None:
        document = record.to_xml()
        again = type(record).from_xml(document)
        assert again == record
        assert again.to_xml() == document
        shown.schema(message).validate(document.decode())

    check()


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_the_same_body_travels_in_either_envelope(folder: str, version: str) -> None:
    shown = service(folder)
    for operation in shown.contract.operations:
        if all(binding.transport is Transport.XML for binding in operation.bindings):
            continue
        for message in (operation.request, operation.response):
            if message is None:
                continue
            _check_envelope(records(shown.class_of(message.record)), version)


def _check_envelope(drawn: st.SearchStrategy[Any], version: str) -> None:
    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @given(drawn)
    def check(record: Any) -> None:
        envelope = record.to_soap(version)
        assert type(record).from_soap(envelope) == record
        body = record.to_xml().partition(b"?>")[2]
        assert body in envelope

    check()
