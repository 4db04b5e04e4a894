"""Records become plain data and JSON, and come back the same; what misfits is refused by path."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soapstone.emit.python.naming import name_everything
from soapstone.emit.python.reserved import member_words
from soapstone.model.contract import Contract, MapOf, QName, RecordRef, Scalar
from tests.contracts import (
    ORDERS,
    everything,
    kennel,
    optional,
    plain,
    record,
    service,
)
from tests.contracts import park as park_contract
from tests.messages import Messages
from tests.packages import load, runtime_of
from tests.runtime.support import Shop
from tests.runtime.support import shop as shop_contract

KINDS = {
    "decimal": (Decimal("1.10"), "1.10"),
    "double": (float("inf"), "INF"),
    "float": (1.5, 1.5),
    "dateTime": (datetime(2024, 1, 2, 3, tzinfo=UTC), "2024-01-02T03:00:00Z"),
    "date": (date(2024, 1, 2), "2024-01-02"),
    "time": (time(3, 4, 5, 100000), "03:04:05.1"),
    "duration": (timedelta(days=1, seconds=5), "P1DT5S"),
    "guid": (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    "base64Binary": (b"a\0", "YQA="),
    "hexBinary": (b"a\0", "YQA="),
    "boolean": (True, True),
    "long": (2**60, 2**60),
    "string": ("a", "a"),
    "char": ("\ud800", "\ud800"),
    "anyURI": ("urn:x", "urn:x"),
    "QName": ("{urn:x}a", "{urn:x}a"),
    "DateTimeOffset": (datetime(2024, 1, 2, tzinfo=UTC), "2024-01-02T00:00:00Z"),
}


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A record with a member of each type: ``m0``, ``m1`` and so on."""
    members = [plain(f"M{i}", Scalar(name)) for i, name in enumerate(KINDS)]
    contract = service(record("Ask", *members), messages=("Ask",))
    return load(contract, tmp_path_factory.mktemp("kinds"))


def ask(kinds: Any) -> Any:
    return kinds.Ask(**{f"m{i}": value for i, (value, _) in enumerate(KINDS.values())})


def test_each_type_is_what_json_has(kinds: Any) -> None:
    found = ask(kinds).to_dict(values="json")
    expected = [text for _, text in KINDS.values()]
    assert dict(zip(KINDS, found.values(), strict=True)) == dict(
        zip(KINDS, expected, strict=True)
    )
    assert list(map(type, found.values())) == list(map(type, expected))


def test_each_type_stays_what_it_is(kinds: Any) -> None:
    found = ask(kinds).to_dict()
    assert [*found.values()] == [value for value, _ in KINDS.values()]


def test_each_type_comes_back(kinds: Any) -> None:
    asked = ask(kinds)
    assert kinds.Ask.from_json(asked.to_json()) == asked
    assert kinds.Ask.from_json(asked.to_json(names="wire"), names="wire") == asked


