"""Messages of .NET's own serializers are read by classes of contracts like their C# types."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest
import xmlschema
from lxml import etree

from soapstone.dotnet import csharp
from soapstone.emit.python.naming import name_everything
from soapstone.emit.schema import schema_files
from soapstone.model.contract import Contract
from tests.canonical import canonical
from tests.packages import load, runtime_of, write
from tests.serializers import data_contract, xml_serializer
from tests.serializers.values import EXPECTED, plain, same

DATA = Path(__file__).parent / "data" / "dotnet" / "serializers"
INDEX = json.loads((DATA / "index.json").read_text("utf-8"))["cases"]
DOCS = Path(__file__).parents[1] / "docs" / "serializers.md"

CONTRACTS: dict[str, Callable[[str], Contract]] = {
    "dcs": data_contract.contract_of,
    "xs": xml_serializer.contract_of,
}
QNAMES = ("QName", "{http://schemas.datacontract.org/2004/07/Fix}QName")
"""Elements of the data whose text is a qualified name."""

UNREADABLE = {
    "references_cycle dcs": "$.Kids[0].Next: found a reference, z:Ref='i1', expected",
    "nullables_dconly mono xs": "$.TimeSpan: found '', expected a duration",
}
"""Documents that cannot be read, and how the error begins."""

REWRITTEN = {"prims_min mono", "prims_max mono"}
"""Documents whose numbers Mono writes with more digits than .NET Core and we."""

UNDECLARED = {
    "extensible_roundtrip_v1 dcs",
    "objects_unknown_type mono dcs",
    "xs_attrs core xs",
    "xs_attrs mono xs",
}
"""Documents with content that their types do not declare; a schema of them refuses it."""

BEYOND = {
    "root_derived_as_base dcs": {"$": ["{urn:cats}Katze", "9"]},
    "root_derived_as_base xs": {"$": ["Cat", "9"]},
    "extensible_roundtrip_v1 dcs": {"$": ["", "ns"]},
    "xs_attrs xs": {"$": ["ev", ""]},
}
"""Texts of what a document holds beyond its class."""


class Case(NamedTuple):
    """A document, and the C# type that it is of."""

    name: str
    type: str
    runtime: str
    serializer: str

    @property
    def path(self) -> Path:
        return DATA / self.name / self.runtime / f"{self.serializer}.xml"

    def among(self, names: Any) -> str:
        """The one of some names that means the document, or ""; the runtime may be left out."""
        whole = f"{self.name} {self.runtime} {self.serializer}"
        for said in names:
            if all(word in whole.split() for word in said.split()):
                return str(said)
        return ""


def _cases() -> Iterator[Case]:
    for each in INDEX:
        for runtime in ("core", "mono"):
            for serializer in CONTRACTS:
                if serializer in each[runtime]:
                    yield Case(each["case"], each["type"], runtime, serializer)


CASES = list(_cases())
READ = [case for case in CASES if not case.among(UNREADABLE)]
CORE = [case for case in READ if case.runtime == "core" or "unknown" in case.name]


def _shown(case: Case) -> str:
    return f"{case.name}-{case.runtime}-{case.serializer}"


class Made:
    """The contracts, packages and schemas, each made once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._top = ""
        self._packages: dict[tuple[str, str], tuple[Contract, ModuleType]] = {}
        self._schemas: dict[tuple[str, str], tuple[Any, Any]] = {}

    def package(self, case: Case) -> ModuleType:
        return self._package(case)[1]

    def _package(self, case: Case) -> tuple[Contract, ModuleType]:
        key = case.type, case.serializer
        if key not in self._packages:
            contract = CONTRACTS[case.serializer](case.type)
            package = load(contract, self._folder, f"s{len(self._packages)}", self._top)
            self._top = package.__name__.partition(".")[0]
            self._packages[key] = contract, package
        return self._packages[key]

    def root(self, case: Case) -> Any:
        """The class of the document."""
        contract, package = self._package(case)
        request = contract.operations[0].request
        assert request
        return getattr(package, name_everything(contract).classes[request.record])

    def read(self, case: Case) -> Any:
        return self.root(case).from_xml(case.path.read_bytes())

    def schemas(self, case: Case) -> tuple[Any, Any]:
        """The schema of the document's namespace, loaded by two validators."""
        key = case.type, case.serializer
        if key not in self._schemas:
            contract = self._package(case)[0]
            folder = self._folder / f"schema{len(self._schemas)}"
            files = schema_files(contract)
            write(folder, files)
            request = contract.operations[0].request
            assert request
            wanted = request.element.namespace
            start = next(
                folder / name
                for name, text in files.items()
                if etree.fromstring(text.encode()).get("targetNamespace", "") == wanted
            )
            theirs = etree.XMLSchema(etree.parse(start))
            self._schemas[key] = xmlschema.XMLSchema(start), theirs
        return self._schemas[key]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(tmp_path_factory.mktemp("serializers"))


