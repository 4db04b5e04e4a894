"""Wrong values: one type of error, with path, what was found and what was expected."""

from __future__ import annotations

import copy
import pickle
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any

import pytest

from tests.runtime.support import Shop, document

INT = "an int from -2147483648 to 2147483647"
TEXT = "a str of characters that XML allows"
MEMBER = "a member of the enumeration, or its text"
DECIMAL = (
    "a decimal from -79228162514264337593543950335 to 79228162514264337593543950335"
)


def _problems(shop: Shop, act: Any) -> list[str]:
    with pytest.raises(shop.wire_error) as caught:
        act()
    problems: tuple[object, ...] = caught.value.problems  # type: ignore[attr-defined]  # a WireError
    assert str(caught.value) == "\n".join(map(str, problems))
    return [str(each) for each in problems]


READ = {
    "plain": ("<Id>x</Id>", f"$.Id: found 'x', expected {INT}"),
    "empty": ("<Id/>", f"$.Id: found '', expected {INT}"),
    "blank": ("<Id> </Id>", f"$.Id: found ' ', expected {INT}"),
    "python-only-digits": ("<Id>1_0</Id>", f"$.Id: found '1_0', expected {INT}"),
    "too-large": ("<Id>2147483648</Id>", f"$.Id: found '2147483648', expected {INT}"),
    "item": (
        "<Numbers><int>1</int><u:X/><int>x</int></Numbers>",
        f"$.Numbers[1]: found 'x', expected {INT}",
    ),
    "item-of-an-item": (
        "<Grid><Row/><Row><int>1</int><int>x</int></Row></Grid>",
        f"$.Grid[1][1]: found 'x', expected {INT}",
    ),
    "in-a-record": (
        "<Home><Number>x</Number></Home>",
        f"$.Home.Number: found 'x', expected {INT}",
    ),
    "in-records-of-records": (
        "<Lines><Line/><Line><Parts><Line/><Line/><Line><Product>x</Product></Line></Parts></Line>"
        "</Lines>",
        f"$.Lines[1].Parts[2].Product: found 'x', expected {INT}",
    ),
    "repeated": (
        "<Page>1</Page><Page>x</Page>",
        f"$.Page[1]: found 'x', expected {INT}",
    ),
    "in-a-repeated-record": (
        "<Leg/><Leg><Number>x</Number></Leg>",
        f"$.Leg[1].Number: found 'x', expected {INT}",
    ),
    "key": (
        "<Stock><Entry><Key>x</Key><Value>1</Value></Entry></Stock>",
        f"$.Stock[0].Key: found 'x', expected {INT}",
    ),
    "value": (
        "<Stock><Entry><Key>1</Key><Value>1</Value></Entry>"
        "<Entry><Key>2</Key><Value>x</Value></Entry></Stock>",
        f"$.Stock[1].Value: found 'x', expected {INT}",
    ),
    "item-of-a-value": (
        "<Groups><Entry><Key>1</Key><Value><int>x</int></Value></Entry></Groups>",
        f"$.Groups[0].Value[0]: found 'x', expected {INT}",
    ),
    "no-key": (
        "<Stock><Entry><Value>1</Value></Entry></Stock>",
        "$.Stock[0]: found an entry without its key, expected an element Key",
    ),
    "nil-key": (
        "<Stock><Entry><Key i:nil='true'/><Value>1</Value></Entry></Stock>",
        "$.Stock[0]: found an entry without its key, expected an element Key",
    ),
    "nil-entry": (
        "<Stock><Entry><Key>1</Key></Entry><Entry i:nil='true'/></Stock>",
        "$.Stock[1]: found an entry without its key, expected an element Key",
    ),
    "second-key": (
        "<Meta><Entry><Key>a</Key></Entry><Entry><Key>a</Key></Entry></Meta>",
        "$.Meta[1].Key: found 'a', expected a key that is new",
    ),
    "text": ("<Price>x</Price>", f"$.Price: found 'x', expected {DECIMAL}"),
    "long-text": (
        f"<Id>{'x' * 1000}</Id>",
        f"$.Id: found '{'x' * 78}…, expected {INT}",
    ),
}


@pytest.mark.parametrize(("body", "message"), READ.values(), ids=READ)
def test_a_wrong_text_is_told_with_its_path(
    shop: Shop, body: str, message: str
) -> None:
    assert _problems(shop, lambda: shop.read(body)) == [message]


def test_attributes_of_equal_text_are_told_apart(shop: Shop) -> None:
    problems = _problems(shop, lambda: shop.read("", 'Code="x" Rank="x"'))
    assert problems == [f"$.@Rank: found 'x', expected {INT}"]


