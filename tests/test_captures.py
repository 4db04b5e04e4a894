"""Real messages between a .NET client and an ASMX service are read by generated classes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import etree

from soapstone.emit.python.naming import name_everything
from soapstone.inference import inferred
from soapstone.model.contract import Contract
from soapstone.pages import read_page
from tests.canonical import canonical
from tests.packages import load, runtime_of

DATA = Path(__file__).parent / "data"
CAPTURES = sorted((DATA / "dotnet" / "asmx").glob("*.http"))
RPC = "RpcInDoc"


class Exchanged:
    """The packages of the services, and the class of each root element."""

    def __init__(self, folder: Path) -> None:
        self.classes: dict[str, Any] = {}
        self.runtimes: list[ModuleType] = []
        for service in ("basic", "demo"):
            contract = _contract(service)
            package = load(contract, folder, service)
            self.classes |= _roots(contract, package)
            self.runtimes.append(runtime_of(package))


def _contract(service: str) -> Contract:
    files = sorted((DATA / "services" / service).iterdir())
    pages = [read_page(f"{service}/{path.name}", path.read_bytes()) for path in files]
    return inferred(service, pages).contract


def _roots(contract: Contract, package: ModuleType) -> Mapping[str, Any]:
    classes = name_everything(contract).classes
    return {
        str(message.element): getattr(package, classes[message.record])
        for operation in contract.operations
        for message in (operation.request, operation.response)
        if message is not None
    }


@pytest.fixture(scope="module")
def exchanged(tmp_path_factory: pytest.TempPathFactory) -> Exchanged:
    return Exchanged(tmp_path_factory.mktemp("captures"))


def _body(capture: Path) -> bytes:
    return capture.read_bytes().partition(b"\r\n\r\n")[2].strip()


WITH_BODY = [path for path in CAPTURES if _body(path) and RPC not in path.name]


@pytest.mark.parametrize("capture", WITH_BODY, ids=lambda path: path.name)
def test_what_dotnet_sent_is_read_and_written_the_same(
    capture: Path, exchanged: Exchanged
) -> None:
    data = _body(capture)
    runtime = exchanged.runtimes[0]
    if b"Fault>" in data:
        with pytest.raises(runtime.SoapFault):
            runtime.Envelope.parse(data)
        return
    root = runtime.Envelope.parse(data).body
    record = exchanged.classes[root.tag].from_soap(data)
    sent = etree.tostring(root, with_tail=False)
    assert canonical(record.to_xml()) == canonical(sent)


def test_there_is_something_to_read() -> None:
    faults = [path for path in WITH_BODY if b"Fault>" in _body(path)]
    assert (len(WITH_BODY), len(faults)) == (130, 4)
