"""What is said of Python values that a message cannot hold, and of plain data."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Any

from tests.runtime.texts.of_reading import no_xml
from tests.runtime.texts.trials import Trials, World


class Lost(tzinfo):
    """A zone that has no offset."""

    def __repr__(self) -> str:
        return "Lost()"

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        raise NotImplementedError


def _order(**members: Any) -> Any:
    return lambda w: w.order(**members).to_xml()


def _scalar(name: str, value: Any) -> Any:
    member = f"plain_{name}"
    return lambda w: w.any_value(**{_field(w, name): value}).to_xml() and member


def _field(w: World, name: str) -> str:
    wanted = f"plain_{name}".replace("_", "").lower()
    names: dict[str, object] = w.all.Everything.__dataclass_fields__
    return next(each for each in names if each.replace("_", "").lower() == wanted)


def _without_a_field(w: World) -> object:
    order = w.order()
    del order.note
    return order.to_xml()


def _deep(w: World) -> Any:
    line = w.shop.Line(product=1)
    for _ in range(120):
        line = w.shop.Line(product=1, parts=[line])
    return w.order(lines=[line])


def _cat(w: World) -> object:
    return w.kennel.Kennel(guard=w.kennel.Kennel()).to_xml()


class Later(datetime):
    """A moment of another library, as pandas has them."""

    nanosecond = 5


class Never(datetime):
    """No moment, like pandas' NaT."""

    @property
    def year(self) -> Any:
        return float("nan")


class Sore(list[int]):
    """A list whose own methods raise."""

    def __iter__(self) -> Any:
        raise OSError("no disk")


def _page(**members: Any) -> Any:
    return lambda w: w.diary.Page(**members).to_xml()


SECONDS = timezone(timedelta(seconds=1))
FAR = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))

OF_WRITING: Trials = {
    "a DateTimeOffset without a zone": _page(at=datetime(2020, 1, 1)),
    "a DateTimeOffset with an odd zone": _page(at=datetime(2020, 1, 1, tzinfo=SECONDS)),
    "a DateTimeOffset that UTC does not have": _page(at=FAR),
    "a number for a QName": _page(kind=5),
    "a QName that is none": _page(kind="{urn:x"),
    "no pairs": _page(where=[1]),
    "no pairs, in plain data": lambda w: w.diary.Page.from_dict({"where": [1]}),
    "a moment without a zone, as plain data": lambda w: w.diary.Page(
        at=datetime(2020, 1, 1)
    ).to_json(),
    "a moment too fine": _order(when=Later(2020, 1, 1)),
    "no moment": _order(when=Never(2020, 1, 1)),
    "a list that raises": _order(tags=Sore([1])),
    "a header entry that XML cannot hold": lambda w: w.order().to_soap(
        "1.1", [w.rt.HeaderEntry(w.rt.Xml("<a/>"), actor="\0")]
    ),
    "no value": _order(id=None),
    "a text for a number": _order(id="5"),
    "too large": _order(id=2**31),
    "a wrong attribute": _order(rank="1"),
    "a wrong word for an enumeration": _order(colour=1),
    "no word for an enumeration": _order(colour=None),
    "a text for a list": _order(tags="ab"),
    "a wrong item": _order(numbers=[1, "2"]),
    "no list for an item": _order(grid=[1]),
    "a list for a dict": _order(meta=[("a", "b")]),
    "a wrong key": _order(stock={"a": 1}),
    "a wrong value of a dict": _order(stock={1: None}),
    "a text for items without a list": _order(page="12"),
    "None for items without a list": _order(page=None),
    "a dict for a record": _order(home={"number": 1}),
    "None for a record": _order(period=None),
    "a wrong item record": _order(lines=[None, 5]),
    "a text for XML": _order(anything="<a/>"),
    "XML that is none": lambda w: w.order(anything=w.rt.Xml("<a")).to_xml(),
    "XML of another name": lambda w: w.order(anything=w.rt.Xml("<a/>")).to_xml(),
    "a value that raises": _order(when=datetime(2020, 1, 1, tzinfo=Lost())),  # type: ignore[abstract]
    "a character that no text has, as plain data": lambda w: w.order(
        note="\ud800"
    ).to_json(),
    "a forbidden character, written": _order(note="a\x01b"),
    "a field that was deleted": _without_a_field,
    "too deep, written": lambda w: _deep(w).to_xml(),
    "a wrong text of a record": lambda w: w.order(
        price=w.shop.Amount(value=None)
    ).to_xml(),
    "a record of another class": _cat,
    "an item that no branch has": lambda w: w.park.Park(items=[1.5]).to_xml(),
    "no list of a choice": lambda w: w.park.Park(items="x").to_xml(),
    "a guess that cannot be written": _order(guess=1.5),
    "a field that is none": lambda w: w.rt.wire_state(w.order(), "nte"),
    "another version of SOAP": lambda w: w.order().to_soap("1.3"),
    "several wrong values, written": _order(id="x", tags=[1], note=5),
    "an item of XML": lambda w: w.any_value(extras=[5]).to_xml(),
}


MINUTE = timezone(timedelta(minutes=1, seconds=1))

