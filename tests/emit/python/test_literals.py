"""Texts of pages as literals and docstrings read back as the same text, whatever they hold."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soapstone.emit.python.formatting import formatted
from soapstone.emit.python.literals import docstring, literal, plain

HOSTILE = {
    "quote": 'say "hi"',
    "quote at the end": 'ends with "',
    "quote at the start": '"starts',
    "triple quotes": 'a """ b',
    "triple apostrophes": "a ''' b",
    "six quotes": '""""""',
    "code after quotes": '""" + __import__("os").system("true") + """',
    "backslash at the end": "ends with \\",
    "many backslashes": "\\\\\\",
    "escaped quotes": '\\"\\"\\"',
    "named escape": "\\N{BULLET} \\x41 \\u0041 \\U00000041 \\8",
    "newlines": "one\ntwo\r\nthree\rfour\u2028five\x85six\x0cseven",
    "code after a newline": 'one"""\nimport os\n"""',
    "tabs and blanks": "\t a \t  b \xa0",
    "jinja": "{{ 7 * 7 }} {% include 'header.j2' %} {# x #}",
    "braces": "{0} {name!r} %s $x",
    "comment": "# type: ignore # noqa # fmt: off",
    "NUL": "a\0b",
    "bidi": "a\u202eb\u2066c\u2069\u200f",
    "invisible": "a\u200bb\ufeffc\u00add",
    "surrogate": "a\ud800b",
    "astral": "\U0001f600 \U000e0041",
    "coding": "-*- coding: utf-7 -*-",
    "long word": "x" * 10_000,
    "long text": "words and more " * 700,
    "doctest": ">>> import os",
    "empty": "",
    "blank": " \n ",
}


def read_back(lines: list[str]) -> str:
    """The docstring that Python finds in the lines of one, as a function's."""
    tree = ast.parse("\n".join(["def f():", *lines]))
    body = tree.body[0]
    assert isinstance(body, ast.FunctionDef)
    assert len(body.body) == 1
    return ast.get_docstring(body) or ""


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_literal_is_the_text(text: str) -> None:
    source = literal(text)
    assert ast.literal_eval(source) == text
    assert source.isprintable()
    source.encode()


@given(st.text())
def test_any_literal_is_its_text(text: str) -> None:
    assert ast.literal_eval(literal(text)) == text
    assert literal(text).isprintable()


@pytest.mark.parametrize("indent", [0, 4])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_docstring_is_one_string_and_keeps_the_words(text: str, indent: int) -> None:
    lines = docstring([text, "``Name``."], indent)
    body = [f"    {line}" if line and not indent else line for line in lines]
    found = read_back(body).split()
    assert found == [*ast.literal_eval(f'"""{plain(text)} """').split(), "``Name``."]
    assert all(line.isprintable() for line in lines)


@given(st.lists(st.text(max_size=200), max_size=3))
def test_any_docstring_is_one_string(texts: list[str]) -> None:
    lines = docstring(texts, 4)
    if lines:
        read_back(lines)
        "\n".join(lines).encode()
    else:
        assert not any(map(plain, texts))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_black_keeps_a_docstring_and_is_content_with_its_own_work(text: str) -> None:
    lines = docstring([text, "``Name``."], 4)
    once = formatted("a.py", "\n".join(["class A:", *lines, ""]))
    assert formatted("a.py", once) == once
    first = ast.parse(once).body[0]
    assert isinstance(first, ast.ClassDef)
    assert (ast.get_docstring(first) or "").split() == read_back(lines).split()


@pytest.mark.parametrize(
    ("texts", "lines"),
    [
        ([], []),
        (["", " \n"], []),
        (["One line."], ['    """One line."""']),
        (["a " * 38], ['    """' + " ".join(["a"] * 38) + '"""']),
        (['Ends with "'], ['    """Ends with " """']),
        (
            ["First.", "Second."],
            ['    """First.', "", "    Second.", '    """'],
        ),
        (
            ["word " * 20],
            [
                '    """' + " ".join(["word"] * 16),
                "    " + " ".join(["word"] * 4),
                '    """',
            ],
        ),
    ],
)
def test_the_lines_of_a_docstring(texts: list[str], lines: list[str]) -> None:
    assert docstring(texts, 4) == lines


def test_lines_are_as_wide_as_black_allows() -> None:
    for indent in (0, 4):
        lines = docstring(["word " * 200], indent)
        assert 80 < max(map(len, lines)) <= 88
    assert max(map(len, docstring(["a" * 82], 0))) == 88
