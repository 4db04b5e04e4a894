"""Routes of ServiceStack: places, case, slashes and dots; what goes before what."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest


def asked(
    orders: ModuleType, rt: ModuleType, method: str, target: str, **more: Any
) -> Any:
    stand_in = rt.StandIn(orders)
    request = rt.HttpRequest(method=method, url=f"http://h{target}", **more)
    response = stand_in(request)
    assert response.status == 200, response
    (call,) = stand_in.received
    return call


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("/find/a", "a"),
        ("/FIND/A", "A"),
        ("/find/a/", "a"),
        ("/base/path/find/a", "a"),
        ("/find/a%2Fb", "a/b"),
        ("/find/a.b", "a.b"),
        ("/find/..", ".."),
        ("/find/%2E%2E", ".."),
        ("/find/a%20+%C3%BC%22", 'a +ü"'),
        ("/find?name=n", "n"),
        ("/find?NAME=n%2B+1", "n+ 1"),
        ("/find/path?Name=query", "path"),
    ],
)
def test_a_place_is_a_member(
    target: str, name: str, orders: ModuleType, rt: ModuleType
) -> None:
    call = asked(orders, rt, "GET", target)
    assert (call.operation.name, call.request.name) == ("Find", name)
    assert call.passed_over == ()


def test_path_and_query_go_before_the_body(orders: ModuleType, rt: ModuleType) -> None:
    body = orders.Find(name="body", paid=True, letter="b").to_xml()
    headers = rt.Headers({"Content-Type": "application/xml"})
    target = "/find/path?letter=q&odd=1"
    call = asked(orders, rt, "PUT", target, headers=headers, body=body)
    assert call.request == orders.Find(name="path", paid=True, letter="q")
    assert call.passed_over == ("odd: is not in the contract: skipped",)


def test_a_form_is_a_query(orders: ModuleType, rt: ModuleType) -> None:
    headers = rt.Headers({"Content-Type": "application/x-www-form-urlencoded"})
    body = b"Paid=true&Tags=a,b"
    call = asked(orders, rt, "PUT", "/find/n", headers=headers, body=body)
    assert call.request == orders.Find(name="n", paid=True, tags=["a", "b"])


@pytest.mark.parametrize(
    ("method", "target"),
    [("POST", "/find"), ("GET", "/find/a/b"), ("GET", "/finder"), ("GET", "/")],
)
def test_other_paths_and_verbs_are_not_found(
    method: str, target: str, orders: ModuleType, rt: ModuleType
) -> None:
    stand_in = rt.StandIn(orders)
    response = stand_in(rt.HttpRequest(method=method, url=f"http://h{target}"))
    assert (response.status, stand_in.received) == (404, [])
