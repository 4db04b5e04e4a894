"""Every finding reads like advice; ``docs/findings.md`` says what it is and how it goes away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from soapstone.model.attention import INCOMPLETE, NOTICED
from soapstone.model.findings import Severity
from soapstone.model.rules import Aspect
from tests import findings_page
from tests.findings_page import (
    Text,
    example,
    of_witnesses,
    setting_of,
    shown,
    texts,
)
from tests.rules.witnesses import WITNESSES, Witness

EVERY = [pytest.param(each, id=f"{each.code} {each.rule}".strip()) for each in texts()]

LONGEST = {"found": 110, "decided": 120, "settle": 110, "meaning": 180}
"""Characters, placeholders not filled."""

VERBS = set(
    "Ask Change Compare Copy Correct Delete Link Look Move Name Open Pass Put Record Save"
    " Set".split()
)
_CONDITION = re.compile(r"If it is a [\w ]+, ")
NOTHING = "Nothing to do"

JARGON = re.compile(
    r"\b(?:please|simply|just|we|our|ours|us|sighting|stray|rivals?|memo|slice|careful|told|seen|"
    r"foo|etc|internal|traceback|None\.)\b",
    re.I,
)
"""Words of ours, of politeness and of programs, that a person who reads a page need not know."""


@pytest.mark.parametrize("text", EVERY)
def test_what_was_found_and_decided_is_said_in_sentences(text: Text) -> None:
    for part in (text.found, text.decided, text.settle, text.meaning):
        assert re.match(r"[A-Z{<.]", part), part
        assert part.endswith((".", "{found}", "{near}")), part
        assert not re.search(r"  |\.\.|[!?]$", part), part
        assert not JARGON.search(part), part


def test_what_is_shown_though_it_is_a_note_is_a_finding() -> None:
    assert {each.code for each in texts()} >= NOTICED | INCOMPLETE
    assert {each.code for each in texts() if each.severity is Severity.NOTE} >= NOTICED


@pytest.mark.parametrize("text", EVERY)
def test_a_text_is_short_enough_to_be_read(text: Text) -> None:
    long = {name: len(getattr(text, name)) for name in LONGEST}
    assert {name: n for name, n in long.items() if n > LONGEST[name]} == {}


@pytest.mark.parametrize("text", EVERY)
def test_each_says_what_to_do_or_is_a_note_that_needs_nothing(text: Text) -> None:
    if text.settle.startswith(NOTHING):
        assert text.severity is Severity.NOTE
    else:
        assert _CONDITION.sub("", text.settle).split()[0].capitalize() in VERBS


@pytest.mark.parametrize("text", EVERY)
def test_a_run_shows_it_with_all_words_filled_in(text: Text) -> None:
    finding = example(text, shown())
    assert finding.subject
    assert finding.origin.file
    for part, form in (
        (finding.found, text.found),
        (finding.decided, text.decided),
        (finding.settle, text.settle),
    ):
        words = re.findall(r"\{\w*\}", form)
        assert [word for word in words if word in part] == []
        assert part.endswith("."), part


LINES = {
    Aspect.TYPE: "[members.'{}']\ntype = 'string'\n",
    Aspect.NULL: "[members.'{}']\nnullable = true\n",
    Aspect.PRESENCE: "[members.'{}']\nrequired = false\n",
    Aspect.OCCURRENCE: "[members.'{}']\nrepeated = false\n",
    Aspect.MEMBERS: "[enumerations.'{}']\nmembers = ['A']\n",
    Aspect.FLAGS: "[enumerations.'{}']\nflags = false\n",
}


def line_for(text: Text, subject: str) -> str:
    """The override that the page advises, for what a finding is about."""
    if "`choice`" in setting_of(text):
        record, _, names = subject.partition(".")
        return f"[records.{record}]\nchoice = {names.split('|')}\n"
    if text.rule == "recorded-nil":
        return f"[members.'{subject}']\nnullable = true\ntype = 'int[]'\n"
    assert text.aspect
    return LINES[text.aspect].format(subject)


@pytest.mark.parametrize(
    "text", [pytest.param(each, id=each.rule) for each in texts() if setting_of(each)]
)
def test_the_setting_that_the_page_names_makes_it_go_away(
    text: Text, tmp_path: Path
) -> None:
    witness, subject = showing(text)
    service = tmp_path / "again" / "ferry"
    witness.made(service)
    (service / "overrides.toml").write_text(line_for(text, subject), encoding="utf-8")
    left = witness.resolved(service).findings
    assert (text.code, subject) not in [(each.code, each.subject) for each in left]


def showing(text: Text) -> tuple[Witness, str]:
    """A service without overrides that has such a finding, and what it is about."""
    for name, findings in of_witnesses().items():
        if "overrides.toml" not in WITNESSES[name].texts:
            for each in findings:
                if text.is_of(each):
                    return WITNESSES[name], each.subject
    raise AssertionError(f"no service shows {text.rule}")


def test_the_page_of_findings_is_that_of_the_texts_and_runs() -> None:
    assert (
        findings_page.PAGE.read_text("utf-8") == findings_page.text()
    ), "make it again: python -m tests.findings_page"


def test_whoever_sees_a_code_finds_it_on_the_page() -> None:
    page = findings_page.PAGE.read_text("utf-8")
    headings = re.findall(r"^## (.+)$", page, re.M)
    assert headings == sorted({each.code for each in texts()})
    assert {f"#{code}" for code in headings} == set(re.findall(r"\]\((#.+?)\)", page))
    printed = set(re.findall(r"  (?:note|guess|conflict)  .+ \((.+)\)$", page, re.M))
    assert printed == set(headings)
