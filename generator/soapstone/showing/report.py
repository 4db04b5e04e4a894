"""Prints the overview of a service: as lines for a terminal, as values for JSON.

The texts come from pages, which are not trusted: control characters are shown escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from soapstone.report.documents import error_as_json
from soapstone.report.safe_text import safe
from soapstone.showing.overview import (
    Member,
    Overview,
    ShownEnumeration,
    ShownOperation,
    ShownRecord,
)

if TYPE_CHECKING:
    from rich.text import Text

_WIDEST = 40
"""Columns of names, at most: a longer one pushes what stands beside it to the right."""


def as_text(shown: Sequence[Overview]) -> Iterator[Text]:
    """Yield styled lines: the contents of each service, or the subject that was asked for."""
    for number, each in enumerate(each for each in shown if each.package):
        if number:
            yield _line()
        yield from _subject(each) if each.subject else _contents(each)


def snippet_of(shown: Overview) -> tuple[str, Sequence[str]]:
    """Return what the first snippet of an overview does, and its lines, which may be none."""
    for operation in shown.operations:
        if operation.snippet:
            return f"call {operation.method}", operation.snippet
    if shown.operations:
        return "", ()
    for record in shown.records:
        return f"make {record.class_}", record.snippet
    return "", ()


def snippet_lines(purpose: str, snippet: Sequence[str]) -> Iterator[str]:
    """Yield a snippet to be printed as it is, set off from what stands around it."""
    if snippet:
        yield ""
        yield safe(f"To {purpose}:")
        yield ""
        # A letter that hides can stand in a name of Python.
        yield from (safe(f"    {each}".rstrip()) for each in snippet)


def as_values(shown: Overview) -> dict[str, Any]:
    """Return an overview as values for JSON."""
    return {
        "service": shown.service,
        "name": shown.name,
        "package": shown.package,
        "client": shown.client,
        "address": shown.address,
        "operations": [
            {
                "name": each.name,
                "method": each.method,
                "documentation": each.documentation,
                "ways": list(each.ways),
                "takes": list(map(_member_as_value, each.takes)),
                "soap_headers": list(each.soap_headers),
                "gives": each.gives,
                "snippet": "\n".join(each.snippet),
            }
            for each in shown.operations
        ],
        "records": [
            {
                "name": each.name,
                "class": each.class_,
                "documentation": each.documentation,
                "members": list(map(_member_as_value, each.members)),
                "snippet": "\n".join(each.snippet),
            }
            for each in shown.records
        ],
        "enumerations": [
            {
                "name": each.name,
                "class": each.class_,
                "members": dict(each.members),
            }
            for each in shown.enumerations
        ],
        "error": error_as_json(shown.error) if shown.error else None,
    }


def _member_as_value(member: Member) -> dict[str, str]:
    return {
        "name": member.name,
        "wire": member.wire,
        "annotation": member.annotation,
        "default": member.default,
    }


def _contents(shown: Overview) -> Iterator[Text]:
    yield _line((f"{shown.service}: {shown.name}", "bold"))
    yield _line((f"  {shown.address or 'no page shows its address'}", "dim"))
    yield _line((f"  from {shown.package} import {shown.client}", "dim"))
    operations = [
        (each.method, each.name, each.documentation) for each in shown.operations
    ]
    yield from _section("operations", operations)
    records = [
        (each.class_, each.name, ", ".join(each.name for each in each.members))
        for each in shown.records
    ]
    yield from _section("records", records)
    enumerations = [
        (each.class_, each.name, ", ".join(text for text, _ in each.members))
        for each in shown.enumerations
    ]
    yield from _section("enumerations", enumerations)


def _section(title: str, rows: Sequence[tuple[str, str, str]]) -> Iterator[Text]:
    """A title and a row for each: the name in Python, that on the wire where it differs, text."""
    if not rows:
        return
    yield _line()
    yield _line((f"{title} ({len(rows)})", "bold"))
    width = _width(name for name, _, _ in rows)
    for name, wire, text in rows:
        about = f"{wire}. {text}" if wire != name and text else text or wire
        yield _line((f"  {name:<{width}}", ""), (f"  {' '.join(about.split())}", "dim"))


def _subject(shown: Overview) -> Iterator[Text]:
    blocks = [
        *(_operation(shown, each) for each in shown.operations),
        *(_record(shown, each) for each in shown.records),
        *(_enumeration(shown, each) for each in shown.enumerations),
    ]
    for number, block in enumerate(blocks):
        if number:
            yield _line()
        yield from block


def _operation(shown: Overview, each: ShownOperation) -> Iterator[Text]:
    yield _line((f"operation {each.name}", "bold"))
    yield from _documentation(each.documentation)
    yield _line(("  python  ", "dim"), (f"{shown.client}.{each.method}", ""))
    ways = ", ".join(each.ways) or "none is shown"
    limit = (
        "" if each.snippet else ": cannot be called, as no page shows all of its XML"
    )
    yield _line(("  ways    ", "dim"), (ways + limit, ""))
    yield from _members("takes", each.takes)
    if each.soap_headers:
        names = ", ".join(each.soap_headers)
        yield _line(("  header  ", "dim"), (f"{names}  ", ""), ("soap_headers=", "dim"))
    yield _line(("  gives   ", "dim"), (each.gives, ""))


def _record(shown: Overview, each: ShownRecord) -> Iterator[Text]:
    yield _line((f"record {each.name}", "bold"))
    yield from _documentation(each.documentation)
    yield _line(("  python  ", "dim"), (f"{shown.package}.{each.class_}", ""))
    yield from _members("has", each.members)


def _enumeration(shown: Overview, each: ShownEnumeration) -> Iterator[Text]:
    yield _line((f"enumeration {each.name}", "bold"))
    yield _line(("  python  ", "dim"), (f"{shown.package}.{each.class_}", ""))
    width = _width(name for _, name in each.members)
    for number, (text, name) in enumerate(each.members):
        label = "" if number else "members"
        yield _line((f"  {label:<8}", "dim"), (f"{name:<{width}}  ", ""), (text, "dim"))


def _documentation(text: str) -> Iterator[Text]:
    if text:
        yield _line((f"  {' '.join(text.split())}", "dim"))


def _members(label: str, members: Sequence[Member]) -> Iterator[Text]:
    names = _width(each.name for each in members)
    types = _width(each.annotation for each in members)
    if not members:
        yield _line((f"  {label:<8}", "dim"), ("nothing", ""))
    for number, each in enumerate(members):
        needed = "" if each.default else "  required"
        yield _line(
            (f"  {'' if number else label:<8}", "dim"),
            (f"{each.name:<{names}}  {each.annotation:<{types}}", ""),
            (f"  {each.wire}", "dim"),
            (needed, "bold"),
        )


def _width(texts: Iterable[str]) -> int:
    return min(max(map(len, texts), default=0), _WIDEST)


def _line(*parts: tuple[str, str]) -> Text:
    from rich.text import Text

    line = Text()
    for text, style in parts:
        line.append(safe(text), style=style)
    line.rstrip()
    return line