OF_SCALARS_WRITTEN: Trials = {
    f"{name}, written, {shown}": _scalar(name, value)
    for name, shown, value in (
        ("boolean", "a text", "yes"),
        ("byte", "too large", 200),
        ("integer", "a float", 1.5),
        ("integer", "too long", 10**5000),
        ("positiveInteger", "below", -1),
        ("float", "a text", "1"),
        ("float", "too large", 1e300),
        ("double", "a large integer", 2**60 + 1),
        ("double", "an integer beyond", 10**400),
        ("decimal", "a float", 1.5),
        ("decimal", "NaN", Decimal("NaN")),
        ("decimal", "too large", Decimal(10) ** 30),
        ("dateTime", "a text", "2020"),
        ("dateTime", "an odd zone", datetime(2020, 1, 1, tzinfo=MINUTE)),
        ("date", "a datetime", datetime(2020, 1, 1)),
        ("time", "a text", "10:00"),
        ("duration", "a number", 5),
        ("duration", "too long", timedelta.max),
        ("guid", "a text", "x"),
        ("char", "a word", "ab"),
        ("char", "a number", 5),
        ("base64Binary", "a text", "x"),
        ("hexBinary", "a text", "x"),
        ("anyURI", "no URI", "http://["),
        ("anyURI", "a number", 5),
    )
}


def _from_dict(data: Any, kind: str = "Order", **options: Any) -> Any:
    return lambda w: getattr(w.shop, kind).from_dict(data, **options)


def _all_from(data: dict[str, Any]) -> Any:
    return lambda w: w.all.Point.from_dict(data)


USUAL = {"rank": 1, "id": 2, "colour": "Red", "period": {"days": 3}}
USUAL["when"] = "2020-01-01T00:00:00"


def _more(**members: Any) -> Any:
    return _from_dict({**USUAL, **members})


def _choice_from(value: Any) -> Any:
    def act(w: World) -> object:
        return w.park.Park.from_dict({"items": value})

    return act


def _dict(**members: Any) -> Any:
    return lambda w: w.order(**members).to_dict()


OF_PLAIN_DATA: Trials = {
    "no dict": _from_dict([1]),
    "a key that is missing": _from_dict({"id": 1}),
    "a key that is unknown": _more(nte="x"),
    "a key that is far from any": _more(zzzzzz="x"),
    "a key by its name on the wire": _more(Note="x"),
    "no list": _more(tags="a"),
    "None for a list": _more(page=None),
    "no dict for a dict": _more(stock=5),
    "a wrong scalar": _more(id="x"),
    "a scalar that is a list": _more(note=[1]),
    "a wrong key of a dict": _more(stock={"a": 1}),
    "a record that is none": _more(home=5),
    "XML that is none, in plain data": _more(anything="<a"),
    "a number for XML": _more(anything=5),
    "a type that there is not": lambda w: w.kennel.Kennel.from_dict(
        {"guard": {"$type": "Bird", "name": "Rex"}}
    ),
    "a type of what has none": _from_dict({"days": 1, "$type": "X"}, "Period"),
    "an item of no branch, in plain data": _choice_from([{"Bird": 1}]),
    "an item of a choice that is no dict": _choice_from([5]),
    "an item of a choice without a key": _choice_from([{}]),
    "an item of a choice that is None": _choice_from([{"Sign": None}]),
    "no JSON": lambda w: w.shop.Order.from_json("{"),
    "other names": _from_dict({}, names="pascal"),
    "other values": lambda w: w.order().to_dict(values="xml"),
    "plain data too deep": lambda w: w.shop.Line.from_dict(_nest()),
    "records too deep for plain data": lambda w: _deeper(w).to_dict(),
    "a class without a table": lambda w: no_xml(w).from_dict({}),
    "a record of another class, as plain data": _dict(home=5),
    "no list, as plain data": _dict(tags=5),
    "a wrong scalar, as plain data": lambda w: w.order(when="2020").to_json(),
    "a text that is a number, as plain data": lambda w: w.order(note=5).to_json(),
    "an item of no branch, as plain data": lambda w: w.park.Park(items=[1.5]).to_dict(),
    "no element as XML, as plain data": lambda w: w.order(anything=5).to_json(),
    "Xml.of of nothing that XML has": lambda w: w.rt.Xml.of([1]),
    "Xml.of of a value that misfits its type": lambda w: w.rt.Xml.of("x", "int"),
    "Xml.of with an unknown type": lambda w: w.rt.Xml.of("x", "itn"),
    "Xml.of of a record without a name": lambda w: w.rt.Xml.of(w.shop.Period(days=1)),
    "the value of a wrong Xml": lambda w: w.rt.Xml(
        '<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" '
        'xmlns:x="http://www.w3.org/2001/XMLSchema" i:type="x:int">z</a>'
    ).value,
    "Xml.parse of no XML": lambda w: w.rt.Xml.parse("<a"),
}


def _nest() -> dict[str, Any]:
    line: dict[str, Any] = {"product": 1}
    for _ in range(2000):
        line = {"product": 1, "parts": [line]}
    return line


def _deeper(w: World) -> Any:
    line = w.shop.Line(product=1)
    for _ in range(2000):
        line = w.shop.Line(product=1, parts=[line])
    return line
