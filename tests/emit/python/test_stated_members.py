"""Docstrings and tables say what only a schema states: facets, defaults, choices, nil."""

from __future__ import annotations

from pathlib import Path

from soapstone.emit.python.literals import literal
from soapstone.model.contract import (
    Alternative,
    Facet,
    ListOf,
    QName,
    Restriction,
    Scalar,
)
from tests.contracts import ORDERS, optional, record, repeated, service
from tests.packages import load, python_of


def _text(*fields: object, **facts: object) -> str:
    made = service(record("Ask", *fields, **facts), messages=("Ask",))  # type: ignore[arg-type]  # fields
    return " ".join(python_of(made)["operations/ask.py"].split())


def test_facets_stand_beside_the_type() -> None:
    facets = Facet("maxLength", "5"), Facet("pattern", r"\d+")
    zip_ = Scalar("string", restriction=Restriction(QName(ORDERS, "Zip"), facets))
    assert r"``Zip`` (string, maxLength 5, pattern \d+)." in _text(
        optional("Zip", zip_)
    ).replace("\\\\", "\\")


def test_a_default_is_what_absence_means() -> None:
    level = optional("Level", Scalar("int"), default="3")
    assert "Absent, it means ``3``; it is read as None then." in _text(level)


def test_a_fixed_value_is_named() -> None:
    assert "It can only be ``kg``." in _text(
        optional("Unit", Scalar("string"), fixed="kg")
    )


def test_the_branches_of_a_choice_are_named() -> None:
    members = [
        optional(name, Scalar("int"), alternative=Alternative(1, branch))
        for name, branch in (("X", 1), ("Y", 2), ("Z", 2))
    ]
    said = "A message has one of ``X``, ``Y`` with ``Z``."
    assert _text(*members).count(said) == 3


def test_what_may_be_nil_or_absent_is_left_out_where_that_is_said(
    tmp_path: Path,
) -> None:
    member = optional("Level", Scalar("int"), nillable=True, omitted=True)
    package = load(service(record("Ask", member), messages=("Ask",)), tmp_path)
    assert "Level" not in package.Ask().to_xml().decode()
    nil = '<Ask xmlns="urn:orders" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">'
    nil += '<Level i:nil="true"/></Ask>'
    assert "nil" in package.Ask.from_xml(nil).to_xml().decode()


def test_an_abstract_class_says_so() -> None:
    assert "Abstract: a message holds a class that extends it." in _text(abstract=True)


HOSTILE = '"""\\\n{{ 1 }}\x07\u202e__import__("os")\'\'\''


def test_texts_of_a_schema_never_become_code(tmp_path: Path) -> None:
    facets = (Facet("pattern", HOSTILE),)
    of_pattern = Scalar("string", restriction=Restriction(QName(ORDERS, "P"), facets))
    members = [
        optional("A", of_pattern),
        optional("B", Scalar("string"), default=HOSTILE),
        optional("C", Scalar("string"), fixed=HOSTILE),
    ]
    made = service(record("Ask", *members), messages=("Ask",))
    ask = load(made, tmp_path).Ask(a="1")
    assert type(ask).from_xml(ask.to_xml()) == ask


def test_what_a_schema_demands_is_in_the_table_of_its_class() -> None:
    """Facets by field and element, a choice with none of its branches, lists that are not empty."""
    code = Scalar(
        "string", restriction=Restriction(QName("", "C"), (Facet("length", "2"),))
    )
    listed = ListOf(QName(ORDERS, "c"), code, nillable=False)
    places = [Alternative(1, branch, optional=True) for branch in (1, 2)]
    text = _text(
        optional("Codes", listed),
        optional("X", Scalar("int"), alternative=places[0], required=True),
        optional("Y", Scalar("int"), alternative=places[1]),
        optional("Unit", Scalar("string"), fixed=HOSTILE),
        repeated("Line", code, required=True),
        abstract=True,
    )
    length = '(("length", "2"),)'
    home = f"{{{ORDERS}}}"
    facets = f'"codes": {{"{home}c": {length}}}, "line": {{"{home}Line": {length}}}'
    assert f"constraints( Ask, facets={{{facets}}}," in text
    assert f'fixed={{"unit": {literal(HOSTILE)}}},' in text
    assert 'choices=((("x",), ("y",), ()),),' in text
    assert 'required=("x", "line"), abstract=True, )' in text


def test_a_class_without_demands_has_none() -> None:
    assert "constraints" not in _text(optional("Level", Scalar("int"), default="3"))
