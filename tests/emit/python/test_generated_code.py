"""Generated packages: loaded lazily, complete, and made of plain Python objects."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import json
import pickle
import subprocess
import sys
import typing
from enum import StrEnum
from pathlib import Path
from types import GenericAlias, ModuleType
from typing import Any

import pytest

from soapstone.model.contract import RecordRef
from tests.contracts import everything, items, optional, record
from tests.emit.python.support import classes, contract, import_all, load, operation
from tests.services import FOLDERS, ROOT, service

OFFERED = {
    "tc2": [
        "AsyncTc2Client",
        "DeviceAuthorizingCode",
        "SYNCHRONIZE_PANEL_USER",
        "SyncStatus",
        "SynchronizePanelUser",
        "SynchronizePanelUserResponse",
        "SynchronizePanelUserResult",
        "Tc2Client",
    ],
    "metering": [
        "Account",
        "AccountResponse",
        "ArrayOfAccountResponse",
        "AsyncMeteringClient",
        "BATCH_REGISTER_ACCOUNTS",
        "BatchRegisterAccounts",
        "HttpStatusCode",
        "MeteringClient",
        "Order",
        "Product",
        "ResponseError",
        "ResponseStatus",
    ],
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The package of a contract with everything."""
    return load(everything(), tmp_path_factory.mktemp("everything"))


def loaded(code: str) -> list[str]:
    """The modules below ``generated`` that a fresh Python has loaded after some code."""
    tell = "; import json, sys; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", code + tell],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return [each for each in json.loads(run.stdout) if each.startswith("generated")]


@pytest.mark.parametrize(
    ("code", "modules"),
    [
        ("import generated.tc2", []),
        ("import generated.tc2 as t; dir(t); t.__all__", []),
        (
            "from generated.tc2 import SyncStatus",
            ["types", "types.sync_status"],
        ),
        (
            "import generated.tc2 as t; t.SYNCHRONIZE_PANEL_USER",
            [
                "operations",
                "operations.synchronize_panel_user",
                "types",
                "types.device_authorizing_code",
                "types.sync_status",
                "types.synchronize_panel_user_result",
            ],
        ),
    ],
)
def test_only_what_is_used_is_loaded(code: str, modules: list[str]) -> None:
    own = [each for each in loaded(code) if "runtime" not in each]
    wanted = [f"generated.tc2.{each}" for each in modules]
    assert own == ["generated", "generated.tc2", *wanted]


def test_the_package_alone_needs_nothing_of_the_runtime() -> None:
    assert loaded("import generated.tc2") == ["generated", "generated.tc2"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_a_package_offers(folder: str) -> None:
    package = service(folder).package
    if folder in OFFERED:
        assert package.__all__ == OFFERED[folder]
    assert {*package.__all__} <= {*dir(package)}
    assert dir(package) == sorted(dir(package))
    found: dict[str, Any] = {}
    exec(f"from generated.{folder} import *", found)
    assert found.keys() - {"__builtins__"} == {*package.__all__}


def test_a_name_that_is_not_there_is_an_attribute_error(package: ModuleType) -> None:
    with pytest.raises(AttributeError) as caught:
        package.Nothing  # noqa: B018  # raises
    assert (
        str(caught.value) == f"module '{package.__name__}' has no attribute 'Nothing'"
    )
    assert not hasattr(package, "__wrapped__")
    with pytest.raises(ImportError, match="cannot import name 'Nothing'"):
        exec(f"from {package.__name__} import Nothing")


def test_a_name_is_looked_up_once(package: ModuleType) -> None:
    assert package.Point is package.Point
    assert vars(package)["Point"] is package.Point


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_annotation_of_a_service_means_something(folder: str) -> None:
    import_all(service(folder).package)


def test_annotations_are_real_types(package: ModuleType) -> None:
    import_all(package)
    hints = typing.get_type_hints(package.Everything)
    assert hints["meta"] == dict[str, str] | None
    assert hints["matrix"] == list[list[int]] | None
    assert hints["colour"] == package.Colour | str
    assert hints["points"] == GenericAlias(list, package.Point) | None
    assert typing.get_type_hints(package.Leaf)["owner"] == package.Node | None


def test_modules_name_what_they_offer(package: ModuleType) -> None:
    for kind in classes(package):
        module = importlib.import_module(kind.__module__)
        assert kind.__name__ in module.__all__
        assert all(hasattr(module, name) for name in module.__all__)


def test_enumerations_are_texts(package: ModuleType) -> None:
    assert issubclass(package.Colour, StrEnum)
    assert package.Colour.DARK_GREEN == "Dark Green"
    assert f"{package.Colour.N2_ND}" == "2nd"


# --- objects ------------------------------------------------------------------------------------


def test_records_are_slotted_and_take_keywords_only(package: ModuleType) -> None:
    point = package.Point(x=1.0, y=2.0)
    with pytest.raises(TypeError):
        package.Point(1.0, 2.0)
    with pytest.raises(TypeError, match="'y'"):
        package.Point(x=1.0)
    with pytest.raises(AttributeError):
        point.z = 3
    assert not hasattr(point, "__dict__")


def test_records_that_are_read_have_every_slot(package: ModuleType) -> None:
    """Readers make objects without their constructor; one forgotten store would show here."""
    tree = package.Node(id=1, leaf=package.Leaf(), children=[package.Node(id=2)])
    empty = '<Everything xmlns="urn:orders"><Tree/><Point/></Everything>'
    read = [
        package.Everything.from_xml(empty),
        package.ArrayOfPoint.from_xml('<ArrayOfPoint xmlns="urn:orders"/>'),
    ]
    for each in [*read, read[0].tree, read[0].point, tree]:
        for slot in type(each).__slots__:
            getattr(each, slot)


def test_unknown_content_survives_copies(package: ModuleType) -> None:
    text = '<ArrayOfPoint xmlns="urn:orders"><New>1</New></ArrayOfPoint>'
    read = package.ArrayOfPoint.from_xml(text)
    assert b"<New" in read.to_xml()
    copies = [copy.copy(read), copy.deepcopy(read), dataclasses.replace(read)]
    for each in [*copies, pickle.loads(pickle.dumps(read))]:
        assert each == read
        assert each.to_xml() == read.to_xml()
    assert read != package.ArrayOfPoint()


def test_repr_shows_the_fields_only(package: ModuleType) -> None:
    assert repr(package.Point(x=1.0, y=2.5)) == "Point(x=1.0, y=2.5)"


def test_lists_of_two_objects_are_not_one(package: ModuleType) -> None:
    one, two = package.ArrayOfPoint(), package.ArrayOfPoint()
    one.items.append(package.Point(x=1.0, y=2.0))
    assert two.items == []


def test_types_nested_in_themselves_go_as_deep_as_documents_may(tmp_path: Path) -> None:
    made = contract(
        operation("Node", "Node"),
        record(
            "Node",
            optional("Next", RecordRef("Node")),
            optional("All", items("Node", RecordRef("Node"))),
        ),
    )
    package = load(made, tmp_path)
    node = package.Node()
    for _ in range(40):
        node = package.Node(next=node, all=[package.Node()])
    assert package.Node.from_xml(node.to_xml()) == node
