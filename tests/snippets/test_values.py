"""Examples keep to what a schema demands, as far as they can."""

from __future__ import annotations

from soapstone.emit.python.naming import name_everything
from soapstone.model.contract import (
    Alternative,
    Contract,
    Facet,
    Field,
    QName,
    Record,
    Restriction,
    Scalar,
    Serializer,
)
from soapstone.snippets.values import Examples


def example(*fields: Field) -> str:
    """The call of the constructor of a record with these fields."""
    record = Record("Order", None, "urn:x", fields)
    contract = Contract("x", (), (record,), (), Serializer.XML)
    return Examples(contract, name_everything(contract), "generated.x").record("Order")


def field(name: str, type_: Scalar, place: Alternative | None = None) -> Field:
    return Field(QName("urn:x", name), type_, demanded=True, alternative=place)


def narrowed(base: str, **facets: str) -> Scalar:
    found = tuple(Facet(name, value) for name, value in facets.items())
    return Scalar(base, restriction=Restriction(QName("urn:x", "T"), found))


def test_facets_are_met() -> None:
    code = field("code", narrowed("string", pattern="[A-Z]{3}"))
    size = field("size", narrowed("int", minInclusive="40"))
    assert example(code, size) == 'Order(code="CCC", size=40)'


def test_of_a_choice_it_is_one_branch() -> None:
    one = field("card", Scalar("string"), Alternative(1, 1))
    other = field("cash", Scalar("int"), Alternative(1, 2))
    assert example(one, other) == 'Order(card="text")'


def test_what_only_the_service_writes_is_left_out() -> None:
    own = Field(QName("urn:x", "Stamp"), Scalar("int"), read_only=True)
    assert example(own, field("size", Scalar("int"))) == "Order(size=1)"
