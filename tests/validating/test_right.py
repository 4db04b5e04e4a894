"""Nothing is said of messages that generated classes write, in whatever way they are sent."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from soapstone.testing import records
from soapstone.validating.judgements import Verdict
from soapstone.validating.judging import Judge
from tests.runtime.standin.services import NAMES, Service
from tests.validating.support import judged


@pytest.mark.parametrize("name", NAMES)
def test_what_generated_classes_write_is_right(
    name: str, services: dict[str, Service], judges: dict[str, Judge]
) -> None:
    details = {
        each for one in services[name].contract.operations for each in one.faults
    }
    for message, kind in services[name].classes():
        if message not in details:  # a fault is not judged
            _check(judges[name], services[name], kind)


def _check(judge: Judge, service: Service, kind: Any) -> None:
    header = issubclass(kind, service.runtime.SoapHeader)

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(records(kind))
    def check(record: Any) -> None:
        if header:  # it is no message of its own
            return
        for data in _ways(record):
            found = judged(judge, data)
            assert (found.verdict, found.findings) == (Verdict.RIGHT, ())
            assert found.direction in ("request", "response")

    check()


def _ways(record: Any) -> list[bytes]:
    if hasattr(record, "to_soap"):
        return [record.to_xml(), record.to_soap(), record.to_soap("1.2")]
    return [record.to_xml()]
