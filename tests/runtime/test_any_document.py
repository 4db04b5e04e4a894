"""Every way of reading a document gives the same record, which is written back equal."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from soapstone.model.contract import Contract
from tests.packages import load
from tests.runtime.support import Shop, document, records_in
from tests.runtime.support import shop as contract

MEMBERS = (
    *("<Id>7</Id>", "<Id> 08 </Id>", "<Id>x</Id>", "<Note>n</Note>", "<Note/>"),
    *("<Name> a &amp; b </Name>", "<Colour>Red</Colour>", "<Colour>Blue</Colour>"),
    "<Home><Street>s</Street><Number>1</Number></Home>",
    '<Home Kind="k"><Number>1</Number><Street/></Home>',
    *("<Period><Days>3</Days></Period>", "<Period><Days>x</Days></Period>"),
    *("<Tags><string>a</string><string/></Tags>", "<Tags></Tags>"),
    "<Numbers><int>1</int><int>2</int></Numbers>",
    "<Grid><Row><int>1</int></Row><Row/></Grid>",
    "<Lines><Line><Product>1</Product></Line><Line><Product>2</Product>"
    "<Parts><Line><Product>3</Product></Line></Parts></Line></Lines>",
    "<Meta><Entry><Key>k</Key><Value>v</Value></Entry><Entry><Key/><Value/></Entry></Meta>",
    "<Stock><Entry><Key>1</Key><Value>2</Value></Entry></Stock>",
    "<Groups><Entry><Key>1</Key><Value><int>2</int></Value></Entry></Groups>",
    *("<Mark>a</Mark>", "<Page>1</Page>", "<Page>2</Page>"),
    *("<Leg><Number>1</Number></Leg>", "<Leg/>", "<Price>1.50</Price>"),
    '<Price Currency="EUR">2</Price>',
    '<Anything a="1">t<x/></Anything>',
    *("<When>2021-03-04T05:06:07</When>", "<Guess>4</Guess>"),
)
USUAL = (
    *("<Id>7</Id>", "<Name> a &amp; b </Name>", "<Colour>Red</Colour>"),
    "<Home><Street>s</Street><Number>1</Number></Home>",
    "<Period><Days>3</Days></Period>",
    "<Tags><string>a</string><string></string></Tags>",
    "<Numbers><int>1</int><int>2</int></Numbers>",
    "<Lines><Line><Product>1</Product></Line></Lines>",
    "<Meta><Entry><Key>k</Key><Value>v</Value></Entry></Meta>",
    *("<When>2021-03-04T05:06:07</When>", "<Guess>4</Guess>", "<Note>n</Note>"),
)
OPTIONAL = ("<Note>", "<Home>", "<Tags>", "<Lines>", "<Meta>")
UNKNOWN = (
    *("<New>1</New>", "<New/>", "<u:New>i:x</u:New>", '<u:New u:a="p:x">t</u:New>'),
    *("<New><Id>1</Id>text</New>", '<x xmlns=""/>', "<Order>1</Order>"),
)
BETWEEN = ("", "", "", "\n  ", "text", " ", "<!-- c -->", "<?pi?>", "a<!-- c -->b")
ATTRIBUTES = (
    *(' a="1"', ' i:nil="true"', ' i:nil="1"', ' i:nil="false"', ' u:a="i:x"'),
    *(' i:type="s:int"', ' i:type="Order"', ' xml:lang="de"', ' xmlns:q="urn:q"'),
)


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, str]:
    """The content of an Order, and the attributes of its element."""
    if draw(st.booleans()):
        absent = draw(st.sets(st.sampled_from(OPTIONAL)))
        around = st.sampled_from(
            ("", "", UNKNOWN[0], UNKNOWN[1], "<New>a:b</New>", "<New>i:x</New>")
        )
        usual = (each for each in USUAL if not each.startswith(tuple(absent)))
        body = "".join((draw(around), draw(around), *usual, draw(around)))
    else:
        some = st.sampled_from((*MEMBERS, *MEMBERS, *UNKNOWN))
        parts = draw(st.lists(some, max_size=9))
        if draw(st.booleans()):
            parts.sort(key=lambda part: MEMBERS.index(part) if part in MEMBERS else -1)
        body = "".join(draw(st.sampled_from(BETWEEN[:5])) + part for part in parts)
    for _ in range(draw(st.integers(0, 3))):
        tags = [each.end() - 1 for each in re.finditer("<[A-Za-z:]+>", body)]
        ends = [0, *(each.end() for each in re.finditer(">", body))]
        match draw(st.integers(0, 2)):
            case 0 if tags:
                at, put = draw(st.sampled_from(tags)), draw(st.sampled_from(ATTRIBUTES))
            case 1:
                at, put = draw(st.sampled_from(ends)), draw(st.sampled_from(UNKNOWN))
            case _:
                at, put = draw(st.sampled_from(ends)), draw(st.sampled_from(BETWEEN))
        body = body[:at] + put + body[at:]
    if draw(st.booleans()):
        body = body.replace("><", ">\n<")
    return body, draw(st.sampled_from(("", ' Code="c"', ' Rank="2" u:b="3"')))


def _document(body: str, attributes: str) -> str:
    """The document of a drawn Order. It binds unknown namespaces only where it uses them."""
    data = document(body, attributes)
    for prefix in "us":
        if f"{prefix}:" not in body + attributes:
            data = re.sub(f' xmlns:{prefix}="[^"]*"', "", data, count=1)
    return re.sub("^<Order (.*?) +>", r"<Order \1>", data, count=1)


def _outcome(shop: Shop, read: Any, data: str) -> Any:
    """What is read, with everything that is observable; or what is wrong."""
    try:
        record = read(data)
    except shop.wire_error as error:
        return str(error), None
    wires = [
        each._wire
        and [getattr(each._wire, name) for name in type(each._wire).__match_args__]
        for each in records_in(record)
    ]
    return (repr(record), wires, shop.runtime.unknown(record)), record


LEFT_OUT = {"Code", "Rank", "Kind", "Grid", "Stock", "Groups", "Mark", "Page", "Price"}


def scannable() -> Contract:
    """The shop's contract without what the scanner leaves to the reader."""
    made = contract()
    records = tuple(
        replace(
            each,
            fields=tuple(
                field
                for field in sorted(each.fields, key=lambda f: f.name.name == "Note")
                if field.name.name not in LEFT_OUT | {"Anything"}
            ),
        )
        for each in made.records
        if each.key != "Amount"
    )
    operations = tuple(each for each in made.operations if each.name != "Amount")
    return replace(made, records=records, operations=operations)


