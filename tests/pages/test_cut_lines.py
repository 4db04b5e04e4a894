"""Lines that a program cut at a column."""

from __future__ import annotations

import pytest

from soapstone.pages.cut_lines import without_cuts
from tests.pages.support import PAGES, read_text, without_origins


def cut(text: str, width: int) -> list[str]:
    lines = text.split("\n")
    return [
        line[at : at + width]
        for line in lines
        for at in range(0, max(len(line), 1), width)
    ]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_a_page_cut_at_a_column_is_the_page(width: int) -> None:
    text = (PAGES / "rendered/EchoObject.txt").read_text("utf-8")
    lines = cut(text, width)
    assert len(without_cuts(lines)) == len(lines) > text.count("\n") + 1
    whole, joined = read_text(text), read_text("\n".join(lines))
    assert without_origins(joined.operations[0].exchanges) == without_origins(
        whole.operations[0].exchanges
    )


def test_a_cut_before_a_blank() -> None:
    tag = f'<A b="{"x" * 50}" c="{"y" * 70}"/>'
    parts = cut(tag, tag.index(" c="))
    assert parts[1].startswith(" c=")
    assert without_cuts(parts) == [tag, *[""] * (len(parts) - 1)]


def test_a_line_that_starts_with_a_blank_goes_on_with_none() -> None:
    """lynx indents prose, which it breaks between words."""
    page = [*cut('<A xmlns="urn:0123456789012345678901234567890123456789"/>', 45)]
    prose = "x" * 45
    assert without_cuts([*page, prose, "   more"])[-2:] == [prose, "   more"]


@pytest.mark.parametrize(
    "lines",
    [
        # broken between attributes, as a mail does it
        ['<A xmlns:i="http://www.w3.org/2001/XMLSchema-instance"', 'xmlns="urn:a">'],
        # of different widths: a person broke them
        [f'<A b="{"x" * 60}', '"/>', f'<A b="{"x" * 50}', '"/>'],
        # not the widest
        ['<A xmlns="urn:0123456789012345678901234567', '"/>', "-" * 100],
        # too narrow
        ['<A xmlns="u', 'rn:a"/>'],
        ['He said: "' + "a" * 60, 'b"'],
        [],
    ],
)
def test_other_lines_stay_as_they_are(lines: list[str]) -> None:
    assert without_cuts(lines) == lines
