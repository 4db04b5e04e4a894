"""The facts of a page come back as they were, and nothing else is taken for facts."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import types
import typing
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.facts import PageFacts
from generator.facts_json import from_json, to_json
from generator.findings import SpecError
from generator.inputs import PAGE_SUFFIXES
from generator.pages import read_page
from tests.services import ROOT

PAGES = sorted(
    path
    for folder in ("specs", "tests/data")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in PAGE_SUFFIXES
)


@cache
def _of(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of an annotation of the facts, whatever these come to hold."""
    if kind is str:
        return st.text(max_size=3)
    if kind is int:
        return st.integers(0, 9)
    if kind is bool:
        return st.booleans()
    if isinstance(kind, types.UnionType):
        return st.one_of(st.none(), _of(typing.get_args(kind)[0]))
    if typing.get_origin(kind) is tuple:
        item, *more = typing.get_args(kind)
        if more == [...]:
            return st.lists(_of(item), max_size=2).map(tuple)
        return st.tuples(*map(_of, (item, *more)))
    if issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    return st.deferred(lambda: _record(kind))


def _record(kind: Any) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(kind)
    return st.builds(
        kind, **{f.name: _of(hints[f.name]) for f in dataclasses.fields(kind)}
    )


@given(_of(PageFacts))
@settings(max_examples=60)
def test_any_facts_come_back(facts: PageFacts) -> None:
    text = to_json(facts)
    assert text.isascii()
    assert "\n" not in text
    assert from_json(text) == facts


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_facts_of_real_pages_come_back(path: Path) -> None:
    try:
        facts = read_page(path.name, path.read_bytes())
    except SpecError:
        return
    assert from_json(to_json(facts)) == facts


def _places(value: Any, *way: int) -> list[tuple[int, ...]]:
    """The way to each value of a JSON text."""
    inner = value if isinstance(value, list) else []
    return [way, *(w for at, each in enumerate(inner) for w in _places(each, *way, at))]


WRONG: tuple[Any, ...] = ({}, 1.5, True, 7, [[]], [1, 2], None)


def test_whatever_stands_anywhere_is_refused_or_well_typed() -> None:
    """A hostile memo says nothing that a page could not: None, where something can be missing."""
    page = (ROOT / "tests/data/services/demo/Add.txt").read_bytes()
    text = to_json(read_page("x.txt", page))
    for way in _places(json.loads(text)):
        for wrong in WRONG:
            document: Any = [json.loads(text)]
            holder, (*outer, place) = document, (0, *way)
            for at in outer:
                holder = holder[at]
            holder[place] = wrong
            with contextlib.suppress(ValueError):
                assert typed(from_json(json.dumps(document[0])), PageFacts)


def typed(value: Any, kind: Any) -> bool:
    """Whether a value is what an annotation says, all through."""
    if isinstance(kind, types.UnionType):
        return value is None or typed(value, typing.get_args(kind)[0])
    if typing.get_origin(kind) is tuple:
        item, *more = typing.get_args(kind)
        kinds = [item] * len(value) if more == [...] else [item, *more]
        return type(value) is tuple and all(map(typed, value, kinds))
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return type(value) is kind and all(
            typed(getattr(value, field.name), hints[field.name])
            for field in dataclasses.fields(kind)
        )
    return type(value) is kind


@pytest.mark.parametrize("text", ["", "{", "null", "1", "[]", "[1]", "[" * 100_000])
def test_what_is_no_facts_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no facts"):
        from_json(text)
