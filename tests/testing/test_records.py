"""Strategies for records draw what a service could send."""

from __future__ import annotations

import datetime as dt
import importlib
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from soapstone.dotnet.integers import RANGES
from soapstone.model.contract import RecordRef
from soapstone.testing import RecordStrategies, records
from soapstone.testing.scalars import scalar_strategies
from tests import contracts
from tests.contracts import record, repeated
from tests.contracts import service as service_of
from tests.emit.python.support import classes
from tests.packages import load, runtime_of
from tests.runtime.support import shop
from tests.services import FOLDERS, service

WILD = {"new_members": True}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return load(contracts.everything(), tmp_path_factory.mktemp("everything"))


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load(shop(), tmp_path_factory.mktemp("shop")).Order


@pytest.fixture(scope="module")
def ticks(everything: ModuleType) -> ModuleType:
    runtime = runtime_of(everything).__name__
    return importlib.import_module(f"{runtime}.scalars.ticks")


def _kinds() -> Iterator[Any]:
    for folder in FOLDERS:
        for kind in classes(service(folder).package):
            if hasattr(kind, "to_xml"):
                yield pytest.param(kind, id=f"{folder}-{kind.__name__}")


def test_classes_that_extend_another_stand_in_its_place(tmp_path: Path) -> None:
    package = load(contracts.kennel(), tmp_path)
    _come_back(records(package.Kennel), 20)
    _holds(records(package.Kennel), lambda each: type(each.guard) is package.Animal)
    _holds(records(package.Kennel), lambda each: type(each.guard) is package.Puppy)


@pytest.mark.parametrize("kind", [*_kinds()])
def test_records_of_the_seeds_come_back_the_same(kind: Any) -> None:
    _come_back(records(kind), 20)


@pytest.mark.parametrize("options", [{}, WILD], ids=["usual", "wild"])
def test_records_of_every_type_come_back_the_same(
    options: Any, everything: ModuleType, order: Any
) -> None:
    draw = RecordStrategies(**options)
    for kind in (*classes(everything), order):
        if hasattr(kind, "to_xml"):
            _come_back(draw.records(kind), 100)


def _come_back(drawn: st.SearchStrategy[Any], examples: int) -> None:
    """No health check is off: users have them on."""

    @settings(max_examples=examples, database=None)
    @given(drawn)
    def check(record: Any) -> None:
        document = record.to_xml()
        again = type(record).from_xml(document)
        assert again == record
        assert again.to_xml() == document

    check()


def _holds(
    drawn: st.SearchStrategy[Any], what: Callable[[Any], bool], most: int = 3_000
) -> None:
    """Fails with NoSuchExample if nothing is drawn of which this is true.

    What was drawn is not made smaller: that takes longer than to find it.
    """
    few = settings(max_examples=most, phases=[Phase.generate], derandomize=True)
    find(drawn, what, settings=few)


@pytest.mark.parametrize("name", RANGES)
@pytest.mark.parametrize("end", [0, 1], ids=["lowest", "highest"])
def test_integers_have_their_whole_range(
    name: str, end: int, ticks: ModuleType
) -> None:
    (drawn,) = (
        strategy
        for key, strategy in scalar_strategies(ticks).items()
        if key.replace("_", "") == name.lower()
    )
    _holds(drawn, lambda value: value == RANGES[name][end])


def _fifth_tick(value: Any) -> bool:
    return bool(getattr(value, "tick", 0) == 5)


SCALARS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "a moment without zone": ("date_time", lambda value: value.tzinfo is None),
    "a moment in UTC": ("date_time", lambda value: value.tzinfo is dt.UTC),
    "a moment in another zone": ("date_time", lambda value: bool(value.utcoffset())),
    "the last moment": ("date_time", lambda value: value == dt.datetime.max),
    "a tick": ("date_time", _fifth_tick),
    "the tick of an offset": ("date_time_offset", _fifth_tick),
    "the tick of a time": ("time", _fifth_tick),
    "a time in a zone": ("time", lambda value: bool(value.utcoffset())),
    "the tick of a duration": ("duration", _fifth_tick),
    "29,000 years back": ("duration", lambda value: value.days == -10_675_200),
    "29 digits": ("decimal", lambda value: len(value.as_tuple().digits) == 29),
    "28 after the point": ("decimal", lambda value: value.as_tuple().exponent == -28),
    "half a character": ("char", lambda value: "\ud800" <= value <= "\udfff"),
    "no character": ("char", lambda value: value == "\0"),
    "a text that is empty": ("string", lambda value: value == ""),
    "a carriage return": ("string", lambda value: "\r" in value),
    "what XML escapes": ("string", lambda value: "<" in value),
    "beyond 16 bits": ("string", lambda value: any(c > "\uffff" for c in value)),
    "a name of no namespace": ("qname", lambda value: value[0] != "{"),
}


