"""Long lines break where black breaks them, at and around every limit."""

from __future__ import annotations

import black
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soapstone.emit.python.breaking import WIDTH, broken
from soapstone.emit.python.formatting import formatted
from soapstone.emit.python.literals import literal

LENGTHS = range(1, 92)
"""Of a name: short enough for all to stand on a line, up to too long for a line of its own."""


def by_black(text: str) -> str:
    return black.format_str(text, mode=black.Mode())


def fits(text: str) -> bool:
    return max(map(len, text.splitlines())) <= WIDTH


def test_the_width_is_blacks_own() -> None:
    assert black.Mode().line_length == WIDTH


@pytest.mark.parametrize(
    "natural",
    [
        "from ..types.account import {name}",
        "from ..types.account import {name}, write_account",
        "from .types.account import {name} as {name}",
        "from ...runtime.record import {name} as _{name}",
        'NAME = "{name}"',
        '{name} = "some text"',
        "class A:\n    {name}: str | None = None",
        "class A:\n    name: {name} | None = None",
        'class A:\n    {name}: str = ""',
        "class A:\n    {name}: datetime = datetime.min",
        "def write_{name}(tag: str, record: {name}, w: Writer) -> str:\n    return tag",
        "def write(tag: {name}) -> str:\n    return tag",
        "def write(tag: str, w: Writer) -> str:\n    return w.{name}(tag, value, PLAIN)",
        "def write() -> str:\n    return w.values(tag, value, PLAIN, {name}, writer_of({name}))",
        'f(\n    w.string("t:{name}", record.{name}, OPTIONAL),\n)',
        'f(\n    w.records("t:{name}", record.{name}, OPTIONAL, "a", PLAIN, write_{name}),\n)',
        'f(\n    optional(_T + "{name}", items(_T + "{name}", {name})),\n)',
        'f(\n    optional(_T + "a", pairs("b", "c", items("{name}", {name}), "d", read_e)),\n)',
        'f(\n    plain(_T + "{name}", element(read_{name}), ""),\n)',
        'f(\n    plain(_T + "a", element(read_{name})),\n)',
        'f(\n    {{"t": "{name}"}},\n)',
        'f(\n    {{\n        "t": {name}(a=1, b=2),\n    }},\n)',
        'f(\n    {{"t": "{name}", "u": "x"}},\n)',
        'f(\n    (w.attribute("{name}", a, b, c),),\n)',
        'f(\n    (w.attribute("{name}", a, b, c), w.attribute("{name}", a, b, c)),\n)',
        'A = Operation(\n    bindings=(Binding(verb="{name}", url="{name}"),),\n)',
        'A = Operation(\n    bindings=(Binding(verb="{name}"), Binding(verb="{name}")),\n)',
        'A = Operation(\n    access=Access(all_roles=("{name}", "b"), authenticated=True),\n)',
        'A = Operation(\n    routes=(Route(verbs=("{name}",), path="x"),),\n)',
        "A = Operation(\n    request_headers=({name}, {name}),\n)",
        'no_document({name}, "the reason")',
        "class A:\n    a: list[{name} | B] = field(default_factory=list)",
        'class A:\n    a: list[tuple[Literal["{name}"], B] | tuple[Literal["b | c"], B | C]] = '
        "field(default_factory=list)",
        "def f(\n    self,\n    {name}: list[A | tuple[B, C | D] | {name}] = ...,\n) -> E: ...",
    ],
)
def test_a_line_breaks_as_black_breaks_it(natural: str) -> None:
    broke = 0
    for length in LENGTHS:
        text = natural.format(name="N" * length) + "\n"
        lines = broken(text)
        assert lines == by_black(text) or not fits(lines), length
        assert formatted("a.py", text) == by_black(text), length
        broke += lines != text
    assert broke


@pytest.mark.parametrize(
    "line",
    [
        f"x = a({'a' * 80})(b)",
        f"x = {{**{'a' * 80}}}",
        f'x = f"{"a" * 80}" % (1)',
        f"# {'a' * 80}(b)",
        f'"""{"a" * 80} (b, c)"""',
        f"lambda: {'a' * 80}",
        f"    name: list[{'a' * 60}] = field(default_factory=list)",
        f"    {'a' * 70}: Decimal = Decimal(0)",
    ],
)
def test_what_is_not_that_simple_is_left_to_black(line: str) -> None:
    assert broken(line) == line


@given(st.text(max_size=60), st.text("ab,()[]{}'\"\\: =", max_size=60))
def test_a_text_is_no_code(one: str, other: str) -> None:
    """Whatever brackets and commas a page has in its texts."""
    call = f"g({literal(one)}, {literal(other)}, first_name=(second_name, third_name))"
    text = f"f(\n    {call},\n)\n"
    lines = formatted("a.py", text)
    assert lines == by_black(text)
    assert broken(lines) == lines or not fits(lines)
