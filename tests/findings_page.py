"""Prints ``docs/findings.md`` from texts and real runs: ``python -m tests.findings_page``."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from re import escape, fullmatch, split
from textwrap import dedent, fill

from soapstone.inputs.files import RECORDED
from soapstone.model.catalogue import RULES
from soapstone.model.file_findings import FILE_FINDINGS
from soapstone.model.findings import Finding, Severity
from soapstone.model.rules import Aspect
from soapstone.report.run import finding_lines
from soapstone.run import pipeline
from soapstone.run.reading import read_sources
from tests.rules.file_witnesses import FILE_WITNESSES
from tests.rules.witnesses import WITNESSES, Witness
from tests.rules_page import prose

PAGE = Path(__file__).resolve().parents[1] / "docs" / "findings.md"

_INTRODUCTION = """\
# Findings

A finding says what a page leaves open or contradicts, and how generated code treats it. It never
stops a run. `soapstone generate -v` prints all of them, each with its code in parentheses; in
`--json` it is `code`. This page has every code, in the order of the alphabet.

* A **note** is worth knowing: a rule of the program that wrote the page settles the matter. Without
  `-v` a run counts such notes only, unless something is left out, not used, or not whole.
* A **guess** is settled by nothing. Look here first when a value surprises you.
* A **conflict** is two sources that contradict each other.

*Found* is what the file shows, *decided* what generated code does, *settle* what you can do. Then
run `soapstone generate` again: the finding goes away when the question is answered. Where a setting
of `overrides.toml` is named, it is an answer as well. A finding that says *Nothing to do* stays,
and does no harm. What is *in italics* depends on the case.

Made from the catalogue and from runs of the tests' pages by `python -m tests.findings_page`.

"""

SETTINGS: Mapping[Aspect, str] = {
    Aspect.TYPE: '`type` under `[members."RECORD.MEMBER"]`',
    Aspect.NULL: '`nullable` under `[members."RECORD.MEMBER"]`',
    Aspect.PRESENCE: '`required` under `[members."RECORD.MEMBER"]`',
    Aspect.OCCURRENCE: '`repeated` under `[members."RECORD.MEMBER"]`',
    Aspect.MEMBERS: "`members` under `[enumerations.NAME]`",
    Aspect.FLAGS: "`flags` under `[enumerations.NAME]`",
}
"""The setting that answers a question of each aspect."""

_CHOICE = "`choice` under `[records.NAME]`"
OTHER_SETTINGS: Mapping[str, str] = {
    "recorded-choice": _CHOICE,
    "recorded-choice-neighbours": _CHOICE,
    "recorded-nil": "`nullable` (for the items of a list `type`) under"
    ' `[members."RECORD.MEMBER"]`',
    "base-unseen": "",
    "name-in-code": "",
}
"""The setting of rules for which that of their aspect does not help; "" where none does."""


@dataclass(frozen=True)
class Text:
    """The texts of a finding by one rule, or of one on a file."""

    rule: str
    """The id of the rule; "" where none decides."""
    code: str
    severity: Severity
    meaning: str
    found: str
    decided: str
    settle: str
    aspect: Aspect | None = None

    def is_of(self, finding: Finding) -> bool:
        """Whether a finding has these texts, filled in."""
        same = (self.code, self.severity) == (finding.code, finding.severity)
        return same and all(
            fullmatch(_pattern(text), said)
            for text, said in (
                (self.found, finding.found),
                (self.decided, finding.decided),
                (self.settle, finding.settle),
            )
        )


def _pattern(text: str) -> str:
    parts = split(r"(\{\w+\})", text)
    return "".join("(?s:.*)" if part[:1] == "{" else escape(part) for part in parts)


@cache
def texts() -> Sequence[Text]:
    """Every text of a finding that there is."""
    of_rules = [
        Text(
            rule.id,
            rule.code or rule.id,
            rule.severity,
            rule.sentence,
            rule.remark.found,
            rule.remark.decided,
            rule.change,
            rule.aspect,
        )
        for rule in RULES.values()
        if rule.remark
    ]
    of_files = [
        Text(
            *("", each.code, each.severity, each.meaning),
            *(each.found, each.decided, each.settle),
        )
        for each in FILE_FINDINGS.values()
    ]
    return (*of_rules, *of_files)


@cache
def shown() -> Sequence[Finding]:
    """The findings of all services that the tests have for rules and files."""
    with tempfile.TemporaryDirectory() as folder:
        of_files = [*_of_files(Path(folder))]
    return tuple(dict.fromkeys([*chain(*of_witnesses().values()), *of_files]))


@cache
def of_witnesses() -> Mapping[str, Sequence[Finding]]:
    """The findings of each service that the tests have for rules, by its name."""
    with tempfile.TemporaryDirectory() as folder:
        return {
            name: _findings(witness, Path(folder, str(number), "ferry"))
            for number, (name, witness) in enumerate(WITNESSES.items())
        }


def _findings(witness: Witness, service: Path) -> Sequence[Finding]:
    made = witness.made(service)
    return (*made.findings, *read_sources(pipeline.pages_of(service).pages).findings)


def _of_files(folder: Path) -> Iterator[Finding]:
    for code, files in FILE_WITNESSES.items():
        service = folder / code / "ferry"
        service.mkdir(parents=True)
        for name, text in files.items():
            path = service / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        if (service / RECORDED).exists():
            (service / RECORDED / "older").symlink_to(folder)
        made = pipeline.generate(folder / code)
        yield from made.findings
        for package in made.packages:
            assert package.error is None, package.error
            yield from package.findings


def example(text: Text, findings: Iterable[Finding]) -> Finding:
    """The finding with these texts that takes the least room."""
    fitting = [each for each in findings if text.is_of(each)]
    assert fitting, (
        f"no witness shows {text.rule or text.code}: WITNESSES of tests/rules/witnesses.py are"
        " for rules, FILE_WITNESSES of tests/rules/file_witnesses.py for files"
    )
    return min(fitting, key=lambda each: (len("".join(finding_lines(each))), str(each)))


def text() -> str:
    """Return the text of the page."""
    by_code: defaultdict[str, list[Text]] = defaultdict(list)
    for each in texts():
        by_code[each.code].append(each)
    index = ", ".join(f"[{code}](#{code})" for code in sorted(by_code))
    sections = (_section(*each) for each in sorted(by_code.items()))
    return f"{_INTRODUCTION}{_filled(index)}\n{''.join(sections)}"


def _filled(paragraph: str) -> str:
    return fill(paragraph, 100, break_long_words=False, break_on_hyphens=False)


def _section(code: str, every: Sequence[Text]) -> str:
    return f"\n## {code}\n" + "".join(map(_one, every))


def _one(text: Text) -> str:
    printed = dedent("\n".join(finding_lines(example(text, shown()))))
    meaning = f"**{text.severity.capitalize()}.** {prose(text.meaning)}"
    setting = setting_of(text)
    answer = f"In `overrides.toml`, {setting} answers it.\n\n" if setting else ""
    return (
        f"\n{_filled(meaning)}\n\n```text\n{printed}\n```\n\n{answer}".rstrip() + "\n"
    )


def setting_of(text: Text) -> str:
    """The setting of overrides.toml that answers a finding, "" if none does."""
    usual = SETTINGS.get(text.aspect, "") if text.aspect else ""
    return OTHER_SETTINGS.get(text.rule, usual)


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
