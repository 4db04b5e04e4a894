"""DataSets of real .NET: our tables are as it reads them, and what we write back says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from soapstone.runtime import Table, Xml
from soapstone.runtime.datasets.names import encoded
from tests import data_sets, made_data_sets
from tests.interop import dotnet


@pytest.fixture(scope="session", params=["core", "mono"], name="program")
def _program(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dotnet.DataSets]:
    folder = tmp_path_factory.mktemp(f"datasets-{request.param}")
    try:
        with dotnet.data_sets(request.param, folder) as program:
            yield program
    except dotnet.Missing as missing:
        pytest.skip(str(missing))


def test_the_files_of_the_tests_are_all_that_the_program_writes() -> None:
    source = (dotnet.SOURCES / "DataSets.cs").read_text("utf-8")
    cases = re.findall(r"public static object (\w+)\(\)", source)
    assert sorted(cases) == data_sets.NAMES


@pytest.mark.parametrize("name", data_sets.NAMES)
def test_tables_are_as_dotnet_reads_them(name: str, program: dotnet.DataSets) -> None:
    document, said = program.written(name)
    if program.runtime == "mono":  # Core has other names of assemblies, and of prefixes
        assert document == data_sets.written(name)
    tables = Xml.parse(document).tables()
    if name == data_sets.WITHOUT_SCHEMA:
        assert [len(each.rows) for each in tables.values()] == [2]
    else:
        assert data_sets.read_by_us(tables) == data_sets.read_by_dotnet(said)


@pytest.mark.parametrize("name", data_sets.NAMES)
def test_what_is_written_back_says_the_same(
    name: str, program: dotnet.DataSets
) -> None:
    """Also where the message has bound the prefixes otherwise."""
    document, said = program.written(name)
    inside = document.partition("?>")[2]
    bound = 'xmlns:xs="urn:m" xmlns:app2="urn:x" xmlns="urn:d"'
    message = f'<xs:m {bound}><a xmlns="">{inside}</a></xs:m>'
    (member,) = Xml(message).children()
    (data_set,) = member.children()
    type_ = re.match(r"<(\w+)", data_set.text)
    assert type_
    assert program.read(type_[1], data_set.text) == said


def said_of(
    tables: Mapping[str, Table], namespace: str, program: dotnet.DataSets
) -> Iterator[str]:
    """What .NET reads from a DataSet that we make; from one table also as a DataTable.

    It reads a DataTable without a namespace only, also where it has written it itself.
    """
    text = Xml.of_tables(tables, "My set", namespace).text
    alone = len(tables) == 1 and not namespace
    for type_ in ("DataSet", "DataTable") if alone else ("DataSet",):
        start = text.replace("<anyType>", f"<{type_}>", 1)
        yield program.read(type_, start.replace("</anyType>", f"</{type_}>"))


@pytest.mark.parametrize("namespace", ["", "urn:x"])
@pytest.mark.parametrize("name", made_data_sets.CASES)
def test_dotnet_reads_what_we_make(
    name: str, namespace: str, program: dotnet.DataSets
) -> None:
    tables = Xml.of_tables(made_data_sets.CASES[name]()).tables()
    for said in said_of(tables, namespace, program):
        assert data_sets.read_by_us(tables) == data_sets.read_by_dotnet(said)


@pytest.mark.parametrize("namespace", ["", "urn:x"])
@pytest.mark.parametrize(
    "name", [each for each in data_sets.NAMES if each != data_sets.WITHOUT_SCHEMA]
)
def test_dotnet_reads_what_we_make_of_its_own(
    name: str, namespace: str, program: dotnet.DataSets
) -> None:
    document, said = program.written(name)
    for again in said_of(Xml.parse(document).tables(), namespace, program):
        assert data_sets.read_by_dotnet(again) == data_sets.read_by_dotnet(said)


def test_names_are_escaped_as_by_dotnet(program: dotnet.DataSets) -> None:
    """All characters of the basic plane, as the first of a name and inside."""
    characters = [chr(n) for n in range(1, 0x10000) if not 0xD800 <= n <= 0xDFFF]
    names = [*characters, *(f"a{each}" for each in characters)]
    assert program.escaped(names) == [*map(encoded, names)]
