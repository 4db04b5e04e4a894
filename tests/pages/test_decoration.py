"""Samples copied into comments, mails and texts: what surrounds them changes nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest

from soapstone.pages.decoration import undecorated
from tests.pages.support import PAGES, origins, read_text, without_origins

PAGE = (PAGES / "rendered/WithHeaders.txt").read_text("utf-8")
SAMPLES = PAGE[PAGE.index("POST ") :]

Decorate = Callable[[str], str]


def marked(mark: str, *, edges: tuple[str, str] = ("", "")) -> Decorate:
    def decorate(text: str) -> str:
        lines = [f"{mark} {line}".rstrip() for line in text.split("\n")]
        return "\n".join([edges[0], *lines, edges[1]])

    return decorate


def numbered(form: str, first: int = 1) -> Decorate:
    def decorate(text: str) -> str:
        lines = enumerate(text.split("\n"), first)
        return "\n".join(form.format(number, line).rstrip() for number, line in lines)

    return decorate


def escaped(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        html.escape(line, quote=False) if line.lstrip().startswith("<") else line
        for line in lines
    )


def with_markup(text: str) -> str:
    """As the source of the page has its placeholders."""
    for word in ("length", "string", "int"):
        text = text.replace(f">{word}<", f'><font class="value">{word}</font><')
        text = text.replace(f": {word}\n", f': <font class="value">{word}</font>\n')
    return text


DECORATED: dict[str, Decorate] = {
    "a doc comment": marked(" *", edges=("/**", " */")),
    "line comments": marked("//"),
    "doc comments of C#": marked("    ///"),
    "a shell comment": marked("#"),
    "a comment of Visual Basic": marked("'"),
    "a comment of SQL": marked("--"),
    "a quoted mail": marked(">"),
    "a mail quoted twice": marked("> >"),
    "a patch": marked("+"),
    "files and lines from grep": numbered("docs/call.txt:{}: {}", 8),
    "numbers and a colon": numbered("{}: {}"),
    "numbers from a listing": numbered("{:>6}\t{}", 217),
    "numbers of a quoted mail": lambda text: numbered("{} {}")(marked(">")(text)),
    "escaped XML": escaped,
    "markup": with_markup,
    "markup in a quoted mail": lambda text: marked(">")(with_markup(text)),
}


def fenced(text: str) -> str:
    return f"```\n{text}\n```"


def preformatted(text: str) -> str:
    return f"<html><p>Hi,</p><pre>{html.escape(text, quote=False)}</pre>"


SAVED: dict[str, Decorate] = {
    "page.txt": lambda text: text,
    "page.md": fenced,
    "page.html": preformatted,
}
CLEAN = without_origins(read_text(SAMPLES).operations)

BLOCKS: dict[str, tuple[str, str]] = {
    "Trac": ("{{{", "}}}"),
    "Trac with a language": ("{{{\n#!xml", "}}}"),
    "a forum": ("[code]", "[/code]"),
    "a forum with a language": ("[CODE=xml]", "[/CODE]"),
    "a forum with a quotation": ("[quote=me]\n[code]\n", "[/code]\n[/quote]"),
    "MediaWiki": ('<source lang="xml">', "</source>"),
    "MediaWiki since": ("<syntaxhighlight lang=xml line>", "</syntaxhighlight>"),
    "an element": ("<pre><code>", "</code></pre>"),
    "Jira": ("{code:xml|title=Call}", "{code}"),
    "Confluence": ("{noformat}", "{noformat}"),
    "Jekyll": ("{% highlight xml %}", "{% endhighlight %}"),
    "Org": ("#+BEGIN_SRC xml", "#+END_SRC"),
    "reStructuredText": (".. code-block:: xml\n   :linenos:\n", ""),
    "AsciiDoc": ("[source,xml]\n----", "----"),
    "a fence": ("~~~ xml", "~~~"),
    "an indented block": ("", ""),
}
PARTS = re.split(r"\n(?=POST |HTTP/|<\?xml)", SAMPLES)
"""Heads and bodies."""


def blocks(opener: str, closer: str, *, joined: bool, indent: str = "") -> str:
    """Each head and each body in a block of its own."""
    between = "" if joined else "\n"
    shown = [f"{opener}{between}{part.rstrip()}{between}{closer}" for part in PARTS]
    return "\n\n".join(shown).replace("\n", f"\n{indent}")


@pytest.mark.parametrize("name", SAVED)
@pytest.mark.parametrize("indent", ["", "    ", "\t"])
@pytest.mark.parametrize("kind", BLOCKS)
def test_marks_of_code_blocks_change_nothing(kind: str, indent: str, name: str) -> None:
    text = blocks(*BLOCKS[kind], joined=False, indent=indent)
    saved = preformatted(text) if name.endswith("html") else text
    assert without_origins(read_text(saved, name).operations) == CLEAN


@pytest.mark.parametrize("name", SAVED)
@pytest.mark.parametrize(
    "kind", ["Trac", "a forum", "MediaWiki", "Jira", "a fence in a line"]
)
def test_marks_on_the_lines_of_a_sample_change_nothing(kind: str, name: str) -> None:
    opener, closer = BLOCKS.get(kind, ("```", "```"))
    text = blocks(opener, closer, joined=True)
    saved = preformatted(text) if name.endswith("html") else text
    assert without_origins(read_text(saved, name).operations) == CLEAN


def test_an_element_of_a_sample_is_no_mark() -> None:
    lines = ["POST /x HTTP/1.1", "<a>", "<code>", "<b>c</b>", "</code>", "</a>"]
    assert undecorated(lines) == lines
    marked_lines = ["<code>", *lines[:2], "<code>d</code>", "</a>", "</code>"]
    assert undecorated(marked_lines) == ["", *marked_lines[1:5], ""]


@pytest.mark.parametrize("name", SAVED)
@pytest.mark.parametrize("kind", DECORATED)
def test_what_surrounds_samples_changes_nothing(kind: str, name: str) -> None:
    text = SAVED[name](DECORATED[kind](SAMPLES))
    assert without_origins(read_text(text, name).operations) == CLEAN


def rows(form: str, outer: str = "<table>{}</table>") -> str:
    """An HTML page with an element for each line of the samples."""
    lines = enumerate(html.escape(SAMPLES, quote=False).split("\n"), 1)
    each = (form.format(number, line) for number, line in lines)
    return f"<html>{outer.format(chr(10).join(each))}"


def spans(text: str) -> str:
    """As a highlighter has it: an element for each name, value and mark."""
    escaped = html.escape(text, quote=False)
    return re.sub(r"(&lt;/?|\w+|&gt;)", r"<span class=x>\1</span>", escaped)


IN_HTML: dict[str, str] = {
    "a list of lines": rows("<li>{1}</li>", "<pre><ol class=linenums>\n{}</ol></pre>"),
    "a table": rows("<tr><td>{}</td><td><code>{}</code></td></tr>"),
    "a table of pre": rows("<tr><td>{}</td><td><pre>{}</pre></td></tr>"),
    "a table with empty cells": rows(
        "<tr><td data-line-number={}></td><td>{}</td></tr>"
    ),
    "a column of numbers": "<html><table><tr><td><pre>1\n2\n3</pre></td><td><pre>"
    f"{html.escape(SAMPLES)}</pre></td></tr></table>",
    "numbers in the text": rows("<span>{}</span>{}", "<pre>{}</pre>"),
    "numbers with blanks": rows("<i>{:>4} </i>{}", "<pre>{}</pre>"),
    "breaks": rows("{1}<br>", "<blockquote>{}</blockquote>"),
    "a paragraph for each line": rows("<p>{1}</p>", "{}"),
    "a highlighter": f"<html><pre>{spans(SAMPLES)}</pre>",
    "text that is escaped twice": f"<html><pre>{html.escape(escaped(SAMPLES))}</pre>",
    "a quoted mail": preformatted(marked(">")(SAMPLES)),
    "a quotation": f"<html><blockquote>{preformatted(SAMPLES)}</blockquote>",
    "no-break spaces": preformatted(SAMPLES.replace(" ", "\xa0")),
    "no-break entities": preformatted(SAMPLES.replace("  ", "\xa0 ")),
    "entities without width": preformatted(SAMPLES).replace("/", "&#8203;/"),
    "tabs": preformatted(SAMPLES.replace("  ", "\t").replace(": ", ":\t")),
}


@pytest.mark.parametrize("page", IN_HTML.values(), ids=IN_HTML)
def test_how_html_shows_samples_changes_nothing(page: str) -> None:
    facts = read_text(page, "page.html")
    assert without_origins(facts.operations) == CLEAN
    saved = page.split("\n")
    for exchange in facts.operations[0].exchanges:
        line = saved[exchange.request.origin.line - 1]
        assert "HTTP" in line.replace("\u200b", "")
        assert "200" not in line


CHARACTERS: dict[str, str] = {
    "no-break spaces": SAMPLES.replace(" ", "\xa0"),
    "no-break spaces before tags": SAMPLES.replace("  <", "\xa0 <"),
    "no width": SAMPLES.replace("/", "\u200b/").replace(": ", ":\ufeff "),
    "tabs": SAMPLES.replace("  ", "\t").replace(": ", ":\t"),
    "typographic quotes": re.sub('"([^"\n]*)"', "“\\1”", SAMPLES),
    "quotes of German": re.sub('"([^"\n]*)"', "„\\1“", SAMPLES),
    "single quotes in tags": re.sub('="([^"\n]*)"', "=\u2018\\1\u2019", SAMPLES),
}


@pytest.mark.parametrize("name", SAVED)
@pytest.mark.parametrize("text", CHARACTERS.values(), ids=CHARACTERS)
def test_characters_of_a_word_processor_change_nothing(text: str, name: str) -> None:
    assert without_origins(read_text(SAVED[name](text), name).operations) == CLEAN


def test_a_no_break_space_that_no_syntax_forbids_stays() -> None:
    line = "<a>Large\xa0Envelope or Flat</a>"
    assert undecorated([line]) == [line]


@pytest.mark.parametrize("form", ["{}: {}", "{:03}  {}", "{:>5} | {}", "{} |{}"])
def test_a_page_whose_lines_are_all_numbered_needs_no_sample(form: str) -> None:
    lines = PAGE[: PAGE.index("POST ")].rstrip().split("\n")
    given = undecorated(numbered(form, 9)("\n".join(lines)).split("\n"))
    assert [each.strip() for each in given] == [each.strip() for each in lines]


def test_the_bars_of_a_page_that_is_only_a_table_are_no_marks() -> None:
    rows = [f"| {name} | query | int | No | |" for name in "ABCDE"]
    assert undecorated(rows) == rows


def test_lines_keep_their_numbers() -> None:
    lines = marked(" *", edges=("/**", " */"))(SAMPLES).split("\n")
    (operation,) = read_text("\n".join(lines)).operations
    for exchange in operation.exchanges:
        assert lines[exchange.request.origin.line - 1].startswith(" * POST ")


@pytest.mark.parametrize(
    "text",
    [
        "* a list\n* of two\n\nPOST /x HTTP/1.1\n<a>\n</a>",
        "1. first\n2. second\n\nPOST /x HTTP/1.1\n<a>1 b\n2 c</a>",
        "POST /x HTTP/1.1\nX: y\n\n<font>a</font>",
        "text &lt;a&gt;",
        "1 a\n\nPOST /x HTTP/1.1\n1<a>",
        "| a | b |\n\nPOST /x HTTP/1.1",
        "[code]\nsay this:\n\nPOST /x HTTP/1.1\n<a/>",
        "1. few\n2. lines\n3. are\n4. a list",
        "1. a\n2. b\n2. b, too\n4. d\n5. e\n6. f",
        '<a b="“c”">d = “e”</a>',
    ],
)
def test_what_surrounds_no_sample_stays(text: str) -> None:
    assert undecorated(text.split("\n")) == text.split("\n")


def test_where_a_comment_starts_and_ends_is_no_text_of_the_page() -> None:
    lines = ["/**", " * POST /x HTTP/1.1", " * Host: h", " */", "/*"]
    assert undecorated(lines) == ["", "POST /x HTTP/1.1", "Host: h", "", "/*"]


def test_markup_around_placeholders_is_of_the_page_without_a_head_too() -> None:
    assert undecorated(["<a><font class=value>int</font></a>"]) == ["<a>int</a>"]


def test_a_number_that_does_not_count_on_is_of_the_sample() -> None:
    lines = ["7 POST /x HTTP/1.1", "8 <a>", "8 b</a>"]
    assert undecorated(lines) == ["POST /x HTTP/1.1", "<a>", "8 b</a>"]


@pytest.mark.parametrize("kind", DECORATED)
def test_a_filled_in_value_is_quoted_nowhere(kind: str) -> None:
    page = read_text(DECORATED[kind](SAMPLES.replace(">string<", ">hunter2<")))
    assert page.operations
    assert not [each for each in origins(page) if "hunter2" in each.text]
    assert "hunter2" not in repr(without_origins(page))
