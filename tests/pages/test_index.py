"""Traps of index pages: they are no error, and say what to save instead."""

from __future__ import annotations

import pytest

from tests.pages.support import read, read_text


def test_an_index_page_has_no_operations_and_one_finding() -> None:
    facts = read("asmx-index.html")
    assert facts.operations == ()
    (finding,) = facts.findings
    assert (finding.code, finding.subject) == ("index-page", "DemoService")
    assert finding.origin.line == 2
    assert finding.found == (
        "The page lists operations but shows none: Add, Overload, OverloadTwo, Prims."
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kit\n[Add](/xml/metadata?op=Add)\n", "index.md"),
        (
            "DemoService\nThe following operations are supported. For a formal definition, please"
            " review the Service Description.\nAdd\n",
            "index.txt",
        ),
    ],
)
def test_an_index_page_is_recognised_in_every_saved_form(text: str, name: str) -> None:
    assert [finding.code for finding in read_text(text, name).findings] == [
        "index-page"
    ]


def test_a_long_list_is_not_printed_whole() -> None:
    links = "".join(f"[O{number}](x.asmx?op=O{number}) " for number in range(9))
    (finding,) = read_text(links, "index.md").findings
    assert finding.found == (
        "The page lists operations but shows none: O0, O1, O2, O3, O4 and 4 more."
    )
