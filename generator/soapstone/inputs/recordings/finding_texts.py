"""The findings on recordings: one function for each, so that all have the same style.

No finding quotes a value of a message.
"""

from __future__ import annotations

from collections.abc import Sequence

from soapstone.model.findings import Finding, Origin, Severity

_NOTE, _GUESS, _CONFLICT = Severity.NOTE, Severity.GUESS, Severity.CONFLICT
_MORE = "More recordings, or a line in overrides.toml."
_OVERRIDE = "A line in overrides.toml, if the page is wrong."
_PAGE_STANDS = "The page is taken as right."


def ignored(file: str, suffixes: Sequence[str]) -> Finding:
    """A file whose name is not that of a recording."""
    found = "The name of the file is not that of a recording."
    settle = f"Name it {', '.join('*' + each for each in suffixes)} if it is one."
    return Finding(
        "ignored-file",
        _NOTE,
        file,
        Origin(file, 0),
        found,
        "The file is ignored.",
        settle,
    )


def no_xml(file: str, count: int, of: int) -> Finding:
    """Bodies in JSON, forms, HTML or images."""
    found = f"{count} of {of} bodies are not XML."
    return Finding(
        "recorded-no-xml",
        _NOTE,
        file,
        Origin(file, 0),
        found,
        "They are ignored.",
        "Record the XML of the same exchange, if there is any.",
    )


def foreign(file: str, origin: Origin, count: int, of: int) -> Finding:
    """Messages with a root element that no page of the service shows."""
    found = f"{count} of {of} messages have a root element that no page of the service shows."
    settle = (
        "Save the pages of their operations, or move the file to the other service."
    )
    return Finding(
        "recorded-foreign", _NOTE, file, origin, found, "They are ignored.", settle
    )


def member(subject: str, origin: Origin, shown: str, *, guess: bool) -> Finding:
    """A member that no page shows."""
    found = "Messages have the member; no page shows it."
    decided = f"Added in its place, as {shown}."
    severity = _GUESS if guess else _NOTE
    return Finding("recorded-member", severity, subject, origin, found, decided, _MORE)


def unknown_member(subject: str, origin: Origin) -> Finding:
    """A member that no page shows, and that is nil or empty in every message."""
    found = "Messages have the member, but nil or empty; no page shows it."
    decided = "Not added. Generated code keeps it as unknown content."
    return Finding(
        "recorded-empty",
        _NOTE,
        subject,
        origin,
        found,
        decided,
        "A message with a value in it.",
    )


def other_namespace(subject: str, origin: Origin, namespace: str) -> Finding:
    """.NET takes an element in another namespace for another element, and skips it."""
    where = f"the namespace {namespace}" if namespace else "no namespace"
    return Finding(
        "recorded-namespace",
        _CONFLICT,
        subject,
        origin,
        f"A message has the member in {where}; the page shows another namespace.",
        _PAGE_STANDS,
        "Ask who wrote the message: .NET skips such an element silently.",
    )


def type_observed(subject: str, origin: Origin, shown: str, *, guess: bool) -> Finding:
    """A type that the pages leave open."""
    found = "The pages do not show the type; messages show values."
    severity = _GUESS if guess else _NOTE
    return Finding(
        *("recorded-type", severity, subject, origin, found),
        f"Taken as {shown}.",
        _MORE,
    )


def nil(subject: str, origin: Origin, *, stated: bool) -> Finding:
    """A null where the type allows none so far. ``stated``: the page states that it allows none."""
    found = "A message has the member as nil"
    found += "; the page states that it is never null." if stated else "."
    severity = _CONFLICT if stated else _NOTE
    decided = "It can be null."
    return Finding("recorded-nil", severity, subject, origin, found, decided, _OVERRIDE)


def absent(subject: str, origin: Origin) -> Finding:
    """A response without a member of a value type, which .NET always writes by default."""
    return Finding(
        "recorded-absence",
        _NOTE,
        subject,
        origin,
        "A response lacks the member, although .NET always writes a member of its type.",
        "It is optional, and None where it is absent.",
        _OVERRIDE,
    )


def misfit(subject: str, origin: Origin, shown: str) -> Finding:
    """A value that is not of the stated type."""
    found = f"A message has content in this place that is not {shown}."
    return Finding(
        "recorded-misfit", _CONFLICT, subject, origin, found, _PAGE_STANDS, _OVERRIDE
    )


def twice(subject: str, origin: Origin) -> Finding:
    """A repeated element where the page shows one. ASMX prints an element twice if it repeats."""
    found = "A message repeats the element; the page shows it once."
    return Finding(
        "recorded-repeated", _CONFLICT, subject, origin, found, _PAGE_STANDS, _OVERRIDE
    )


def words(key: str, origin: Origin, more: Sequence[str]) -> Finding:
    """Members of an enumeration that no page lists."""
    found = f"Messages have values that no page lists: {', '.join(map(repr, more))}."
    decided = "Added as members."
    return Finding(
        "recorded-choices", _NOTE, key, origin, found, decided, "The service's author."
    )


def flags(key: str, origin: Origin) -> Finding:
    """Several members in one value."""
    found = "A message has several members in one value, separated by blanks."
    decided = "Taken as [Flags]: one value may have several members."
    return Finding(
        "recorded-flags",
        _NOTE,
        key,
        origin,
        found,
        decided,
        "Nothing: .NET writes [Flags] like this.",
    )


def derived(key: str, origin: Origin, base: str) -> Finding:
    """A type that ``xsi:type`` names."""
    found = f"A message names the type by xsi:type in the place of {base}."
    decided = (
        f"Added as a type that extends {base}, with the members that messages show."
    )
    return Finding(
        "recorded-type-name",
        _NOTE,
        key,
        origin,
        found,
        decided,
        "A page that shows the type.",
    )
