"""Choices, types that extend others, and any values in one message: each keeps what it is."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any

import pytest
from hypothesis import Phase, find, settings

from soapstone.testing import records
from tests.canonical import canonical
from tests.contracts import ORDERS, PUPS, park
from tests.packages import load, runtime_of

NAMESPACES = (
    f'xmlns="{ORDERS}" xmlns:o="{ORDERS}" xmlns:p="{PUPS}"'
    ' xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:x="http://www.w3.org/2001/XMLSchema"'
)
DOG = '<Animal i:type="p:Dog"><Name>Rex</Name></Animal>'
CAT = "<Animal><Name>Al</Name></Animal>"
DATA_SET = (
    '<x:schema id="S" xmlns:m="urn:schemas-microsoft-com:xml-msdata"><x:element name="S"'
    ' m:IsDataSet="true"><x:complexType><x:choice minOccurs="0" maxOccurs="unbounded">'
    '<x:element name="Row"><x:complexType><x:sequence><x:element name="N" type="x:int"/>'
    "</x:sequence></x:complexType></x:element></x:choice></x:complexType></x:element></x:schema>"
    '<d:diffgram xmlns:d="urn:schemas-microsoft-com:xml-diffgram-v1"><S xmlns="">'
    '<Row d:id="Row1"><N>7</N></Row></S></d:diffgram>'
)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load(park(), tmp_path_factory.mktemp("park"))


def document(content: str) -> str:
    return f"<Park {NAMESPACES}>{content}</Park>"


def test_an_item_of_a_choice_keeps_its_type(package: Any) -> None:
    sent = document(
        f'{DOG}<Note>a</Note>{CAT}<Row>{DOG}</Row><Thing i:type="x:int">7</Thing>'
    )
    read = package.Park.from_xml(sent)
    dog, thing = package.Dog(name="Rex"), runtime_of(package).Xml.of(7)
    kinds = [package.Dog, tuple, package.Animal, list, type(thing)]
    assert [*map(type, read.items)] == kinds
    assert read.items[4].value == 7
    assert canonical(read.to_xml()) == canonical(sent)
    made = [dog, ("Note", "a"), package.Animal(name="Al"), [dog], thing]
    assert canonical(package.Park(items=made).to_xml()) == canonical(sent)


def test_a_class_that_extends_none_of_a_choice_is_refused(package: Any) -> None:
    class Cow(package.Animal):  # type: ignore[misc]  # made by the test
        pass

    with pytest.raises(
        runtime_of(package).WireError, match="instance of one of: Animal, Dog"
    ):
        package.Park(items=[Cow(name="x")]).to_xml()


def test_a_streamed_item_keeps_its_type(package: Any) -> None:
    """In a list and in a choice, of which the message has both, so that the path is needed."""
    data = document(f"{DOG}{CAT}<Herd>{DOG}{CAT}</Herd>").encode()
    for path in ("herd", "items"):
        read = runtime_of(package).iter_from_xml(
            BytesIO(data), package.Park, package.Animal, path=path
        )
        assert [*read] == [package.Dog(name="Rex"), package.Animal(name="Al")]


def test_the_tables_of_what_a_page_leaves_open(package: Any) -> None:
    read = package.Park.from_xml(document(f"<Silent>{DATA_SET}</Silent>"))
    assert read.silent.tables()["Row"].rows == [{"N": 7}]
    assert read.silent.value is read.silent
    assert package.Park.from_xml(read.to_xml()).silent.tables()["Row"].rows == [
        {"N": 7}
    ]


def test_the_tables_of_an_item_of_a_choice(package: Any) -> None:
    read = package.Park.from_xml(document(f"<Thing>{DATA_SET}</Thing>"))
    again = package.Park.from_json(read.to_json())
    assert again.items[0].tables()["Row"].rows == [{"N": 7}]


def test_strategies_draw_types_that_extend_a_branch(package: Any) -> None:
    drawn = records(package.Park)
    # What was found need not be made smaller, which takes longer than to find it.
    once = settings(phases=[Phase.generate], max_examples=2_000, derandomize=True)
    for kind in (package.Animal, package.Dog, tuple, list):
        find(drawn, partial(_holds, kind), settings=once)


def _holds(kind: type, drawn: Any) -> bool:
    return kind in map(type, drawn.items)
