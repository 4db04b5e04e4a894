"""Traps of tables: renderings, vanished cells and captions, glued words."""

from __future__ import annotations

import pytest

from soapstone.pages.hypertext import read_html
from soapstone.pages.plain import read_plain
from soapstone.pages.servicestack.tables import Tables, read_tables

HEADER = (
    "Name | Parameter | Data Type | Required | Description |\n---|---|---|---|---|\n"
)


def tables(text: str) -> Tables:
    return read_tables(read_plain("page.txt", text, markdown=False).lines)


def rows(text: str) -> list[tuple[str, str, str, bool | None, str]]:
    return [
        (row.name, row.location, row.csharp, row.required, row.description)
        for table in tables(text).members
        for row in table.rows
    ]


@pytest.mark.parametrize(
    "rendering",
    [
        HEADER + "Ids | path | List<int> | Yes | All of them. |",
        "| Name | Parameter | Data Type | Required | Description |\n|---|---|---|---|---|\n"
        "| Ids | path | List<int> | Yes | All of them. |",
        "Name\tParameter\tData Type\tRequired\tDescription\n"
        "Ids\tpath\tList<int>\tYes\tAll of them.",
        "NameParameterData TypeRequiredDescription\nIdspathList<int>YesAll of them.",
    ],
    ids=["trailing pipes", "leading pipes", "tabs", "glued"],
)
def test_every_rendering_reads_the_same(rendering: str) -> None:
    assert rows(rendering) == [("Ids", "path", "List<int>", True, "All of them.")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("form | string | No | Text | |", ("", "form", "string", False, "Text")),
        ("|  | form | string | No | Text |", ("", "form", "string", False, "Text")),
        ("Id | form | int | Yes |", ("Id", "form", "int", True, "")),
        ("Id | form | int |", ("Id", "form", "int", None, "")),
        ("Id | form | int |  | Text |", ("Id", "form", "int", None, "Text")),
        ("path | query | int | No | |", ("path", "query", "int", False, "")),
        ("Id | url | int | No | |", ("Id", "url", "int", False, "")),
        ("Id | form | int | No | a | b |", ("Id", "form", "int", False, "a | b")),
        ("Id | form | int | No | a \\| b |", ("Id", "form", "int", False, "a | b")),
    ],
    ids=[
        "name vanished, cells moved",
        "name vanished, cells in place",
        "last cell lost",
        "two cells lost",
        "required blank",
        "member called path",
        "a location of the service's own",
        "pipe in the description",
        "escaped pipe",
    ],
)
def test_a_row_is_read_whatever_it_lost(row: str, expected: tuple[object, ...]) -> None:
    assert rows(HEADER + row) == [expected]


@pytest.mark.parametrize(
    ("glued", "expected"),
    [
        ("NullableIdqueryint?No", ("NullableId", "query", "int?", False, "")),
        ("Codesquerystring[]No", ("Codes", "query", "string[]", False, "")),
        ("Mqueryint[]?YesText", ("M", "query", "int[]?", True, "Text")),
        (
            "DbodyDictionary<int, List<A>>No",
            ("D", "body", "Dictionary<int, List<A>>", False, ""),
        ),
        ("GqueryGender?NoThe one.", ("G", "query", "Gender?", False, "The one.")),
        ("NqueryNoteNo", ("N", "query", "Note", False, "")),
        ("NqueryNodeNoThe node.", ("N", "query", "Node", False, "The node.")),
        ("xpathquerystringYes", ("xpath", "query", "string", True, "")),
        ("formatformDateTimeYes", ("format", "form", "DateTime", True, "")),
        ("formstringNoText", ("", "form", "string", False, "Text")),
        ("KbodyKind", ("K", "body", "Kind", None, "")),
    ],
)
def test_glued_cells_come_apart_at_location_type_and_required(
    glued: str, expected: tuple[object, ...]
) -> None:
    assert rows("NameParameterData TypeRequiredDescription\n" + glued) == [expected]


def test_a_table_printed_twice_is_two_tables_with_their_lines() -> None:
    found = tables(
        HEADER + "A | body | int | No | |\n" + HEADER + "A | form | int | No | |"
    )
    assert [(table.caption, table.origin.line) for table in found.members] == [
        ("", 1),
        ("", 4),
    ]
    assert [table.rows[0].origin.line for table in found.members] == [3, 6]


def test_captions_name_tables_in_lines_and_in_rows() -> None:
    found = tables(
        f"Some words\nList<A> Parameters:\n{HEADER}A | body | int | No | |\n"
        f"| B Parameters: |  |  |  |  |\n|---|---|---|---|---|\n{HEADER}"
        "B Enum:\nName | Value |\nX | 1 | "
    )
    assert [(t.caption, len(t.rows)) for t in found.members] == [
        ("List<A>", 1),
        ("B", 0),
    ]
    assert [(t.caption, t.rows[0].name) for t in found.enumerations] == [("B", "X")]
    assert found.first == 1


