"""The pytest plugin gives the fixture ``stand_in`` and fails tests by its report."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import ROOT

TESTS = """
import pytest
from generated import tc2
from generated.runtime import HttpRequest, Headers, StandIn
from hypothesis import given, settings
from soapstone.testing import records

RESPONSE = tc2.SynchronizePanelUserResponse()


def ask(service):
    return tc2.Tc2Client(transport=service).synchronize_panel_user(
        status_only=True, user_code_direct_push=False
    )


def misspell(service):
    request = tc2.SynchronizePanelUser(status_only=True, user_code_direct_push=False)
    body = request.to_soap().replace(b"StatusOnly", b"statusOnly")
    operation = tc2.SYNCHRONIZE_PANEL_USER
    (binding,) = (each for each in operation.bindings if each.transport == "SOAP 1.1")
    headers = {"Content-Type": "text/xml", "SOAPAction": f'"{binding.soap_action}"'}
    service(HttpRequest(method="POST", url=binding.url, headers=Headers(headers), body=body))


def test_good(stand_in):
    service = stand_in(tc2)
    assert type(service) is StandIn
    assert isinstance(ask(service), tc2.SynchronizePanelUserResponse)


def test_misspelt(stand_in):
    for _ in range(3):
        misspell(stand_in(tc2))


def test_left(stand_in):
    stand_in(tc2).answer(tc2.SYNCHRONIZE_PANEL_USER, RESPONSE)


def test_failed_already(stand_in):
    misspell(stand_in(tc2))
    assert "its own" == "reason"


def test_skipped(stand_in):
    misspell(stand_in(tc2))
    pytest.skip("no need")


def test_not_strict(stand_in):
    misspell(stand_in(tc2, strict=False))


@pytest.fixture
def service(stand_in):
    return stand_in(tc2)


def test_of_a_fixture(service):
    misspell(service)


class TestTogether:
    def test_first(self, stand_in):
        misspell(stand_in(tc2))

    def test_second(self, stand_in):
        ask(stand_in(tc2))


@settings(max_examples=5)
@given(response=records(tc2.SynchronizePanelUserResponse))
def test_examples(stand_in, response):
    service = stand_in(tc2)
    service.answer(tc2.SYNCHRONIZE_PANEL_USER, response)
    assert ask(service) == response


def test_no_package(stand_in):
    for wrong in (pytest, "tc2", tc2.client):
        with pytest.raises(TypeError, match=r"stand_in\\(\\) takes a generated package"):
            stand_in(wrong)
"""
ODD = (
    "  SynchronizePanelUser: $.statusOnly: is not spelt StatusOnly: skipped",
    "  SynchronizePanelUser: $.StatusOnly: is missing: taken as its default",
)


def run(
    folder: Path, *options: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """What pytest says of the tests in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines that pytest prints of the tests above."""
    folder = tmp_path_factory.mktemp("user")
    (folder / "test_user.py").write_text(TESTS, encoding="utf-8")
    done = run(folder, "-v", "--tb=short")
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("test_good", "PASSED"),
        ("test_misspelt", "FAILED"),
        ("test_left", "FAILED"),
        ("test_failed_already", "FAILED"),
        ("test_skipped", "SKIPPED"),
        ("test_not_strict", "PASSED"),
        ("test_of_a_fixture", "FAILED"),
        ("TestTogether::test_first", "FAILED"),
        ("TestTogether::test_second", "PASSED"),
        ("test_examples", "PASSED"),
        ("test_no_package", "PASSED"),
    ],
)
def test_a_test_ends_as_it_should(name: str, outcome: str, report: list[str]) -> None:
    (line,) = (each for each in report if each.startswith(f"test_user.py::{name} "))
    assert line.split()[1] == outcome


def _said(name: str, report: list[str]) -> list[str]:
    """The lines of a failure, without the frames around it."""
    begin = report.index(f"{f' {name} ':_^80}")
    lines = []
    for each in report[begin + 1 :]:
        if each.startswith(("____", "====")):
            break
        lines.append(each)
    return lines


HEAD = "The test passed, but its stand-in for generated.tc2 has to report:"


@pytest.mark.parametrize("name", ["test_misspelt", "test_of_a_fixture"])
def test_the_report_has_each_thing_once_and_no_traceback(
    name: str, report: list[str]
) -> None:
    assert _said(name, report) == [HEAD, *ODD]


def test_answers_left_over_are_reported(report: list[str]) -> None:
    left = "  SynchronizePanelUser: 1 answer was not asked for"
    assert _said("test_left", report) == [HEAD, left]


def test_a_failed_test_keeps_its_own_reason(report: list[str]) -> None:
    said = _said("test_failed_already", report)
    assert any("its own" in each for each in said)
    assert not {HEAD, *ODD} & {*said}


START = """
import sys


def test_modules():
    ours = {each for each in sys.modules if each.partition(".")[0] == "soapstone"}
    assert ours == {"soapstone", "soapstone.testing", "soapstone.testing.plugin"}
    assert not {"lxml", "hypothesis", "httpx2", "generated"} & {*sys.modules}
"""
WITHOUT = """
import pytest
from generated import tc2


def test_it_answers(stand_in):
    client = tc2.Tc2Client(transport=stand_in(tc2))
    client.synchronize_panel_user(status_only=True, user_code_direct_push=False)


def test_strategies():
    with pytest.raises(ImportError, match="records needs hypothesis: pip install 'soap"):
        from soapstone.testing import records
"""


def test_a_start_of_pytest_loads_next_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "test_user.py").write_text(START, encoding="utf-8")
    done = run(tmp_path, "-q", "-p", "no:hypothesispytest", "-p", "no:anyio")
    assert done.returncode == 0, done.stdout


def test_it_works_where_extras_are_not_installed(tmp_path: Path) -> None:
    for name in ("hypothesis", "httpx2", "uvicorn"):
        text = f"raise ModuleNotFoundError(name={name!r})"
        (tmp_path / f"absent/{name}.py").parent.mkdir(exist_ok=True)
        (tmp_path / f"absent/{name}.py").write_text(text, encoding="utf-8")
    (tmp_path / "test_user.py").write_text(WITHOUT, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path / "absent"), str(ROOT)])
    done = run(tmp_path, "-q", "-p", "no:hypothesispytest", PYTHONPATH=path)
    assert done.returncode == 0, done.stdout
