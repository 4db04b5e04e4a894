"""A service's pages together with real exchanges of it (tests/data/dotnet/asmx).

What is learned is what the C# source says, no more; recordings with other values teach the same;
and classes made from both read and write the exchanges as .NET did.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from soapstone.emit.python.naming import name_everything
from soapstone.model.contract import (
    AnyXml,
    Contract,
    EnumerationRef,
    Record,
    RecordRef,
    Scalar,
)
from soapstone.pages import read_page
from soapstone.run.redaction import Redacted, redact
from soapstone.run.resolved_contract import ResolvedContract, resolve_contract
from tests.canonical import canonical
from tests.inputs.recordings.support import fields
from tests.packages import load, runtime_of

DATA = Path(__file__).parents[2] / "data"
CAPTURES = sorted((DATA / "dotnet" / "asmx").glob("*.http"))
OURS = [
    path for path in CAPTURES if ".basic." not in path.name and "Rpc" not in path.name
]


def generated(folder: Path) -> ResolvedContract:
    pages = [
        read_page(f"demo/{path.name}", path.read_bytes())
        for path in sorted(folder.glob("*.txt"))
    ]
    return resolve_contract(folder, pages)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the service, and the captures beside them."""
    folder = tmp_path_factory.mktemp("specs") / "demo"
    shutil.copytree(DATA / "services" / "demo", folder)
    (folder / "recorded").mkdir()
    for path in OURS:
        shutil.copy(path, folder / "recorded")
    return folder


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Contract:
    """What the pages alone tell."""
    folder = tmp_path_factory.mktemp("alone") / "demo"
    shutil.copytree(DATA / "services" / "demo", folder)
    return generated(folder).contract


@pytest.fixture(scope="module")
def service(folder: Path) -> ResolvedContract:
    return generated(folder)


def changed(old: Contract, new: Contract) -> dict[str, Record]:
    before = {each.key: each for each in old.records}
    return {each.key: each for each in new.records if before.get(each.key) != each}


def test_what_the_captures_add_is_what_the_source_says(
    service: ResolvedContract, pages: Contract
) -> None:
    new = changed(pages, service.contract)
    customer = fields(new["Customer"])
    assert customer["Credit"].nullable  # decimal?
    assert customer["Credit"].nillable
    vip = new["VipCustomer"]
    assert (vip.base, vip.fields[:-1]) == ("Customer", new["Customer"].fields)
    assert vip.fields[-1].name.name == "Level"
    assert vip.fields[-1].type == Scalar("int", guessed=True)
    nullable = {f.name.name: f.type for f in new["NullableEcho"].fields if f.nullable}
    assert nullable == {
        "n": Scalar("int"),
        "when": Scalar("dateTime"),
        "st": EnumerationRef("State"),
    }
    assert fields(new["EchoMatrixResult"])["Anything"].type == AnyXml()
    # [XmlElement(IsNullable = true)]: nil rather than left out.
    assert fields(new["Home"])["Zip"].nillable
    flags = {each.key: each.flags for each in service.contract.enumerations}
    assert flags == {"Rights": True, "State": False}


def test_nothing_else_changes(service: ResolvedContract, pages: Contract) -> None:
    assert sorted(changed(pages, service.contract)) == [
        "Customer",
        "EchoMatrixResult",
        "EchoObject",
        "EchoObjectResponse",
        "Home",
        "NullableEcho",
        "NullableEchoResponse",
        "VipCustomer",
    ]
    assert [
        each.severity for each in service.findings if each.code == "recorded-misfit"
    ] == []


def test_findings_on_pages_that_messages_settle_go(service: ResolvedContract) -> None:
    open_ = {each.subject for each in service.findings if each.code == "empty-element"}
    assert open_ == {"Prims.ts"}  # XmlSerializer writes a TimeSpan as an empty element


def test_redacted_recordings_teach_the_same(
    folder: Path, service: ResolvedContract, tmp_path: Path
) -> None:
    copy = tmp_path / "demo"
    shutil.copytree(folder, copy)
    files = sorted((copy / "recorded").iterdir())
    assert redact(files) == Redacted(tuple(files), None)
    again = generated(copy)
    assert again.contract == service.contract
    assert [(f.code, f.subject) for f in again.findings] == [
        (f.code, f.subject) for f in service.findings
    ]
    assert redact(files) == Redacted((), None)


def test_what_dotnet_sent_is_read_and_written_the_same(
    service: ResolvedContract, tmp_path: Path
) -> None:
    package = load(service.contract, tmp_path, "demo")
    runtime = runtime_of(package)
    classes = name_everything(service.contract).classes
    by_root = {
        str(each.element): getattr(package, classes[each.record])
        for each in service.contract.messages()
    }
    read = 0
    for path in OURS:
        data = path.read_bytes().partition(b"\r\n\r\n")[2].strip()
        if data and b"Fault>" not in data:
            root = runtime.Envelope.parse(data).body
            record = by_root[root.tag].from_soap(data)
            sent = etree.tostring(root, with_tail=False)
            assert canonical(record.to_xml()) == canonical(sent), path.name
            read += 1
    assert read > 100


def test_the_order_of_files_does_not_matter(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "demo"
    shutil.copytree(folder, copy)
    for number, path in enumerate(sorted((copy / "recorded").iterdir(), reverse=True)):
        path.rename(path.with_name(f"{number:03}.http"))
    same = generated(copy).contract
    assert replace(same) == generated(folder).contract
    assert RecordRef("Customer") in [f.type for f in same.record("EchoCustomer").fields]
