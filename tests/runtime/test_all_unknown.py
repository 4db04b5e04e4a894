"""What no class has is found in a whole reply, with the path of each piece."""

from __future__ import annotations

from typing import Any

import pytest

from tests.runtime.support import Shop, records_in

PERIOD = "<Period><Days>1</Days></Period>"


def found(shop: Shop, body: str, attributes: str = "") -> list[tuple[str, str]]:
    order = shop.read(body + PERIOD, attributes)
    pairs = [(path, each.text) for path, each in shop.runtime.all_unknown(order)]
    assert pairs or not body
    return pairs


PLACES = {
    "an element": ("<New>a</New>", [("$.New", "a")]),
    "one of another namespace": ("<u:New>a</u:New>", [("$.New", "a")]),
    "a text": ("a<Id>1</Id>", [("$", "a")]),
    "an attribute of a member": ('<Id u:x="a">1</Id>', [("$.Id.@x", "a")]),
    "in a scalar": ("<Id><New>a</New>1</Id>", [("$.Id.New", "a")]),
    "in a record": ("<Home><New>a</New></Home>", [("$.Home.New", "a")]),
    "in a repeated record": (
        "<Leg><Number>1</Number></Leg><Leg><New>a</New></Leg>",
        [("$.Leg[1].New", "a")],
    ),
    "in a deep list": (
        "<Lines><Line><Product>1</Product></Line><Line><Parts><Line><New>a</New></Line></Parts>"
        "</Line></Lines>",
        [("$.Lines[1].Parts[0].New", "a")],
    ),
    "in a list": (
        "<Tags>x<string>1</string><New>a</New></Tags>",
        [("$.Tags", "x"), ("$.Tags.New", "a")],
    ),
    "of an item": (
        '<Tags><string>1</string><string u:x="a"/></Tags>',
        [("$.Tags[1].@x", "a")],
    ),
    "in a list of lists": (
        '<Grid><Row/><Row><int>1</int><int u:x="a">2</int></Row></Grid>',
        [("$.Grid[1][1].@x", "a")],
    ),
    "in a map": (
        "<Meta><Entry><Key>k</Key><New>a</New><Value>v</Value></Entry></Meta>",
        [("$.Meta[0].New", "a")],
    ),
    "of a value in a map": (
        "<Groups><Entry><Key>1</Key><Value><int>1</int>"
        '<int u:x="a">1</int></Value></Entry></Groups>',
        [("$.Groups[0].Value[1].@x", "a")],
    ),
    "between repeated ones": (
        "<Mark>1</Mark><New>a</New><Mark>2</Mark>",
        [("$.New", "a")],
    ),
    "in a repeated one": (
        '<Mark>1</Mark><Mark u:x="a">2</Mark>',
        [("$.Mark[1].@x", "a")],
    ),
    "in text with an attribute": ('<Price u:x="a">1</Price>', [("$.Price.@x", "a")]),
}


@pytest.mark.parametrize("name", PLACES)
def test_each_piece_has_its_path(name: str, shop: Shop) -> None:
    body, expected = PLACES[name]
    assert found(shop, body) == expected


def test_an_attribute_of_the_root_is_at_the_root(shop: Shop) -> None:
    assert found(shop, "", 'u:x="a"') == [("$.@x", "a")]


def test_it_is_all_that_the_records_have(shop: Shop) -> None:
    body = "".join(body for body, _ in PLACES.values() if "<Mark" not in body)
    order = shop.read(body + PERIOD)
    everything = [each for _, each in shop.runtime.all_unknown(order)]
    by_record = [
        each for inner in records_in(order) for each in shop.runtime.unknown(inner)
    ]
    assert sorted(map(repr, everything)) == sorted(map(repr, by_record))
    assert len(everything) > len(shop.runtime.unknown(order)) > 5


def test_a_record_made_by_hand_has_none(shop: Shop) -> None:
    order: Any = shop.order(lines=[shop.package.Line(product=1)])
    assert [*shop.runtime.all_unknown(order)] == []
