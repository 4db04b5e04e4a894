"""Traps of HTML pages: line numbers, marks inside lines, tables that only lay out."""

from __future__ import annotations

import html
import re

import pytest

from soapstone.model.findings import SpecError
from soapstone.pages.document import Link
from soapstone.pages.hypertext import read_html
from tests.pages.support import PAGES, origins, quotes, read, read_text


def lines(page: str) -> list[tuple[int, str]]:
    return [
        (line.origin.line, line.text) for line in read_html("page.html", page).lines
    ]


def test_prose_is_one_line_per_block_at_the_line_where_its_text_starts() -> None:
    page = "<html><p\nclass=a>\n\n one\n two</p><div>three<br>four <b>five</b>\n\n</div>\nsix"
    assert lines(page) == [(4, "one two"), (5, "three"), (5, "four five"), (8, "six")]


def test_preformatted_text_keeps_its_lines_and_loses_only_marks() -> None:
    page = (
        "<html><pre>\nPOST /a\nLength: <font\nclass=value>length</font>\n\n&lt;a&gt;"
        "<font class=value>int</font>&lt;/a&gt;</pre>"
    )
    assert lines(page) == [(2, "POST /a"), (3, "Length: length"), (6, "<a>int</a>")]


def test_comments_and_what_nobody_sees_count_as_lines_only() -> None:
    page = "<html><head><title>\nno</title>\n<body><!-- a\nb --> yes\n<script>\nno\n</script>ok"
    assert lines(page) == [(4, "yes ok")]


def test_table_rows_are_cells_and_lists_in_a_cell_are_words() -> None:
    page = (
        "<html><table><caption><b>A</b> Parameters:</caption>\n<tr><th>Name<th>Type</tr>\n"
        "<tr><td>X</td><td><h4>Allowable</h4><ul><li>asc</li><li>desc</li></ul></td></tr></table>"
    )
    document = read_html("page.html", page)
    assert [(line.origin.line, line.cells) for line in document.lines] == [
        (1, ()),
        (2, ("Name", "Type")),
        (3, ("X", "Allowable asc desc")),
    ]
    assert document.lines[0].text == "A Parameters:"
    assert [line.items for line in document.lines] == [(), (), ("asc", "desc")]


def test_a_table_that_lays_out_the_page_is_no_row() -> None:
    page = "<html><table><tr><td>a<pre>b\nc</pre><table><tr><td>d<td>e</table></table>"
    assert lines(page) == [(1, "a"), (1, "b"), (2, "c"), (2, "d | e")]


def test_headings_and_links_are_noted() -> None:
    document = read_html("p.html", "<html><h1>A</h1><h3>B</h3><a href='x?op=C'>C</a>")
    assert [line.heading for line in document.lines] == [1, 3, 0]
    assert document.links == (Link("x?op=C", 1),)


def test_the_declared_encoding_does_not_decode_a_second_time() -> None:
    assert lines(
        "<?xml version='1.0' encoding='utf-16'?><html><meta charset=big5><p>ä"
    ) == [(1, "ä")]


def test_lines_beyond_what_libxml2_counts_are_still_counted() -> None:
    page = "<html><pre>" + "\n" * 70_000 + "x</pre>\n<p>y</p>"
    assert lines(page) == [(70_001, "x"), (70_002, "y")]


def test_a_page_pasted_below_another_is_read_as_well() -> None:
    page = "<html><head><title>t</title></head><body><p>{}</p></body></html>\n"
    both = page.format("one") + page.format("two").upper() + "three"
    assert lines(both) == [(1, "one"), (2, "TWO"), (3, "three")]


def test_half_of_a_page_nested_too_deeply_is_not_taken_for_the_page() -> None:
    with pytest.raises(SpecError) as caught:
        read_text("<html>\n" + "<div>" * 400 + "x", "page.html")
    assert str(caught.value) == (
        "page.html:2: found HTML elements nested more than 250 deep; expected a help page, "
        "which nests far less."
        " Save the page as text."
    )


def test_html_source_in_a_text_file_is_read_as_html() -> None:
    page = (PAGES / "rendered" / "Prims.html").read_text()
    assert read_text(page, "Prims.txt").operations[0].name == "Prims"


@pytest.mark.parametrize(
    "name",
    [path.name for path in sorted(PAGES.glob("*.html"))]
    + ["rendered/WithHeaders.html"],
)
def test_every_origin_quotes_its_own_line(name: str) -> None:
    saved = (PAGES / name).read_text().split("\n")
    for origin in origins(read(name)):
        line_of = saved[origin.line - 1]
        line = re.sub(r"</?(?!&)[A-Za-z][^<>]*>", " ", line_of)
        shown = re.sub(r"[\s|]+", "", html.unescape(line))
        quoted = re.sub(r"[\s|]+", "", origin.text)
        # An address may stand in a tag.
        assert quotes(f"…{quoted}…", shown) or quotes(quoted, line_of), origin
