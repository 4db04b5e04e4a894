"""A stand-in for WCF REST: addresses with variables, bodies beside them, and what it refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from soapstone.inference.joining import rest
from soapstone.pages import read_page
from tests.help_pages import SERVICE, Operation, Service
from tests.packages import load, runtime_of
from tests.runtime.calling.test_rest import BERTH, HARBOUR, SER, contract


@pytest.fixture(scope="module", name="harbour")
def _harbour(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return load(contract(), tmp_path_factory.mktemp("harbour"), "harbour")


@pytest.fixture(name="rt")
def _rt(harbour: ModuleType) -> ModuleType:
    return runtime_of(harbour)


def cargo(harbour: ModuleType) -> Any:
    return harbour.Cargo(kind=harbour.Kind.LIQUID, other=None)


def berths(harbour: ModuleType) -> Any:
    quay = harbour.Quay(code="ü & <b>", depth=1.5)
    return [harbour.Berth(number=1, at=quay), harbour.Berth(number=2, at=None)]


Members = Callable[[ModuleType], dict[str, Any]]
CALLS: dict[str, Members] = {
    "get_berths_by_number": lambda h: {"number": "7/a b?&=%"},
    "get_berths": lambda h: {},
    "get_count": lambda h: {"of": "a&b=c +ü"},
    "get_files_by_path": lambda h: {"path": "a/b c/.."},
    "delete_berths_by_number": lambda h: {"number": ".."},
    "post_cargos_by_id": lambda h: {"id": "5", "dry": "yes", "cargo": cargo(h)},
    "post_yards_by_id": lambda h: {
        "id": "{ID}",
        "yard": h.Yard(first=h.Tug(tag="t", power=5), rest=[]),
    },
    "post_tags_by_name": lambda h: {"name": "n", "string": "x"},
    "post_lists": lambda h: {"of": None, "array_of_berth": berths(h)},
    "put_quays": lambda h: {"code": "N", "depth": 1.5},
}


@pytest.mark.parametrize("name", CALLS)
def test_what_a_client_sends_is_what_arrives(
    name: str, harbour: ModuleType, rt: ModuleType
) -> None:
    stand_in = rt.StandIn(harbour)
    members = CALLS[name](harbour)
    with harbour.HarbourClient(transport=stand_in) as client:
        getattr(client, name)(**members)
    (received,) = stand_in.received
    assert received.operation.name.lower() == name.replace("_", "")
    for member, value in members.items():
        assert getattr(received.request, member) == value
    stand_in.check()


def test_every_operation_that_is_called_answers(
    harbour: ModuleType, rt: ModuleType
) -> None:
    """The answer of a handler is what the client reads."""
    stand_in = rt.StandIn(harbour)
    answer = harbour.ArrayOfBerth(items=berths(harbour))
    stand_in.answer(harbour.POST_LISTS, answer)
    client = harbour.HarbourClient(transport=stand_in)
    assert client.post_lists(of="x", array_of_berth=[]) == answer
    assert client.delete_berths_by_number(number="1") is None


def test_it_answers_as_a_server(harbour: ModuleType, rt: ModuleType) -> None:
    stand_in = rt.StandIn(harbour)
    with stand_in.serving() as url, harbour.HarbourClient(f"{url}/base") as client:
        client.post_cargos_by_id(id="a/b", cargo=cargo(harbour))
    (received,) = stand_in.received
    assert (received.request.id, received.request.dry) == ("a/b", None)
    assert received.request.cargo == cargo(harbour)


def asked(harbour: ModuleType, rt: ModuleType, line: str, body: str = "") -> Any:
    """The response to a request, and what arrived."""
    method, target = line.split()
    stand_in = rt.StandIn(harbour)
    headers = rt.Headers({"Content-Type": "application/xml"})
    request = rt.HttpRequest(
        method=method, url=f"http://h{target}", headers=headers, body=body.encode()
    )
    return stand_in(request), stand_in


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("GET /Harbour.svc/BERTHS/7", "GetBerthsByNumber"),
        ("GET /Harbour.svc/berths", "GetBerths"),
        ("GET /Harbour.svc/berths/", "GetBerths"),
        ("GET /any/base/Harbour.svc/berths", "GetBerths"),
        ("GET /Harbour.svc/files/a/b/c", "GetFilesByPath"),
        ("GET /Harbour.svc/count?OF=x", "GetCount"),
    ],
)
def test_templates_are_matched_as_wcf_does(
    line: str, name: str, harbour: ModuleType, rt: ModuleType
) -> None:
    response, stand_in = asked(harbour, rt, line)
    assert response.status == 200
    assert [each.operation.name for each in stand_in.received] == [name]
    assert stand_in.passed_over == []


def test_a_variable_that_no_template_has_is_noted(
    harbour: ModuleType, rt: ModuleType
) -> None:
    response, stand_in = asked(harbour, rt, "GET /Harbour.svc/count?of=x&to=y")
    assert response.status == 200
    assert stand_in.passed_over == [
        "GetCount: to: is no variable of the address: skipped"
    ]


def test_a_member_of_the_body_that_comes_too_late_is_noted(
    harbour: ModuleType, rt: ModuleType
) -> None:
    quay = (
        f'<Quay xmlns="{HARBOUR}"><Depth>1.5</Depth><Code>N</Code><Odd>1</Odd></Quay>'
    )
    _, stand_in = asked(harbour, rt, "PUT /Harbour.svc/quays", quay)
    assert [each.partition(": ")[2].split(":")[0] for each in stand_in.passed_over] == [
        *("$.Code", "$.Odd")
    ]


@pytest.mark.parametrize(
    ("line", "body", "said"),
    [
        ("PUT /Harbour.svc/quays", BERTH, "found element"),
        ("PUT /Harbour.svc/quays", "", "found nothing"),
        ("PUT /Harbour.svc/quays", "<Quay", "well-formed"),
        ("POST /Harbour.svc/cargos/5", BERTH, "the body is .*Berth, not .*Cargo"),
        (
            "POST /Harbour.svc/cargos/5",
            f'<Cargo xmlns="{HARBOUR}"><Kind>Fluid</Kind></Cargo>',
            "Fluid",
        ),
        ("POST /Harbour.svc/lists", f'<int xmlns="{SER}">5</int>', "the body is"),
    ],
)
def test_what_wcf_refuses_is_a_page_with_status_400(
    line: str, body: str, said: str, harbour: ModuleType, rt: ModuleType
) -> None:
    response, stand_in = asked(harbour, rt, line, body)
    assert (response.status, response.media_type) == (400, "text/html")
    assert b"Request Error" in response.body
    assert stand_in.received == []
    reason = rt.standin.faults.reason_of(response)
    assert re.search(said, reason), reason


def test_errors_of_handlers_are_pages_with_their_status(
    harbour: ModuleType, rt: ModuleType
) -> None:
    stand_in = rt.StandIn(harbour)
    errors = [rt.ServiceStackError(404, "NotFound", "no <7>"), KeyError("lost")]
    stand_in.answer(harbour.GET_BERTHS, *errors)
    client = harbour.HarbourClient(transport=stand_in)
    for status, said in ((404, "no <7>"), (400, "'lost'")):
        with pytest.raises(rt.CallError, match="Request Error") as caught:
            client.get_berths()
        response: Any = caught.value.exchange.response
        assert response.status == status
        assert rt.standin.faults.reason_of(response) == said


def test_another_verb_is_not_allowed_and_another_path_not_found(
    harbour: ModuleType, rt: ModuleType
) -> None:
    for line, status in {
        "PATCH /Harbour.svc/quays": 405,
        "POST /Harbour.svc/berths": 405,
        "GET /Harbour.svc/none": 404,
        "GET /Harbour.svc/berths/1/2": 404,
    }.items():
        response, stand_in = asked(harbour, rt, line)
        assert (response.status, stand_in.received) == (status, [])


def test_texts_of_a_query_tell_templates_apart(tmp_path: Path) -> None:
    """UriTemplateTable allows them where nothing else differs."""
    shown = (
        Operation("GET", "find?as=short&of={OF}", "", "string"),
        Operation("GET", "find?as=long&of={OF}", "", "int"),
        Operation("GET", "find?of={OF}", "", "Quay"),
    )
    service = Service(SERVICE.address, SERVICE.types, shown)
    pages = [
        read_page(f"h/{number}.txt", service.page(each, "txt").encode())
        for number, each in enumerate(shown)
    ]
    found = load(rest.inferred("h", pages).contract, tmp_path, "h")
    stand_in = runtime_of(found).StandIn(found)
    http = runtime_of(found).HttpRequest
    for query in ("as=short&of=1", "of=1&as=long", "of=1", "as=odd&of=1"):
        stand_in(http(method="GET", url=f"http://h/Harbour.svc/find?{query}"))
    kinds = [each.operation.response.__name__ for each in stand_in.received]
    assert kinds == ["String", "Int", "Quay", "Quay"]