@pytest.fixture(scope="module", params=[contract, scannable])
def shop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Shop:
    return Shop(load(request.param(), tmp_path_factory.mktemp("shop")))


@pytest.fixture(scope="module")
def ways(shop: Shop) -> dict[str, Any]:
    runtime = shop.runtime.__name__
    parse = import_module(f"{runtime}.reading.parsing").parse
    order = shop.package.Order
    names = ("Order", "Address", "Line", "Period", "Amount")
    found = (getattr(shop.package, name, None) for name in names)
    tables = [each._members for each in found if each is not None]

    def child_by_child(data: str) -> Any:
        usual = [table.once for table in tables]
        for table in tables:
            table.once = False
        try:
            return order._document.reader.from_element(parse(data))
        finally:
            for table, once in zip(tables, usual, strict=True):
                table.once = once

    return {
        "the scanner first": order.from_xml,
        "the reader": lambda data: order._document.reader.from_element(parse(data)),
        "child by child": child_by_child,
    }


def test_however_it_is_read_it_is_the_same_and_comes_back(
    shop: Shop, ways: dict[str, Any]
) -> None:
    order, scanned = shop.package.Order, list[Any]()

    @settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
    @given(bodies())
    @example(("<Name>a</Name><Note>n</Note>text<Name>b</Name>text", ""))
    @example(("<Id>1</Id>" * 3 + "text<Name/><Id>2</Id>text<Note/>", ""))
    def check(drawn: tuple[str, str]) -> None:
        data = _document(*drawn)
        found = {name: _outcome(shop, read, data) for name, read in ways.items()}
        expected, record = found.pop("the reader")
        scanned.append(order._document.reader.scan(data, shop.runtime.Limits(), False))
        for name, (other, _) in found.items():
            assert other == expected, name
        if record is not None:
            written = record.to_xml()
            again, twin = _outcome(shop, ways["the scanner first"], written)
            assert again == expected
            assert twin == record
            assert twin.to_xml() == written

    check()
    if order._members.scan is not None:
        assert any(each and each._wire for each in scanned)
