"""A short run of the fuzz targets, the same inputs each time, and every case that once failed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz import as_people, filled, filled_samples
from tests.fuzz.mutations import documents, services
from tests.fuzz.targets import Messages, Pages

CASES = Path(__file__).parent / "cases"


def short(examples: int) -> settings:
    """Settings of a run that is over in seconds."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def test_mutated_pages(tmp_path: Path) -> None:
    target = Pages(tmp_path)
    short(30)(given(services())(target.__call__))()
    assert 0 < target.counts["refused"] < target.counts["inputs"]


def test_mutated_messages(tmp_path: Path) -> None:
    target = Messages(tmp_path)
    short(100)(given(documents())(target.__call__))()
    assert 0 < target.counts["refused"] < target.counts["inputs"]


def test_pages_that_a_person_filled_in(tmp_path: Path) -> None:
    target = filled.Target(tmp_path)
    filled.fill(target, filled.corpus(), pages=8, seed=1)
    assert target.counts["values"] > 100
    assert target.counts["refused"] == 0


def test_pages_treated_as_people_treat_them(tmp_path: Path) -> None:
    target = as_people.Target(as_people.Runner(tmp_path), Counter(), [])
    as_people.attempt(target, pages=24, seed=1)
    assert [f"{case}: {problem}" for case, problem in target.failed] == []
    assert target.counts["values"] > 50


@pytest.mark.parametrize(
    "case", sorted((CASES / "pages").glob("[!.]*")), ids=lambda path: path.name
)
def test_pages_that_once_failed(case: Path, tmp_path: Path) -> None:
    Pages(tmp_path)({path.name: path.read_bytes() for path in case.iterdir()})


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> Messages:
    return Messages(tmp_path_factory.mktemp("messages"))


@pytest.mark.parametrize(
    "case", sorted((CASES / "messages").glob("[!.]*")), ids=lambda path: path.name
)
def test_messages_that_once_failed(case: Path, messages: Messages) -> None:
    messages(case.read_bytes())


def test_no_value_of_a_sample_is_left(tmp_path: Path) -> None:
    target = filled.Target(tmp_path)
    filled_samples.fill(target, 24, seed=7)
    assert (target.counts["pages"], target.counts["refused"]) == (24, 0)
