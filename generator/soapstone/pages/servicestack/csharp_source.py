"""Finds and reads C# source of data transfer objects (``&lang=csharp``) on a page.

It is the source that ServiceStack prints for its clients, or source of that style by an author:
types with properties and attributes. Other C# is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from soapstone.dotnet.base_classes import weights
from soapstone.model.facts import Class, ClassMember, EnumerationTable
from soapstone.model.limits import BASES, PAGE_MEMBERS, PAGE_TEXT
from soapstone.pages.document import Line
from soapstone.pages.servicestack.csharp_attributes import Request
from soapstone.pages.servicestack.csharp_parser import Parser
from soapstone.pages.servicestack.csharp_tokens import Source

_DECLARES = re.compile(r"\b(?:class|enum|struct|record)\s+[^\W\d]\w*")
_STARTS = re.compile(
    r"/\* Options:|///|using [\w.]+;|namespace [\w.]+|\[\w+(?::|\(|\])"
    r"|(?:public|internal|private)\s(?:\w+\s)*(?:class|enum|interface|struct|record)\s"
)
_NAME = re.compile(r"[^\W\d][\w.]*")
_OPTION = re.compile(
    r"(?://)?(AddIndexesToDataMembers|GlobalNamespace|AddImplicitVersion"
    r"|AddNullableAnnotations): *(\S.*)"
)
"""An option of ServiceStack that alters the source. ``//`` precedes those that have their default.
"""
_OPTIONS_END = "*/"


@dataclass(frozen=True, slots=True)
class Declarations:
    """The types that C# source declares."""

    classes: tuple[Class, ...]
    enumerations: tuple[EnumerationTable, ...]
    requests: Mapping[str, Request]
    """Of the classes that have a route or state their response, by name."""
    first: int
    """Index of the first line of the source; the number of lines where there is none."""
    end: int
    """Index of the first line after the source."""


def shows_source(lines: Iterable[Line]) -> bool:
    """Return whether a line declares a class or an enumeration in C#."""
    return any(
        _STARTS.match(line.text) and _DECLARES.search(line.text) for line in lines
    )


def read_source(lines: Sequence[Line]) -> Declarations:
    """Return the declarations among ``lines``, from the first line of C# to where it ends.

    Raises SpecError for source that expands beyond the limits or is nested too deep.
    """
    first = next(
        (index for index, line in enumerate(lines) if _STARTS.match(line.text)),
        len(lines),
    )
    if not shows_source(lines):
        return Declarations((), (), {}, len(lines), len(lines))
    source = Source(lines[first:])
    parser = Parser(source)
    parser.unit("", "")
    end = len(lines)
    if parser.at < len(source.tokens):
        end = first + source.number(source.tokens[parser.at])
    options = _options(lines[first:])
    classes = _resolved(
        [_altered(each, options, parser.requests) for each in parser.classes],
        parser.enumerations,
    )
    _check_yield(classes)
    return Declarations(
        classes, tuple(parser.enumerations), parser.requests, first, end
    )


def _options(lines: Iterable[Line]) -> Mapping[str, str]:
    """The options in the comment above the source that alter it."""
    found = {}
    for line in lines:
        option = _OPTION.fullmatch(line.text)
        if option and option[2].lower() not in ("false", "null"):
            found[option[1]] = option[2]
        if line.text.endswith(_OPTIONS_END):
            break
    return found


def _altered(
    each: Class, options: Mapping[str, str], requests: Container[str]
) -> Class:
    """Return a class with the options that may have altered it."""
    orders = [member.order for member in each.members]
    altered = []
    # The server's own orders stand where it has any; the others count the members.
    if "AddIndexesToDataMembers" in options and any(
        order == number for number, order in enumerate(orders, 1)
    ):
        altered.append("AddIndexesToDataMembers")
    members = tuple(
        replace(member, order=None) if altered and member.order == number else member
        for number, member in enumerate(each.members, 1)
    )
    if "GlobalNamespace" in options and each.home.namespace is None:
        altered.append("GlobalNamespace")
    names = {member.row.name for member in members}
    if "AddImplicitVersion" in options and each.name in requests and "Version" in names:
        altered.append("AddImplicitVersion")
    if "AddNullableAnnotations" in options:
        members = tuple(map(_unmarked, members))
    return replace(each, members=members, altered=tuple(altered))


def _unmarked(member: ClassMember) -> ClassMember:
    return replace(member, row=replace(member.row, unmarked=bool(member.row.required)))


def _check_yield(classes: Iterable[Class]) -> None:
    """Raise SpecError where classes that extend each other expand beyond the limits."""
    members = text = 0
    for each, weight in weights(classes):
        BASES.check(weight.bases, each.origin)
        members += weight.members
        PAGE_MEMBERS.check(members, each.origin)
        text += weight.text
        PAGE_TEXT.check(text, each.origin)


def _resolved(
    classes: Sequence[Class], enumerations: Iterable[EnumerationTable]
) -> tuple[Class, ...]:
    """Return the classes with the type names in them as declared: without a namespace, and with the
    outer class of a nested one.
    """
    declared = {each.name for each in classes} | {each.caption for each in enumerations}

    def resolve(name: str, user: str) -> str:
        for outer in (*_around(user), ""):
            if f"{outer}{name}" in declared:
                return f"{outer}{name}"
        parts = name.split(".")
        ends = (".".join(parts[start:]) for start in range(1, len(parts)))
        return next((end for end in ends if end in declared), name)

    def text(csharp: str, user: str) -> str:
        return _NAME.sub(lambda found: resolve(found[0], user), csharp)

    return tuple(
        replace(
            each,
            base=text(each.base, each.name),
            answer=text(each.answer, each.name),
            members=tuple(
                replace(
                    member,
                    row=replace(member.row, csharp=text(member.row.csharp, each.name)),
                )
                for member in each.members
            ),
        )
        for each in classes
    )


def _around(name: str) -> list[str]:
    """The prefixes of names inside a class, the innermost first: ``A.B.``, ``A.``."""
    parts = name.split(".")
    return [".".join(parts[:end]) + "." for end in range(len(parts), 0, -1)]