REFUSED = {
    "decimal": (1.5, "a Decimal or an int, not a float"),
    "double": ("1.5", "a float, not a str"),
    "dateTime": ("today", "a dateTime like"),
    "date": (5, "a date, not an int"),
    "guid": ("x", "a guid like"),
    "base64Binary": ("!", "bytes in base64"),
    "boolean": ("true", "a bool, not a str"),
    "long": ("5", "a long from .*, not a str"),
    "string": (5, "a str, not an int"),
    "char": ("ab", "a str of one character"),
    "duration": ("5 s", "a duration from"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_misfits_is_refused_by_path(kinds: Any, name: str) -> None:
    value, expected = REFUSED[name]
    member = f"m{[*KINDS].index(name)}"
    data = ask(kinds).to_dict(values="json") | {member: value}
    wrong = runtime_of(kinds).WireError
    with pytest.raises(wrong, match=rf"^\$\.{member}: found .*, expected {expected}"):
        kinds.Ask.from_dict(data)
    # Neither does a record with such a value become JSON.
    if not isinstance(value, str) or name in ("boolean", "long", "double", "char"):
        with pytest.raises(
            wrong, match=rf"^\$\.{member}: found .*, expected {expected}"
        ):
            dataclasses.replace(ask(kinds), **{member: value}).to_json()


def test_a_moment_of_datetimeoffset_needs_its_zone(kinds: Any) -> None:
    member = f"m{[*KINDS].index('DateTimeOffset')}"
    naive = datetime(2024, 1, 2)
    for value in (naive, naive.isoformat()):
        with pytest.raises(runtime_of(kinds).WireError, match="datetime with a zone"):
            kinds.Ask.from_dict(ask(kinds).to_dict() | {member: value})
    with pytest.raises(runtime_of(kinds).WireError, match="datetime with a zone"):
        dataclasses.replace(ask(kinds), **{member: naive}).to_json()


def test_a_time_without_a_fraction_keeps_its_zeros(kinds: Any) -> None:
    asked = dataclasses.replace(ask(kinds), m5=time(10, 20))
    assert asked.to_dict(values="json")["m5"] == "10:20:00"
    assert kinds.Ask.from_json(asked.to_json()) == asked


def test_a_number_of_json_is_a_decimal_with_all_its_digits(kinds: Any) -> None:
    text = ask(kinds).to_json().replace('"1.10"', "1.100000000000000000001")
    assert kinds.Ask.from_json(text).m0 == Decimal("1.100000000000000000001")
    assert type(kinds.Ask.from_json(text).m0) is Decimal


def test_the_names_on_the_wire(shop: Shop) -> None:
    order = shop.order(price=shop.package.Amount(value=Decimal(1), currency="EUR"))
    found = order.to_dict(names="wire")
    assert found["@Rank"] == 1
    assert found["Price"] == {"@Currency": "EUR", "#text": Decimal(1)}
    assert found["Period"] == {"Days": 3}
    assert shop.package.Order.from_dict(found, names="wire") == order
    with pytest.raises(ValueError, match="names takes 'python' or 'wire', not 'xml'"):
        order.to_dict(names="xml")
    with pytest.raises(ValueError, match="values takes 'python' or 'json', not 'x'"):
        order.to_dict(values="x")


def test_names_that_differ_by_namespace_alone_have_it(tmp_path: Any) -> None:
    two = plain("Id", Scalar("int"))
    other = dataclasses.replace(two, name=dataclasses.replace(two.name, namespace="u"))
    contract = service(record("Ask", two, other), messages=("Ask",))
    package: Any = load(contract, tmp_path)
    asked = package.Ask(**{name: i for i, name in enumerate(package.Ask.__slots__)})
    found = asked.to_dict(names="wire")
    assert found == {f"{{{ORDERS}}}Id": 0, "{u}Id": 1}
    assert package.Ask.from_dict(found, names="wire") == asked


def test_unknown_content_is_left_out(shop: Shop) -> None:
    order = shop.read("<New>a</New><Period><Days>1</Days></Period>")
    again = shop.package.Order.from_dict(order.to_dict())
    assert shop.runtime.unknown(order)
    assert not shop.runtime.unknown(again)
    assert again == dataclasses.replace(order, _wire=None)
    assert "New" not in order.to_json()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rnak": 1}, r"^\$\.rnak: found an unknown key, .* of Order, .*; did you mean rank\?"),
        ({"period": 5}, r"^\$\.period: found 5, expected a dict of the members of Period, not an"),
        ({"period": {}}, r"^\$\.period\.days: found no such key, expected one with a value$"),
        ({"lines": [{"product": "x"}]}, r"^\$\.lines\[0\]\.product: found 'x', expected an int"),
        ({"tags": "ab"}, r"^\$\.tags: found 'ab', expected a list, not a str$"),
        ({"mark": None}, r"^\$\.mark: found None, expected a list$"),
        ({"meta": [1]}, r"^\$\.meta: found \[1\], expected a dict, not a list$"),
        ({"stock": {"x": 1}}, r"^\$\.stock\[0\]: found 'x', expected an int"),
        ({"colour": 5}, r"^\$\.colour: found 5, expected a str, not an int$"),
        ({"anything": "<a"}, r"^\$\.anything: found .*, expected an Xml that holds one well"),
        ({"anything": 5}, r"^\$\.anything: found 5, expected an Xml that .*, not an int$"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_place(
    shop: Shop, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(shop.wire_error, match=said):
        shop.package.Order.from_dict(shop.order().to_dict() | changes)


def test_all_that_is_wrong_is_said_at_once(shop: Shop) -> None:
    with pytest.raises(shop.wire_error) as caught:
        shop.package.Order.from_dict({"page": ["x", 1, "y"], "x": 1})
    problems: Any = caught.value
    paths = [each.path for each in problems.problems]
    assert paths[:3] == ["$.rank", "$.id", "$.colour"]
    assert {"$.page[0]", "$.page[2]", "$.x"} < {*paths}


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", "5", '{"a": ' * 5000, b"\xff", "1" * 5000]
)
def test_what_is_no_json_object_is_an_error(shop: Shop, text: Any) -> None:
    with pytest.raises(shop.wire_error, match=r"^\$: found "):
        shop.package.Order.from_json(text)


def test_too_deep_a_nesting_is_an_error(shop: Shop) -> None:
    data: dict[str, Any] = {"product": 1}
    for _ in range(2000):
        data = {"product": 1, "parts": [data]}
    with pytest.raises(shop.wire_error, match="100 records inside each other"):
        shop.package.Line.from_dict(data)


def test_a_class_that_no_page_shows_as_xml_says_so(shop: Shop) -> None:
    from soapstone.runtime.errors import WireError
    from soapstone.runtime.records.record import Record

    class Bare(Record):
        __slots__ = ()

    with pytest.raises(
        WireError, match="found Bare, expected a class whose XML a page"
    ):
        Bare().to_dict()


def test_no_member_is_called_like_a_method() -> None:
    assert {"to_dict", "from_dict", "to_json", "from_json"} < member_words()


def test_values_of_other_types_become_those_of_the_class(kinds: Any) -> None:
    data = ask(kinds).to_dict() | {"m0": 3, "m8": bytearray(b"a"), "m2": 5}
    found = kinds.Ask.from_dict(data)
    assert [type(each) for each in (found.m0, found.m8, found.m2)] == [
        Decimal,
        bytes,
        float,
    ]


def test_numpys_and_pandas_scalars_become_pythons(kinds: Any) -> None:
    np, pd = pytest.importorskip("numpy"), pytest.importorskip(
        "pandas", reason="pip install -e '.[frames]'"
    )
    moment = pd.Timestamp("2024-01-02T03:04:05.1234567")
    data = ask(kinds).to_dict() | {"m3": moment, "m10": np.True_, "m11": np.int64(5)}
    found = kinds.Ask.from_dict(data)
    assert (found.m10, found.m11) == (True, 5)
    assert (type(found.m10), type(found.m11)) == (bool, int)
    assert found.to_dict(values="json")["m3"] == "2024-01-02T03:04:05.1234567"
    replaced = dataclasses.replace(ask(kinds), m3=moment, m11=np.int64(5))
    assert json.loads(replaced.to_json())["m11"] == 5


def test_other_libraries_show_no_wire_state(shop: Shop) -> None:
    order = shop.read("<New>a</New><Period><Days>1</Days></Period>")
    assert not [key for key in dataclasses.asdict(order) if key.startswith("_")]
    pd = pytest.importorskip("pandas", reason="pip install -e '.[frames]'")
    assert not [name for name in pd.DataFrame([order]).columns if name.startswith("_")]


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("make", [everything, kennel, park_contract, shop_contract])
def test_any_record_comes_back_from_plain_data_and_json(
    make: Callable[[], Contract], tmp_path: Any
) -> None:
    contract = make()
    package: ModuleType = load(contract, tmp_path)
    classes = name_everything(contract).classes
    drawn = Messages(contract)
    kinds = [each.request for each in contract.operations if each.request]

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data(), st.sampled_from(["python", "wire"]))
    def check(data: st.DataObject, names: Any) -> None:
        message = data.draw(st.sampled_from(kinds))
        kind = getattr(package, classes[message.record])
        read = kind.from_xml(data.draw(drawn.of(message)))
        plain = read.to_dict(names=names)
        again = kind.from_dict(plain, names=names)
        # Equal but for unknown content, and to a NaN nothing is equal.
        assert repr(again) == repr(read)
        assert again.to_dict(names=names).keys() == plain.keys()
        text = read.to_json(names=names)
        assert kind.from_json(text, names=names).to_json(names=names) == text
        assert repr(kind.from_json(text, names=names)) == repr(read)

    check()


def test_the_keys_of_json_are_texts(shop: Shop) -> None:
    order = shop.order(stock={1: 2}, groups={3: [4]})
    found = order.to_dict(values="json")
    assert (found["stock"], found["groups"]) == ({"1": 2}, {"3": [4]})
    assert order.to_dict()["stock"] == {1: 2}


@pytest.mark.parametrize("values", ["python", "json"])
def test_what_is_no_record_becomes_no_plain_data(shop: Shop, values: str) -> None:
    said = r"^\$\.home: found 'x', expected an instance of Address, not a str$"
    with pytest.raises(shop.wire_error, match=said):
        shop.order(home="x").to_dict(values=values)


PLACE = {"x": 1}


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A map whose keys are records, which no dict can have."""
    names = [QName(ORDERS, name) for name in ("Entry", "Key", "Value")]
    text = Scalar("string")
    map_ = MapOf(names[0], names[1], RecordRef("Place"), names[2], text, True)
    ask, place = record("Atlas", optional("Names", map_)), plain("X", Scalar("int"))
    contract = service(ask, record("Place", place), messages=("Atlas",))
    return load(contract, tmp_path_factory.mktemp("atlas"))


@pytest.mark.parametrize("values", ["python", "json"])
def test_a_map_by_records_is_a_list_of_pairs(atlas: Any, values: Any) -> None:
    made = atlas.Atlas(names=[(atlas.Place(x=1), "a"), (atlas.Place(x=2), None)])
    found = made.to_dict(values=values)
    pairs = [[*each] for each in found["names"]]
    assert pairs == [[PLACE, "a"], [{"x": 2}, None]]
    assert atlas.Atlas.from_dict(found) == made
    assert atlas.Atlas.from_json(made.to_json()) == made


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ({"a": 1}, r"^\$\.names: found .*, expected a list of pairs, \[key, value\]"),
        ([[PLACE]], r"^\$\.names: found .*, expected a list of pairs"),
        ([[PLACE, "a", "b"]], r"^\$\.names: found .*, expected a list of pairs"),
        ([[PLACE, "a"], ["b", "a"]], r"^\$\.names\[1\]: found 'b', expected a dict of the mem"),
        ([[PLACE, 5]], r"^\$\.names\[0\]: found 5, expected a str, not an int"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_pairs_is_refused(
    atlas: Any, names: object, said: str
) -> None:
    with pytest.raises(runtime_of(atlas).WireError, match=said):
        atlas.Atlas.from_dict({"names": names})


def test_unknown_content_of_a_key_has_its_path(atlas: Any) -> None:
    key = "<Key><X>1</X><New>a</New></Key>"
    entry = f"<Entry>{key}<Value>a</Value></Entry>"
    read = atlas.Atlas.from_xml(
        f'<Atlas xmlns="{ORDERS}"><Names>{entry}</Names></Atlas>'
    )
    found = [path for path, _ in runtime_of(atlas).all_unknown(read)]
    assert found == ["$.Names[0].Key.New"]


@pytest.fixture(scope="module")
def parks(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load(park_contract(), tmp_path_factory.mktemp("parks"))


def park(parks: Any) -> Any:
    dog = parks.Dog(name="Rex")
    things = [parks.Animal(name="Al"), ("Note", "a"), [dog], dog, ("Sign", "b")]
    return parks.Park(items=things, chief=dog)


@pytest.mark.parametrize(
    ("names", "key"), [("python", "items"), ("wire", "Animal|Sign|Note|Row|Thing")]
)
def test_choices_name_elements_and_derived_types_their_type(
    parks: Any, names: Any, key: str
) -> None:
    name = "name" if names == "python" else "Name"
    dog = {"$type": "Dog", name: "Rex"}
    found = park(parks).to_dict(names=names)
    assert found.pop(key) == [
        {"Animal": {name: "Al"}},
        {"Note": "a"},
        {"Row": [dog]},
        {"Animal": dog},
        {"Sign": "b"},
    ]
    assert [*found.values()] == [dog, None, None]
    text = park(parks).to_json(names=names)
    assert parks.Park.from_json(text, names=names) == park(parks)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"chief": {"$type": "Cat"}}, r"\.\$type: found 'Cat', expected one of: Animal, Dog\n"),
        ({"chief": {"$type": []}}, r"\.\$type: found \[\], expected one of: Animal, Dog\n"),
        ({"$type": "Park"}, r"^\$\.\$type: found 'Park', expected no such key: no type ext"),
        ({"items": 5}, r"^\$\.items: found 5, expected a list, not an int"),
        ({"items": None}, r"^\$\.items: found None, expected a list"),
        ({"items": [5]}, r"^\$\.items\[0\]: found 5, expected a dict with one of these "),
        ({"items": [{}]}, r"^\$\.items\[0\]: found no key, expected a dict with one of these ke"),
        ({"items": [{"X": 1}]}, r"^\$\.items\[0\]: found the keys X, expected a dict with one of "),
        ({"items": [{"Sign": 1, "Note": 1}]}, r"^\$\.items\[0\]: found the keys Sign, Note, exp"),
        ({"items": [{"Sign": None}]}, r"^\$\.items\[0\]\.Sign: found None, expected a value"),
        ({"items": [{"Sign": 5}]}, r"^\$\.items\[0\]\.Sign: found 5, expected a str, not an int"),
        ({"items": [{"Animal": {}}]}, r"^\$\.items\[0\]\.Animal\.name: found no such key, expec"),
    ],
)  # fmt: skip
def test_what_is_no_item_of_a_choice_is_refused(
    parks: Any, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(runtime_of(parks).WireError, match=said):
        parks.Park.from_dict(changes)


@pytest.mark.parametrize(
    "thing", [5, "a", ("Other", "a"), ("Sign", 5), ("Sign", "a", "b")]
)
def test_what_no_branch_has_becomes_no_plain_data(parks: Any, thing: Any) -> None:
    wrong = runtime_of(parks).WireError
    with pytest.raises(wrong, match=r"^\$\.items\[0\](\.Sign)?: found .*, expected a "):
        parks.Park(items=[thing]).to_json()


def test_an_instance_of_another_class_becomes_no_plain_data(parks: Any) -> None:
    said = r"^\$\.chief: found .*, expected an instance of Animal, not a .*Park$"
    with pytest.raises(runtime_of(parks).WireError, match=said):
        parks.Park(chief=parks.Park()).to_dict()


def test_any_value_of_plain_data_knows_the_types_of_its_package(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    package: Any = load(kennel(), tmp_path_factory.mktemp("kennel"))
    dog = package.Dog(name="Rex")
    held = runtime_of(package).Xml.of(dog)
    again = package.Kennel.from_json(package.Kennel(anything=held).to_json())
    assert again.anything == held
    assert again.anything.value == dog
