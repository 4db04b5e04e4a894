"""The call that a report offers is that of the generated client."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.explain.support import ROOT, asmx, service
from tests.site.support import pages, reported, specs_of

STUB = "generated/{}/client.pyi"


def offered(page: object) -> list[str]:
    """The Python that a page offers: the call, then the answer."""
    found = page.xpath("//section[@class='call']//pre")  # type: ignore[attr-defined]
    return [each.text_content() for each in found]


@pytest.mark.parametrize(
    ("package", "operation"),
    [("tc2", "synchronize_panel_user"), ("metering", "batch_register_accounts")],
)
def test_its_arguments_are_those_of_the_generated_method(
    package: str, operation: str, tmp_path: Path
) -> None:
    found = pages(reported(specs_of(tmp_path)))
    call, _ = offered(found[f"{package}/operations/{operation}.html"])
    stub = ast.parse((ROOT / STUB.format(package)).read_text("utf-8"))
    client = next(each for each in ast.walk(stub) if isinstance(each, ast.ClassDef))
    (method,) = [
        each
        for each in client.body
        if isinstance(each, ast.FunctionDef) and each.name == operation
    ]
    (made,) = [
        each
        for each in ast.walk(ast.parse(call))
        if isinstance(each, ast.Call)
        and isinstance(each.func, ast.Attribute)
        and each.func.attr == operation
    ]
    assert [each.arg for each in made.keywords] == [
        each.arg for each in method.args.kwonlyargs
    ]
    assert client.name in call


def test_what_cannot_be_called_has_no_call(tmp_path: Path) -> None:
    json = (ROOT / "tests/data/pages/made/GetThing.json.txt").read_text("utf-8")
    specs = service(tmp_path, GetThing=json)
    page = pages(reported(specs))["svc/operations/get_thing.html"]
    (section,) = page.xpath("//section[@class='call']")
    assert "Cannot be called: no page shows all of its XML." in section.text_content()
    assert not any("with " in each for each in offered(page))


def test_the_answer_has_the_members_of_the_records_in_it(tmp_path: Path) -> None:
    returns = "<AskResult><n>int</n><inner><m>string</m></inner></AskResult>"
    specs = service(tmp_path, Ask=asmx("<a>int</a>", returns))
    _, answer = offered(pages(reported(specs))["svc/operations/ask.html"])
    assert re.sub(r": \w+( \| None)?", "", answer).splitlines() == [
        "response",
        "response.ask_result",
        "    .n",
        "    .inner",
        "        .m",
    ]


def test_a_call_without_arguments_is_one(tmp_path: Path) -> None:
    page = pages(reported(service(tmp_path, Ask=asmx(""))))["svc/operations/ask.html"]
    ast.parse(offered(page)[0])
    assert "client.ask(" in offered(page)[0]
