"""Calls by HTTP GET and POST, answered by a real ASMX service (csharp/Svc.cs on Mono)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from soapstone.inference import inferred
from soapstone.pages import read_page
from tests.packages import load, runtime_of

PAGES = Path(__file__).parents[1] / "data" / "services" / "demo"
NAMESPACE = "https://services.example.com/Demo/"
WAYS = ("SOAP 1.1", "HTTP GET", "HTTP POST")

FORMS = {
    "Add": ("a b", "int"),
    "Custom": ("arg n n", "string"),
    "DoNothing": ("", ""),
    "EchoStatus": ("s r many many", "Status"),
    "Fail": ("msg", "string"),
    "GetDataSet": ("rows", "xml"),
    "OverloadTwo": ("a", "int"),
}
"""The parameters of methods, as the code has them; and the type of what comes back.

The pages of the tests were made without HTTP GET and POST, so these sections are written here.
"""


def _with_forms(name: str, parameters: str, returned: str) -> bytes:
    form = "&".join(f"{each}=string" for each in parameters.split())
    text = (PAGES / f"{name}.txt").read_text("utf-8").rstrip() + "\n"
    answer = "HTTP/1.1 200 OK\n"
    if returned:
        document = f'<{returned} xmlns="{NAMESPACE}">{_shown(returned)}</{returned}>'
        document = "xml" if returned == "xml" else document
        answer += (
            "Content-Type: text/xml; charset=utf-8\nContent-Length: length\n\n"
            f'<?xml version="1.0" encoding="utf-8"?>\n{document}\n'
        )
    head = "Host: 127.0.0.1:18084\n"
    kind = "Content-Type: application/x-www-form-urlencoded\nContent-Length: length\n"
    query = f"?{form}" if form else ""
    text += f"HTTP GET\n\nGET /demo.asmx/{name}{query} HTTP/1.1\n{head}\n{answer}"
    text += f"HTTP POST\n\nPOST /demo.asmx/{name} HTTP/1.1\n{head}{kind}\n{form}\n\n"
    return (text + answer).encode()


def _shown(returned: str) -> str:
    return "Active or Inactive or on-hold" if returned == "Status" else returned


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    pages = [
        read_page(f"demo/{name}.txt", _with_forms(name, *form))
        for name, form in FORMS.items()
    ]
    contract = inferred("demo", pages).contract
    assert [len(each.bindings) for each in contract.operations] == [4] * len(FORMS)
    return load(contract, tmp_path_factory.mktemp("forms"), "demo")


@pytest.fixture(params=WAYS)
def client(
    request: pytest.FixtureRequest, demo: ModuleType, site: str
) -> Iterator[Any]:
    with demo.DemoServiceClient(site, way=request.param) as made:
        yield made


def test_a_way_changes_nothing_about_the_answer(client: Any, demo: ModuleType) -> None:
    assert client.add(a=-7, b=9).add_result == 2
    assert client.overload_two(a=3).overload_two_result == 3
    assert client.do_nothing() == demo.DoNothingResponse()
    custom = client.custom(the_arg="ü & x;1+2%", nums=[1, 2])
    assert custom.the_result == "ü & x;1+2%"
    status = {"r": "Read", "many": ["Read", "Write"]}
    assert client.echo_status(s="Active", **status).echo_status_result == "Active"
    rows = client.get_data_set(rows=2).get_data_set_result.text
    assert rows.count("<Name>") == 2


def test_a_combination_of_flags_is_read(client: Any) -> None:
    found = client.echo_status(s="Inactive", r="Read Write", many=["None"])
    assert found.echo_status_result == "Inactive"


def test_an_error_is_a_fault_or_text(client: Any, demo: ModuleType) -> None:
    runtime = runtime_of(demo)
    with pytest.raises((runtime.Fault, runtime.HttpError), match="boom") as caught:
        client.fail(msg="boom")
    assert isinstance(caught.value, runtime.Fault) == ("SOAP" in client._options.way)
    assert caught.value.exchange.response.status == 500


def test_of_an_enumeration_the_name_in_the_code_is_read(
    client: Any, demo: ModuleType
) -> None:
    """``[XmlEnum("on-hold")] OnHold``: no page shows it, and a form takes nothing else."""
    by_soap = "SOAP" in client._options.way
    name = "on-hold" if by_soap else "OnHold"
    found = client.echo_status(s=name, r="None", many=["None"])
    assert found.echo_status_result == "on-hold"


def test_what_looks_like_html_is_refused_in_a_form_only(
    client: Any, demo: ModuleType
) -> None:
    """ASP.NET validates requests, and takes a body of SOAP for none."""
    if "SOAP" in client._options.way:
        assert client.custom(the_arg="<x>", nums=[1]).the_result == "<x>"
        return
    with pytest.raises(runtime_of(demo).HttpError, match="HttpRequestValidation"):
        client.custom(the_arg="<x>", nums=[1])
