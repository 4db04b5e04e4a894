"""Prints changes: as lines for a terminal, as Markdown for a pull request, as JSON for programs.

The texts come from pages, which are not trusted: each output escapes them in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from soapstone.changes.rules import Audience, Cause, Change, Kind
from soapstone.model.findings import SpecError
from soapstone.report.documents import error_as_json
from soapstone.report.safe_text import safe

if TYPE_CHECKING:
    from rich.text import Text

Found = Mapping[str, Sequence[Change]]
"""Package name to the changes of its service, which may be none."""

NOTHING = "No service has changed."
_BREAKS = "breaks"
_HARMLESS = "harmless"
_MINOR = frozenset({Kind.DOCUMENTATION, Kind.DETAIL, Kind.WIRE_FORM})
_LONGEST = 100
"""An old or new text is cut after so many characters: documentation can be long."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~])")


@dataclass(frozen=True, slots=True)
class Beside:
    """What is printed beside the changes."""

    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By package, where on a page each subject stands."""
    names: Mapping[str, str] = field(default_factory=dict)
    """By package, the path of its ``names.toml``."""
    findings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By package, lines on pages that contradict each other or break off."""
    unread: Sequence[str] = ()
    """The packages of services of which not all can be read."""


NOTHING_BESIDE = Beside()


def is_breaking(found: Found) -> bool:
    """Whether a change breaks anybody."""
    return any(change.breaking for changes in found.values() for change in changes)


def as_text(
    found: Found, *, full: bool = False, beside: Beside = NOTHING_BESIDE
) -> Iterator[Text]:
    """Yield styled lines: a block for each service, breaking changes first.

    Changes of descriptions and details are only counted, unless ``full``.
    """
    from rich.text import Text

    yield from map(Text, _without_changes(found, beside))
    for service, changes in found.items():
        if not changes:
            continue
        yield Text("")
        yield Text(f"{safe(service)}: {summary(changes)}", style="bold")
        yield Text(f"  {because(changes)}")
        shown = [each for each in changes if full or each.kind not in _MINOR]
        for change in _ordered(shown):
            line = Text("  ")
            impact = _impact(change)
            line.append(f"{impact:<{_width(shown)}}")
            if change.breaking:
                line.stylize("bold red", 2, 2 + len(_BREAKS))
            line.append(f"  {safe(str(change.kind))}: {safe(change.subject)}")
            if values := _values(change):
                line.append(f"  {safe(values)}", style="dim")
            if place := beside.places.get(service, {}).get(change.subject):
                line.append(f"  at {safe(place)}", style="dim")
            yield line
            for audience, reason in change.breaks.items():
                yield Text(f"    {audience}: {safe(reason)}", style="dim")
            if Cause.OTHER_PAGES in change.causes:
                yield Text(f"    {_OTHER_PAGES}", style="dim")
            for said in _on_rename(change, beside.names.get(service, "names.toml")):
                yield Text(f"    {safe(said)}")
        if len(shown) < len(changes):
            minor = len(changes) - len(shown)
            yield Text(f"  and {minor} of descriptions and details (-v)", style="dim")
    yield from map(Text, _on_pages(beside))


def _without_changes(found: Found, beside: Beside) -> Iterator[str]:
    """Lines that say what has not changed, and what was not compared."""
    if not any(found.values()):
        if not beside.unread:
            yield NOTHING
        elif found.keys() - {*beside.unread}:
            yield "No other service has changed."
    if beside.unread:
        names = safe(", ".join(beside.unread))
        yield f"Not compared, or not wholly, for not all of it can be read: {names}."


def _on_rename(change: Change, names: str) -> Iterator[str]:
    """Lines on the name that a member perhaps has now, and how its Python name stays."""
    if made := change.rename:
        yield f"perhaps renamed: {made.old} → {made.new}. To keep the Python name,"
        yield f"write {made.line} in place of {made.line_before}"
        yield f"in {names}, under {made.table}"


def _on_pages(beside: Beside) -> Iterator[str]:
    """Lines on pages that contradict each other or break off."""
    for service, lines in beside.findings.items():
        if lines:
            yield ""
            yield f"{safe(service)}, on its pages:"
            yield from lines


