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
    asked = method.args
    required = {
        argument.arg
        for argument, default in zip(asked.kwonlyargs, asked.kw_defaults, strict=True)
        if default is None
    }
    program = ast.parse(call)
    (made,) = [
        each
        for each in ast.walk(program)
        if isinstance(each, ast.Call)
        and isinstance(each.func, ast.Attribute)
        and each.func.attr == operation
    ]
    assert {each.arg for each in made.keywords} == required
    optional = set(re.findall(r"# (\w+)=\.\.\.,", call))
    assert optional | required == {each.arg for each in asked.kwonlyargs}
    assert f"import {client.name}" in call
    for each in asked.kwonlyargs:
        annotation = ast.unparse(each.annotation or ast.Constant(""))
        assert re.search(rf"{each.arg}=\.\.\.,  # {re.escape(annotation)}$", call, re.M)


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
