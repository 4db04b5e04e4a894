"""Only WireError is raised, whatever a field or a document holds."""

from __future__ import annotations

import datetime as dt
import inspect
import sys
import uuid
from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from soapstone.testing import records
from tests.packages import runtime_of
from tests.runtime.support import Shop, document, records_in

LIMITS = settings(deadline=None, suppress_health_check=list(HealthCheck))


CYCLE: list[Any] = []
CYCLE.append(CYCLE)
ODDITIES = [
    *(object(), int, len, ..., range(3), CYCLE, memoryview(b""), bytearray(b"x")),
    *(
        Decimal("sNaN"),
        Decimal("1E+999999"),
        Decimal("1E-999999"),
        Decimal("-Infinity"),
    ),
    *(-(10**30), 2.0**1000, dt.timedelta.max, dt.timedelta.min, uuid.NAMESPACE_DNS),
    dt.datetime.min.replace(tzinfo=dt.UTC),
    dt.datetime.max.replace(tzinfo=dt.timezone(-dt.timedelta(hours=23, seconds=1))),
]
SCALARS = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    *(st.binary(max_size=5), st.decimals(), st.dates(), st.times(), st.timedeltas()),
    *(st.datetimes(), st.uuids(), st.complex_numbers(), st.sampled_from(ODDITIES)),
    st.characters(categories=["Cs"]),
)
JUNK = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2)
    | st.dictionaries(
        st.integers() | st.text(max_size=2) | st.none(), inner, max_size=2
    ),
    max_leaves=4,
)


def _puts_junk(
    drawn: st.SearchStrategy[Any], error: type[Exception], examples: int
) -> None:
    @settings(LIMITS, max_examples=examples)
    @given(drawn, st.data())
    def check(record: Any, data: st.DataObject) -> None:
        owners = list(records_in(record))
        for _ in range(data.draw(st.integers(1, 4))):
            owner = owners[data.draw(st.integers(0, len(owners) - 1))]
            field = data.draw(st.sampled_from([each.name for each in fields(owner)]))
            junk = data.draw(JUNK)
            setattr(owner, field, [owner, record] if junk is ... else junk)
        try:
            written = record.to_xml()
        except error:
            return
        type(record).from_xml(written)

    check()


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_junk_in_an_order(shop: Shop) -> None:
    _puts_junk(records(shop.package.Order), shop.wire_error, 300)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_junk_in_any_type(everything: ModuleType) -> None:
    error = runtime_of(everything).WireError
    _puts_junk(records(everything.Everything), error, 60)


REAL = document(
    "<u:A i:type='s:int'>1</u:A><Id>1</Id><Name i:nil='true'/><Colour>Red</Colour>"
    "<Home Kind='k'><Number>1</Number></Home><Tags><string>a</string><string>b</string></Tags>"
    "<Grid><Row><int>1</int></Row></Grid><Lines><Line><Product>1</Product></Line></Lines>"
    "<Stock><Entry><Key>1</Key><Value>2</Value></Entry></Stock><Page>1</Page>"
    "<Price Currency='EUR'>1.50</Price><Anything><a/></Anything><When>2020-01-01</When>"
)
SOAP = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><h/></s:Header>'
    f"<s:Body>{REAL}</s:Body></s:Envelope>"
)
PIECES = st.sampled_from(
    [
        *(
            "<",
            ">",
            "/",
            "&",
            "'",
            '"',
            "=",
            " ",
            "]]>",
            "<!--",
            "<![CDATA[",
            "<?x",
            "&#0;",
            "&amp;",
        ),
        *(
            "<Id>",
            "</Id>",
            "<Id/>",
            "<Number>",
            "xmlns=''",
            " xmlns:i='urn:i'",
            "i:nil='true'",
            "\0",
        ),
        *(
            "<!DOCTYPE a>",
            "\ufeff",
            "é",
            "\xa0",
            "99999999999",
            "-",
            "nan",
            "<Entry/>",
            "<Row/>",
        ),
    ]
)


