"""Traps of JSON, JSV and CSV samples: quotes, bare words, line ends, what stands after them."""

from __future__ import annotations

import pytest

from soapstone.model.facts import Kind, Value
from soapstone.model.findings import SpecError
from soapstone.pages.document import Line, origin
from soapstone.pages.servicestack.csv_samples import parse_csv
from soapstone.pages.servicestack.object_notation import parse_object


def lines(text: str) -> list[Line]:
    return [
        Line(origin("page.txt", number, line), line.strip())
        for number, line in enumerate(text.split("\n"), 1)
    ]


def plain(value: Value) -> object:
    """A value as Python's."""
    if value.kind is Kind.OBJECT:
        return {name: plain(each) for name, each in value.members}
    if value.kind is Kind.ARRAY:
        return [plain(each) for each in value.items]
    return value.text if value.kind is Kind.TEXT else (value.kind.value, value.text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a":0,"b":"x"}', {"a": ("number", "0"), "b": "x"}),
        ('{"a":true,"b":null}', {"a": ("boolean", "true"), "b": ("null", "")}),
        ('[{"a":[1, 2]}, []]', [{"a": [("number", "1"), ("number", "2")]}, []]),
        (r'{"a":"say \"x\"\u0041\/"}', {"a": 'say "x"A/'}),
        ('{"a":"{,}"}', {"a": "{,}"}),
        ("{}", {}),
    ],
)
def test_json(text: str, expected: object) -> None:
    assert plain(parse_object(lines(text), typed=True)[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{A:String,B:0,C:True}", {"A": "String", "B": "0", "C": "True"}),
        (
            "{\nA: 2025-01-15T06:16:03-05:00,\nB: x y\n}",
            {"A": "2025-01-15T06:16:03-05:00", "B": "x y"},
        ),
        ("{A:\n{\n0: 0\n},\nB:\n[\nString\n]\n}", {"A": {"0": "0"}, "B": ["String"]}),
        ('{A:"a, ""b""",B:}', {"A": 'a, "b"', "B": ""}),
    ],
    ids=["one line", "dumped", "nested", "quoted"],
)
def test_jsv(text: str, expected: object) -> None:
    assert plain(parse_object(lines(text), typed=False)[0]) == expected


def test_values_know_their_lines_and_what_follows_is_left() -> None:
    value, left = parse_object(lines('{\n"a":1,\n"b":{"c":2}} After\nMore'), typed=True)
    assert [each.origin.line for _, each in value.members] == [2, 3]
    assert [(line.text, line.origin.line) for line in left] == [
        ("After", 3),
        ("More", 4),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [('{\n"a":1', 2), ('{"a" 1}', 1), ('{"a":"x}', 1), ("[1 2\n{}", 2)],
)
def test_what_breaks_off_or_is_torn_is_refused_with_its_line(
    text: str, line: int
) -> None:
    with pytest.raises(SpecError) as caught:
        parse_object(lines(text), typed=True)
    assert caught.value.origin.line == line


def test_too_deep_a_nesting_is_refused() -> None:
    with pytest.raises(SpecError, match="nested more than 100 deep"):
        parse_object(lines("[" * 5000), typed=True)


def test_csv_is_one_object_or_several_and_its_cells_are_jsv() -> None:
    text = 'A,B\n"{X:0,Y:[1,2]}","a, b"\nHTTP'
    value, left = parse_csv(lines(text))
    assert value is not None
    assert plain(value) == {"A": {"X": "0", "Y": ["1", "2"]}, "B": "a, b"}
    assert [line.text for line in left] == ["HTTP"]
    several, _ = parse_csv(lines("A,B\n1,2\n3,4"))
    assert several is not None
    assert plain(several) == [{"A": "1", "B": "2"}, {"A": "3", "B": "4"}]
    assert parse_csv(lines("A,B"))[0] is None
