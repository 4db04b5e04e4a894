"""What .NET's own client and host exchanged is right, but for what no page shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.validating.judging import Judge
from tests.test_captures import CAPTURES
from tests.validating.support import judged

NOT_TOLD = {"type", "nil", "empty", "null"}
"""int?, [Flags] and derived types are printed like others; null strings are nil here."""
BODIES = [
    path
    for path in CAPTURES
    # rpc/encoded is not read, and a one-way call has no answer.
    if "RpcInDoc" not in path.name and not path.match("*FireAndForget.response*")
]
OF_THESE = ("EchoCustomer", "NullableEcho_null", "basic.Get")


@pytest.mark.parametrize("path", BODIES, ids=lambda path: path.name[: -len(".http")])
def test_a_capture_is_right(path: Path, judges: dict[str, Judge]) -> None:
    judge = judges["basic" if ".basic." in path.name else "demo"]
    found = judged(judge, path.read_bytes(), path.name)
    expected = NOT_TOLD if any(each in path.name for each in OF_THESE) else set()
    assert {each.code for each in found.findings} <= expected
    assert found.direction == "fault" or found.direction in path.name
