"""Variants of a document that mean the same read equal; and absent or nil members of each kind."""

from __future__ import annotations

import gc
from datetime import datetime
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from soapstone.testing import records
from tests.canonical import XSI
from tests.contracts import ORDERS
from tests.runtime.support import (
    Shop,
    document,
    records_in,
    same,
)

USUAL = (
    "<Id>7</Id><Name>Rex</Name><Home><Street>A</Street><Number>1</Number></Home>"
    "<Tags><string>a</string><string>b</string></Tags>"
    "<Meta><Entry><Key>k</Key><Value>v</Value></Entry></Meta><Page>1</Page><Page>2</Page>"
)


def _prefixed(body: str, prefix: str) -> str:
    return (
        body.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
    )


def _declared_everywhere(body: str) -> str:
    start = f'<o:{{}} xmlns:o="{ORDERS}">'
    for name in ("Id", "Home", "string", "Key", "Value", "Page"):
        body = body.replace(f"<{name}>", start.format(name)).replace(
            f"</{name}>", f"</o:{name}>"
        )
    return body


@pytest.mark.parametrize(
    "variant",
    [
        pytest.param(
            f'<x:Order xmlns:x="{ORDERS}">{_prefixed(USUAL, "x:")}</x:Order>',
            id="a-prefix",
        ),
        pytest.param(
            f'<i:Order xmlns:i="{ORDERS}">{_prefixed(USUAL, "i:")}</i:Order>',
            id="a-prefix-of-ours",
        ),
        pytest.param(
            document(_declared_everywhere(USUAL)), id="a-prefix-at-each-element"
        ),
        pytest.param(document(USUAL.replace("><", ">\n\t<")), id="white-space-between"),
        pytest.param(
            document(USUAL.replace("><", "><!-- <Id>8</Id> --><")),
            id="comments-between",
        ),
        pytest.param(
            document(USUAL.replace("><", "><?pi <Id/>?><")), id="instructions-between"
        ),
        pytest.param(
            document(USUAL.replace("Rex", "R<!-- . -->ex")), id="a-comment-inside-text"
        ),
        pytest.param(
            document(USUAL.replace("Rex", "R<?pi ?>ex")),
            id="an-instruction-inside-text",
        ),
        pytest.param(
            document(USUAL.replace("Rex", "<![CDATA[R]]>e<![CDATA[x]]>")), id="cdata"
        ),
        pytest.param(
            document(USUAL.replace("Rex", "&#82;e&#x78;")), id="character-references"
        ),
        pytest.param(
            document(USUAL.replace(">7<", "> \r\n+7\t<")), id="blanks-around-a-number"
        ),
    ],
)
def test_a_document_that_says_the_same_is_read_the_same(
    shop: Shop, variant: str
) -> None:
    assert shop.package.Order.from_xml(variant) == shop.read(USUAL)
    assert not shop.runtime.unknown(shop.package.Order.from_xml(variant))


def test_blanks_of_a_string_are_kept(shop: Shop) -> None:
    assert shop.read("<Note> \t x\n </Note>").note == " \t x\n "


def test_a_member_without_namespace_or_of_another_is_not_ours(shop: Shop) -> None:
    order = shop.read('<Id xmlns="">7</Id><u:Id>8</u:Id>')
    assert order.id == 0
    assert [each.name for each in shop.runtime.unknown(order)] == [
        "Id",
        "{urn:unknown}Id",
    ]


def test_members_may_come_in_any_order_and_leave_in_the_samples(shop: Shop) -> None:
    reversed_ = (
        "<Page>1</Page><Meta><Entry><Value>v</Value><Key>k</Key></Entry></Meta>"
        "<Home><Number>1</Number></Home><Id>7</Id><Page>2</Page>"
    )
    order = shop.read(reversed_)
    assert (order.id, order.page, order.meta, order.home.number) == (
        7,
        [1, 2],
        {"k": "v"},
        1,
    )
    assert same(
        order.to_xml(),
        "<Id>7</Id><Home><Number>1</Number></Home>"
        "<Meta><Entry><Key>k</Key><Value>v</Value></Entry></Meta><Page>1</Page><Page>2</Page>",
    )


ABSENT: dict[str, Any] = {
    **{"code": None, "rank": 0, "id": 0, "note": None, "name": None, "colour": ""},
    **{"home": None, "period": None, "tags": None, "numbers": None, "grid": None},
    **{
        "lines": None,
        "meta": None,
        "stock": None,
        "groups": None,
        "mark": [],
        "page": [],
    },
    **{"leg": [], "price": None, "anything": None, "when": datetime.min, "guess": 0},
}


@pytest.mark.parametrize("field", ABSENT)
def test_an_absent_value_type_is_dotnets_default_and_all_else_none(
    shop: Shop, field: str
) -> None:
    assert getattr(shop.read(""), field) == ABSENT[field]


