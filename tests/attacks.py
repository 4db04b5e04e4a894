"""Builds texts that make a regular expression slow, from the parts of the expression."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

_parser: Any = re._parser  # type: ignore[attr-defined]  # undocumented
_constants: Any = re._constants  # type: ignore[attr-defined]  # undocumented

_USUAL = ("a", " ", "0", "\n", "A", "<", "\x00", "\u00e9")
_MOST = 14
"""Characters of a pattern that others are filled with."""


def attacks(pattern: re.Pattern[Any]) -> list[str]:
    """Texts, each of which is to be repeated."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    literals = dict.fromkeys(_literals(tree))
    alphabet = [*itertools.islice(literals, _MOST), *_USUAL]
    found: dict[str, None] = dict.fromkeys(alphabet)
    for fill in alphabet:
        sampler = _Sampler(fill, pattern.flags)
        found |= dict.fromkeys(sampler.parts(tree))
    for pair in itertools.permutations(alphabet[:8], 2):
        found["".join(pair)] = None
    return [each for each in found if each]


def _literals(tree: Any) -> Iterator[str]:
    for op, value in tree:
        if op in (_constants.LITERAL, _constants.NOT_LITERAL):
            yield chr(value)
        elif op is _constants.RANGE:
            yield chr(value[0])
        elif op is _constants.IN:
            yield from _literals(value)
        else:
            for inner in _inside(op, value):
                yield from _literals(inner)


def _inside(op: Any, value: Any) -> list[Any]:
    """The sequences inside a part."""
    if op is _constants.BRANCH:
        return list(value[1])
    if op is _constants.SUBPATTERN:
        return [value[-1]]
    if op in _REPEATS:
        return [value[2]]
    if op is _constants.ATOMIC_GROUP:
        return [value]
    if op in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [value[1]]
    return []


_REPEATS = (
    _constants.MAX_REPEAT,
    _constants.MIN_REPEAT,
    _constants.POSSESSIVE_REPEAT,
)


class _Sampler:
    """Texts that parts match, with one character in all that is open."""

    def __init__(self, fill: str, flags: int) -> None:
        self._fill = fill
        self._flags = flags & (re.IGNORECASE | re.DOTALL | re.MULTILINE)

    def parts(self, tree: Any, before: str = "") -> Iterator[str]:
        """Each part, and each with all before it."""
        for op, value in tree:
            for inner in _inside(op, value):
                yield from self.parts(inner, before)
            text = self._sample(op, value)
            yield text
            before += text
            yield before

    def _sample(self, op: Any, value: Any) -> str:
        if op is _constants.LITERAL:
            return chr(value)
        if op in (_constants.NOT_LITERAL, _constants.ANY, _constants.IN):
            return self._character(op, value)
        if op in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
            return ""
        inside = _inside(op, value)
        one = "".join(self._sample(*part) for part in inside[0]) if inside else ""
        return one * max(value[0], 1) if op in _REPEATS else one

    def _character(self, op: Any, value: Any) -> str:
        if op is _constants.ANY:
            return self._fill
        if op is _constants.NOT_LITERAL:
            return self._fill if ord(self._fill) != value else "b"
        matches = re.compile(_set(value), self._flags).match
        offers = (self._fill, *_USUAL, *map(chr, range(33, 127)))
        return next((each for each in offers if matches(each)), "")


def _set(items: Any) -> str:
    """A set as it is written."""
    text = ""
    for op, value in items:
        if op is _constants.NEGATE:
            text += "^"
        elif op is _constants.LITERAL:
            text += re.escape(chr(value))
        elif op is _constants.RANGE:
            text += f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        else:
            text += _CATEGORIES[value]
    return f"[{text}]"


_CATEGORIES = {
    _constants.CATEGORY_DIGIT: r"\d",
    _constants.CATEGORY_NOT_DIGIT: r"\D",
    _constants.CATEGORY_SPACE: r"\s",
    _constants.CATEGORY_NOT_SPACE: r"\S",
    _constants.CATEGORY_WORD: r"\w",
    _constants.CATEGORY_NOT_WORD: r"\W",
}
