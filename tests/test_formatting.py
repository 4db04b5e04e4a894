"""Generated code is formatted as black does it; most files are never passed to black."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import black
import pytest
from black.mode import TargetVersion
from hypothesis import example, given, settings
from hypothesis import strategies as st

from soapstone.emit.python.formatting import formatted, formatted_files
from soapstone.emit.python.literals import docstring, literal
from soapstone.inference import inferred
from soapstone.model.contract import (
    Access,
    Contract,
    Enumeration,
    EnumerationRef,
    MapOf,
    Operation,
    Parameter,
    QName,
    RecordRef,
    Route,
    Scalar,
)
from soapstone.pages import read_page
from tests.contracts import (
    attribute,
    everything,
    items,
    kennel,
    nillable,
    optional,
    park,
    plain,
    record,
    repeated,
    without_choices,
)
from tests.contracts import service as made_of
from tests.emit.python.test_hostile_texts import hostile
from tests.emit.python.test_literals import HOSTILE
from tests.packages import python_of
from tests.services import FOLDERS, ROOT, service

FEW = items("int", Scalar("int"), nillable=False)
SERVICES = ROOT / "tests/data/services"


def by_black(path: str, text: str) -> str:
    """What black itself makes of a file."""
    mode = black.Mode(target_versions={TargetVersion.PY311}, is_pyi=path.endswith("i"))
    return black.format_str(text, mode=mode)


def assert_as_black(contract: Contract, folder: str = "") -> None:
    for path, text in python_of(contract).items():
        if not path.startswith(folder):
            continue
        done = formatted(path, text)
        assert done == by_black(path, text), path


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that black is asked to format."""
    found = []
    by_itself = black.format_str

    def asked(text: str, *, mode: black.Mode) -> str:
        found.append(text)
        return by_itself(text, mode=mode)

    monkeypatch.setattr(black, "format_str", asked)
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_services_of_specs(folder: str) -> None:
    assert_as_black(service(folder).contract)


@pytest.mark.parametrize("folder", sorted(path.name for path in SERVICES.iterdir()))
def test_whole_services(folder: str) -> None:
    pages = [
        read_page(path.name, path.read_bytes())
        for path in (SERVICES / folder).iterdir()
    ]
    assert_as_black(inferred(folder, pages).contract)


def test_every_type_and_form() -> None:
    assert_as_black(everything())
    assert_as_black(kennel())
    assert_as_black(park())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts(text: str) -> None:
    assert_as_black(hostile(text))


def test_hardly_a_file_is_shown_to_black(shown: list[str]) -> None:
    """Else a run takes ten times as long, and no other test would tell. Choices are rare."""
    usual = without_choices(everything())
    for made in (
        usual,
        kennel(),
        *(service(folder).contract for folder in FOLDERS),
    ):
        formatted_files(python_of(made))
    assert shown == []
    formatted("a.py", f"x = lambda: {'a' * 80}\n")
    assert len(shown) == 1


def test_the_exports_of_long_modules_are_not_shown_to_black(shown: list[str]) -> None:
    """A large service has some, and black would take a second for all its exports."""
    long = made_of(record("LongName" * 6, plain("A", Scalar("int"))), messages=())
    line = f"{'LongName' * 6} types.{'_'.join(['long_name'] * 6)}"
    assert len(line) > 88
    text = python_of(long)["__init__.py"]
    assert line in text
    assert formatted("__init__.py", text) == text
    assert shown == []
    assert_as_black(long)


@pytest.mark.parametrize("length", range(1, 96, 3))
def test_names_of_any_length(length: int) -> None:
    """Each length crosses the width of a line in another place."""
    name = f"{'Long' * 24}"[:length]
    key = QName("urn:x", name)
    map_ = MapOf(key, key, Scalar("int"), QName("urn:x", "V"), FEW, True)
    fields = [
        attribute(f"{name}A", Scalar("string"), nullable=True),
        plain(f"{name}B", Scalar("dateTime")),
        optional(f"{name}C", items("Item", RecordRef(name))),
        nillable(f"{name}D", map_),
        repeated(f"{name}E", EnumerationRef(f"{name}F")),
        optional(f"{name}G", Scalar("decimal")),
    ]
    kind = Enumeration(f"{name}F", None, ("A",))
    assert_as_black(
        made_of(record(name, *fields), messages=(name,), enumerations=(kind,))
    )


@settings(deadline=None)
@given(st.text(max_size=120), st.integers(0, 12))
@example('it\'s "so"', 4)
@example("it's \"so", 4)
@example("\u4e2d\u6587" * 40, 0)
@example("e\u0301" * 60, 0)
def test_any_text_as_literal_and_docstring(text: str, depth: int) -> None:
    lines = [f"f(a{'a' * depth * 5}={literal(text)})", "", "", "class A:"]
    source = "\n".join([*lines, *docstring([text, "``A``."], 4), ""])
    assert formatted("a.py", source) == by_black("a.py", source)


words = st.text("abcdefgh ", min_size=1, max_size=30).filter(str.strip)


@settings(deadline=None, max_examples=6)
@given(
    st.lists(st.tuples(st.lists(words, max_size=3), words), max_size=3),
    st.lists(words, max_size=8),
    words,
)
def test_any_operation(
    routes: list[tuple[list[str], str]], roles: list[str], name: str
) -> None:
    made = everything()
    operation: Operation = replace(
        made.operations[0],
        documentation=name,
        routes=tuple(Route(tuple(verbs), path) for verbs, path in routes),
        parameters=(Parameter(name, tuple(roles[:3])),),
        access=Access(all_roles=tuple(roles), any_permission=(name,)),
    )
    assert_as_black(replace(made, operations=(operation,)), "operations")


def test_a_stub_file_is_formatted_as_one(tmp_path: Path) -> None:
    text = f"from .a import (\n    A as {'A' * 90}, B\n)\n\n__all__ = ['A']\n"
    assert formatted("a.pyi", text) == by_black("a.pyi", text)
