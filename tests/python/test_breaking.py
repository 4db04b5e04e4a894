"""Lines break where black breaks them, whatever their length: tried around each of its limits.

Black itself is shown what has a line that is too long, so that such lines do not matter here.
"""

from __future__ import annotations

import black
import pytest

from generator.python.breaking import (
    WIDTH,
    Group,
    assigned,
    broken,
    call,
    constant_lines,
    declared,
    parsed,
    subscript,
    tuple_of,
)

LENGTHS = range(36, 92)
"""Of a name: short enough for all to stand on a line, up to too long for a line of its own."""


def by_black(lines: str) -> list[str]:
    return black.format_str(lines, mode=black.Mode()).splitlines()


def fits(lines: list[str]) -> bool:
    return max(map(len, lines)) <= WIDTH


def test_the_width_is_blacks_own() -> None:
    assert black.Mode().line_length == WIDTH


@pytest.mark.parametrize("indent", [0, 4])
@pytest.mark.parametrize(
    "group",
    [
        lambda name: call("make", [("first", name), ("second", "2")]),
        lambda name: call(name, [("first", "1"), ("second", "2")]),
        lambda name: call("make", [("first", call(name, [("of", "2")])), ("b", "2")]),
        lambda name: call("make", [("first", tuple_of([name, "b"])), ("b", "2")]),
        lambda name: subscript("dict", [name, "str"]),
    ],
    ids=["argument", "name", "call", "tuple", "type"],
)
def test_a_group_breaks_as_black_breaks_it(group: object, indent: int) -> None:
    assert callable(group)
    for length in LENGTHS:
        made: Group = group("n" * length)
        margin = " " * indent
        before = "if x:\n" if indent else ""
        lines = list(broken(("x = ", made), indent))
        flat = by_black(f"{before}{margin}x = {made}")[bool(indent) :]
        assert lines == flat or not fits(lines), length


def test_an_assignment_breaks_as_black_breaks_it() -> None:
    annotation = subscript("Operation", ["Request", "Response"])
    value = call("Operation", [("name", '"Add"')])
    for length in LENGTHS:
        name = "N" * length
        lines = assigned(name, annotation, value)
        flat = f"{name}: {annotation} = Operation(\n    name='Add',\n)"
        assert lines == by_black(flat) or not fits(lines), length


def test_a_constant_breaks_as_black_breaks_it() -> None:
    for length in LENGTHS:
        for value in (f'"{"t" * length}"', f'NAMESPACE + "{"t" * length}"'):
            flat = f"NAME = {value}"
            lines = constant_lines("NAME", value)
            assert lines == by_black(flat) or not fits(lines), (length, value)


@pytest.mark.parametrize("default", ["", "None", "Decimal(0)"])
def test_a_field_breaks_as_black_breaks_it(default: str) -> None:
    for length in LENGTHS:
        for name, annotation in (("n" * length, "str | None"), ("name", "T" * length)):
            lines = declared(name, annotation, default, 4)
            end = f" = {default}" if default else ""
            flat = by_black(f"class C:\n    {name}: {annotation}{end}")[1:]
            assert lines == flat or not fits(lines), (length, name)


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("field(factory=lambda: make(1, 2), metadata='a, b', text=\"c, )\")", 3),
        ("record.name = g[0]", 1),
        ("record.name = s.pairs(g[0], g[1])", 2),
    ],
)
def test_a_call_that_is_written_out_is_taken_apart(text: str, arguments: int) -> None:
    assert str(parsed(text)) == text
    assert len(parsed(text).items) == arguments