@pytest.mark.parametrize(
    "member",
    "Id Note Name Colour Home Period Tags Numbers Grid Lines Meta Stock Groups Price Anything "
    "When Guess".split(),
)
@pytest.mark.parametrize("nil", ["true", "1"])
def test_nil_is_none_in_every_form(shop: Shop, member: str, nil: str) -> None:
    order = shop.read(f'<{member} i:nil="{nil}"/>')
    assert getattr(order, member.lower()) is None


@pytest.mark.parametrize("nil", ["false", "0"])
def test_nil_that_is_false_is_a_value(shop: Shop, nil: str) -> None:
    body = f'<Id i:nil="{nil}">7</Id><Tags><string i:nil="{nil}">a</string></Tags>'
    order = shop.read(body)
    assert (order.id, order.tags) == (7, ["a"])
    assert same(order.to_xml(), body)


@pytest.mark.parametrize(
    ("body", "field", "value"),
    [
        ('<Tags><string i:nil="true"/><string/></Tags>', "tags", [None, ""]),
        ('<Numbers><int>1</int><int i:nil="true"/></Numbers>', "numbers", [1, None]),
        ('<Grid><Row i:nil="true"/><Row/></Grid>', "grid", [None, []]),
        ('<Lines><Line i:nil="true"/></Lines>', "lines", [None]),
        ('<Mark i:nil="true"/><Mark>a</Mark>', "mark", [None, "a"]),
        ('<Page i:nil="true"/>', "page", [None]),
        ('<Leg i:nil="true"/>', "leg", [None]),
        (
            '<Stock><Entry><Key>1</Key><Value i:nil="true"/></Entry></Stock>',
            "stock",
            {1: None},
        ),
        ("<Stock><Entry><Key>1</Key></Entry></Stock>", "stock", {1: None}),
        (
            '<Groups><Entry><Key>1</Key><Value i:nil="1"/></Entry></Groups>',
            "groups",
            {1: None},
        ),
    ],
)
def test_a_nil_or_missing_item_is_none_in_its_place(
    shop: Shop, body: str, field: str, value: Any
) -> None:
    assert getattr(shop.read(body), field) == value


def test_text_of_the_element_itself_may_be_absent_or_nil(shop: Shop) -> None:
    price = shop.read('<Price Currency="EUR"/>').price
    assert (price.currency, price.value) == ("EUR", Decimal(0))
    nil = document("", 'i:nil="true"', "Amount")
    assert shop.package.Amount.from_xml(nil).value is None


def test_a_member_of_an_enumeration_is_one_and_any_other_text_stays_text(
    shop: Shop,
) -> None:
    # .NET trims a [Flags] text, and no page tells which enumeration is one.
    for text in ("Dark Green", "\n Dark Green "):
        member = shop.read(f"<Colour>{text}</Colour>").colour
        assert member is shop.package.Colour.DARK_GREEN
    for text in ("dark green", "Red Dark Green", " Red Dark Green", ""):
        order = shop.read(f"<Colour>{text}</Colour>")
        assert type(order.colour) is str
        assert order.colour == text
        assert same(order.to_xml(), f"<Colour>{text}</Colour>")


def test_a_number_that_misfits_a_guess_is_kept_with_a_warning(shop: Shop) -> None:
    with pytest.warns(shop.runtime.GuessWarning, match="it is kept as a Decimal"):
        order = shop.read("<Guess>12.5</Guess>")
    assert order.guess == Decimal("12.5")
    assert same(order.to_xml(), "<Guess>12.5</Guess>")


@pytest.mark.parametrize(
    "unknown",
    ["", '<X xmlns="urn:unknown" a="1"/>'],
    ids=["known content", "unknown content"],
)
def test_no_slot_of_any_class_is_forgotten(
    everything: ModuleType, unknown: str
) -> None:
    kinds: set[str] = set()

    @settings(max_examples=200, deadline=None, derandomize=True)
    @given(records(everything.Everything))
    def check(record: Any) -> None:
        text: str = record.to_xml().decode()
        start, end, rest = text.rpartition("</")
        again = type(record).from_xml(start + unknown + end + rest)
        kinds.update(type(each).__name__ for each in records_in(again))

    check()
    assert kinds == {"Everything", "Point", "Node", "Leaf"}


def test_nothing_of_the_tree_stays_behind(shop: Shop) -> None:
    order = shop.read(
        f'<u:X i:type="s:int">1</u:X>{USUAL}<Anything a="1"/>tail', 'u:a="1"'
    )
    visited: set[int] = set()
    rest: list[Any] = [order]
    while rest:
        each = rest.pop()
        if id(each) not in visited and not isinstance(each, type | ModuleType):
            visited.add(id(each))
            assert not isinstance(each, etree._Element | etree._ElementTree)
            assert type(each) in (str, int) or not isinstance(each, str | int)
            rest.extend(gc.get_referents(each))


def test_an_element_can_be_xsi_nil_and_still_hold_text(shop: Shop) -> None:
    body = f'<Name xmlns:q="{XSI}" q:nil="true">left over</Name>'
    order = shop.read(body)
    assert order.name is None
    assert same(order.to_xml(), body)