def _records(value: Any, path: str = "$") -> Iterator[tuple[str, Any]]:
    """All records that a value holds, itself first, with their paths."""
    if dataclasses.is_dataclass(value) and hasattr(value, "_wire"):
        yield path, value
        for each in dataclasses.fields(value):
            if each.name != "_wire":
                yield from _records(getattr(value, each.name), f"{path}.{each.name}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _records(item, f"{path}[{index}]")
    elif isinstance(value, dict):
        for item in value.values():
            yield from _records(item, f"{path}[…]")


def test_the_whole_folder_is_there() -> None:
    # Nothing below may pass because nothing was found.
    assert len(INDEX) == 63
    assert (len(CASES), len(READ), len(CORE)) == (191, 188, 95)
    assert sum(len(list(DATA.rglob(name))) for name in ("dcs.xml", "xs.xml")) == 191


@pytest.mark.parametrize("case", READ, ids=_shown)
def test_a_document_is_read_and_written_the_same(case: Case, made: Made) -> None:
    document = case.path.read_bytes()
    written = made.read(case).to_xml()
    if case.among(REWRITTEN):
        core = case._replace(runtime="core").path
        assert canonical(document) != canonical(core.read_bytes())
        document = core.read_bytes()
    assert canonical(written, QNAMES) == canonical(document, QNAMES)


@pytest.mark.parametrize("case", CORE, ids=_shown)
def test_an_object_holds_what_the_source_says(case: Case, made: Made) -> None:
    found = plain(made.read(case))
    expected = EXPECTED.get(case.name)
    if expected is None:
        expected = EXPECTED[f"{case.name} {case.serializer}"]
    assert same(found, expected), (found, expected)


@pytest.mark.parametrize("case", CORE, ids=_shown)
def test_nothing_is_beyond_a_contract_like_the_source(case: Case, made: Made) -> None:
    """A wrong name or namespace of the contract would leave a member unread, yet written back."""
    record = made.read(case)
    unknown = runtime_of(made.package(case)).unknown
    found = {
        path: [each.text for each in unknown(inner)]
        for path, inner in _records(record)
        if unknown(inner)
    }
    assert found == BEYOND.get(f"{case.name} {case.serializer}", {})


@pytest.mark.parametrize("case", CORE, ids=_shown)
def test_an_object_made_by_hand_is_written_as_dotnet_does(
    case: Case, made: Made
) -> None:
    """Order, nil and absence come from the class alone; no note of reading helps."""
    if f"{case.name} {case.serializer}" in BEYOND:
        pytest.skip("holds more than its class")
    record = made.read(case)
    if case.among(["emit_default_empty dcs"]):
        # EmitDefaultValue = false: .NET leaves a 0 out, and reads a 0 that is there.
        assert canonical(_bare(record).to_xml()) != canonical(record.to_xml())
        return
    written = canonical(_bare(record).to_xml(), QNAMES)
    assert written == canonical(case.path.read_bytes(), QNAMES)


def _bare(value: Any) -> Any:
    """The same record as a caller would have made it."""
    if dataclasses.is_dataclass(value) and hasattr(value, "_wire"):
        fields = [each.name for each in dataclasses.fields(value)]
        parts = {name: _bare(getattr(value, name)) for name in fields}
        kind: Any = type(value)
        return kind(**{**parts, "_wire": None})
    if isinstance(value, list):
        return [_bare(each) for each in value]
    if isinstance(value, dict):
        return {key: _bare(each) for key, each in value.items()}
    return value


@pytest.mark.parametrize("case", READ, ids=_shown)
def test_a_document_is_valid(case: Case, made: Made) -> None:
    ours, theirs = made.schemas(case)
    document = case.path.read_bytes()
    valid = theirs.validate(etree.fromstring(document))
    assert valid == (not case.among(UNDECLARED)), theirs.error_log
    if valid:
        ours.validate(document.decode("utf-8"))


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.among(UNREADABLE)], ids=_shown
)
def test_what_is_out_of_reach_is_an_error_that_says_what(
    case: Case, made: Made
) -> None:
    with pytest.raises(runtime_of(made.package(case)).WireError) as error:
        made.read(case)
    assert str(error.value).startswith(UNREADABLE[case.among(UNREADABLE)])


def test_a_reference_inside_what_no_class_knows_is_kept(made: Made) -> None:
    case = next(case for case in CASES if case.among(["references_null core dcs"]))
    document = case.path.read_text("utf-8").replace(
        "</Node>", '<New z:Ref="i1"/></Node>'
    )
    record = made.root(case).from_xml(document)
    assert canonical(record.to_xml()) == canonical(document)


def test_an_array_of_two_dimensions_is_no_type() -> None:
    # No serializer writes int[,]: the case has no document.
    assert not any(case.name == "root_multidim" for case in CASES)
    assert csharp.parse("int[][]")
    assert csharp.parse("int[,]") is None


def test_the_table_of_the_docs_names_every_exception() -> None:
    table = DOCS.read_text("utf-8").partition("## Exceptions")[2]
    first = re.findall(r"^\| (`[^|]*)", table, re.MULTILINE)
    rows = re.findall(r"`(\w+)`", " ".join(first))
    failed = {
        each["case"]
        for each in INDEX
        for runtime in ("core", "mono")
        for key, text in each[runtime].items()
        if key.endswith("roundtrip") and text.startswith("error")
    }
    excepted = {name.split()[0] for name in (*UNREADABLE, *UNDECLARED, *REWRITTEN)}
    unwritten = {each["case"] for each in INDEX if "dcs_error" in each["core"]}
    assert sorted(set(rows)) == sorted(failed | excepted | unwritten)
