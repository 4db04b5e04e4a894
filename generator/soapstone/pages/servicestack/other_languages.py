"""Recognises source of data transfer objects in languages other than C# (``&lang=typescript``).

Most of these languages merge types: TypeScript has one for all numbers, Swift and Dart have no
decimal. So no member is read. Routes stand in them as in C#.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from soapstone.model.facts import Route
from soapstone.pages.document import Line

_CLASS = r"(?:class|enum|interface|struct) \w{1,200}"
_LANGUAGES: Mapping[str, re.Pattern[str]] = {
    "VB.NET": re.compile(
        rf"(?:Public|Friend) (?:Partial |MustInherit |NotInheritable )?(?i:{_CLASS})(?: |$)(?!:)"
        r"|Implements IReturn|Public (?:Overridable )?Property \w+ As "
    ),
    "F#": re.compile(
        r"type \w{1,200}\(\) ?=|member val \w+ ?:|interface IReturn|\[<\w+.{0,400}>\]$"
    ),
    "PHP": re.compile(r"<\?php|#\[Returns\(|class \w{1,200} .{0,400}JsonSerializable"),
    "Python": re.compile(
        r"@dataclass|class \w{1,200}(?:\(.{1,400}\))?:$|from dataclasses"
    ),
    "Dart": re.compile(r"class \w{1,200} .{0,400}IConvertible|import 'package:"),
    "TypeScript": re.compile(
        r"export (?:interface|enum|type|abstract) |export class \w{1,200} (?:implements|extends) "
        r"|public \w+[?!]?: [^=]{1,200};"
    ),
    "JavaScript": re.compile(r"export class \w{1,200}|getTypeName\(\) ?\{"),
    "Java": re.compile(
        rf"public (?:static )?(?:abstract )?{_CLASS} (?:implements|extends) "
        r"|import java\."
    ),
    "Kotlin": re.compile(
        r"(?:open|data|enum) class \w{1,200}|import kotlin\.|var \w+: ?\w"
    ),
    "Swift": re.compile(
        rf"public {_CLASS} ?:.{{0,400}}\bCodable|public (?:var|typealias) \w|import Foundation$"
    ),
    "Go": re.compile(r"type \w{1,200} struct ?\{"),
    "Rust": re.compile(r"pub struct \w{1,200}|#\[derive\("),
}
"""What C# does not have at the start of a line. The first language that fits is meant."""
_OPTIONS = re.compile(r"(?:/\*|\(\*|'|\"\"\"|#|//) ?Options:")
"""The comment before the source, in every language."""
_ROUTE = re.compile(
    r"\bRoute\((?:Path ?= ?)?\"(?P<path>/[^\"]{0,500})\""
    r"(?: ?, ?(?:Verbs ?= ?)?\"(?P<verbs>[A-Z, ]{0,100})\")?"
)
_MARK = re.compile(r"\bRoute\((?:Path ?= ?)?\"/|\bIReturn(?:Void)?\b")
_DECLARED = re.compile(r"\b(?:class|Class|type|struct) (\w{1,200})")


@dataclass(frozen=True, slots=True)
class OtherSource:
    """Source in a language that is not read."""

    language: str
    routes: Mapping[str, Sequence[Route]]
    """By the name of the request."""
    first: int
    """Index of its first line."""


def read_other_source(lines: Sequence[Line]) -> OtherSource | None:
    """Return the source among lines, from its first line to the end; None where there is none.

    A line of prose or a row may look like a declaration: a route, an ``IReturn`` or the options
    that ServiceStack prints before the source have to stand beside it.
    """
    marks = (
        index
        for index, line in enumerate(lines)
        if _OPTIONS.match(line.text) or _MARK.search(line.text)
    )
    mark = next(marks, None)
    if mark is None:
        return None
    for language, pattern in _LANGUAGES.items():
        fits = (i for i, line in enumerate(lines) if pattern.match(line.text))
        first = next(fits, None)
        if first is not None:
            return _source(language, lines, min(first, mark))
    return None


def _source(language: str, lines: Sequence[Line], first: int) -> OtherSource:
    routes: dict[str, list[Route]] = {}
    for name, route in _routes(lines[first:]):
        routes.setdefault(name, []).append(route)
    return OtherSource(language, routes, first)


def _routes(lines: Sequence[Line]) -> Iterator[tuple[str, Route]]:
    """Yield the routes, each with the class that it precedes."""
    waiting: list[Route] = []
    for line in lines:
        for found in _ROUTE.finditer(line.text):
            verbs = tuple(re.findall("[A-Z]+", found["verbs"] or ""))
            waiting.append(Route(verbs, found["path"], line.origin))
        declared = _DECLARED.search(line.text)
        if declared:
            yield from ((declared[1], route) for route in waiting)
            waiting = []
