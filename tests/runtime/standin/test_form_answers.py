"""HTTP GET and POST: the stand-in reads what a client writes, and the client what it answers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from soapstone.inference import inferred
from soapstone.model.contract import Contract, Operation
from soapstone.pages import read_page
from soapstone.testing import records
from tests.canonical import canonical
from tests.packages import load, runtime_of
from tests.runtime.test_forms import PAGES

FORMS = ("HTTP GET", "HTTP POST")


def quay_contract() -> Contract:
    pages = [read_page(f"quay/{name}.txt", page) for name, page in PAGES.items()]
    return inferred("quay", pages).contract


CONTRACT = quay_contract()
OPERATIONS = [each for each in CONTRACT.operations if each.name != "Fetch"]


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return load(CONTRACT, tmp_path_factory.mktemp("forms"), "quay")


def called(
    quay: ModuleType, operation: Any, request: Any, answer: Any, way: str
) -> Any:
    """What the stand-in is asked, and what the client gets."""
    stand_in = runtime_of(quay).StandIn(quay)
    stand_in.answer(operation, answer)
    client = quay.QuayClient(transport=stand_in, way=way)
    found = client.call(operation, request).value
    (call,) = stand_in.received
    assert all("in the code" in each for each in call.passed_over)
    return call.request, found


@pytest.mark.parametrize("way", FORMS)
@pytest.mark.parametrize("shown", OPERATIONS, ids=lambda each: each.name)
def test_calls_come_through(shown: Operation, way: str, quay: ModuleType) -> None:
    rt = runtime_of(quay)
    (operation,) = (
        each for each in rt.StandIn(quay).operations.values() if each.name == shown.name
    )
    binding = next(each for each in operation.bindings if each.transport == way)

    def of(kind: Any) -> st.SearchStrategy[Any]:
        return records(kind) if kind else st.none()

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(of(operation.request), of(operation.response))
    def check(request: Any, answer: Any) -> None:
        try:
            form = rt.to_form(request, binding)
        except rt.WireError:  # a list without items
            assume(False)
        # The text of an element is read as None if it is empty, and None has no XML.
        assume(getattr(answer, "value", "x") not in (None, ""))
        texts = request.to_xml().decode() if request else ""
        assume(not re.search(r"&lt;[A-Za-z!/?]|&amp;#", texts))
        asked, found = called(quay, operation, request, answer, way)
        # A form says None and "" alike.
        assert rt.to_form(asked, binding) == form
        assert found == answer

    check()


@pytest.mark.parametrize("way", FORMS)
def test_any_xml_comes_back_as_it_is(way: str, quay: ModuleType) -> None:
    rt = runtime_of(quay)
    xml = rt.Xml('<R xmlns="urn:quay"><DataSet a="1" xmlns=""><x>1</x></DataSet></R>')
    answer = quay.FetchResponse(r=xml)
    _, found = called(quay, quay.FETCH, quay.Fetch(), answer, way)
    assert canonical(found.r.text) == canonical(xml.text)


@pytest.mark.parametrize("kind", ["PortSide", "Port side", "0", "Bow, Stern"])
def test_a_name_in_the_code_is_taken_where_xml_has_another(
    kind: str, quay: ModuleType
) -> None:
    stand_in = runtime_of(quay).StandIn(quay)
    client = quay.QuayClient(transport=stand_in, way="HTTP GET")
    day = {"day": datetime(2021, 3, 4), "fast": True, "letter": "a", "size": 1.0}
    client.send(**day, price=Decimal(1), data=b"1", kind=kind, codes=[1])
    (call,) = stand_in.received
    expected = {"0": "", "Bow, Stern": "Bow Stern"}
    assert call.request.kind == expected.get(kind, kind)
    said = f"kind: {kind!r} is refused unless it is a member's name in the code"
    assert call.passed_over == ((said,) if kind.startswith("Port") else ())


@pytest.mark.parametrize("way", FORMS)
def test_half_of_a_surrogate_pair_is_refused(way: str, quay: ModuleType) -> None:
    rt = runtime_of(quay)
    plausible = import_module(f"{rt.__name__}.standin.plausible").plausible
    request = replace(plausible(quay.Send), letter="\ud800")
    client = quay.QuayClient(transport=rt.StandIn(quay), way=way)
    with pytest.raises(
        rt.WireError, match="found half of a surrogate pair, expected a"
    ):
        client.call(quay.SEND, request)
