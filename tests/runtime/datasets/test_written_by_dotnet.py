"""Tables of DataSets that .NET has written are those that .NET reads."""

from __future__ import annotations

import pytest

from soapstone.runtime import Xml
from tests import data_sets


@pytest.mark.parametrize("name", [n for n in data_sets.NAMES if "Without" not in n])
def test_tables_are_as_dotnet_reads_them(name: str) -> None:
    said = (data_sets.FOLDER / f"{name}.txt").read_text("utf-8")
    found = Xml.parse(data_sets.written(name)).tables()
    assert data_sets.read_by_us(found) == data_sets.read_by_dotnet(said)
