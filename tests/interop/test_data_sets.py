"""DataSets of real .NET: our tables are as it reads them, and what we write back says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from soapstone.runtime import Xml
from tests import data_sets
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
