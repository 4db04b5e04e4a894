"""Expressions as lines, broken where black breaks them, so that black finds nothing to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WIDTH = 88
"""Columns of a line: black's default."""


@dataclass(frozen=True, slots=True)
class Group:
    """A call, a subscript, or a tuple where ``name`` is empty."""

    name: str
    items: tuple[Item, ...]
    brackets: str = "()"

    def __str__(self) -> str:
        inner = ", ".join(map(_flat, self.items))
        comma = "," if not self.name and len(self.items) == 1 else ""
        return f"{self.name}{self.brackets[0]}{inner}{comma}{self.brackets[1]}"


_ARGUMENT = re.compile(
    r"""(?:[^,()"' ]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\([^()]*\)| (?!$))+"""
)

Expression = str | Group
Item = tuple[str, Expression]
"""What precedes an expression (``"url="``, or nothing), and the expression."""


def call(name: str, arguments: Iterable[tuple[str, Expression]]) -> Group:
    """A call with keyword arguments."""
    return Group(name, tuple((f"{key}=", value) for key, value in arguments))


def tuple_of(values: Iterable[Expression]) -> Group:
    """A tuple."""
    return Group("", tuple(("", value) for value in values))


def subscript(name: str, types: Iterable[str]) -> Group:
    """A generic type with its parameters."""
    return Group(name, tuple(("", type_) for type_ in types), "[]")


def broken(item: Item, indent: int, end: str = "") -> Iterator[str]:
    """The lines of an item that begins ``indent`` columns in and is followed by ``end``.

    Black's rules: one line where that fits; a call's arguments together on one line where that
    fits; else each on its own, with a comma after the last. A tuple of several never shares a line,
    and the only parameter of a function has a comma.
    """
    before, expression = item
    margin = " " * indent
    line = f"{margin}{_flat(item)}{end}"
    if isinstance(expression, str) or not expression.items or len(line) <= WIDTH:
        yield line
        return
    yield f"{margin}{before}{expression.name}{expression.brackets[0]}"
    inner = f"{margin}    {', '.join(map(_flat, expression.items))}"
    lone = expression.name.startswith("def ") and len(expression.items) == 1
    if expression.name and not lone and len(inner) <= WIDTH:
        yield inner
    else:
        yield from _each(expression, indent + 4)
    yield f"{margin}{expression.brackets[1]}{end}"


def assigned(name: str, annotation: Group, value: Group) -> list[str]:
    """The lines of an annotated assignment at the left margin; the value's items one on each.

    Black's rules: a target that leaves no room for the name of the call has the call in
    parentheses; one that leaves no room for these is broken itself.
    """
    target, call = f"{name}: {annotation}", f"{value.name}("
    if len(f"{target} = {call}") <= WIDTH:
        return [f"{target} = {call}", *_each(value, 4), ")"]
    if len(f"{target} = (") <= WIDTH:
        return [f"{target} = (", f"    {call}", *_each(value, 8), "    )", ")"]
    first, *middle, last = broken((f"{name}: ", annotation), 0, f" = {call}")
    return [first, *middle, last, *_each(value, 4), ")"]


def constant_lines(name: str, value: str) -> list[str]:
    """The lines of an assignment of a text, or of a name and a text, at the left margin.

    Black's rule: a value that does not fit has parentheses, and is broken before its ``+`` where
    that is still too long; a text by itself is not, as that would gain nothing.
    """
    if len(f"{name} = {value}") <= WIDTH:
        return [f"{name} = {value}"]
    if len(value) <= WIDTH - 4:
        return [f"{name} = (", f"    {value}", ")"]
    first, plus, text = value.partition(" + ")
    if not (plus and first.isidentifier()):
        return [f"{name} = {value}"]
    return [f"{name} = (", f"    {first}", f"    + {text}", ")"]


def declared(name: str, annotation: str, default: str, indent: int) -> list[str]:
    """The lines of a field of a class; without ``default`` the constructor demands a value.

    Black's rule: a default that does not fit has parentheses, or else the annotation has. What it
    does with a default that is a call is left to black.
    """
    margin, end = " " * indent, f" = {default}" if default else ""
    target = f"{margin}{name}: {annotation}"
    if len(target + end) <= WIDTH or not end or end.endswith(")"):
        return [target + end]
    if len(f"{target} = (") <= WIDTH:
        return [f"{target} = (", f"{margin}    {default}", f"{margin})"]
    return [f"{margin}{name}: (", f"{margin}    {annotation}", f"{margin}){end}"]


def parsed(call: str) -> Group:
    """A call or subscript that is written out: its arguments are names, texts, calls of names."""
    brackets = "[]" if call.endswith("]") else "()"
    name, _, rest = call.partition(brackets[0])
    arguments = _ARGUMENT.finditer(rest[:-1])
    return Group(name, tuple(("", match[0].strip()) for match in arguments), brackets)


def _each(group: Group, indent: int) -> list[str]:
    return [line for item in group.items for line in broken(item, indent, ",")]


def _flat(item: Item) -> str:
    before, expression = item
    return f"{before}{expression}"
