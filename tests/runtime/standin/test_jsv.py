"""JSV: what ``calling.jsv`` writes, the stand-in reads back to the same message."""

from __future__ import annotations

import importlib
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, assume, given, settings

from soapstone.testing import records
from tests.runtime.standin.services import NAMES, Service, made


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Service]:
    return made(tmp_path_factory.mktemp("services"))


STACKS = [
    *("elements", "orders", "metering"),
    *(name for name in NAMES if name.startswith("made_") and name != "made_shop"),
]


@pytest.mark.parametrize("name", STACKS)
def test_queries_come_back_the_same(name: str, services: dict[str, Service]) -> None:
    made = services[name]
    assert made.ordered  # ServiceStack's
    for _, kind in made.classes():
        _check(made, kind)


def _modules(made: Service) -> tuple[Any, Any]:
    name = made.runtime.__name__
    return (
        importlib.import_module(f"{name}.standin.jsv_reading"),
        importlib.import_module(f"{name}.calling.jsv"),
    )


def _comes_back(made: Service, record: Any) -> None:
    reading, jsv = _modules(made)
    routes = importlib.import_module(f"{made.runtime.__name__}.calling.routes")
    try:
        query = routes.query(jsv.parameters(record))
    except made.runtime.WireError:  # half of a surrogate pair, which a char can be
        assume(False)
    pairs = parse_qsl(query, keep_blank_values=True)
    element, strays = reading.request_of(type(record), pairs)
    again = type(record)._document.reader.from_element(element)
    assert (strays, again) == ([], record)


def _check(made: Service, kind: Any) -> None:
    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(records(kind))
    def check(record: Any) -> None:
        _comes_back(made, record)

    check()


@pytest.mark.parametrize(
    "members",
    [
        {"name": '"quoted"', "tags": ['"quoted"', "", "a,b", "[x]", "{y}", 'q"q']},
        {"name": "[a", "parts": {"": 0, "a:b": 1, 'c"d': 2, "e,f": 3, '"': 4}},
        {"name": "[" * 300, "tags": ["[" * 300]},
        {"name": "", "inner": {"note": ""}, "tags": []},
        {"name": "null", "inner": {"note": "a:b,{c}"}, "letter": ","},
        {"name": "x/y.z?a=b&c#d%20+ü", "tags": [""], "number": [0, -1]},
    ],
)
def test_traps(members: dict[str, Any], services: dict[str, Service]) -> None:
    orders = services["orders"].package
    inner = members.pop("inner", None)
    record = orders.Find(**members, inner=inner and orders.Inner(**inner))
    _comes_back(services["orders"], record)


def test_a_moment_has_its_offset(services: dict[str, Service]) -> None:
    everything = services["made_everything"]
    reading, _ = _modules(everything)
    kind = everything.package.Everything
    for text, iso in {
        "2021-03-04T05:06:07.1234567-01:30": "2021-03-04T05:06:07.123456-01:30",
        "2021-03-04T05:06:07Z": "2021-03-04T05:06:07+00:00",
        "2021-03-04T05:06:07": "2021-03-04T05:06:07+00:00",
    }.items():
        element, _ = reading.request_of(kind, [("moment", text)])
        assert kind._document.reader.from_element(element).moment.isoformat() == iso


@pytest.mark.parametrize(
    "text", ["[" * 101, "{Note:" * 50_000, "[" * 1_000_000], ids=["101", "deep", "long"]
)
def test_deep_nesting_is_refused(text: str, services: dict[str, Service]) -> None:
    reading, _ = _modules(services["orders"])
    with pytest.raises(ValueError, match="Tags is nested too deep"):
        reading.request_of(services["orders"].package.Find, [("Tags", text)])


def test_so_many_parts_are_refused(services: dict[str, Service]) -> None:
    reading, _ = _modules(services["orders"])
    text = "[" + "," * 100_001 + "]"
    with pytest.raises(ValueError, match="Tags has more than 100000 parts"):
        reading.request_of(services["orders"].package.Find, [("Tags", text)])


@pytest.mark.parametrize("query", ["Name=%00", "Paid=perhaps", "Tags=" + "[" * 200])
def test_what_cannot_be_read_is_an_error_of_servicestack(
    query: str, services: dict[str, Service]
) -> None:
    rt = services["orders"].runtime
    stand_in = rt.StandIn(services["orders"].package)
    url = f"http://h/find?{query}"
    response = stand_in(rt.HttpRequest(method="GET", url=url))
    assert response.status == 400
    assert b"SerializationException" in response.body
    assert stand_in.received == []
