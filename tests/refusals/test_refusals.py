"""Every sentence of every refusal is true, and what it advises leads to success."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from types import FrameType

import click
import pytest

from soapstone.commands.exit_codes import ExitCode
from soapstone.model.findings import SpecError
from tests.refusals import sites
from tests.refusals.of_commands import OF_COMMANDS
from tests.refusals.of_descriptions import OF_DESCRIPTIONS
from tests.refusals.of_fetching import OF_FETCHING
from tests.refusals.of_folders import OF_FOLDERS
from tests.refusals.of_init import OF_INIT
from tests.refusals.of_limits import OF_LIMITS
from tests.refusals.of_output import OF_OUTPUT
from tests.refusals.of_pages import OF_PAGES
from tests.refusals.of_recordings import OF_RECORDINGS
from tests.refusals.of_toml import OF_TOML
from tests.refusals.of_unread_kinds import OF_UNREAD_KINDS
from tests.refusals.trials import (
    MARK,
    Ended,
    Refusal,
    Trial,
    advised,
    needs_runtime,
    place,
    project,
    refused,
)

EVERY = (
    *(OF_PAGES, OF_UNREAD_KINDS, OF_LIMITS, OF_TOML, OF_RECORDINGS, OF_DESCRIPTIONS),
    *(OF_FOLDERS, OF_OUTPUT, OF_COMMANDS, OF_FETCHING, OF_INIT),
)
TRIALS = {name: trial for trials in EVERY for name, trial in trials.items()}


def test_no_trial_hides_another() -> None:
    assert len(TRIALS) == sum(map(len, EVERY))


def reached(frame: FrameType | None) -> Iterator[tuple[str, int]]:
    """The lines of the generator that a frame is called from."""
    while frame:
        if sites.is_code(frame.f_code.co_filename):
            yield frame.f_code.co_filename, frame.f_lineno
        frame = frame.f_back


@cache
def outcome(name: str) -> tuple[Ended, frozenset[tuple[str, int]]]:
    """How the command ends with the input of a trial, and the lines that made its refusals."""
    lines: set[tuple[str, int]] = set()
    trial = TRIALS[name]
    with pytest.MonkeyPatch.context() as patch, project(runtime=needs_runtime(trial)):
        for kind in (SpecError, click.ClickException):
            patch.setattr(kind, "__init__", _watched(kind, lines))
        return refused(trial), frozenset(lines)


def _watched(kind: type[Exception], lines: set[tuple[str, int]]) -> object:
    made = kind.__init__

    def noted(self: Exception, *arguments: object, **more: object) -> None:
        lines.update(reached(sys._getframe(1)))
        made(self, *arguments, **more)

    return noted


def refusal(name: str) -> Refusal:
    """The refusal that a trial is about."""
    ended, trial = outcome(name)[0], TRIALS[name]
    assert ended.code == ExitCode.ERROR, ended.printed
    at, _ = place(trial)
    found = [each for each in ended.refusals if each.is_at(at)]
    assert (trial.found, trial.advice) in [
        (e.found, e.advice) for e in found
    ], f"no such refusal at {at!r} in:\n{ended.printed}"
    return next(each for each in found if each.found == trial.found)


@pytest.mark.parametrize("name", TRIALS)
def test_what_was_found_stands_where_the_refusal_says(name: str) -> None:
    told = refusal(name)
    _, line = place(TRIALS[name])
    if line:
        quoted = re.findall(r"'([^']+)'", told.found)
        others = "\n".join(
            each
            for each in TRIALS[name].files.values()
            if isinstance(each, str) and MARK not in each
        )
        # A member that the line is about stands on a page.
        assert [each for each in quoted if each not in repr(line) + line + others] == []


@pytest.mark.parametrize(
    ("name", "number"),
    [(name, number) for name in TRIALS for number in range(len(TRIALS[name].ways))],
)
def test_what_a_refusal_advises_leads_to_success(name: str, number: int) -> None:
    trial = TRIALS[name]
    with project(runtime=needs_runtime(trial)):
        ended = advised(trial, trial.ways[number])
    assert ended.code == ExitCode.OK, ended.printed


def test_something_can_be_done_about_each() -> None:
    assert [name for name, each in TRIALS.items() if not each.ways] == []


OFFERED = re.compile(r"(?:one of|Nearest): (.*?)\.?")


@pytest.mark.parametrize("name", OF_TOML)
def test_what_a_refusal_offers_is_accepted(name: str) -> None:
    """In the place of what was found each offered name gets further."""
    told, trial = refusal(name), TRIALS[name]
    _, line = place(trial)
    offers = [
        each
        for text in (told.expected, told.advice)
        if (match := OFFERED.fullmatch(text))
        for each in match[1].split(", ")
    ]
    quoted = re.findall(r"'([^']+)'", told.found)
    for offer in offers if line and len(quoted) == 1 else ():
        file = next(name for name, text in trial.files.items() if MARK in str(text))
        corrected = str(trial.files[file]).replace(
            f"{MARK}{line}", f"{MARK}{line.replace(quoted[0], offer, 1)}"
        )
        with project(runtime=needs_runtime(trial)):
            again = refused(_with(trial, file, corrected))
        assert told.expected not in [each.expected for each in again.refusals], offer


def _with(trial: Trial, file: str, text: str) -> Trial:
    return replace(trial, files={**trial.files, file: text})


# The list of all refusals, from the code


NOT_SAID = {
    **dict.fromkeys(
        (
            "Found invalid character",
            "Illegal character",
            "Illegal character '\\n'",
            "(at end",
        ),
        "what tomllib says is looked up by it",
    ),
    "a document without one": "what the parser of messages says is looked up by it",
    "an error": "for an error that the system has no words for",
    "Check its permissions, and the disk.": "for an error of the system that is not known here",
    "There is none.": "for findings",
    "Password of": "a question on a terminal",
    "the words and options that --help lists": "for JSON, which is not searched here",
    "Correct the command line.": "for JSON, which is not searched here",
    "two packages share a folder:": "a fault of ours, which no input causes",
    '"""Packages generated by Soapstone, one per service."""': "the text of a file",
    "public internal private protected static abstract sealed partial virtual override readonly "
    "const new required unsafe extern": "words of C#",
    "annotations bool bytes classmethod cls dataclass date datetime dict field float int list self "
    "str time timedelta tuple": "words of Python",
}
"""Texts in the functions that refuse, which are no part of a sentence that a trial could show."""


def test_every_place_that_refuses_and_every_sentence_is_tried() -> None:
    """One test, for one process has to try all of them."""
    outcomes = [outcome(name) for name in TRIALS]
    lines = frozenset[tuple[str, int]]().union(*(each for _, each in outcomes))
    untried = [
        str(site)
        for site in sites.sites()
        if not any(
            (str(sites.TOP / site.file), line) in lines
            for line in range(site.first, site.last + 1)
        )
    ]
    assert untried == []
    printed = "\n".join(each.text for ended, _ in outcomes for each in ended.refusals)
    unsaid = {each for each in sites.sentences() if each not in printed}
    assert sorted(unsaid) == sorted(NOT_SAID)
