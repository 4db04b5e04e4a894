"""Prints explanations: as lines for a terminal, as JSON for programs.

The texts come from pages, which are not trusted: control characters are shown escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from soapstone.explain.model import Evidence, Explanation, Part, Sure, sure_of
from soapstone.explain.run import Answer
from soapstone.model.findings import Finding, Origin, Severity
from soapstone.model.rules import Decision
from soapstone.report.documents import error_as_json
from soapstone.report.places import Place
from soapstone.report.run import findings_as_json, severities
from soapstone.report.safe_text import safe

if TYPE_CHECKING:
    from rich.text import Text

_MOST = 12
"""Lines of evidence that are printed for people; the JSON has all of them."""
_WIDTH = 12
"""Columns of the words on the left."""
_ORDER = (Severity.CONFLICT, Severity.GUESS, Severity.NOTE)
_STYLES = {
    Sure.PERSON: "",
    Sure.STATED: "",
    Sure.FOLLOWS: "",
    Sure.USUAL: "",
    Sure.GUESS: "bold",
    Sure.CONFLICT: "bold red",
}
"""Only what needs attention stands out. Yellow and green can hardly be read on white."""


def as_text(answers: Sequence[Answer], place: Place = str) -> Iterator[Text]:
    """Yield styled lines: a block for each explanation, or the open findings of each service."""
    from rich.text import Text

    first = True
    for each in answers:
        blocks = [list(_explanation(one, place)) for one in each.explanations]
        if not each.explanations and (each.error is None or each.findings):
            blocks = [list(_open(each, place))]
        for block in blocks:
            if not first:
                yield Text("")
            first = False
            yield from block


def _explanation(explained: Explanation, place: Place) -> Iterator[Text]:
    yield _line((f"{explained.nature} {explained.subject}", "bold"))
    yield _labelled("decided", (explained.decided, "bold"))
    yield _labelled("python", (explained.python, ""))
    if explained.documentation:
        yield _labelled("described", (explained.documentation, ""))
    yield _labelled("sure", (explained.sure, _STYLES[explained.sure]))
    for each in explained.decisions:
        yield from _decision(each.rule.aspect, each)
    for each in explained.gave_way:
        yield from _decision("gave way", each)
    yield from _evidence(explained.evidence, place)
    for finding in explained.findings:
        where = (f"  {place(finding.origin)}", "dim")
        yield _labelled(finding.severity, (finding.found, ""), where)
        yield _labelled("", (finding.decided, ""))
    changes = (replace(e, file=place(Origin(e.file, 0))) for e in explained.changes)
    yield from _column("change", [[(str(each), "")] for each in changes])
    yield from _column("members", [*map(_part, _padded(explained.parts))])


def _decision(label: str, decision: Decision) -> Iterator[Text]:
    """The rule with its source and certainty; of a usual one the known exceptions."""
    about = f"{decision.part}: " if decision.part else ""
    sure, source = sure_of(decision), decision.rule.source
    yield _labelled(
        label,
        (f"{about}{decision.sentence}", ""),
        (
            f"  [{source}: {sure}]" if sure is not Sure.PERSON else f"  [{source}]",
            "dim",
        ),
    )
    if decision.rule.exceptions:
        yield _labelled("", (f"exceptions: {decision.rule.exceptions}", "dim"))


_Styled = tuple[str, str]
"""A text and how it looks."""


def _evidence(found: Sequence[Evidence], place: Place) -> Iterator[Text]:
    """A line for each; an arrow marks the deciding one."""
    shown = found[:_MOST]
    places = [place(each.origin) or "-" for each in shown]
    wide = max(map(len, places), default=0)
    kinds = max((len(each.kind) for each in shown), default=0)
    lines: list[list[_Styled]] = [
        [
            ("→ " if each.decides else "  ", "bold"),
            (f"{place:<{wide}}  {each.kind:<{kinds}}  ", "dim"),
            (each.shows, "bold" if each.decides else ""),
        ]
        for place, each in zip(places, shown, strict=True)
    ]
    if len(found) > _MOST:
        lines.append([(f"  and {len(found) - _MOST} more (--json)", "dim")])
    yield from _column("evidence", lines)


def _padded(parts: Sequence[Part]) -> Iterator[tuple[str, str, Part]]:
    names = max((len(part.name) for part in parts), default=0)
    types = max((len(part.decided) for part in parts), default=0)
    for part in parts:
        yield f"{part.name:<{names}}", f"{part.decided:<{types}}", part


def _part(padded: tuple[str, str, Part]) -> list[_Styled]:
    name, decided, part = padded
    return [(f"{name}  {decided}  ", ""), (part.sure, _STYLES[part.sure])]


def _open(answer: Answer, place: Place) -> Iterator[Text]:
    """The findings of a service, the most severe first."""
    counted = severities(answer.findings) or "nothing is left open"
    yield _line((f"{answer.service}: {counted}", "bold"))
    for finding in sorted(answer.findings, key=lambda f: _ORDER.index(f.severity)):
        yield from _finding(finding, place)


def _finding(finding: Finding, place: Place) -> Iterator[Text]:
    style = "bold red" if finding.severity is Severity.CONFLICT else ""
    yield _line(
        (f"  {finding.severity:<{_WIDTH}}", style),
        (finding.subject, "bold"),
        (f"  {place(finding.origin)}", "dim"),
    )
    for word in ("found", "decided", "settle"):
        yield _labelled(f"  {word}", (getattr(finding, word), ""))


def _column(label: str, lines: Iterable[Sequence[_Styled]]) -> Iterator[Text]:
    """Lines below each other, the first with a label."""
    for number, line in enumerate(lines):
        yield _labelled("" if number else label, *line)


def _labelled(label: str, *parts: _Styled) -> Text:
    return _line((f"  {label:<{_WIDTH}}", "dim"), *parts)


def _line(*parts: _Styled) -> Text:
    from rich.text import Text

    line = Text()
    for text, style in parts:
        line.append(safe(text), style=style)
    line.rstrip()
    return line


def as_values(answers: Iterable[Answer]) -> dict[str, Any]:
    """Return all answers as values for JSON."""
    return {"services": list(map(_service_as_json, answers))}


def _service_as_json(answer: Answer) -> dict[str, Any]:
    return {
        "service": answer.service,
        "explanations": list(map(_explanation_as_json, answer.explanations)),
        "findings": findings_as_json(answer.findings),
        "error": error_as_json(answer.error) if answer.error else None,
    }


def _decision_as_json(decision: Decision) -> dict[str, Any]:
    origin = decision.origin
    return {
        "rule": decision.rule.id,
        "aspect": decision.rule.aspect,
        "part": decision.part,
        "text": decision.sentence,
        "source": decision.rule.source,
        "sure": sure_of(decision),
        "exceptions": decision.rule.exceptions,
        "change": decision.change,
        "file": origin.file if origin else "",
        "line": origin.line if origin else 0,
    }


def _explanation_as_json(explained: Explanation) -> dict[str, Any]:
    return {
        "nature": explained.nature,
        "subject": explained.subject,
        "python": explained.python,
        "decided": explained.decided,
        "documentation": explained.documentation,
        "sure": explained.sure,
        "rules": list(map(_decision_as_json, explained.decisions)),
        "gave_way": list(map(_decision_as_json, explained.gave_way)),
        "evidence": [
            {
                "kind": each.kind,
                "file": each.origin.file,
                "line": each.origin.line,
                "text": each.origin.text,
                "shows": each.shows,
                "decides": each.decides,
            }
            for each in explained.evidence
        ],
        "findings": findings_as_json(explained.findings),
        "changes": list(map(str, explained.changes)),
        "members": [
            {"name": each.name, "decided": each.decided, "sure": each.sure}
            for each in explained.parts
        ],
    }
