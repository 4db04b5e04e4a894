"""Tables of DataSets that .NET has written are those that .NET reads."""

from __future__ import annotations

import pytest

from soapstone.runtime import Xml
from tests import data_sets


@pytest.mark.parametrize(
    "name", [each for each in data_sets.NAMES if each != data_sets.WITHOUT_SCHEMA]
)
def test_tables_are_as_dotnet_reads_them(name: str) -> None:
    said = (data_sets.FOLDER / f"{name}.txt").read_text("utf-8")
    found = Xml.parse(data_sets.written(name)).tables()
    assert data_sets.read_by_us(found) == data_sets.read_by_dotnet(said)


def test_a_typed_data_set_may_leave_its_schema_out() -> None:
    found = Xml.parse(data_sets.written(data_sets.WITHOUT_SCHEMA)).tables()
    assert found["Boat"].rows == [
        {"Name": "Ada", "Built": "2021-03-04T05:06:07.1234567+00:00"},
        {"Name": "Bob", "Built": None},
    ]
    assert found["Boat"].states == ["unchanged", "inserted"]
    assert found["Boat"].problems == []


def test_the_prefixes_of_a_keys_paths_are_bound_where_dotnet_looks_for_them() -> None:
    """On the constraint or above: "The prefix 'mstns' in XPath cannot be resolved." """
    text = Xml.parse(data_sets.written("Typed")).text
    bound = 'xmlns:mstns="http://example.org/FerryTimes.xsd"'
    assert f"<xs:unique {bound} " in text
    assert text.count(bound) == 1
    assert Xml.parse(text).text == text
