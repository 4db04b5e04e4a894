"""Routes of ServiceStack: places, case, slashes and dots; what goes before what."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from tests.services import ROOT


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


def test_what_is_known_from_json_alone_is_not_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A route leads to it, but nobody knows its XML."""
    page = ROOT / "tests/data/pages/made/GetThing.json.txt"
    (tmp_path / "specs/thing").mkdir(parents=True)
    shutil.copy(page, tmp_path / "specs/thing")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    assert run(["generate", "-q", "--out", "of_json"]) == ExitCode.OK
    things, rt = map(importlib.import_module, ("of_json.thing", "of_json.runtime"))
    request = rt.HttpRequest(method="GET", url="http://h/things/1")
    response = rt.StandIn(things)(request)
    assert response.status == 501
    said = "no page shows the XML of GetThing: save that of /xml/metadata?op=GetThing"
    assert said in response.body.decode()