@pytest.mark.parametrize("what", SCALARS)
def test_scalars_are_all_that_dotnet_has(what: str, ticks: ModuleType) -> None:
    name, holds = SCALARS[what]
    _holds(scalar_strategies(ticks)[name], holds)


@pytest.mark.parametrize("name", ["float", "double"])
@pytest.mark.parametrize("what", [math.isnan, math.isinf])
def test_what_is_not_finite_is_drawn_if_asked_for(
    name: str, what: Callable[[Any], bool], ticks: ModuleType
) -> None:
    _holds(scalar_strategies(ticks, not_finite=True)[name], what)
    with pytest.raises(NoSuchExample):
        _holds(scalar_strategies(ticks)[name], what, 1_000)


def _red(order: Any) -> bool:
    return bool(order.colour == "Red")


DRAWN: dict[str, Callable[[Any], bool]] = {
    "an attribute left out": lambda order: order.code is None,
    "an attribute": lambda order: bool(order.code),
    "a text left out": lambda order: order.note is None,
    "an empty text": lambda order: order.note == "",
    "a member of an enumeration": _red,
    "another": lambda order: order.colour == "Dark Green",
    "no record": lambda order: order.home is None,
    "a record": lambda order: order.home is not None,
    "no list": lambda order: order.tags is None,
    "an empty list": lambda order: order.tags == [],
    "a list of three": lambda order: len(order.tags or ()) == 3,
    "a list in a list": lambda order: any(order.grid or ()),
    "a list without a wrapper": lambda order: len(order.page) > 1,
    "lines of lines": lambda order: any(each.parts for each in order.lines or ()),
    "a dict": lambda order: len(order.stock or ()) > 1,
    "a dict of lists": lambda order: any((order.groups or {}).values()),
    "text with an attribute": lambda order: bool(order.price and order.price.currency),
    "XML of any kind": lambda order: order.anything is not None,
}


@pytest.mark.parametrize("what", DRAWN)
def test_what_a_service_could_send_is_drawn(what: str, order: Any) -> None:
    _holds(records(order), DRAWN[what])


NEW: dict[str, Callable[[Any], bool]] = {
    "a text that is no member": lambda order: order.colour not in ("Red", "Dark Green"),
    "[Flags]": lambda order: order.colour == "Dark Green Red",
}


@pytest.mark.parametrize("what", NEW)
def test_what_no_enumeration_has_is_drawn_if_asked_for(what: str, order: Any) -> None:
    _holds(RecordStrategies(new_members=True).records(order), NEW[what])
    with pytest.raises(NoSuchExample):
        _holds(records(order), NEW[what], 200)


def test_a_class_inside_itself_ends(everything: ModuleType) -> None:
    deepest = 0

    @settings(max_examples=200, database=None)
    @given(RecordStrategies(deepest=2).records(everything.Node))
    def check(node: Any) -> None:
        nonlocal deepest
        deepest = max(deepest, _depth(node))

    check()
    assert deepest == 3


def _depth(node: Any) -> int:
    inner = [*(node.children or ())]
    if node.leaf and node.leaf.owner:
        inner.append(node.leaf.owner)
    below = [_depth(each) for each in inner]
    return 1 + max(below, default=0 if not node.leaf else 1)


def test_a_list_of_its_own_class_ends(tmp_path: Path) -> None:
    tree = record("Tree", repeated("Branch", RecordRef("Tree")))
    kind = load(service_of(tree, messages=("Tree",)), tmp_path).Tree
    heights = set()

    @settings(max_examples=100, database=None)
    @given(RecordStrategies(deepest=2, longest=1).records(kind))
    def check(tree: Any) -> None:
        height = 0
        while tree.branch:
            (tree,) = tree.branch
            height += 1
        heights.add(height)

    check()
    assert heights == {0, 1, 2}


def test_members_may_be_drawn_otherwise(order: Any) -> None:
    @settings(max_examples=20, database=None)
    @given(records(order, id=st.just(5)))
    def check(record: Any) -> None:
        assert record.id == 5

    check()


def test_mistakes_are_told_at_once(order: Any) -> None:
    with pytest.raises(TypeError, match="Order has no member 'idd'"):
        records(order, idd=st.just(5))
    with pytest.raises(TypeError, match=r"id=5 is no strategy, st.just\(…\) would be"):
        records(order, id=5)  # type: ignore[arg-type]  # refused
    for wrong in (int, order(rank=1, id=2, period=None, when=None, colour="")):
        with pytest.raises(
            TypeError, match="takes a class of a generated package, not"
        ):
            records(wrong)