def test_enumerations_keep_values_and_descriptions() -> None:
    found = tables(
        "| Name | Value | |\n|---|---|---|\n| High | Level 1 | Top |\n| Low | | |"
    )
    shown = [(c.name, c.value, c.description) for c in found.enumerations[0].rows]
    assert shown == [("High", "Level 1", "Top"), ("Low", "", "")]


def test_an_enumeration_may_be_glued_or_have_blank_rows_and_ends_at_prose() -> None:
    glued = tables("NameValue\nSlow0\nFast1")
    blank = tables("Name | Value |\nSlow | 0 |\n | |\nFast | 1 |\nThat is all of it\nX")
    for found in (glued, blank):
        shown = [(each.name, each.value) for each in found.enumerations[0].rows]
        assert shown == [("Slow", "0"), ("Fast", "1")]


def test_an_enumeration_without_caption_and_header_is_no_part_of_the_table_above() -> (
    None
):
    found = tables(f"{HEADER}A | body | Mode | No | |\n| Slow | |\n| Fast | so fast |")
    assert len(found.members[0].rows) == 1
    shown = [(c.origin.line, c.name, c.description) for c in found.enumerations[0].rows]
    assert shown == [(4, "Slow", ""), (5, "Fast", "so fast")]


def test_prose_after_a_table_ends_it_and_pipes_in_prose_are_no_row() -> None:
    found = tables(
        f"{HEADER}A | body | int | No | |\nTo override it, do so\nB | body | int | No |"
    )
    assert len(found.members[0].rows) == 1


def test_a_row_that_fits_no_column_is_told() -> None:
    found = tables(HEADER + "A | b | c | d | e |\nB | body | int | No | |")
    assert [line.origin.line for line in found.unread] == [3]
    assert [row.name for row in found.members[0].rows] == ["B"]


@pytest.mark.parametrize(
    ("lines", "allowable", "valid_range"),
    [
        ("Allowable Values\nasc\ndesc\n", ("asc", "desc"), ""),
        ("#### Allowable Values\n- asc\n- desc |\n", ("asc", "desc"), ""),
        ("Allowable Values\n\u2022 asc\n\u2022 desc\n", ("asc", "desc"), ""),
        ("Allowable Values\n\u2022\tasc\n\u2022\tdesc\n", ("asc", "desc"), ""),
        ("Allowable Values: asc\n", ("asc",), ""),
        ("Allowable Values\n1\n2\nValid Range: 1 - 2\n", ("1", "2"), "1 - 2"),
        ("Valid Range: 1 - 10\n", (), "1 - 10"),
    ],
)
def test_values_and_ranges_below_a_row_are_its_own(
    lines: str, allowable: tuple[str, ...], valid_range: str
) -> None:
    text = HEADER + f"A | body | string | No | Text. |\n{lines}B | body | Mode | No | |"
    found = tables(f"{text}\nMode Enum:\nName | Value |\nSlow | 0 |")
    shown = [
        (row.name, row.description, row.allowable, row.valid_range)
        for row in found.members[0].rows
    ]
    assert shown == [("A", "Text.", allowable, valid_range), ("B", "", (), "")]
    assert [row.name for row in found.enumerations[0].rows] == ["Slow"]
    assert found.unread == ()


def test_a_value_of_a_list_may_have_a_blank() -> None:
    page = (
        "<html><table><caption><b>A</b> Parameters:</caption><tr><th>Name<th>Parameter"
        "<th>Data Type<th>Required<th>Description</tr><tr><td>X<td>query<td>string<td>No<td>"
        "<h4>Allowable Values</h4><ul><li>Axle Load</li><li>Crane</li></ul></td></tr></table>"
    )
    (row,) = read_tables(read_html("page.html", page).lines).members[0].rows
    assert row.allowable == ("Axle Load", "Crane")


def test_values_may_stand_in_the_description() -> None:
    found = tables(HEADER + "A | body | string | No | Text. Allowable Values a b |")
    (row,) = found.members[0].rows
    assert (row.description, row.allowable) == ("Text.", ("a", "b"))


def test_values_may_begin_at_the_end_of_a_glued_row() -> None:
    found = tables(
        "NameParameterData TypeRequiredDescription\nAquerystringNoText.Allowable Values\n"
        "asc\ndesc\nBqueryintYes"
    )
    assert [
        (row.name, row.description, row.allowable) for row in found.members[0].rows
    ] == [
        ("A", "Text.", ("asc", "desc")),
        ("B", "", ()),
    ]


def test_values_end_at_an_enumeration_without_caption_and_below_the_tables() -> None:
    row = "A | body | string | No | |\nAllowable Values\nasc\n"
    found = tables(f"{HEADER}{row}Slow | 0 |\nFast | 1 |")
    assert [each.name for each in found.enumerations[0].rows] == ["Slow", "Fast"]
    found = tables(
        f"{HEADER}{row}To override the Content-type in your clients, use the HTTP Accept\n"
        "Header, append the .xml suffix or\n?format=xml\nasc"
    )
    assert found.members[0].rows[0].allowable == ("asc",)
