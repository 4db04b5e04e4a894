"""The text of a slice stands for a module's: whatever differs in its contract shows there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.contract import (
    AnyXml,
    Contract,
    Enumeration,
    EnumerationRef,
    ListOf,
    MapOf,
    Particle,
    QName,
    Record,
    RecordRef,
    Scalar,
    Type,
)
from generator.given.model import NO_NAMES, Names, TypeNames
from generator.python.naming import name_everything
from generator.python.package import module_slices
from tests.contracts import optional, plain, record, service

X, Y = QName("urn:orders", "X"), QName("urn:orders", "Y")
TYPES: tuple[Type, ...] = (
    Scalar("Kind"),
    Scalar("Kind", guessed=True),
    RecordRef("Kind"),
    EnumerationRef("Kind"),
    AnyXml(),
    ListOf(X, AnyXml(), nillable=False),
    ListOf(X, AnyXml(), nillable=True),
    ListOf(X, Scalar("AnyXml"), nillable=True),
    ListOf(QName("", "X"), AnyXml(), nillable=True),
    MapOf(X, X, AnyXml(), Y, AnyXml(), nillable=True),
    MapOf(X, Y, AnyXml(), X, AnyXml(), nillable=True),
)
RECORDS = (
    *(record("Ask", optional("X", type_)) for type_ in TYPES),
    record("Ask"),
    record("Ask", optional("X", TYPES[0]), optional("Y", TYPES[0])),
    record("Ask", optional("Y", TYPES[0]), optional("X", TYPES[0])),
    record("Ask", plain("X", TYPES[0])),
    record("Ask", optional("X", TYPES[0], particle=Particle.ATTRIBUTE)),
    record("Ask", optional("X", TYPES[0], documentation="null")),
    record("Ask", optional("X", TYPES[0]), type_name=X),
    record("Ask", optional("X", TYPES[0]), documentation='", "'),
)


def text_of(contract: Contract, names: Names = NO_NAMES) -> str:
    [ask] = [
        each
        for each in module_slices(contract, name_everything(contract, names))
        if each.module.operation
    ]
    return ask.text


def of_record(ask: Record) -> Contract:
    kind = Enumeration("Kind", None, ("A",))
    kinds = () if RecordRef("Kind") in [each.type for each in ask.fields] else (kind,)
    records = (ask,) if kinds else (ask, record("Kind"))
    return service(*records, messages=("Ask",), enumerations=kinds)


def test_each_contract_has_a_text_of_its_own() -> None:
    texts = {text_of(of_record(each)): each for each in RECORDS}
    assert list(texts.values()) == list(RECORDS)


def test_equal_contracts_have_the_same_text() -> None:
    for each in RECORDS:
        again = replace(each, fields=tuple(replace(field) for field in each.fields))
        assert text_of(of_record(again)) == text_of(of_record(each))


@pytest.mark.parametrize(
    "given",
    [
        Names({"Ask": "ASK_FIRST"}),
        Names({}, {"Ask": TypeNames("Question")}),
        Names({}, {"Ask": TypeNames("Ask", {"X": "what"})}),
        Names({}, {"Kind": TypeNames("Sort")}),
    ],
)
def test_another_name_makes_another_text(given: Names) -> None:
    contract = of_record(record("Ask", optional("X", EnumerationRef("Kind"))))
    assert text_of(contract, given) != text_of(contract)
