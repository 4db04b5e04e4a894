"""Makes texts that a pattern of XML Schema allows (part 2, appendix F).

The texts are of ASCII. Of categories such as ``\\p{Lu}`` the ASCII members are taken; blocks, and
what takes too many steps, are not made.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from string import ascii_letters, digits, punctuation
from typing import Final, NamedTuple

Choose = Callable[[int], int]
"""Returns which of so many possibilities is taken, from 0."""

_LETTERS: Final = [*ascii_letters]
_DIGITS: Final = [*digits]
_ALL: Final = [*_LETTERS, *_DIGITS, *punctuation.replace("_", ""), " "]
"""What a negated class has. Whether ``\\w`` has the low line is read in two ways."""
_CLASSES: Final = {
    "d": _DIGITS,
    "s": [*" \t\n\r"],
    "w": [each for each in _ALL if unicodedata.category(each)[0] not in "PZC"],
    "i": [*_LETTERS, "_", ":"],
    "c": [*_LETTERS, *_DIGITS, *"_:.-"],
}
_CONTROLS: Final = {"n": "\n", "r": "\r", "t": "\t"}
_MORE: Final = 8
"""Repetitions beyond the least where a pattern sets no limit."""
_STEPS: Final = 20_000
_DEEPEST: Final = 50


class NoText(ValueError):
    """No text is made of a pattern: it is beyond what is read here, or not well-formed."""


class _Repeat(NamedTuple):
    node: _Node
    least: int
    most: int


class _Either(NamedTuple):
    branches: list[list[_Node]]


_Node = str | _Repeat | _Either
"""A text is a set of characters, one of which stands there."""


def text_for(pattern: str, choose: Choose) -> str:
    """Return a text that matches a pattern, by the choices that are made. Raises NoText."""
    made = _Maker(choose)
    made.add(_Parser(pattern).parsed())
    return "".join(made.characters)


class _Maker:
    def __init__(self, choose: Choose) -> None:
        self._choose = choose
        self._steps = 0
        self.characters: list[str] = []

    def add(self, node: _Node) -> None:
        self._steps += 1
        if self._steps > _STEPS:
            raise NoText("a pattern of too long texts")
        match node:
            case str():
                self.characters.append(node[self._choose(len(node))])
            case _Repeat(inner, least, most):
                for _ in range(least + self._choose(most - least + 1)):
                    self.add(inner)
            case _Either(branches):
                for each in branches[self._choose(len(branches))]:
                    self.add(each)


class _Parser:
    def __init__(self, pattern: str) -> None:
        self._rest = [*reversed(pattern)]
        self._depth = 0

    def parsed(self) -> _Either:
        found = self._either()
        if self._rest:
            raise NoText("a pattern with a bracket too many")
        return found

    def _next(self) -> str:
        if not self._rest:
            raise NoText("a pattern that ends too early")
        return self._rest.pop()

    def _at(self, character: str) -> bool:
        return self._rest[-1:] == [character]

    def _taken(self, character: str) -> bool:
        return self._at(character) and bool(self._rest.pop())

    def _either(self) -> _Either:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NoText("a pattern that is nested too deep")
        branches: list[list[_Node]] = [[]]
        while self._rest and not self._at(")"):
            if self._taken("|"):
                branches.append([])
            else:
                branches[-1].append(self._quantified(self._atom()))
        self._depth -= 1
        return _Either(branches)

    def _atom(self) -> _Node:
        first = self._next()
        if first == "(":
            inner = self._either()
            self._next()  # ")", for nothing else ends the branches
            return inner
        if first == "[":
            return self._class()
        if first == ".":
            return _set(_LETTERS)
        if first in "?*+{}":
            raise NoText("a pattern with a quantifier of nothing")
        return _set(self._escaped() if first == "\\" else [first])

    def _quantified(self, node: _Node) -> _Node:
        if self._taken("?"):
            return _Repeat(node, 0, 1)
        if self._taken("*"):
            return _Repeat(node, 0, _MORE)
        if self._taken("+"):
            return _Repeat(node, 1, 1 + _MORE)
        if not self._taken("{"):
            return node
        low, comma, high = self._until("}").partition(",")
        try:
            least = int(low)
            most = int(high) if high else least + _MORE if comma else least
        except ValueError:
            raise NoText("a pattern with another quantifier") from None
        if not 0 <= least <= most:
            raise NoText("a pattern with a quantifier that allows nothing")
        return _Repeat(node, least, most)

    def _until(self, end: str) -> str:
        found = ""
        while (character := self._next()) != end:
            found += character
        return found

    def _class(self) -> str:
        negated = self._taken("^")
        found: list[str] = []
        without = ""
        while not self._taken("]"):
            if self._at("-") and self._rest[-2:-1] == ["["] and found:
                self._next()
                self._next()
                without = self._class()
                continue
            found += self._range()
        if negated:
            found = [each for each in _ALL if each not in found]
        return _set([each for each in found if each not in without])

    def _range(self) -> list[str]:
        """A character, an escape, or all from one character to another."""
        first = self._next()
        start = self._escaped() if first == "\\" else [first]
        ends = self._rest[-2:-1]
        if not self._at("-") or ends in (["]"], ["["]) or len(start) > 1:
            return start
        self._next()
        last = self._next()
        end = self._escaped() if last == "\\" else [last]
        least, most = ord(start[0]), ord(end[0])
        # The first of a long range are enough.
        return [*map(chr, range(least, min(most, least + len(_ALL)) + 1))]

    def _escaped(self) -> list[str]:
        name = self._next()
        if name in "pP":
            if self._next() != "{":
                raise NoText("a pattern with another escape")
            category = self._until("}")
            found = [e for e in _ALL if unicodedata.category(e).startswith(category)]
            if category.startswith("Is"):
                raise NoText("a pattern with a block of characters")
        elif name.lower() in _CLASSES:
            found = _CLASSES[name.lower()]
        else:
            return [_CONTROLS.get(name, name)]
        return [e for e in _ALL if e not in found] if name.isupper() else found


def _set(characters: list[str]) -> str:
    if not characters:
        raise NoText("a pattern with a class of no characters in ASCII")
    return "".join(characters)
