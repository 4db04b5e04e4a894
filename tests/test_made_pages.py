"""Packages from pages in every format import, pass mypy, and round-trip their messages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from soapstone.emit.python.naming import name_everything
from soapstone.emit.schema import schema_files
from soapstone.inference import inferred
from soapstone.model.contract import Contract
from soapstone.pages import read_page
from soapstone.testing import records
from tests.documented import MYPY_CACHE
from tests.packages import load, runtime_of

PAGES = Path(__file__).parent / "data" / "pages"
SERVICES = {
    "kit": [
        "made/several.txt",
        "made/PostSession.soap11.txt",
        "made/GetThing.xml.txt",
        "made/GetThing.json.txt",
        "made/ListThings.csv.txt",
    ],
    "shop": ["made/FindOrders.csharp.html"],
    "formats": ["servicestack-enum-tables.txt", "servicestack-jsv-live-values.txt"],
    "everything": ["servicestack-glued-cells-all-types.txt"],
}
NO_XML = {
    "kit": {"ListThingsResponse"},
    "shop": set(),
    "formats": {"AmsAlias", "AmsAliasResponse", "SetModes"},
    "everything": set(),
}


def contract_of(service: str) -> Contract:
    pages = [
        read_page(f"{service}/{Path(file).name}", (PAGES / file).read_bytes())
        for file in SERVICES[service]
    ]
    return inferred(service, pages).contract


CONTRACTS = {service: contract_of(service) for service in SERVICES}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made")


@pytest.fixture(scope="module")
def packages(folder: Path) -> dict[str, ModuleType]:
    return {
        service: load(contract, folder, service)
        for service, contract in CONTRACTS.items()
    }


@pytest.mark.parametrize("service", SERVICES)
def test_messages_round_trip_or_say_why_they_have_no_xml(
    service: str, packages: dict[str, ModuleType]
) -> None:
    contract, package = CONTRACTS[service], packages[service]
    assert {each.record for each in contract.messages() if each.no_xml} == NO_XML[
        service
    ]
    for message in contract.messages():
        name = name_everything(contract).classes[message.record]
        if message.no_xml:
            _refuses(package, name)
            _round_trips_as_json(getattr(package, name))
        else:
            _round_trips(getattr(package, name))


def _round_trips(kind: Any) -> None:
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(records(kind))
    def check(record: Any) -> None:
        assert type(record).from_xml(record.to_xml()) == record

    check()


def _round_trips_as_json(kind: Any) -> None:
    """What has no XML has plain data and JSON all the same."""

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(records(kind))
    def check(record: Any) -> None:
        assert kind.from_json(record.to_json()) == record
        text = record.to_json(names="wire")
        assert kind.from_json(text, names="wire") == record
        assert kind.from_dict(record.to_dict()) == record

    check()


def _refuses(package: ModuleType, name: str) -> None:
    error = runtime_of(package).WireError
    with pytest.raises(error, match=f"no XML of {name} on any page"):
        getattr(package, name).from_xml(b"<a/>")


def test_an_answer_that_is_no_document_is_text_or_bytes(
    packages: dict[str, ModuleType],
) -> None:
    kit = packages["kit"]
    assert (kit.POST_SESSION.response, kit.GET_PICTURE.response) == (str, bytes)
    assert kit.GET_THING.access.authenticated


def test_schemas_describe_what_has_xml() -> None:
    assert schema_files(CONTRACTS["formats"]) == {}
    (text,) = (
        text
        for text in schema_files(CONTRACTS["kit"]).values()
        if 'targetNamespace="http://schemas.datacontract.org/2004/07/Kit.Requests"'
        in text
    )
    assert 'name="ListThings"' in text
    assert "ListThingsResponse" not in text


def test_mypy_has_nothing_to_say(folder: Path, packages: dict[str, ModuleType]) -> None:
    roots = sorted(
        {package.__name__.partition(".")[0] for package in packages.values()}
    )
    options = ["--strict", "--no-error-summary", "--cache-dir", str(MYPY_CACHE)]
    command = [sys.executable, "-m", "mypy", *options, *roots]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