def as_markdown(found: Found, beside: Beside = NOTHING_BESIDE) -> Iterator[str]:
    """Yield lines of Markdown: a heading and a table for each service."""
    changed = [(service, changes) for service, changes in found.items() if changes]
    yield from map(_escaped, _without_changes(found, beside))
    for number, (service, changes) in enumerate(changed):
        if number:
            yield ""
        yield f"### {_escaped(service)}: {summary(changes)}"
        yield ""
        yield because(changes)
        yield ""
        yield "| breaks | change | what | before | after |"
        yield "| --- | --- | --- | --- | --- |"
        renamed: list[str] = []
        for change in _ordered(changes):
            reasons = "<br>".join(
                f"**{audience}**: {_escaped(reason)}"
                for audience, reason in change.breaks.items()
            )
            cells = (change.subject, change.before, change.after)
            row = " | ".join(_code(_short(cell)) for cell in cells)
            kind = str(change.kind)
            if Cause.OTHER_PAGES in change.causes:
                kind = f"{kind}<br>{_OTHER_PAGES}"
            yield f"| {reasons or _HARMLESS} | {kind} | {row} |"
            advice = " ".join(
                _on_rename(change, beside.names.get(service, "names.toml"))
            )
            renamed += [f"* {_escaped(advice)}"] if advice else []
        yield from ["", *renamed] if renamed else []
    for service, lines in beside.findings.items():
        yield from ["", f"{_escaped(service)}, on its pages:", ""] if lines else []
        yield from (f"* {_escaped(line.strip())}" for line in lines)


def document(found: Found, errors: Mapping[str, SpecError] = {}) -> dict[str, Any]:
    """Return all changes as values for JSON, with the errors of services, by package."""
    return {
        "breaking": is_breaking(found),
        "services": [
            {
                "service": service,
                "causes": list(map(str, causes_of(changes))),
                "changes": list(map(_as_value, changes)),
                "error": error_as_json(errors[service]) if service in errors else None,
            }
            for service, changes in {**dict.fromkeys(errors, ()), **found}.items()
        ],
    }


def as_values(found: Found) -> dict[str, list[dict[str, Any]]]:
    """The changes of each service, by package, as JSON has them."""
    return {
        service: list(map(_as_value, changes)) for service, changes in found.items()
    }


def _as_value(change: Change) -> dict[str, Any]:
    """A change's parts under their own names."""
    return {
        "kind": str(change.kind),
        "subject": change.subject,
        "before": change.before,
        "after": change.after,
        "breaks": {str(each): reason for each, reason in change.breaks.items()},
        "causes": list(map(str, change.causes)),
    }


def summary(changes: Sequence[Change]) -> str:
    """Return a line such as ``3 changes, 1 breaking``."""
    breaking = sum(change.breaking for change in changes)
    plural = "" if len(changes) == 1 else "s"
    return f"{len(changes)} change{plural}, {breaking or 'none'} breaking"


def causes_of(changes: Sequence[Change]) -> list[Cause]:
    """Return what the changes of a service may come from; empty if that is not known."""
    found = {cause for change in changes for cause in change.causes}
    return [cause for cause in Cause if cause in found]


def because(changes: Sequence[Change]) -> str:
    """Return a sentence on what the changes of a service come from."""
    causes = causes_of(changes)
    if not causes:
        return "Whether its pages or Soapstone's rules have changed is not known."
    if Cause.RULES in causes and Cause.OTHER_PAGES not in causes:
        return (
            "No page, override or recording has changed: "
            "this comes from an upgrade of Soapstone."
        )
    files = dict.fromkeys(_FILES[cause] for cause in causes if cause in _FILES)
    return f"Changed since: {', '.join(files)}."


_FILES = {
    Cause.PAGES: "pages",
    Cause.OTHER_PAGES: "pages",
    Cause.NAMES: "names.toml",
    Cause.OVERRIDES: "overrides.toml",
    Cause.RECORDINGS: "recordings",
}
_OTHER_PAGES = "the pages that show it have not changed"


def _ordered(changes: Sequence[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: not change.breaking)


def _impact(change: Change) -> str:
    """Whom the change breaks, in a few words."""
    if not change.breaking:
        return _HARMLESS
    return f"{_BREAKS} " + ", ".join(each for each in Audience if each in change.breaks)


def _width(changes: Sequence[Change]) -> int:
    return max(len(_impact(change)) for change in changes)


def _values(change: Change) -> str:
    before, after = _short(change.before), _short(change.after)
    if before and after:
        return f"{before} → {after}"
    return after or before


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _code(text: str) -> str:
    """Inline code: in plain Markdown, an attribute such as ``@Kind`` would mention a user."""
    return f"<code>{_escaped(text)}</code>" if text else ""


def _escaped(text: str) -> str:
    """A text as Markdown shows it literally, on one line."""
    return _MARKDOWN.sub(r"\\\1", escape(safe(text), quote=False))
