"""Variables of WCF REST addresses get their types from a person: no page shows them.

The texts on the wire are those that .NET's QueryStringConverter reads (XmlConvert, Enum.Parse).
"""

from __future__ import annotations

import datetime
import inspect
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import pytest

from soapstone.model.decisions import findings
from soapstone.model.findings import SpecError
from soapstone.pages import read_page
from soapstone.run.resolved_contract import ResolvedContract, resolve_contract
from tests.help_pages import SERVICE, Operation, Service
from tests.packages import load, runtime_of

HERE = datetime.timezone(datetime.timedelta(hours=2))
TYPES = {
    "whole": ("int", -5, "-5"),
    "big": ("unsignedLong", 2**64 - 1, "18446744073709551615"),
    "exact": ("decimal", Decimal("1.50"), "1.50"),
    "real": ("double", float("inf"), "INF"),
    "flag": ("boolean", True, "true"),
    "letter": ("char", "&", "&"),
    "moment": (
        "dateTime",
        datetime.datetime(2021, 3, 4, 5, 6, 7, tzinfo=HERE),
        "2021-03-04T05:06:07+02:00",
    ),
    "span": ("duration", datetime.timedelta(days=1, seconds=5), "P1DT5S"),
    "id": ("guid", UUID(int=5), "00000000-0000-0000-0000-000000000005"),
    "data": ("base64Binary", b"\x01\x02\xff\xfe", "AQL//g=="),
    "place": ("anyURI", "http://a/b?c", "http://a/b?c"),
    "mode": ("Mode", "Slow Wide", "Slow, Wide"),
}
"""Each variable with its type in the file, a value, and its text in the address."""
QUERY = "&".join(f"{name}={{{name.upper()}}}" for name in TYPES)
OPERATIONS = (
    Operation("GET", f"find?{QUERY}", "", "string"),
    Operation("POST", "berths/{NUMBER}?dry={DRY}", "Berth", "string"),
)


def resolved(folder: Path, overrides: str) -> ResolvedContract:
    shown = Service(SERVICE.address, SERVICE.types, OPERATIONS)
    pages = [
        read_page(f"h/{number}.txt", shown.page(each, "txt").encode())
        for number, each in enumerate(OPERATIONS)
    ]
    place = folder / "h"
    place.mkdir()
    (place / "overrides.toml").write_text(overrides, encoding="utf-8")
    return resolve_contract(place, pages)


def types(found: Mapping[str, str]) -> str:
    return "".join(f'[members."{at}"]\ntype = "{name}"\n' for at, name in found.items())


ALL = types({f"GetFindRequest.{name}": each[0] for name, each in TYPES.items()})
ALL += types({"PostBerthsByNumberRequest.NUMBER": "long"})
ALL += '[enumerations.Mode]\nmembers = ["Fast", "Slow", "Wide"]\nflags = true\n'


@pytest.fixture(scope="module", name="service")
def _service(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    contract = resolved(tmp_path_factory.mktemp("specs"), ALL).contract
    return load(contract, tmp_path_factory.mktemp("variables"), "h")


@pytest.mark.parametrize("name", TYPES)
def test_a_variable_is_sent_as_dotnet_reads_its_type(
    name: str, service: ModuleType
) -> None:
    _, value, text = TYPES[name]
    stand_in = runtime_of(service).StandIn(service)
    service.HClient(transport=stand_in).get_find(**{name: value})
    (received,) = stand_in.received
    sent = dict(parse_qsl(urlsplit(received.http.url).query))
    assert sent == {name: text}
    assert getattr(received.request, name) == value
    stand_in.check()


def test_a_variable_of_any_type_is_left_out_where_it_is_none(
    service: ModuleType,
) -> None:
    """.NET has the default of its type then."""
    stand_in = runtime_of(service).StandIn(service)
    service.HClient(transport=stand_in).get_find()
    assert stand_in.received[0].http.url.endswith("/find")
    signature = inspect.signature(service.HClient.get_find)
    assert signature.parameters["whole"].annotation == "int | None"


def test_a_variable_of_the_path_stays_required(service: ModuleType) -> None:
    stand_in = runtime_of(service).StandIn(service)
    client: Any = service.HClient(transport=stand_in)
    signature = inspect.signature(client.post_berths_by_number)
    number = signature.parameters["number"]
    assert (number.annotation, number.default) == ("int", inspect.Parameter.empty)
    client.post_berths_by_number(number=7, berth=service.Berth(number=1, at=None))
    (received,) = stand_in.received
    assert (received.request.number, received.request.berth.number) == (7, 1)


@pytest.mark.parametrize(
    "query", ["whole=x", "whole=", "flag=1", "mode=Odd", "letter=ab", "id=1"]
)
def test_a_text_that_is_no_value_of_the_type_is_refused(
    query: str, service: ModuleType
) -> None:
    rt = runtime_of(service)
    stand_in = rt.StandIn(service)
    url = f"http://h/Harbour.svc/find?{query}"
    assert stand_in(rt.HttpRequest(method="GET", url=url)).status == 400
    assert stand_in.received == []


@pytest.mark.parametrize(
    "query", ["flag=TRUE", "mode=slow,%20WIDE", "moment=2021-03-04", "letter=%C3%BC"]
)
def test_what_dotnet_reads_besides_is_taken(query: str, service: ModuleType) -> None:
    rt = runtime_of(service)
    stand_in = rt.StandIn(service)
    url = f"http://h/Harbour.svc/find?{query}"
    assert stand_in(rt.HttpRequest(method="GET", url=url)).status == 200


@pytest.mark.parametrize("type_", ["int[]", "Quay", "xml"])
def test_what_no_address_can_hold_is_an_error(type_: str, tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="of a variable of an address") as caught:
        resolved(tmp_path, types({"GetFindRequest.whole": type_}))
    assert caught.value.origin.line == 2


def test_only_the_type_is_decided_by_it(tmp_path: Path) -> None:
    found = resolved(tmp_path, types({"GetFindRequest.whole": "int"}))
    whole = found.contract.record("GetFindRequest").fields[0]
    made = found.provenance.members["GetFindRequest", whole.name, whole.particle]
    assert {each.rule.id for each in made} >= {"person-type", "variable-null"}
    assert "person-type-null" not in {each.rule.id for each in made}
    assert findings(found.provenance, found.contract) == ()
