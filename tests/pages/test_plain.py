"""Traps of text and Markdown pages."""

from __future__ import annotations

from soapstone.pages.plain import read_plain
from tests.pages.support import PAGES, read, read_text, without_origins


def lines(text: str, markdown: bool = True) -> list[tuple[int, str]]:
    document = read_plain("page.md", text, markdown)
    return [(line.origin.line, line.text) for line in document.lines]


def test_blank_lines_go_and_numbers_stay() -> None:
    assert lines("\n  a \n\n\tb\n") == [(2, "a"), (4, "b")]


def test_fences_go_and_their_content_stays_as_it_is() -> None:
    page = "```xml\n<a>\n**not bold** &lt;\n```\n**bold** &lt;"
    assert lines(page) == [(2, "<a>"), (3, "**not bold** &lt;"), (5, "bold <")]


def test_a_tilde_fence_is_not_closed_by_backticks() -> None:
    assert lines("~~~\n```\n**x**\n~~~") == [(2, "```"), (3, "**x**")]


def test_indented_code_and_xml_keep_their_underscores_and_entities() -> None:
    assert lines("    a\\_b\n<a\\_b>&lt;</a\\_b>\na\\_b") == [
        (1, "a\\_b"),
        (2, "<a\\_b>&lt;</a\\_b>"),
        (3, "a_b"),
    ]


def test_headings_of_both_kinds_lose_their_marks() -> None:
    document = read_plain("page.md", "# One #\nTwo\n---\n===\n### Three", markdown=True)
    shown = [(line.text, line.heading) for line in document.lines]
    assert shown == [("One", 1), ("Two", 1), ("Three", 3)]


def test_links_show_their_text_and_are_noted() -> None:
    document = read_plain(
        "p.md", 'Click [here](x.asmx "all") or [Add](x.asmx?op=Add).', True
    )
    assert document.lines[0].text == "Click here or Add."
    assert [link.target for link in document.links] == ["x.asmx", "x.asmx?op=Add"]


def test_a_text_page_keeps_marks_that_only_markdown_has() -> None:
    assert lines("# 5 **x** a\\_b &lt;", markdown=False) == [
        (1, "# 5 **x** a\\_b &lt;")
    ]


def test_an_origin_quotes_at_most_200_characters() -> None:
    document = read_plain("p.txt", "x" * 300, markdown=False)
    assert len(document.lines[0].origin.text) == 200
    assert len(document.lines[0].text) == 300


def test_the_seed_as_markdown_with_headings_and_fences_gives_the_same_facts() -> None:
    text = (PAGES / "SynchronizePanelUser.txt").read_text()
    text = text.replace("svcTC2API\n", "# svcTC2API\n", 1)
    text = text.replace("\nSynchronizePanelUser\n", "\n## SynchronizePanelUser\n\n", 1)
    text = text.replace("\nTest\n", "\n\n### Test\n\n", 1)
    text = text.replace("machine.SOAP 1.1\n", "machine.\n### SOAP 1.1\n", 1)
    text = text.replace("\nPOST ", "\n```\nPOST ").replace(
        "\nHTTP/1.1", "\n```\n\n```\nHTTP/1.1"
    )
    text = (
        text.replace("Envelope>\nSOAP 1.2", "Envelope>\n```\n### SOAP 1.2") + "\n```\n"
    )
    marked = read_text(text, "SynchronizePanelUser.md")
    assert without_origins(marked.operations) == without_origins(
        read("SynchronizePanelUser.txt").operations
    )