def test_several_wrong_texts_are_told_together_in_the_order_of_the_class(
    shop: Shop,
) -> None:
    body = "<Page>x</Page><Id>y</Id><Home><Number/></Home><Numbers><int>z</int></Numbers><When/>"
    problems = _problems(shop, lambda: shop.read(body, 'Rank="?"'))
    assert [each.partition(":")[0] for each in problems] == [
        *("$.@Rank", "$.Id", "$.Home.Number", "$.Numbers[0]", "$.Page[0]", "$.When")
    ]


def test_another_element_is_not_the_message(shop: Shop) -> None:
    wrong = document("", root="Other")
    assert _problems(shop, lambda: shop.package.Order.from_xml(wrong)) == [
        "$: found element {urn:orders}Other, expected element {urn:orders}Order"
    ]
    assert _problems(shop, lambda: shop.package.Order.from_xml("<Order/>")) == [
        "$: found element Order, expected element {urn:orders}Order"
    ]


class Lost(tzinfo):
    """A zone of which nothing can be had."""

    def __repr__(self) -> str:
        return "Lost()"

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        raise NotImplementedError


class Sore:
    """A value that cannot even be shown."""

    def __repr__(self) -> str:
        raise RuntimeError


WRITTEN: dict[str, tuple[str, Any, str]] = {
    "none": ("id", None, f"$.Id: found None, expected {INT}"),
    "text-for-int": ("id", "5", f"$.Id: found '5', expected {INT}"),
    "bool-for-int": ("id", True, f"$.Id: found True, expected {INT}"),
    "float-for-int": ("id", 1.0, f"$.Id: found 1.0, expected {INT}"),
    "too-large": ("id", 2**31, f"$.Id: found 2147483648, expected {INT}"),
    "too-large-for-a-repr": ("id", 10**5000, f"$.Id: found <int>, expected {INT}"),
    "int-for-text": ("note", 5, "$.Note: found 5, expected a str"),
    "bytes-for-text": ("note", b"5", "$.Note: found b'5', expected a str"),
    "nul": (
        "note",
        "a\0b",
        f"$.Note: found 'a\\x00b', expected {TEXT}",
    ),
    "lone-surrogate": (
        *("note", "\ud800"),
        f"$.Note: found '\\ud800', expected {TEXT}",
    ),
    "not-a-character": (
        *("note", "\ufffe"),
        f"$.Note: found '\\ufffe', expected {TEXT}",
    ),
    "attribute": ("rank", "1", f"$.@Rank: found '1', expected {INT}"),
    "attribute-nul": (
        *("code", "\0"),
        f"$.@Code: found '\\x00', expected {TEXT}",
    ),
    "enumeration": (
        "colour",
        1,
        f"$.Colour: found 1, expected {MEMBER}",
    ),
    "text-for-list": ("tags", "ab", "$.Tags: found 'ab', expected a list"),
    "set-for-list": ("tags", {"a"}, "$.Tags: found {'a'}, expected a list"),
    "item": ("numbers", [1, 2, "3"], f"$.Numbers[2]: found '3', expected {INT}"),
    "none-as-item": ("numbers", [None], f"$.Numbers[0]: found None, expected {INT}"),
    "item-of-an-item": (
        "grid",
        [[], [1, "x"]],
        f"$.Grid[1][1]: found 'x', expected {INT}",
    ),
    "no-list-as-item": ("grid", [1], "$.Grid[0]: found 1, expected a list"),
    "list-for-dict": (
        "meta",
        [("a", "b")],
        "$.Meta: found [('a', 'b')], expected a dict",
    ),
    "key": ("stock", {1: 1, "2": 2}, f"$.Stock[1].Key: found '2', expected {INT}"),
    "value": ("stock", {1: "x"}, f"$.Stock[0].Value: found 'x', expected {INT}"),
    "none-as-key": ("meta", {None: "a"}, "$.Meta[0].Key: found None, expected a str"),
    "none-as-value": (
        "stock",
        {1: None},
        "$.Stock[0].Value: found None, expected a value: it cannot be null",
    ),
    "repeated-none": ("page", None, "$.Page: found None, expected a list"),
    "repeated-item": ("page", [1, ""], f"$.Page[1]: found '', expected {INT}"),
    "dict-for-record": (
        "home",
        {"number": 1},
        "$.Home: found {'number': 1}, expected an instance of Address",
    ),
    "record-as-item": (
        "lines",
        [None, 5],
        "$.Lines[1]: found 5, expected an instance of Line",
    ),
    "none-for-struct": (
        "period",
        None,
        "$.Period: found None, expected a value: it cannot be null",
    ),
    "text-for-xml": (
        *("anything", "<Anything/>"),
        "$.Anything: found '<Anything/>', expected an Xml: Xml.of makes one of a value",
    ),
    "naive-type": (
        "when",
        "2020-01-01",
        "$.When: found '2020-01-01', expected a datetime",
    ),
    "raises": (
        *("when", datetime(2020, 1, 1, tzinfo=Lost())),  # type: ignore[abstract]  # lacks tzname
        "$.When: found datetime.datetime(2020, 1, 1, 0, 0, tzinfo=Lost()), "
        "expected a value whose own methods raise no NotImplementedError",
    ),
    "unshowable": ("note", Sore(), "$.Note: found <Sore>, expected a str"),
    "guess": ("guess", 1.5, "$.Guess: found 1.5, expected an int or a Decimal"),
}


