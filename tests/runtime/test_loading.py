"""A program imports only the modules that it needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from generated import runtime, tc2
from tests.services import ROOT

CLASS = "from generated.tc2 import SynchronizePanelUserResponse as R"


def loaded(code: str) -> set[str]:
    """The modules of a fresh Python after some code, but for what is loaded anyway."""
    code = f"import lxml.etree, sys; before = {{*sys.modules}}; {code}; "
    command = [sys.executable, "-c", f"{code}print(*{{*sys.modules}} - before)"]
    return set(subprocess.check_output(command, cwd=ROOT, text=True).split())


@pytest.mark.parametrize(
    ("code", "unneeded"),
    [
        pytest.param(
            f"{CLASS}; R().to_xml(); R().to_soap()",
            {"reading.parsing", "scanning.scanner", "reading.reader", "soap.envelopes"}
            | {"writing.restoring", "writing.rewriting"},
            id="writing",
        ),
        pytest.param(
            f"{CLASS}; R.from_xml(R().to_xml())",
            {"writing.restoring", "writing.rewriting", "scanning.scanner"}
            | {"streaming.reading", "streaming.lists"},
            id="reading",
        ),
    ],
)
def test_what_is_used_rarely_is_not_loaded(code: str, unneeded: set[str]) -> None:
    found = loaded(code)
    rare = {"scalars.every", "scalars.decimals", "scalars.guid", "scalars.times"}
    assert "generated.runtime.writing.writer" in found
    assert not found & {f"generated.runtime.{each}" for each in unneeded | rare}
    assert not found & {"datetime", "decimal", "uuid"}


def test_a_client_loads_what_a_call_needs_when_it_calls() -> None:
    found = loaded(
        "from generated.tc2 import AsyncTc2Client, Tc2Client; Tc2Client.call"
    )
    ours = {each for each in found if each.startswith("generated.runtime.")}
    calling = "generated.runtime.calling"
    assert ours == {calling, f"{calling}.client"}
    assert not found & {"asyncio", "dataclasses", "httpx2", "inspect", "urllib.request"}


def test_what_the_runtime_offers_is_there_when_it_is_asked_for() -> None:
    assert {*runtime.__all__} <= {*dir(runtime)}
    for name in runtime.__all__:
        found = getattr(runtime, name)
        # An alias of types has another name, or none.
        assert name in ("Auth", "Way") or found.__name__ == name
    missing = "nothing"
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        getattr(runtime, missing)


def test_a_name_that_has_been_used_is_listed_once() -> None:
    assert tc2.SyncStatus.__name__ in dir(tc2)
    for package in (tc2, runtime):
        assert len({*dir(package)}) == len(dir(package))
