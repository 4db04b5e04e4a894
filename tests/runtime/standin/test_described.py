"""A stand-in for a service of a WSDL alone: it answers, with declared faults as well."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import etree

from soapstone.inference.wsdl import described
from soapstone.model.contract import Contract
from soapstone.runtime.soap.faults import SoapFault
from tests.inference.wsdl.services import read
from tests.packages import load, runtime_of
from tests.proving.test_described import kiln


@pytest.fixture(scope="module")
def contract() -> Contract:
    return described("kiln", read({"kiln/k.wsdl": kiln().encode()})).contract


@pytest.fixture
def package(contract: Contract, tmp_path: Path) -> ModuleType:
    return load(contract, tmp_path, "kiln")


def request_of(package: Any) -> Any:
    return {
        "code": "AB1",
        "heat": 900,
        "version": "2.0",
        "hours": 3,
        "ware": [package.Bowl(name="b", depth=2)],
        "mode": "slow",
    }


def test_it_answers_and_has_nothing_to_report(package: Any) -> None:
    rt: Any = runtime_of(package)
    stand_in = rt.StandIn(package)
    client = package.SClient(transport=stand_in)
    assert client.fire(**request_of(package)) == package.Fired()
    assert stand_in.calls(package.FIRE)[0].request.hours == 3
    stand_in.check()


def test_a_declared_fault_is_given_typed(package: Any) -> None:
    rt: Any = runtime_of(package)
    stand_in = rt.StandIn(package)
    (kind,) = package.FIRE.faults
    cracked = kind(at=dt.datetime(2026, 1, 2, 3, 4, 5))
    stand_in.answer(package.FIRE, rt.SoapFault("Server", "it cracked", detail=cracked))
    client = package.SClient(transport=stand_in)
    with pytest.raises(rt.Fault) as caught:
        client.fire(**request_of(package))
    assert caught.value.typed_detail() == cracked
    assert caught.value.reason == "it cracked"


def test_a_fault_that_cannot_be_written_is_refused_where_it_is_made(
    package: Any,
) -> None:
    rt: Any = runtime_of(package)
    (kind,) = package.FIRE.faults
    with pytest.raises(rt.WireError):
        rt.SoapFault("Server", "", detail=kind(at=None))


def test_the_detail_of_a_typed_fault_is_one_element() -> None:
    class Entry:
        def to_xml(self) -> bytes:
            return b'<?xml version="1.0" encoding="utf-8"?><a:B xmlns:a="urn:a">\xc3\xa9</a:B>'

    detail = SoapFault("Server", "", detail=Entry()).detail
    assert detail is not None
    root = etree.fromstring(detail.text)
    assert (root.tag, root[0].tag, root[0].text) == ("detail", "{urn:a}B", "é")
