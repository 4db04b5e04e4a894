"""Mutations: a page or a message with parts renamed, put in, left out, doubled and damaged.

Renaming keeps a page well-formed, so that its names and texts reach the far end of the recipe; the
others try what reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from hypothesis import strategies as st

from tests.fuzz.corpus import MARKUP, NAMES, TEXTS, messages, pages

_WORD = re.compile(r"[A-Za-z_][\w.-]{2,}")
_VALUE = re.compile(
    r"(?<=>)[^<>\n]+(?=<)|(?<=\| )[^|\n]+(?= \|)|(?<=\")[^\"<>\n]+(?=\")"
)
_LETTERS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6
)

Mutation = Callable[[st.DrawFn, str, Sequence[str]], str]
"""Takes a text and the others of the corpus."""


def _rename(draw: st.DrawFn, text: str, others: Sequence[str]) -> str:
    """One word, wherever it stands."""
    words = sorted(set(_WORD.findall(text))) or ["x"]
    word = draw(st.sampled_from(words))
    new = draw(st.sampled_from(NAMES) | st.sampled_from(words) | _LETTERS)
    return re.sub(rf"\b{re.escape(word)}\b", lambda match: new, text)


def _retext(draw: st.DrawFn, text: str, others: Sequence[str]) -> str:
    """One value: between tags, in a cell, between quotes."""
    values = [match.span() for match in _VALUE.finditer(text)] or [(0, 0)]
    start, end = draw(st.sampled_from(values))
    new = draw(st.sampled_from(TEXTS) | st.sampled_from(NAMES) | _LETTERS)
    new = draw(st.sampled_from([escape(new), escape(new), new]))
    return text[:start] + new + text[end:]


def _insert(draw: st.DrawFn, text: str, others: Sequence[str]) -> str:
    at = draw(st.integers(0, len(text)))
    new = draw(st.sampled_from(MARKUP) | st.sampled_from(TEXTS))
    return text[:at] + new + text[at:]


def _cut(draw: st.DrawFn, text: str, others: Sequence[str]) -> str:
    start = draw(st.integers(0, len(text)))
    return text[:start] + text[start + draw(st.integers(1, 60)) :]


def _lines(draw: st.DrawFn, text: str, others: Sequence[str]) -> str:
    """Some lines left out, doubled, or put in from elsewhere."""
    lines = text.split("\n")
    start = draw(st.integers(0, len(lines)))
    end = start + draw(st.integers(1, 12))
    source = draw(st.sampled_from([text, *others])).split("\n")
    first = draw(st.integers(0, len(source)))
    new = draw(
        st.sampled_from([[], lines[start:end] * 2, source[first : first + end - start]])
    )
    return "\n".join([*lines[:start], *new, *lines[end:]])


def _join_lines(draw: st.DrawFn, text: str, others: Sequence[str]) -> str:
    """As saving a page does."""
    start = draw(st.integers(0, len(text)))
    end = start + draw(st.sampled_from([100, 1000, len(text)]))
    return text[:start] + text[start:end].replace("\n", "") + text[end:]


_GENTLE: tuple[Mutation, ...] = (_rename, _retext)
_ALL: tuple[Mutation, ...] = (*_GENTLE, _insert, _cut, _lines, _join_lines)
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252")


@st.composite
def _mutant(draw: st.DrawFn, text: str, others: Sequence[str]) -> bytes:
    mutations = draw(st.sampled_from([_GENTLE, _GENTLE, _ALL]))
    for mutate in draw(st.lists(st.sampled_from(mutations), max_size=5)):
        text = mutate(draw, text, others)
    if mutations is _GENTLE:
        return text.encode()
    data = bytearray(text.encode(draw(st.sampled_from(_ENCODINGS)), "replace"))
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 3]))):
        if data:
            data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


@st.composite
def services(draw: st.DrawFn) -> Mapping[str, bytes]:
    """The pages of a service by file name: one or a few, each made from one of the corpus."""
    corpus = pages()
    found = {}
    for number in range(draw(st.sampled_from([1, 1, 2, 3]))):
        path = draw(st.sampled_from(sorted(corpus)))
        suffix = draw(
            st.sampled_from([path[path.rindex(".") :], ".txt", ".md", ".html"])
        )
        others = [corpus[each] for each in sorted(corpus)]
        found[f"Page{number}{suffix}"] = draw(_mutant(corpus[path], others))
    return found


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """A message made from one that was sent."""
    corpus = messages()
    others = [corpus[each] for each in sorted(corpus)]
    return draw(_mutant(draw(st.sampled_from(others)), others))