@pytest.mark.parametrize(("field", "value", "message"), WRITTEN.values(), ids=WRITTEN)
def test_a_value_that_the_wire_cannot_hold_is_refused(
    shop: Shop, field: str, value: Any, message: str
) -> None:
    order = shop.order()
    setattr(order, field, value)
    for write in (order.to_xml, order.to_soap):
        [problem] = _problems(shop, write)
        # What else is said of a value of another type: tests of python_values.
        assert problem.partition(", not a")[0] == message


def test_another_classs_record_is_refused(shop: Shop) -> None:
    order = shop.order(home=shop.package.Period(days=1), lines=[shop.order()])
    first, second = _problems(shop, order.to_xml)
    said = "$.Home: found Period(days=1), expected an instance of Address, not a "
    assert first.startswith(said)
    assert second.startswith("$.Lines[0]: found Order(code=None, ")


def test_a_value_of_three_hundred_is_no_unsigned_byte(everything: Any) -> None:
    read = everything.Everything.from_xml('<Everything xmlns="urn:orders"/>')
    read.plain_unsigned_byte = 300
    with pytest.raises(
        ValueError,
        match=r"^\$\.Plain_unsignedByte: found 300, expected an unsignedByte",
    ):
        read.to_xml()


def test_several_wrong_values_are_told_together(shop: Shop) -> None:
    order = shop.order(
        rank=None, id="", home=5, tags=[1, "a", 2], price=shop.package.Amount(value=1.5)
    )
    assert [each.partition(":")[0] for each in _problems(shop, order.to_xml)] == [
        *("$.@Rank", "$.Id", "$.Home", "$.Tags[0]", "$.Tags[2]", "$.Price")
    ]


def test_a_wrong_value_beside_unknown_content_is_told_alone(shop: Shop) -> None:
    order = shop.read('<u:A/><Id>1</Id><Home a="1"/>')
    order.id = "x"
    said = f"$.Id: found 'x', expected {INT}, not a str"
    assert _problems(shop, order.to_xml) == [said]


def test_a_field_that_was_deleted_is_told(shop: Shop) -> None:
    order = shop.order()
    del order.note
    assert _problems(shop, order.to_xml) == [
        "$: found <Order>, expected a value for each field: note was deleted"
    ]


@pytest.mark.parametrize(
    "value",
    [datetime(2020, 1, 1), Decimal(1), [], {}, object(), float("nan"), "x" * 10**6],
)
def test_what_was_found_is_cut_to_a_line(shop: Shop, value: object) -> None:
    [problem] = _problems(shop, shop.order(id=value).to_xml)
    assert len(problem) < 160
    assert "\n" not in problem


def test_the_error_survives_pickle_and_copy(shop: Shop) -> None:
    with pytest.raises(shop.wire_error) as caught:
        shop.read("<Id>x</Id>")
    error: Any = caught.value
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert str(again) == f"$.Id: found 'x', expected {INT}"
        assert again.problems == error.problems


def test_the_error_is_a_value_error_and_of_this_package(shop: Shop) -> None:
    assert issubclass(shop.wire_error, ValueError)
    assert issubclass(shop.wire_error, shop.runtime.SoapstoneError)
    assert not issubclass(shop.runtime.SoapFault, ValueError)


def test_it_hides_the_way_that_led_to_it(shop: Shop) -> None:
    """A traceback of the quick attempt would be about this package, not about the value."""
    with pytest.raises(shop.wire_error) as caught:
        shop.order(id=None).to_xml()
    assert caught.value.__suppress_context__
