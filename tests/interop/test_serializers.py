"""What generated classes write, read and written again by the real serializers, comes back.

The types are those of tests/data/dotnet/Types.cs, their contracts those of tests/serializers; and
the messages of specs/, whose C# is in csharp/Specs.cs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given

from soapstone.emit.python.naming import name_everything
from soapstone.model.contract import Contract
from tests.interop.dotnet import Echo, Refused, Serializer
from tests.interop.drawing import DRAWING, Holdable
from tests.interop.settling import parting, settled
from tests.packages import load, runtime_of
from tests.serializers import data_contract, xml_serializer
from tests.services import service

INDEX = Path(__file__).parents[1] / "data" / "dotnet" / "serializers" / "index.json"
CONTRACTS = {"dcs": data_contract.contract_of, "xs": xml_serializer.contract_of}
RESPONSES = "System.Collections.Generic.List`1[Metering.Responses.AccountResponse]"
OF_SPECS = (
    (
        "metering",
        "BatchRegisterAccounts",
        "dcs",
        "Metering.Requests.BatchRegisterAccounts",
    ),
    ("metering", "ArrayOfAccountResponse", "dcs", RESPONSES),
    ("tc2", "SynchronizePanelUser", "xs", "Tc2.SynchronizePanelUser"),
    ("tc2", "SynchronizePanelUserResponse", "xs", "Tc2.SynchronizePanelUserResponse"),
)
"""Service, record, serializer and .NET type."""

OUT_OF_REACH = {
    "System.Data.DataTable dcs": "it writes a schema of its own along",
    "System.Data.DataTable xs": "it writes a schema of its own along",
    "Fix.NullablesDcOnly xs": "it loses a DateTimeOffset, on Mono a TimeSpan too",
    "Fix.XsAttrs xs": "its members depend on each other: choice, …Specified, lists in attributes",
    "Fix.Names dcs core": "Core cannot read what it wrote: the namespace has a query",
}
"""Types, serializers and runtimes, and why nothing is sent."""

REFUSED = {
    # It is required and left out when null, so that it cannot be null.
    "Fix.EmitDefault dcs": "Expecting element 'ReqNoEmit'",
    # HttpStatusCode has members that a later .NET brought.
    RESPONSES: "Invalid enum value",
}
"""How a refusal reads that is .NET's own limit."""

LEFT_OUT = re.compile(
    r"<(\S+)>(?:false|0|Red|0001-01-01T00:00:00|00000000-0000-0000-0000-000000000000)</\1>"
)
"""Members of EmitDefault with their default value: ``EmitDefaultValue=false``."""


def _types() -> Iterator[Any]:
    cases = json.loads(INDEX.read_text("utf-8"))["cases"]
    written = {
        (each["type"], of)
        for each in cases
        for of in CONTRACTS
        if of in each["core"] or of in each["mono"]
    }
    for type_, serializer in sorted(written):
        yield pytest.param(type_, serializer, id=f"{type_}-{serializer}")


def _known(rules: dict[str, str], *words: str) -> str:
    """What a table says of some words (type, serializer, runtime)."""
    said = (text for rule, text in rules.items() if {*rule.split()} <= {*words})
    return next(said, "")


class Subject:
    """Objects of one generated class, sent to one serializer."""

    def __init__(
        self,
        package: ModuleType,
        contract: Contract,
        key: str,
        type_: str,
        of: Serializer,
    ) -> None:
        kind = getattr(package, name_everything(contract).classes[key])
        self.objects = Holdable(runtime_of(package).__name__, of).record(kind, 0, {})
        self.type = type_
        self.serializer: Serializer = of

    def check(self, record: Any, echo: Echo) -> None:
        """Sends an object. Fails where what comes back says something else."""
        words = (self.type, self.serializer, echo.runtime)
        document = record.to_xml()
        try:
            answer = echo(self.serializer, self.type, document)
        except Refused as refused:
            reason = _known(REFUSED, *words)
            if not reason or reason not in str(refused):
                pytest.fail(f"{refused}: {document.decode()[:2000]}")
            echo.figures[f"{self.serializer}: refused, as it must"] += 1
            return
        sent, got = (
            settled(each, self.serializer, echo.runtime) for each in (document, answer)
        )
        if self.type == "Fix.EmitDefault":
            sent, got = LEFT_OUT.sub("", sent), LEFT_OUT.sub("", got)
        if sent != got:
            pytest.fail(parting(sent, got))
        echo.figures[f"{self.serializer}: the same"] += 1


def _draw(subject: Subject, echo: Echo) -> None:
    @DRAWING
    @given(subject.objects)
    def check(record: Any) -> None:
        subject.check(record, echo)

    check()


@pytest.mark.parametrize(("type_", "serializer"), list(_types()))
def test_an_object_comes_back_from_dotnet(
    type_: str, serializer: Serializer, echo: Echo, tmp_path: Path
) -> None:
    reason = _known(OUT_OF_REACH, type_, serializer, echo.runtime)
    if reason:
        pytest.skip(reason)
    contract = CONTRACTS[serializer](type_)
    request = contract.operations[0].request
    assert request
    package = load(contract, tmp_path)
    _draw(Subject(package, contract, request.record, type_, serializer), echo)


@pytest.mark.parametrize(("folder", "key", "serializer", "type_"), OF_SPECS)
def test_an_object_of_specs_comes_back_from_dotnet(
    folder: str, key: str, serializer: Serializer, type_: str, echo: Echo
) -> None:
    shown = service(folder)
    _draw(Subject(shown.package, shown.contract, key, type_, serializer), echo)
