"""Tables as Firefox copies them, and as it saves them in a text file: lines that it wrote."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from soapstone.pages import read_page
from soapstone.pages.firefox_text import with_rows_apart
from soapstone.pages.hypertext import is_html
from tests.test_as_people_have_them import PAGES

ROUTES = "The following routes are available for this service:"
HEADER = "Name\tParameter\tData Type\tRequired\tDescription"


def rows(*lines: str) -> list[str]:
    shown = with_rows_apart(lines)
    assert len(shown) == len(lines)
    return [row for line in shown for row in line.split("\n") if row]


def test_a_caption_is_no_part_of_the_first_row() -> None:
    assert rows(f"Lot Parameters:{HEADER}") == ["Lot Parameters:", HEADER]
    assert rows("Grade Enum:Name\tValue", "A\t0") == [
        *("Grade Enum:", "Name\tValue", "A\t0"),
    ]
    assert rows(f"{ROUTES}All Verbs\t/lots\t\t")[1:] == ["All Verbs\t/lots\t\t"]


def test_marks_of_bold_and_slanted_words_go() -> None:
    assert rows(f"*Lot* Parameters:{HEADER}")[0] == "Lot Parameters:"
    assert rows(f"{ROUTES}GET\t/lots\t\t//", "PUT\t/a/b\tSets\t/Slow, rarely/")[1:] == [
        *("GET\t/lots\t\t", "PUT\t/a/b\tSets\tSlow, rarely"),
    ]


def test_a_row_that_was_broken_is_whole() -> None:
    assert rows(
        f"{ROUTES}GET,DELETE\t/", "accounts/{Id}\t\t//", "GET\t/accounts\t\t//"
    ) == [
        *(ROUTES, "GET,DELETE\t/accounts/{Id}\t\t", "GET\t/accounts\t\t"),
    ]
    first = (
        "Site\tpath\tstring\tYes\tThe site, as the yard calls it; its number will not"
    )
    last = "do, nor what it is called on the map."
    others = ["Minimum\tquery\tint?\tNo\t", "  * 1", "  * 10"]
    assert rows(f"*Lot* Parameters:{HEADER}", first, last, *others)[2:] == [
        *(f"{first} {last}", *others),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        # short enough for one line
        ["Site\tpath\tstring\tYes\tThe site.", "Id\tpath\tint\tYes\t"],
        # no column is left for its cells
        [f"Site\tpath\tstring\tYes\t{'The site ' * 5}", "Identifier\tpath\tint\tYes\t"],
        [f"Site\tpath\tstring\tYes\t{'The site ' * 5}", "", "HTTP + XML of the depot"],
        [f"Site\tpath\tstring\tYes\t{'The site ' * 9}", "To override the type"],
    ],
)
def test_other_lines_stay_as_they_are(lines: Sequence[str]) -> None:
    assert rows(f"Lot Parameters:{HEADER}", *lines)[2:] == [
        each for each in lines if each
    ]


def test_a_text_of_another_browser_stays_as_it_is() -> None:
    lines = ["Lot Parameters:", HEADER, "*a* Site\tpath\tstring\tYes\t/x/"]
    assert with_rows_apart(lines) == lines


def test_every_line_of_a_saved_text_keeps_its_number() -> None:
    page = PAGES / "text-of-Firefox-named.html"
    lines = page.read_text("utf-8").split("\n")
    (operation,) = read_page(f"depot/{page.name}", page.read_bytes()).operations
    rows = [row for table in operation.tables for row in table.rows]
    assert [row.name for row in rows] == [
        *("Site", "Minimum", "Lots", "Total", "Id", "Price", "Grade"),
    ]
    for row in rows:
        assert lines[row.origin.line - 1].startswith(f"{row.name}\t")
    assert rows[0].description.endswith(
        "its number will not do, nor what it is called on the map."
    )
    assert rows[1].allowable == ("1", "10")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('Depot\n\n<Lot xmlns="urn:a">\n', False),
        ('Depot\n\n<soap:Envelope xmlns:soap="urn:a">\n', False),
        ('<p>Depot</p><pre><Lot xmlns="urn:a">', True),
        ('Depot &lt;Lot xmlns="urn:a"&gt; <Lot xmlns="urn:b">', True),
        ("Depot", True),
    ],
)
def test_a_text_whose_name_ends_like_that_of_a_page(text: str, html: bool) -> None:
    assert is_html("depot/Page.html", text) is html
