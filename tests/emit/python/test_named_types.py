"""Which types a message may name by xsi:type: all, where any member can hold any value."""

from __future__ import annotations

import pytest

from soapstone.emit.python.named_types import named_types
from soapstone.model.contract import (
    AnyXml,
    Field,
    MapOf,
    QName,
    RecordRef,
    Scalar,
)
from tests.contracts import ORDERS, choice, items, optional, record, service

ANY = AnyXml()
TEXT = Scalar("string")
NAMES = [QName(ORDERS, name) for name in ("Entry", "Key", "Value")]
MAP = MapOf(NAMES[0], NAMES[1], TEXT, NAMES[2], ANY, True)
KEYS = MapOf(NAMES[0], NAMES[1], ANY, NAMES[2], TEXT, True)


@pytest.mark.parametrize(
    ("member", "objects"),
    [
        (optional("A", ANY), True),
        (optional("A", AnyXml(silent=True)), True),
        (optional("A", items("I", ANY)), True),
        (optional("A", MAP), True),
        (optional("A", KEYS), True),
        (choice(Thing=ANY, Text=TEXT), True),
        (optional("A", AnyXml("DataSet")), False),
        (choice(Point=RecordRef("Point"), Text=TEXT), False),
    ],
)
def test_any_value_may_be_of_any_type(member: Field, objects: bool) -> None:
    point = record("Point", optional("X", TEXT), type_name=QName(ORDERS, "Point"))
    nameless = record("Nameless", optional("X", TEXT))
    contract = service(record("Ask", member), point, nameless, messages=("Ask",))
    found = named_types(contract)
    assert found.objects is objects
    assert found.named == (frozenset({"Point"}) if objects else frozenset())


def test_a_type_without_a_name_and_a_message_extend_nothing() -> None:
    """No ``xsi:type`` can name the one, and the class of the other has a root element."""
    name, point = QName(ORDERS, "Point"), optional("X", TEXT)
    contract = service(
        record("Ask", point, type_name=QName(ORDERS, "Ask"), base="Point"),
        record("Point", point, type_name=name),
        record("Place", point, type_name=QName(ORDERS, "Place"), base="Point"),
        record("Nameless", point, base="Point"),
        messages=("Ask",),
    )
    found = named_types(contract)
    assert found.base == {"Place": "Point"}
    assert found.derived == {"Point": ("Place",)}
