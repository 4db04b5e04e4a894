"""nil, absent and empty members stay distinct through a round trip."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest

from tests.canonical import canonical
from tests.contracts import ORDERS
from tests.packages import runtime_of
from tests.runtime.support import Shop, document, same

# A member of each form that can be empty, with the text of its empty value.
EMPTY = {
    "Note": "",
    "Name": "",
    "Tags": "",
    "Numbers": "",
    "Grid": "",
    "Meta": "",
    "Stock": "",
}
MEMBERS = [
    *(
        "Id",
        "Note",
        "Name",
        "Colour",
        "Home",
        "Period",
        "Tags",
        "Numbers",
        "Grid",
        "Lines",
    ),
    *("Meta", "Stock", "Groups", "Price", "Anything", "When", "Guess"),
]
ITEMS = [
    "<Tags></Tags>",
    '<Tags><string i:nil="true"/></Tags>',
    '<Tags i:nil="true"/>',
    '<Numbers><int i:nil="true"/><int>1</int></Numbers>',
    '<Grid><Row i:nil="true"/><Row><int i:nil="true"/></Row><Row/></Grid>',
    '<Lines><Line i:nil="true"/><Line><Product>1</Product><Parts i:nil="true"/></Line></Lines>',
    '<Meta><Entry><Key>a</Key><Value i:nil="true"/></Entry></Meta>',
    "<Meta><Entry><Key>a</Key></Entry><Entry><Key>b</Key><Value/></Entry></Meta>",
    '<Stock><Entry><Key>1</Key></Entry><Entry><Key>2</Key><Value i:nil="true"/></Entry></Stock>',
    "<Groups><Entry><Key>1</Key></Entry></Groups>",
    '<Groups><Entry><Key>2</Key><Value i:nil="true"/></Entry></Groups>',
    '<Mark i:nil="true"/><Mark/>',
    '<Page>1</Page><Page i:nil="true"/>',
    '<Leg i:nil="true"/><Leg><Number i:nil="true"/></Leg>',
    "<Leg/>",
    '<Price Currency="EUR"/>',
    "<Price/>",
]


@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize("form", ["", '<{} i:nil="true"/>'], ids=["absent", "nil"])
def test_nil_and_absent_stay_apart(shop: Shop, member: str, form: str) -> None:
    body = form.format(member)
    assert same(shop.read(body).to_xml(), body)


@pytest.mark.parametrize("member", EMPTY)
def test_empty_stays_empty(shop: Shop, member: str) -> None:
    order = shop.read(f"<{member}/>")
    assert getattr(order, member.lower()) is not None
    assert same(order.to_xml(), f"<{member}/>")


@pytest.mark.parametrize("body", ITEMS)
def test_items_stay_what_they_were(shop: Shop, body: str) -> None:
    assert same(shop.read(body).to_xml(), body)


@pytest.mark.parametrize("attributes", ["", 'Code=""', 'Rank="0"', 'Code="a" Rank="1"'])
def test_attributes_stay_what_they_were(shop: Shop, attributes: str) -> None:
    assert same(shop.read("", attributes).to_xml(), "", attributes)


@pytest.mark.parametrize(
    "attributes", ["", 'i:nil="true"', 'Currency="EUR" i:nil="true"']
)
def test_a_root_without_its_text_stays_so(shop: Shop, attributes: str) -> None:
    amount = shop.package.Amount.from_xml(document("", attributes, "Amount"))
    assert same(amount.to_xml(), "", attributes, "Amount")
    amount.value = Decimal(5)
    assert same(amount.to_xml(), "5", attributes.partition("i:nil")[0], "Amount")


def test_a_type_without_writable_default_stays_absent(everything: ModuleType) -> None:
    """No positiveInteger is 0, and no enumeration "": neither is written where it was absent."""
    empty = f'<Everything xmlns="{ORDERS}"/>'
    assert canonical(everything.Everything.from_xml(empty).to_xml()) == canonical(empty)


@pytest.mark.parametrize(
    ("body", "field", "state"),
    [
        ("", "id", "absent"),
        ('<Id i:nil="true"/>', "id", "nil"),
        ("<Id>0</Id>", "id", None),
        ("", "note", None),
        ('<Note i:nil="true"/>', "note", "nil"),
        ("<Note/>", "note", None),
        ("", "name", "absent"),
        ('<Name i:nil="true"/>', "name", None),
        ("", "period", "absent"),
        ('<Period i:nil="true"/>', "period", "nil"),
        ('<Tags i:nil="true"/>', "tags", "nil"),
        ("", "numbers", "absent"),
        ("", "mark", None),
        ("", "rank", "absent"),
        ("", "code", None),
        ('<u:New/><Id i:nil="true"/>', "id", "nil"),
    ],
)
def test_wire_state_tells_what_the_class_would_not_write(
    shop: Shop, body: str, field: str, state: str | None
) -> None:
    assert shop.runtime.wire_state(shop.read(body), field) == state


def test_a_record_made_by_hand_has_no_wire_state(shop: Shop) -> None:
    assert shop.runtime.wire_state(shop.order(), "name") is None


@pytest.mark.parametrize("field", ["_wire", "Id", "nothing"])
def test_wire_state_of_no_field_is_an_error(shop: Shop, field: str) -> None:
    with pytest.raises(AttributeError, match=f"^Order has no field '{field}'$"):
        shop.runtime.wire_state(shop.read(""), field)


@pytest.mark.parametrize(
    ("read", "field", "value", "written"),
    [
        ('<Id i:nil="true"/>', "id", 5, "<Id>5</Id>"),
        ('<Id i:nil="true"/>', "id", 0, "<Id>0</Id>"),
        ("", "id", 5, "<Id>5</Id>"),
        ('<Note i:nil="true"/>', "note", "", "<Note/>"),
        ("", "name", "", "<Name/>"),
        ("", "name", "x", "<Name>x</Name>"),
        ('<Tags i:nil="true"/>', "tags", [], "<Tags/>"),
        ("", "numbers", [], "<Numbers/>"),
        ("", "colour", "Red", "<Colour>Red</Colour>"),
        ("", "when", datetime(1, 1, 1, 0, 0, 1), "<When>0001-01-01T00:00:01</When>"),
        ('<Page i:nil="true"/>', "page", [3], "<Page>3</Page>"),
    ],
)
def test_assigning_overrides_the_note(
    shop: Shop, read: str, field: str, value: Any, written: str
) -> None:
    order = shop.read(read)
    setattr(order, field, value)
    assert shop.runtime.wire_state(order, "guess") == "absent"
    if value:
        assert shop.runtime.wire_state(order, field) is None
    assert same(order.to_xml(), written)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ("<Id>1</Id>", "id"),
        ("", "id"),
        ("<When>2020-01-01</When>", "when"),
        ("", "colour"),
    ],
)
def test_none_by_hand_is_refused_on_a_plain_value(
    shop: Shop, body: str, field: str
) -> None:
    order = shop.read(body)
    setattr(order, field, None)
    with pytest.raises(
        shop.wire_error, match=rf"^\$\.{field.capitalize()}: found None, expected "
    ):
        order.to_xml()


def test_none_that_stands_where_nil_was_read_is_refused_in_another_item(
    shop: Shop,
) -> None:
    order = shop.read('<Page i:nil="true"/><Page>2</Page>')
    order.page[1] = None
    with pytest.raises(
        shop.wire_error, match=r"^\$\.Page\[1\]: found None, expected an int from"
    ):
        order.to_xml()


def test_a_reply_equals_what_is_made_by_hand(shop: Shop) -> None:
    by_hand = shop.order(name=None, note=None, rank=0, id=0, colour="", guess=0)
    by_hand.period = None
    absent, nil = shop.read(""), shop.read('<Name i:nil="true"/><Note i:nil="true"/>')
    assert absent == by_hand
    assert nil == by_hand
    assert absent == nil
    assert shop.read('<Tags><string i:nil="true"/></Tags>').tags == [None]


@pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy, replace, lambda each: pickle.loads(pickle.dumps(each))],
    ids=["copy", "deepcopy", "replace", "pickle"],
)
def test_a_copy_keeps_the_notes(shop: Shop, copied: Callable[[Any], Any]) -> None:
    body = '<Id i:nil="true"/><Stock><Entry><Key>1</Key></Entry></Stock><Page i:nil="true"/>'
    assert same(copied(shop.read(body)).to_xml(), body)


def test_records_that_lack_the_same_share_one_note(shop: Shop) -> None:
    lines = "<Line/>" * 50 + '<Line><Product i:nil="true"/></Line>' * 50
    order = shop.read(f"<Lines>{lines}</Lines>")
    assert len({id(line._wire) for line in order.lines}) == 2


def test_the_notes_are_bounded_in_number(shop: Shop) -> None:
    unknown_content = __import__(
        f"{runtime_of(shop.package).__name__}.records.unknown_content",
        fromlist=["noted"],
    )
    assert 0 < unknown_content.noted.cache_info().maxsize < 100_000
