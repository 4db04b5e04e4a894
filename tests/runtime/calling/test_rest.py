"""Calls of WCF REST services over real connections: addresses with variables, bodies, answers."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
from lxml import etree

from soapstone.inference.joining import rest
from soapstone.model.contract import Contract
from soapstone.pages import read_page
from tests.help_pages import SERVICE, Operation, Service
from tests.packages import load, runtime_of
from tests.runtime.calling.server import http, serving

HARBOUR = "http://schemas.datacontract.org/2004/07/Harbour"
SER = "http://schemas.microsoft.com/2003/10/Serialization/"
JSON_ONLY = """\
Reference for http://h/H.svc/odd
Url: http://h/H.svc/odd
HTTP Method: GET
Message direction\tFormat\tBody
Request\tN/A\tThe Request body is empty.
Response\tJson\tExample
The following is an example response Json body:
{
"Number":2147483647
}
"""
WRAPPED = """\
Reference for http://h/H.svc/many
Url: http://h/H.svc/many
HTTP Method: POST
Message direction\tFormat\tBody
Request\tUnknown\tThe Request body is wrapped.
Response\tN/A\tThe Response body is empty.
"""


def contract() -> Contract:
    more = (
        Operation("GET", "files/{*PATH}", "", "string"),
        Operation("POST", "tags/{NAME}", "string", "int"),
        Operation("POST", "lists?of={OF}", "Berth[]", "Berth[]"),
    )
    shown = Service(SERVICE.address, SERVICE.types, (*SERVICE.operations, *more))
    texts = [shown.page(each, "txt") for each in shown.operations]
    texts += [JSON_ONLY, WRAPPED]
    pages = [
        read_page(f"h/{number}.txt", text.encode()) for number, text in enumerate(texts)
    ]
    return rest.inferred("harbour", pages).contract


@pytest.fixture(scope="module", name="harbour")
def _harbour(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return load(contract(), tmp_path_factory.mktemp("harbour"), "harbour")


def called(harbour: ModuleType, answer: bytes, method: str, /, **members: Any) -> Any:
    """The answer of a call, and the request as it arrived."""
    with serving(http(answer, kind="application/xml")) as server:
        with harbour.HarbourClient(server.url) as client:
            value = getattr(client, method)(**members)
        (request,) = server.requests
    return value, request


BERTH = f'<Berth xmlns="{HARBOUR}"><At><Code>N</Code><Depth>7.5</Depth></At></Berth>'


def test_a_variable_of_the_path_is_put_in_its_place(harbour: ModuleType) -> None:
    answer = BERTH.encode()
    value, request = called(harbour, answer, "get_berths_by_number", number="7/a b")
    assert request.line == "GET /Harbour.svc/berths/7%2Fa%20b HTTP/1.1"
    assert request.body == b""
    assert value.at.depth == 7.5


def test_slashes_of_a_wildcard_stay(harbour: ModuleType) -> None:
    answer = f'<string xmlns="{SER}">x</string>'.encode()
    value, request = called(harbour, answer, "get_files_by_path", path="a/b c.txt")
    assert request.line == "GET /Harbour.svc/files/a/b%20c.txt HTTP/1.1"
    assert value.value == "x"


@pytest.mark.parametrize(("of", "query"), [("a&b", "?of=a%26b"), (None, "")])
def test_a_variable_of_the_query_is_left_out_where_it_is_none(
    harbour: ModuleType, of: str | None, query: str
) -> None:
    answer = f'<int xmlns="{SER}">5</int>'.encode()
    value, request = called(harbour, answer, "get_count", of=of)
    assert request.line == f"GET /Harbour.svc/count{query} HTTP/1.1"
    assert value.value == 5


def test_the_body_is_the_member_that_is_no_variable(harbour: ModuleType) -> None:
    answer = f'<ArrayOfCargo xmlns="{HARBOUR}"/>'.encode()
    cargo = harbour.Cargo(kind=harbour.Kind.LIQUID, other=None)
    name = "post_cargos_by_id"
    value, request = called(harbour, answer, name, id="5", dry="yes", cargo=cargo)
    assert request.line == "POST /Harbour.svc/cargos/5?dry=yes HTTP/1.1"
    assert request.headers["content-type"].startswith("application/xml")
    root = etree.fromstring(request.body)
    assert root.tag == f"{{{HARBOUR}}}Cargo"
    assert root.findtext(f"{{{HARBOUR}}}Kind") == "Liquid"
    assert value.items == []


def test_a_derived_type_keeps_its_name_in_the_body(harbour: ModuleType) -> None:
    answer = f'<ArrayOfYard xmlns="{HARBOUR}"/>'.encode()
    yard = harbour.Yard(first=harbour.Tug(tag="t", power=5), rest=[])
    _, request = called(harbour, answer, "post_yards_by_id", id="1", yard=yard)
    first = etree.fromstring(request.body)[0]
    (kind,) = first.attrib.values()
    prefix, _, name = kind.partition(":")
    assert (first.nsmap[prefix], name) == (HARBOUR, "Tug")


def test_a_body_of_one_value_or_a_list_is_a_member_too(harbour: ModuleType) -> None:
    answer = f'<int xmlns="{SER}">5</int>'.encode()
    _, request = called(harbour, answer, "post_tags_by_name", name="n", string="x")
    assert request.body.endswith(b">x</" + request.body.rpartition(b"</")[2])
    assert etree.fromstring(request.body).tag == f"{{{SER}}}string"
    answer = f'<ArrayOfBerth xmlns="{HARBOUR}">{BERTH}</ArrayOfBerth>'.encode()
    berths = [harbour.Berth(number=1, at=None), harbour.Berth(number=2, at=None)]
    value, request = called(harbour, answer, "post_lists", array_of_berth=berths)
    root = etree.fromstring(request.body)
    assert root.tag == f"{{{HARBOUR}}}ArrayOfBerth"
    assert [each[0].text for each in root] == ["1", "2"]
    assert len(value.items) == 1


def test_a_body_without_variables_is_the_request_itself(harbour: ModuleType) -> None:
    answer = f'<string xmlns="{SER}">x</string>'.encode()
    _, request = called(harbour, answer, "put_quays", code="N", depth=1.5)
    assert request.line == "PUT /Harbour.svc/quays HTTP/1.1"
    assert etree.fromstring(request.body).tag == f"{{{HARBOUR}}}Quay"


def test_nothing_comes_back_where_the_page_shows_nothing(harbour: ModuleType) -> None:
    value, request = called(harbour, b"", "delete_berths_by_number", number="7")
    assert request.line == "DELETE /Harbour.svc/berths/7 HTTP/1.1"
    assert value is None


@pytest.mark.parametrize("number", ["", ".."])
def test_a_path_needs_its_variables(harbour: ModuleType, number: str) -> None:
    if number:
        _, request = called(
            harbour, BERTH.encode(), "get_berths_by_number", number=number
        )
        assert request.line == "GET /Harbour.svc/berths/%2E%2E HTTP/1.1"
        return
    with pytest.raises(runtime_of(harbour).CannotCall, match="needs NUMBER"):
        called(harbour, b"", "get_berths_by_number", number=number)


@pytest.mark.parametrize(
    ("name", "said"),
    [("get_odd", "its pages show JSON"), ("post_many", "no way to call it")],
)
def test_what_cannot_be_called_says_why(
    harbour: ModuleType, name: str, said: str
) -> None:
    with pytest.raises(runtime_of(harbour).CannotCall, match=said):
        called(harbour, b"", name)
