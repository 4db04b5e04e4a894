"""Any message that a real service could send is read and written without loss."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from soapstone.emit.python.naming import name_everything
from soapstone.inference import inferred
from soapstone.model.contract import Contract, Message
from soapstone.pages import read_page
from soapstone.runtime.reading.namespaces import prefixes
from tests import contracts
from tests.canonical import canonical
from tests.messages import Messages
from tests.packages import load, runtime_of
from tests.runtime.support import shop
from tests.services import SPECS

DATA = Path(__file__).parent / "data"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


def _inferred(folder: Path) -> Contract:
    files = sorted(
        path for path in folder.iterdir() if path.suffix in (".txt", ".html")
    )
    pages = [
        read_page(f"{folder.name}/{each.name}", each.read_bytes()) for each in files
    ]
    return inferred(folder.name, pages).contract


SERVICES: dict[str, Callable[[], Contract]] = {
    "metering": lambda: _inferred(SPECS / "metering"),
    "tc2": lambda: _inferred(SPECS / "tc2"),
    "basic": lambda: _inferred(DATA / "services" / "basic"),
    "demo": lambda: _inferred(DATA / "services" / "demo"),
    "everything": contracts.everything,
    "kennel": contracts.kennel,
    "park": contracts.park,
    "shop": shop,
}


def _messages(contract: Contract) -> Iterator[Message]:
    for operation in contract.operations:
        for message in (operation.request, operation.response):
            if message is not None:
                yield message


def _meant(document: bytes | str) -> str:
    """The canonical form, with the namespaces that prefixes in foreign values stand for."""
    data = document if isinstance(document, bytes) else document.encode()
    root = etree.fromstring(data)
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] == "for":
                element.set(name, _resolved(value, element.nsmap))
        if str(element.tag).rpartition("}")[2] in ("f", "ResultCode", "Newer"):
            element.text = _resolved(element.text or "", element.nsmap)
    return canonical(etree.tostring(root))


def _resolved(value: str, bound: dict[str | None, str]) -> str:
    for prefix in prefixes(value):
        value = value.replace(f"{prefix}:", f"[{bound.get(prefix)}]")
    return value


def _is_same(one: object, other: object) -> bool:
    """Equal, but for a NaN: from Python 3.13 on what holds one is equal to nothing."""
    return one == other or (repr(one) == repr(other) and "nan" in repr(one))


def _check(read: Any, runtime: ModuleType, document: str) -> None:
    record = read.from_xml(document)
    written = record.to_xml()
    assert _meant(written) == _meant(document)
    again = read.from_xml(written)
    assert _is_same(again, record)
    assert again.to_xml() == written
    assert pickle.loads(pickle.dumps(record)).to_xml() == written
    assert _is_same(copy.deepcopy(record), record)
    if hasattr(read, "from_soap"):
        around = (
            f'<E:Envelope xmlns:E="{SOAP}"><E:Body>{document}</E:Body></E:Envelope>'
        )
        assert _is_same(read.from_soap(around), record)
        envelope = runtime.Envelope.parse(record.to_soap("1.2"))
        assert read.from_soap(envelope).to_xml() == written


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", SERVICES)
def test_any_message_comes_back_the_same(name: str, tmp_path: Path) -> None:
    contract = SERVICES[name]()
    package = load(contract, tmp_path)
    runtime, classes = runtime_of(package), name_everything(contract).classes
    drawn = Messages(contract)
    kinds = list(_messages(contract))

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def check(data: st.DataObject) -> None:
        message = data.draw(st.sampled_from(kinds))
        document = data.draw(drawn.of(message))
        _check(getattr(package, classes[message.record]), runtime, document)

    check()
