"""Values behave like frozen dataclasses with the same fields."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable, Hashable
from dataclasses import FrozenInstanceError, dataclass
from typing import Any

import pytest

from soapstone.runtime.errors import Problem
from soapstone.runtime.limits import Limits
from soapstone.runtime.operations import Access, Binding, Operation
from soapstone.runtime.records.unknown_content import PlacedUnknown, Unknown, WireState
from soapstone.runtime.records.xml import Xml
from soapstone.runtime.values import Value, value


@value()
class Point(Value):
    """A value."""

    x: int
    y: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Twin:
    """What it stands for."""

    x: int
    y: int = 0
    label: str = ""


@value(kw_only=True)
class Named(Value):
    """One that takes no positional arguments."""

    x: int


CALLS: dict[str, Callable[[Any], Any]] = {
    "positions": lambda kind: kind(1, 2, "a"),
    "some-positions": lambda kind: kind(1, 2),
    "names": lambda kind: kind(x=1, label="a"),
    "both": lambda kind: kind(1, label="a"),
    "too-few": lambda kind: kind(y=1),
    "none": lambda kind: kind(),
    "too-many": lambda kind: kind(1, 2, "a", 4),
    "unknown-name": lambda kind: kind(1, z=2),
    "twice": lambda kind: kind(1, x=2),
    "twice-with-all": lambda kind: kind(1, 2, "a", x=2),
}


def _outcome(call: Callable[[], object]) -> object:
    """The state of what is made, or the kind of error."""
    try:
        made: Any = call()
    except Exception as error:
        return type(error)
    return made.x, made.y, made.label


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_it_is_made_like_its_twin(call: Callable[[Any], Any]) -> None:
    assert _outcome(lambda: call(Point)) == _outcome(lambda: call(Twin))


def test_it_is_shown_and_compared_like_its_twin() -> None:
    made, twin = Point(1, label="a"), Twin(1, label="a")
    assert repr(made) == repr(twin).replace("Twin", "Point")
    assert hash(made) == hash(twin)
    assert made == Point(1, 0, "a")
    assert made != Point(1, 0, "b")
    assert made != (1, 0, "a")
    assert made != twin
    match made:
        case Point(x, y, label):
            assert (x, y, label) == (1, 0, "a")


def test_its_constructor_is_told_like_its_twins() -> None:
    assert inspect.signature(Point) == inspect.signature(Twin)
    assert str(inspect.signature(Named)) == "(*, x: 'int') -> None"
    parameters = inspect.signature(Unknown.__init__).parameters
    assert [*inspect.signature(Unknown).parameters] == [*parameters][1:]


@pytest.mark.parametrize("kind", [Point, Twin])
def test_it_cannot_be_changed(kind: Any) -> None:
    made = kind(1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
        made.x = 2
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del made.x
    with pytest.raises((AttributeError, TypeError)):
        made.new = 2
    assert made.x == 1


def test_arguments_by_name_only() -> None:
    with pytest.raises(TypeError):
        Named(1)  # type: ignore[call-arg]  # mypy knows it, too
    assert Named(x=1).x == 1


VALUES: list[Value] = [
    Problem("$.A", "1", "a date"),
    Limits(depth=3),
    Xml("<a/>"),
    Unknown("a", "b", "<a>b</a>"),
    PlacedUnknown((1,), "after", Unknown("a", "b", "<a>b</a>")),
    WireState((PlacedUnknown((1,), "after", Unknown("a", "", "<a/>")),), 1, 2),
    Binding(transport="XML", verb="POST", url="https://x"),
    Operation(service="s", name="n", request=None, response=str),
]


@pytest.mark.parametrize("made", VALUES, ids=lambda each: type(each).__name__)
def test_it_survives_all_that_a_dataclass_survives(made: Value) -> None:
    fields: Any = made
    copies = [copy.copy(made), copy.deepcopy(made), dataclasses.replace(fields)]
    copies += [pickle.loads(pickle.dumps(made, each)) for each in range(2, 6)]
    assert all(type(each) is type(made) and each == made for each in copies)
    names = [each.name for each in dataclasses.fields(fields)]
    assert names == list(dataclasses.asdict(fields))
    assert isinstance(made, Hashable) is not isinstance(made, WireState)
    with pytest.raises(FrozenInstanceError):
        setattr(made, names[0], None)


def test_it_may_look_at_its_values() -> None:
    with pytest.raises(ValueError, match="size must be at least 1"):
        Limits(size=0)
    with pytest.raises(ValueError, match="depth must be at least 1"):
        dataclasses.replace(Limits(), depth=0)


def test_defaults_are_the_classes_own() -> None:
    assert Access() == Access(all_roles=(), authenticated=False)
    assert Operation(service="s", name="n", request=None, response=None).access == (
        Access()
    )
