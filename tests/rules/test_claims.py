"""Each decision that stands is true of the contract, and a false one would be noticed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from soapstone.model.catalogue import RULES
from soapstone.model.findings import Origin
from soapstone.model.rules import Decision, Rule
from soapstone.run.resolved_contract import ResolvedContract
from tests.rules.claims import CLAIMS, Case, cases, from_its_source
from tests.rules.witnesses import WITNESSES


@pytest.fixture(scope="module")
def specs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("specs")


@pytest.fixture(scope="module")
def services(specs: Path) -> dict[str, ResolvedContract]:
    made = {}
    for number, (name, witness) in enumerate(WITNESSES.items()):
        try:
            made[name] = witness.made(specs / f"svc{number}")
        except Exception as error:
            error.add_note(name)
            raise
    return made


def lies(service: ResolvedContract, specs: Path) -> list[str]:
    found = []
    for case in cases(service.contract, service.provenance, specs):
        if not (CLAIMS[case.decision.rule.id](case) and from_its_source(case)):
            about = getattr(case.about, "key", getattr(case.about, "name", ""))
            member = case.member.name.name if case.member else ""
            found.append(f"{case.decision.rule.id}: {about}.{member} {case.line!r}")
    return found


def test_every_decision_is_true(
    services: dict[str, ResolvedContract], specs: Path
) -> None:
    found = {name: lies(service, specs) for name, service in services.items()}
    assert {name: each for name, each in found.items() if each} == {}


def test_every_rule_has_a_claim_and_a_witness(
    services: dict[str, ResolvedContract],
) -> None:
    seen: defaultdict[str, list[Case]] = defaultdict(list)
    for service in services.values():
        for case in cases(service.contract, service.provenance):
            seen[case.decision.rule.id].append(case)
    assert CLAIMS.keys() | OF_FILES == RULES.keys()
    assert RULES.keys() - OF_FILES - seen.keys() == set()


# A rule that is made wrong


@contextmanager
def as_if(rule: Rule, other: Rule) -> Iterator[None]:
    """Let every place that decides by one rule decide by another."""
    plain = Rule.at

    def at(self: Rule, origin: Origin | None, **more: Any) -> Decision:
        return plain(other if self is rule else self, origin, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "at", at)
        object.__setattr__(rule.here, "rule", other)
        try:
            yield
        finally:
            object.__setattr__(rule.here, "rule", rule)


ALIKE = [
    # What both claim is the same; they differ in where it is known from.
    {"source-type", "table-type", "framework-type"},
    {"reference-nil", "nullable-type"},
    {"value-type", "value-by-sample"},
    {"not-required", "no-column"},
    {"required", "nullable-required", "no-default"},
    {"source-members", "table-members"},
    {"source-flags", "flags-by-value"},
    {"person-type-presence", "person-null-presence"},
    {"order-by-rule", "table-order"},
    {"no-xml", "no-body"},
    {"heading", "overload", "request-element"},
    {"schema-order", "sample-order"},
    {"source-order", "order-by-source"},
    {"list-not-null", "items-not-null"},
    {"list-optional", "items-optional"},
    {"printed-twice", "items"},
    {"row-without-element", "only-in-format"},
]
"""Rules that no contract tells apart."""


def others(rule: Rule) -> list[Rule]:
    """Rules of the same aspect that claim something else."""
    alike = {rule.id}.union(*(each for each in ALIKE if rule.id in each))
    return [
        each
        for each in RULES.values()
        if each.aspect is rule.aspect and each.id not in alike
    ]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_that_is_made_wrong_is_noticed(
    rule: Rule, services: dict[str, ResolvedContract], specs: Path
) -> None:
    """Inference decides by another rule of the same aspect, which claims something else.

    An explanation would then say something false: a claim has to notice.
    """
    if rule.id in OF_FILES or not others(rule):
        pytest.skip("no other rule decides the same")
    name = next(name for name, made in services.items() if _shows(made, rule))
    folder = specs / f"svc{[*WITNESSES].index(name)}"
    noticed = 0
    for other in others(rule):
        try:
            with as_if(rule, other):
                found = lies(WITNESSES[name].resolved(folder), specs)
        except (KeyError, AttributeError, AssertionError, IndexError):
            noticed += 1  # a word that the other rule needs, or another kind of subject
        else:
            noticed += bool(found)
    assert noticed * 2 > len(others(rule)), f"{noticed} of {len(others(rule))}"


def _shows(service: ResolvedContract, rule: Rule) -> bool:
    made = cases(service.contract, service.provenance)
    return any(each.decision.rule is rule for each in made)


OF_FILES = {"ignored-file", "recorded-no-xml", "recorded-foreign"}
"""Rules on files: tests/inputs/recordings/test_files.py and test_learning.py have them."""