@st.composite
def mutants(draw: st.DrawFn, text: str) -> bytes:
    """A document with pieces taken out, put in, doubled, and bytes changed."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.integers(0, 30))
        new = draw(PIECES | st.just("") | st.just(text[start:end] * 2))
        text = text[:start] + new + text[end:]
    data = bytearray(
        text.encode(draw(st.sampled_from(["utf-8", "utf-16", "latin-1"])), "replace")
    )
    for _ in range(draw(st.integers(0, 2))):
        if data:
            data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


def _reads(read: Callable[[bytes], Any], errors: tuple[type[Exception], ...]) -> None:
    @settings(LIMITS, max_examples=400)
    @example(b"")
    @given(mutants(REAL) | mutants(SOAP) | st.binary(max_size=40))
    def check(data: bytes) -> None:
        try:
            record = read(data)
        except errors:
            return
        assert read is not None
        record.to_xml()

    check()


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_any_bytes_as_a_document(shop: Shop) -> None:
    _reads(shop.package.Order.from_xml, (shop.wire_error,))


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_any_bytes_as_an_envelope(shop: Shop) -> None:
    _reads(shop.package.Order.from_soap, (shop.wire_error, shop.runtime.SoapFault))


TOO_DEEP = "found one more, expected no more than 100 records inside each other"
DEEP = rf"^\$(\.Lines\[0\]|\.Parts\[0\])*…?: {TOO_DEEP}$"


def _nested(shop: Shop, depth: int) -> str:
    inside = (
        "<Line>"
        + "<Parts><Line>" * (depth - 1)
        + "</Line></Parts>" * (depth - 1)
        + "</Line>"
    )
    return f"<Lines>{inside}</Lines>"


def test_ninety_nine_records_inside_the_message_are_not_too_many(shop: Shop) -> None:
    order = shop.read(_nested(shop, 99))
    assert shop.package.Order.from_xml(order.to_xml()) == order
    assert shop.package.Order.from_xml(document(_nested(shop, 99) + "<u:A/>")) != order


@pytest.mark.parametrize("more", ["", "<u:A/>"], ids=["quick", "careful"])
@pytest.mark.parametrize("depth", [100, 120])
def test_many_records_inside_each_other_are_refused(
    shop: Shop, depth: int, more: str
) -> None:
    with pytest.raises(shop.wire_error, match=DEEP):
        shop.read(_nested(shop, depth) + more)


@pytest.mark.parametrize("depth", [100, 300, 100_000])
def test_many_records_inside_each_other_are_not_written(shop: Shop, depth: int) -> None:
    line = shop.package.Line(product=1)
    for _ in range(depth - 1):
        line = shop.package.Line(product=1, parts=[line])
    with pytest.raises(shop.wire_error, match=DEEP):
        shop.order(lines=[line]).to_xml()


def test_a_record_inside_itself_is_refused(shop: Shop) -> None:
    line = shop.package.Line(product=1, parts=[])
    line.parts.append(line)
    with pytest.raises(shop.wire_error, match=DEEP):
        shop.order(lines=[line]).to_xml()


def test_a_full_stack_is_a_wire_error_too(shop: Shop) -> None:
    """The caller's frames count against Python's limit as well."""
    body = _nested(shop, 90)
    order = shop.read(body)

    def call(depth: int, act: Callable[[], Any]) -> Any:
        return call(depth - 1, act) if depth else act()

    room = sys.getrecursionlimit() - len(inspect.stack())
    for act in (lambda: shop.read(body), order.to_xml):
        with pytest.raises(shop.wire_error, match=TOO_DEEP):
            call(room - 130, act)


@pytest.mark.parametrize("place", ["{}", "<Name>{}</Name>", "<Anything>{}</Anything>"])
def test_a_hundred_thousand_elements_inside_each_other_are_refused(
    shop: Shop, place: str
) -> None:
    deep = "<u:A>" * 100_000 + "</u:A>" * 100_000
    with pytest.raises(shop.wire_error, match="depth"):
        shop.read(place.format(deep))


def test_255_unknown_elements_inside_each_other_are_kept(shop: Shop) -> None:
    order = shop.read("<u:A>" * 255 + "</u:A>" * 255)
    assert shop.package.Order.from_xml(order.to_xml()) == order
