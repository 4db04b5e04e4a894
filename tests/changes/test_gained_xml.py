"""A page shows the XML of what JSON alone showed before: nobody could send it before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from soapstone.changes.rules import Kind
from soapstone.model.contract import Contract, ListOf, QName, Scalar
from tests.changes.support import asked, changes
from tests.contracts import optional, plain
from tests.json_pages import JSON_PAGE, SOURCE, XML_PAGE
from tests.rules.witnesses import Witness

INT = Scalar("int")
TAGS = ListOf(QName("urn:items", "string"), Scalar("string"), nillable=True)
STATED = XML_PAGE.replace("\tSeal\t", "\tstring\t")


def contract(folder: Path, **texts: str) -> Contract:
    pages = {f"{name}.txt": text for name, text in texts.items()}
    return Witness(texts=pages).made(folder).contract


@pytest.mark.parametrize("more", [SOURCE, STATED])
def test_xml_that_is_known_now_breaks_nobody(tmp_path: Path, more: str) -> None:
    old = contract(tmp_path / "old/scales", json=JSON_PAGE)
    new = contract(tmp_path / "new/scales", json=JSON_PAGE, more=more)
    found = changes(old, new)
    assert [each.subject for each in found if each.kind is Kind.XML_GAINED] == [
        "Weigh, Weigh",
        "Weigh, Weight",
    ]
    assert [each for each in found if each.breaks] == []
    assert {each.kind for each in found} <= {Kind.XML_GAINED, Kind.BINDING_ADDED}


def without_names(made: Contract) -> Contract:
    """The contract as JSON shows it: no namespaces, and members in another order."""
    (ask,), (operation,) = made.records, made.operations
    fields = [
        replace(
            each,
            name=QName("", each.name.name),
            type=(
                replace(each.type, item=QName("", "item"))
                if isinstance(each.type, ListOf)
                else each.type
            ),
        )
        for each in ask.fields
    ]
    assert operation.request
    request = replace(operation.request, element=QName("", "Ask"), no_xml="no page")
    return replace(
        made,
        operations=(replace(operation, request=request),),
        records=(replace(ask, namespace="", fields=tuple(fields[::-1])),),
    )


def test_names_order_and_items_are_part_of_the_xml() -> None:
    new = asked(plain("A", INT), optional("Tags", TAGS), optional("Z", TAGS))
    assert [each.kind for each in changes(without_names(new), new)] == [Kind.XML_GAINED]


def test_a_member_of_another_type_breaks_as_ever() -> None:
    """The Python class was there, and JSON of it."""
    new = asked(plain("A", INT))
    old = without_names(asked(plain("A", Scalar("string"))))
    kinds = {each.kind: bool(each.breaks) for each in changes(old, new)}
    assert kinds == {Kind.XML_GAINED: False, Kind.MEMBER_NARROWED: True}
