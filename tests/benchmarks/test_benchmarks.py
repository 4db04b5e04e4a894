"""The benchmarks' own ground: the payloads, and the check that comes before any time is taken."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from tests.benchmarks.checking import DifferentError, check
from tests.benchmarks.payloads import Payload, payloads, unusual
from tests.benchmarks.peers import Candidate, candidates
from tests.benchmarks.peers.soapstone import Soapstone
from tests.benchmarks.report import svg, table
from tests.benchmarks.runner import BASE, measure

PAYLOADS, UNUSUAL = payloads(many=7), unusual(many=7)
OURS, COMPLETE = candidates(("soapstone",))


@pytest.mark.parametrize(
    "payload", [*PAYLOADS, *UNUSUAL], ids=lambda payload: payload.name
)
@pytest.mark.parametrize("candidate", [OURS, COMPLETE], ids=lambda each: each.name)
def test_soapstone_reads_and_writes_what_a_payload_says(
    candidate: Candidate, payload: Payload
) -> None:
    check(candidate, candidate.peer(payload), payload)


def test_the_same_bytes_each_time() -> None:
    assert [each.data for each in PAYLOADS] == [each.data for each in payloads(many=7)]


def test_nothing_is_beside_what_the_classes_know() -> None:
    """Else the complete reader would be measured."""
    for payload in PAYLOADS:
        peer = Soapstone(payload)
        assert peer.read(payload.data)._wire is None


def test_what_is_unusual_is_in_the_messages() -> None:
    usual = {each.element: Soapstone(each).read(each.data) for each in PAYLOADS[::3]}
    for payload in UNUSUAL:
        message = Soapstone(payload).read(payload.data)
        assert message != usual[payload.element]


class Forgetful(Soapstone):
    """Reads an int as its text."""

    def value(self, message: Any) -> Any:
        value = super().value(message)
        if "Id" in value:
            value["Id"] = str(value["Id"])
        return value


class Mute(Soapstone):
    """Leaves out the last account when it writes."""

    def write(self, message: Any) -> bytes:
        root = etree.fromstring(super().write(message))
        del root[0][-1]
        return etree.tostring(root)


@pytest.mark.parametrize(
    ("peer", "where"),
    [
        (Forgetful, r"reads\.Accounts\[0\]\.Id: '100000' instead of 100000"),
        (Mute, r"writes\.Accounts: "),
    ],
)
def test_a_wrong_candidate_is_not_measured(peer: type[Soapstone], where: str) -> None:
    candidate = Candidate("wrong", peer, typed=True)
    with pytest.raises(DifferentError, match=where):
        measure(PAYLOADS[:1], [candidate], rounds=1)


def test_what_is_measured_is_told() -> None:
    few = PAYLOADS[2:3]
    results = measure(few, [OURS, COMPLETE], rounds=1)
    assert [(each.candidate, each.action) for each in results] == [
        (BASE, "read"),
        ("Soapstone", "read"),
        ("Soapstone", "write"),
        ("Soapstone, complete reader", "read"),
    ]
    assert "| Soapstone | " in table(few, results)
    assert etree.fromstring(svg(few[0].title, results)).xpath("count(//*)")
