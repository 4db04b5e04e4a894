"""Each decision that stands is true of the contract, and a false one would be noticed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from soapstone.model.catalogue import MODULES, RULES
from soapstone.model.contract import Enumeration, Operation, Record
from soapstone.model.decisions import standing
from soapstone.model.rules import Aspect, Rule
from soapstone.run.resolved_contract import ResolvedContract
from tests.rules.cases import Case, cases
from tests.rules.claims import CLAIMS, holds
from tests.rules.flips import flips
from tests.rules.witnesses import WITNESSES

OF_FILES = {
    *("ignored-file", "recorded-no-xml", "recorded-foreign", "linked-folder"),
    *("no-page", "other-format", "inner-pages", "loose-page"),
}
"""Rules on files: test_files.py and test_learning.py of tests/inputs/recordings have them, and
tests/test_pipeline.py.
"""


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


@pytest.fixture(scope="module")
def seen(
    services: dict[str, ResolvedContract], specs: Path
) -> Mapping[str, list[Case]]:
    """The cases that each rule decides."""
    found: defaultdict[str, list[Case]] = defaultdict(list)
    for service in services.values():
        for case in cases(service.contract, service.provenance, specs):
            found[case.decision.rule.id].append(case)
    return found


def described(case: Case) -> str:
    about = getattr(case.about, "key", getattr(case.about, "name", ""))
    member = case.member.name.name if case.member else ""
    return f"{about}.{member} by {case.decision.origin}"


@pytest.mark.parametrize("rule", RULES)
def test_every_decision_is_true(rule: str, seen: Mapping[str, list[Case]]) -> None:
    assert [described(case) for case in seen[rule] if not holds(case)] == []


def test_every_rule_has_an_id_of_its_own() -> None:
    """A second rule of an id would replace the first in the catalogue."""
    rules = [
        each
        for module in MODULES
        for each in vars(module).values()
        if isinstance(each, Rule)
    ]
    assert len({each.id for each in rules}) == len(rules) == len(RULES)


def test_every_rule_has_a_claim_and_a_witness(seen: Mapping[str, list[Case]]) -> None:
    assert (
        RULES.keys() - CLAIMS.keys() - OF_FILES == set()
    ), "write what each claims into CLAIMS of tests/rules/claims.py, or a part of it"
    assert CLAIMS.keys() - RULES.keys() == OF_FILES - RULES.keys() == set()
    unshown = RULES.keys() - OF_FILES - {rule for rule in seen if seen[rule]}
    assert unshown == set(), "no service of WITNESSES has a decision by these: add one"


ALWAYS: dict[type, set[Aspect]] = {
    Record: {Aspect.IDENTITY, Aspect.ORDER},
    Enumeration: {Aspect.IDENTITY, Aspect.MEMBERS},
    Operation: {Aspect.IDENTITY, Aspect.MESSAGES},
}
OF_MEMBERS = {Aspect.TYPE, Aspect.OCCURRENCE, Aspect.NULL, Aspect.PRESENCE}


@pytest.mark.parametrize("name", WITNESSES)
def test_no_aspect_is_without_a_decision(
    name: str, services: dict[str, ResolvedContract]
) -> None:
    contract, made = services[name].contract, services[name].provenance
    for one in (*contract.types, *contract.operations):
        if isinstance(one, Operation):
            decisions = made.operations[one.name]
            wanted = ALWAYS[Operation] | ({Aspect.ADDRESS} if one.bindings else set())
        else:
            decisions, wanted = made.types[one.key], ALWAYS[type(one)]
        aspects = {each.rule.aspect for each in standing(decisions)}
        assert wanted - aspects == set(), one
    for record in contract.records:
        for member in record.fields:
            place = member.name, member.particle
            inherited = (record.base, *place) in made.members
            found = made.members[record.base if inherited else record.key, *place]
            whole = {e.rule.aspect for e in standing(found) if not e.part}
            assert OF_MEMBERS - whole == set(), (record.key, member.name)


# A contract that is made wrong

_MESSAGES = {
    "request xml": "the rule says what comes back",
    "request element": "no page need show it",
    "response xml": "the other message has none",
    "response element": "no page shows it",
}
_CONSTRUCTOR = {"required": "the setting is about the constructor"}
_UNKNOWN_ORDER = {"order": "it says that none is known"}
FREE: dict[str, dict[str, str]] = {
    "address": {"scheme": "scheme-unknown says that no page shows it"},
    "scheme-unknown": {"host": "address says it"},
    "host-unknown": {"scheme": "no page shows it"},
    "no-address": {"scheme": "no page shows it"},
    "person-address": dict.fromkeys(
        ("scheme", "host", "path"), "a line sets one part of the address"
    ),
    **dict.fromkeys(("one-way", "other-formats"), _MESSAGES),
    **dict.fromkeys(("declared-messages", "raw-answer"), _MESSAGES),
    "missing-answer": {each: _MESSAGES[each] for each in ("request xml",)},
    "any-answer": {each: _MESSAGES[each] for each in ("request xml",)},
    **dict.fromkeys(("person-presence", "person-type-presence"), _CONSTRUCTOR),
    "person-null-presence": _CONSTRUCTOR,
    **dict.fromkeys(("no-xml", "no-body", "json-order"), _UNKNOWN_ORDER),
    "order-by-rule": {"members": "one member stands in any order"},
    "source-order": {"order": "of ServiceStack's own types no page has the source"},
    "schema-order": {"order": "pages that show different members of a type"},
    "contract-name": {"type name": "of a type whose namespace no page shows"},
}
"""What may change while a rule stays true, and why."""


@pytest.mark.parametrize("rule", [each for each in RULES if each not in OF_FILES])
def test_a_contract_that_is_made_wrong_is_noticed(
    rule: str, seen: Mapping[str, list[Case]]
) -> None:
    free = FREE.get(rule, {})
    unnoticed = [
        f"{what}: {described(case)}"
        for case in seen[rule]
        for what, flipped in flips(case)
        if what not in free and holds(flipped)
    ]
    assert unnoticed == []


# A rule that is made wrong

ALIKE: dict[tuple[str, str], str] = {
    ("contract-name", "element-name"): "neither has a name while the namespace is open",
    ("element-name", "contract-name"): "nor has JSON, which shows no namespaces",
    ("item-type", "placeholder"): "an item of a built-in type holds a placeholder",
    ("struct-member", "placeholder"): "so does the member of a struct",
    ("framework-type", "placeholder"): "so does a member of ServiceStack's own types",
    ("framework-type", "dictionary"): "and a dictionary among them an entry",
    ("framework-type", "collection"): "and a list of errors",
    ("cut-by-name", "members-inside"): "an element of this name is shown whole nearby",
    ("cut-by-type-name", "cut-by-name"): "an item's name is also that of an element",
    ("live-value", "odd-word"): "a real text and a word look alike",
    ("shown-array", "collection"): "JSON's array of strings is a collection of them",
    ("order-by-rule", "not-shown"): "a message without members",
    ("order-by-source", "sample-order"): "a sample elsewhere shows the same order",
    ("source-order", "table-order"): "ServiceStack's own types stand by name, too",
    ("parameter-type", "schema-type"): "the schema states it of the parameter",
    ("person-repeated-null", "list-not-null"): "whoever says that it is a list",
    ("person-repeated-presence", "list-optional"): "whoever says that it is a list",
    ("missing-half", "root-elements"): "both messages are shown all the same",
    ("unknown-type", "table-type"): "a row states the type that no page explains",
    ("no-body", "no-xml"): "the one is a case of the other",
    ("items", "sample-repeated"): "a document that is a collection has several items",
    ("reference-nil", "sample-nil"): "a sample may show the null of a reference type",
    ("reference-null", "lacking-null"): "whether a comment says so or its type",
    ("lacking-null", "reference-null"): "whether its type says so or a comment",
    ("reference-optional", "may-lack"): "whether a comment says so or its type",
    ("may-lack", "reference-optional"): "whether its type says so or a comment",
    ("choice-comment", "reference-optional"): "a branch may be of a reference type",
    ("choice-comment", "may-lack"): "a comment on a choice makes it optional, too",
    ("choice-comment", "list-optional"): "a branch may be a list",
    ("sample-once", "data-member"): "the text of a header occurs once as well",
    ("lacking-null", "maybe-value"): "the text of an element is never nil",
}
"""A rule, another that may be taken for it, and why no line tells them apart."""


def others(rule: Rule) -> list[Rule]:
    """Rules that decide the same aspect."""
    return [
        each
        for each in RULES.values()
        if each.aspect is rule.aspect
        and each is not rule
        and each.id not in OF_FILES
        and (rule.id, each.id) not in ALIKE
    ]


@pytest.mark.parametrize("rule", [each for each in RULES if each not in OF_FILES])
def test_a_rule_that_is_made_wrong_is_noticed(
    rule: str, seen: Mapping[str, list[Case]]
) -> None:
    """An explanation that names another rule of the same aspect says something false."""
    unnoticed = [
        f"{other.id}: {described(case)}"
        for case in seen[rule]
        for other in others(RULES[rule])
        if holds(replace(case, decision=replace(case.decision, rule=other)))
    ]
    assert unnoticed == []


def test_what_is_excused_needs_the_excuse(seen: Mapping[str, list[Case]]) -> None:
    """An entry that nothing needs would hide a lie of tomorrow."""
    for rule, other in ALIKE:
        assert any(
            holds(replace(case, decision=replace(case.decision, rule=RULES[other])))
            for case in seen[rule]
        ), (rule, other)
    for rule, free in FREE.items():
        flipped = [each for case in seen[rule] for each in flips(case)]
        assert any(what in free and holds(case) for what, case in flipped), rule
