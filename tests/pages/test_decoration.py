"""Samples copied into comments, mails and texts: what surrounds them changes nothing."""

from __future__ import annotations

import html
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
    "numbers and a colon": numbered("{}: {}"),
    "numbers from a listing": numbered("{:>6}\t{}", 217),
    "numbers of a quoted mail": lambda text: numbered("{} {}")(marked(">")(text)),
    "escaped XML": escaped,
    "markup": with_markup,
    "markup in a quoted mail": lambda text: marked(">")(with_markup(text)),
}


@pytest.mark.parametrize("name", ["page.txt", "page.md"])
@pytest.mark.parametrize("kind", DECORATED)
def test_what_surrounds_samples_changes_nothing(kind: str, name: str) -> None:
    text = DECORATED[kind](SAMPLES)
    if name.endswith(".md"):
        text = f"```\n{text}\n```"
    clean = read_text(SAMPLES).operations
    assert without_origins(read_text(text, name).operations) == without_origins(clean)


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
    ],
)
def test_what_surrounds_no_sample_stays(text: str) -> None:
    assert undecorated(text.split("\n")) == text.split("\n")


def test_a_number_that_does_not_count_on_is_of_the_sample() -> None:
    lines = ["7 POST /x HTTP/1.1", "8 <a>", "8 b</a>"]
    assert undecorated(lines) == ["POST /x HTTP/1.1", "<a>", "8 b</a>"]


@pytest.mark.parametrize("kind", DECORATED)
def test_a_filled_in_value_is_quoted_nowhere(kind: str) -> None:
    page = read_text(DECORATED[kind](SAMPLES.replace(">string<", ">hunter2<")))
    assert page.operations
    assert not [each for each in origins(page) if "hunter2" in each.text]
    assert "hunter2" not in repr(without_origins(page))
