"""Unknown content is kept, returned, compared, copied, and written back at its place."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from tests.canonical import XSI
from tests.contracts import ORDERS
from tests.runtime.support import Shop, document, records_in, same

KEPT = {
    "element-first": "<u:A>1</u:A><Id>1</Id>",
    "element-between": "<Id>1</Id><u:A/><u:B/><Name>n</Name><u:C/>",
    "element-last": "<Id>1</Id><u:A><u:B x='1'>2</u:B>tail</u:A>",
    "element-alone": "<u:A/>",
    "ours-by-name-not-by-namespace": "<Id>1</Id><Id xmlns=''>2</Id><u:Id>3</u:Id>",
    "ours-by-namespace-not-by-name": "<ResultCode>0</ResultCode><ResultData/><Id>1</Id>",
    "second-value": "<Id>1</Id><Id>2</Id><Name>a</Name><Name>b</Name>",
    "second-value-after-nil": "<Id i:nil='true'/><Id>2</Id>",
    "second-record": "<Home><Number>1</Number></Home><Home><Number>2</Number></Home>",
    "text-before": "text<Id>1</Id>",
    "text-between": "<Id>1</Id> text \n<Name>n</Name>",
    "text-after": "<Id>1</Id><Name>n</Name>text",
    "a-no-break-space-is-text": "<Id>1</Id>\xa0<Name>n</Name>",
    "text-around-unknown": "<Id>1</Id>a<u:A/>b<Name>n</Name>",
    "inside-a-scalar": "<Id>1<u:A/></Id><Name>n<u:A/>more<u:B/></Name>",
    "inside-a-nil": "<Name i:nil='true'><u:A/>x</Name><Home i:nil='true'><Number/></Home>",
    "attribute-of-a-scalar": "<Id a='1' u:b='2'>1</Id><Name i:nil='true' a='1'/>",
    "attribute-of-a-record": "<Home a='1' Kind='k' u:b='2'><Number>1</Number></Home>",
    "attribute-of-a-nil-record": "<Home a='1' i:nil='true' Kind='k'/>",
    "attribute-of-a-nil-struct": "<Period a='1' i:nil='true'/>",
    "attributes-of-xml-itself": "<Home xml:lang='de' xml:space='preserve'/>",
    "attribute-that-needs-escapes": "<Home a='&#10;&#9;&#13;&quot;&lt;&amp;&gt;'/>",
    "schema-location": "<Home i:schemaLocation='a b'><Number>1</Number></Home>",
    "derived-record": "<Home i:type='s:Villa'><Number>1</Number><u:Pool>2</u:Pool></Home>",
    "derived-scalar": "<Name i:type='s:token'>n</Name>",
    "derived-unknown": "<u:A i:type='s:int'>1</u:A>",
    "derived-inside-unknown": "<u:A><u:B xmlns:t='urn:t' i:type='t:Dog'>t:text</u:B></u:A>",
    "relative-namespace": "<A xmlns='shop'><B/></A><Home xmlns:r='r' r:a='1'/>",
    "carriage-return": "<u:A>a&#13;b</u:A><Name a='&#13;'>n</Name>",
    "in-a-list": "<Tags a='1'><u:A/><string>1</string><u:B/><string b='1'>2</string><u:C/></Tags>",
    "in-an-item": "<Tags><string>1<u:A/>more</string><string i:nil='true'><u:B/>x</string></Tags>",
    "in-an-empty-list": "<Tags><u:A/>text</Tags>",
    "in-a-nil-list": "<Tags i:nil='true' a='1'><string>1</string></Tags>",
    "text-in-a-list": "<Tags>1<string>a</string>2<string>b</string>3</Tags>",
    "text-between-items": "<Tags><string>a</string>1<string>b</string>2</Tags>",
    "text-between-key-and-value": (
        "<Meta><Entry><Key>k</Key>1<Value>v</Value></Entry><Entry><Key>l</Key><Value/>2</Entry></Meta>"
    ),
    "in-a-list-of-lists": (
        "<Grid a='1'>1<u:A/><Row b='1'><u:B/>2<int c='1'>1<u:C/></int>3<u:D/></Row><u:E/>4</Grid>"
    ),
    "in-a-list-of-records": (
        "<Lines>1<Line a='1'>2<Product>1</Product><u:A/>3</Line>4<u:B/>"
        "<Line i:nil='true' b='1'/></Lines>"
    ),
    "in-a-record-in-a-record": (
        "<Lines><Line><Product>1</Product><Parts><Line><u:A/></Line><u:B/></Parts></Line></Lines>"
    ),
    "in-a-map": (
        "<Meta a='1'>1<u:A/><Entry b='1'>2<u:B/><Key c='1'>k<u:C/></Key>3<u:D/>"
        "<Value d='1'>v<u:E/></Value>4<u:F/></Entry>5<u:G/></Meta>"
    ),
    "a-second-key-and-value": (
        "<Meta><Entry><Key>a</Key><Key>b</Key><Value>1</Value><Value>2</Value></Entry></Meta>"
    ),
    "in-a-map-without-values": (
        "<Meta><Entry><Key>a</Key><u:A/></Entry>"
        "<Entry><Key>b</Key><Value i:nil='true' a='1'/></Entry></Meta>"
    ),
    "in-a-map-of-lists": (
        "<Groups><Entry><Key>1</Key><Value a='1'>1<u:A/><int>1</int><u:B/>2</Value>3<u:C/></Entry>"
        "</Groups>"
    ),
    "between-repeated": (
        "<Mark>a</Mark><u:A/><Mark a='1'>b</Mark>text<Leg/><u:B/><Leg a='1'><u:C/></Leg>"
    ),
    "before-repeated": "<Id>1</Id><u:A/><Page>1</Page><u:B/>",
    "around-text": "<Price a='1' Currency='EUR'>1.50<u:A/>more<u:B/></Price><u:C/>",
    "after-text": "<Price>1.50<u:A/></Price>",
    "without-text": "<Price><u:A/></Price>",
    "in-any-content": "<Anything a='1'>t<u:A i:type='s:int'>1</u:A>t</Anything><u:B/>",
}


@pytest.mark.parametrize("body", KEPT.values(), ids=KEPT)
def test_it_is_written_back_where_it_stood(shop: Shop, body: str) -> None:
    order = shop.read(body)
    assert same(order.to_xml(), body)
    assert shop.package.Order.from_xml(order.to_xml()) == order


@pytest.mark.parametrize(
    "attributes",
    ["a='1'", "u:a='1' xmlns:v='urn:v' v:a='2'", "i:type='s:Derived'", "xml:lang='de'"],
)
def test_attributes_of_the_root_are_written_back(shop: Shop, attributes: str) -> None:
    order = shop.read("<Id>1</Id>", attributes)
    assert same(order.to_xml(), "<Id>1</Id>", attributes)
    again = shop.package.Order.from_soap(order.to_soap("1.2"))
    assert same(again.to_xml(), "<Id>1</Id>", attributes)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<u:A>1</u:A>",
            [("{urn:unknown}A", "1", '<u:A xmlns:u="urn:unknown">1</u:A>')],
        ),
        ("<A xmlns=''><B/></A>", [("A", "", "<A><B/></A>")]),
        ("text<Id>1</Id>", [("", "text", "")]),
        ("<Id a='&quot;'>1</Id>", [("a", '"', 'a="&quot;"')]),
        (
            "<Id u:a='1'>1</Id>",
            [("{urn:unknown}a", "1", 'xmlns:w0="urn:unknown" w0:a="1"')],
        ),
        (
            "<Id>1</Id><Id>2</Id>",
            [(f"{{{ORDERS}}}Id", "2", f'<Id xmlns="{ORDERS}">2</Id>')],
        ),
        ("<Tags><string a='1'/><u:A/></Tags>", ["a", "{urn:unknown}A"]),
        ("<Home a='1'><u:A/></Home>", []),
    ],
)
def test_unknown_shows_it(shop: Shop, body: str, expected: list[Any]) -> None:
    found = shop.runtime.unknown(shop.read(body))
    by_name = all(isinstance(each, str) for each in expected)
    shown = [
        each.name if by_name else (each.name, each.text, each.xml) for each in found
    ]
    assert shown == expected


def test_it_stays_with_the_record_that_it_stood_in(shop: Shop) -> None:
    order = shop.read("<Home a='1'><u:A/></Home><Lines><Line><u:B/></Line></Lines>")
    names = [each.name for each in shop.runtime.unknown(order.home)]
    assert names == ["a", "{urn:unknown}A"]
    assert [each.name for each in shop.runtime.unknown(order.lines[0])] == [
        "{urn:unknown}B"
    ]
    moved = shop.package.Order.from_xml(document("<Id>1</Id>"))
    moved.lines = order.lines
    body = "<Id>1</Id><Lines><Line><u:B/></Line></Lines>"
    assert same(moved.to_xml(), body)


def test_its_xml_declares_what_it_uses_and_no_more(shop: Shop) -> None:
    order = shop.read(
        "<u:A xmlns:v='urn:v'><v:B i:type='s:int'/></u:A>"
        "<u:A xmlns:v='urn:v' a='http://x:1'><u:B/> v:x avu:1</u:A>"
    )
    first, second = shop.runtime.unknown(order)
    assert second.xml == (
        '<u:A xmlns:u="urn:unknown" xmlns:v="urn:v" a="http://x:1"><u:B/> v:x avu:1</u:A>'
    )
    assert first.xml == (
        '<u:A xmlns:u="urn:unknown"><v:B xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
        ' xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:v="urn:v" i:type="s:int"/></u:A>'
    )


@pytest.mark.parametrize("type_", ["Dog", "o:Dog", " o:Dog "])
@pytest.mark.parametrize("element", ["Home", "u:A"])
def test_a_derived_types_name_keeps_its_namespace(
    shop: Shop, element: str, type_: str
) -> None:
    """Also where the default namespace gives it, and nothing else of the element needs that."""
    body = f"<{element} xmlns:o='{ORDERS}' i:type='{type_}'/>"
    [written] = etree.fromstring(shop.read(body).to_xml())
    prefix, _, name = written.attrib[f"{{{XSI}}}type"].strip().rpartition(":")
    assert (written.nsmap[prefix or None], name) == (ORDERS, "Dog")


def test_a_soap_arrays_type_keeps_its_namespace(shop: Shop) -> None:
    encoding = "http://schemas.xmlsoap.org/soap/encoding/"
    order = shop.read(
        f"<Home xmlns:o='urn:other' xmlns:e='{encoding}' e:arrayType='o:T[2]'/>"
    )
    assert shop.runtime.unknown(order.home)[0].text == "{urn:other}T[2]"
    assert b'xmlns:w0="urn:other"' in order.to_xml()
    assert b'arrayType="w0:T[2]"' in order.to_xml()


def test_it_takes_part_in_equality(shop: Shop) -> None:
    plain, more = shop.read("<Id>1</Id>"), shop.read("<Id>1</Id><u:A>1</u:A>")
    by_hand = shop.order(name="n", numbers=[])
    usual = by_hand.to_xml().decode()
    assert shop.package.Order.from_xml(usual) == by_hand
    assert by_hand != shop.package.Order.from_xml(
        usual.replace("</o:Order>", "<A/></o:Order>")
    )
    assert plain != more
    assert more != plain
    assert more == shop.read("<Id>1</Id><u:A>1</u:A>")
    assert more != shop.read("<Id>1</Id><u:A>2</u:A>")
    assert more != shop.read("<u:A>1</u:A><Id>1</Id>")
    assert shop.read("<Home a='1'/>") != shop.read("<Home/>")


@pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy, replace, lambda each: pickle.loads(pickle.dumps(each))],
    ids=["copy", "deepcopy", "replace", "pickle"],
)
def test_a_copy_has_it(shop: Shop, copied: Callable[[Any], Any]) -> None:
    body = "".join(
        KEPT[name] for name in ("in-a-map", "in-a-list-of-records", "around-text")
    )
    order = shop.read(KEPT["element-between"] + body, "a='1'")
    again = copied(order)
    assert again == order
    assert again.to_xml() == order.to_xml()
    assert [each._wire for each in records_in(again)] == [
        each._wire for each in records_in(order)
    ]


def test_repr_leaves_it_out(shop: Shop) -> None:
    assert repr(shop.read("<u:A/>")) == repr(shop.read(""))


def test_assigned_members_do_not_disturb_it(shop: Shop) -> None:
    order = shop.read("<u:A/><Tags><string>a</string><u:B/></Tags><u:C/>")
    order.id, order.tags = 5, ["x", "y"]
    expected = (
        "<u:A/><Id>5</Id><Tags><string>x</string><u:B/><string>y</string></Tags><u:C/>"
    )
    assert same(order.to_xml(), expected)


def test_much_of_it_takes_no_time_of_its_square(shop: Shop) -> None:
    """10,000 items with an attribute each: looked up one by one, they took minutes."""
    body = "<Tags>" + "<string a='1'>x</string>" * 10_000 + "</Tags>"
    assert same(shop.read(body).to_xml(), body)


def test_a_long_word_takes_no_time_of_its_square(shop: Shop) -> None:
    """A search for prefixes must not try each of its letters."""
    body = f"<u:A>{'x' * 300_000} :</u:A>"
    assert same(shop.read(body).to_xml(), body)
