"""Each rule appears in the explanations of the cases that it decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.explain.context import context_of
from soapstone.explain.model import Explanation, Kind, Nature, Sure
from soapstone.explain.subjects import everything
from soapstone.inputs.files import PAGE_SUFFIXES
from soapstone.model.catalogue import servicestack
from soapstone.model.contract import (
    Contract,
    QName,
    Serializer,
)
from soapstone.model.findings import Finding, Origin, Severity
from soapstone.model.rules import Aspect
from soapstone.pages import read_page
from soapstone.run.resolved_contract import resolve_contract
from tests.explain.support import PAGES, asmx, one, rules, service

NAME = QName("urn:svc", "X")
PLACE = Origin("svc/Page.txt", 1, "<X />")
ALONE = sorted(path for path in PAGES.iterdir() if path.suffix in PAGE_SUFFIXES)
TOGETHER = [sorted((PAGES / name).iterdir()) for name in ("made", "rendered")]


OF_MEMBERS = {Aspect.TYPE, Aspect.OCCURRENCE, Aspect.NULL, Aspect.PRESENCE}


def explained(files: list[Path]) -> tuple[list[Explanation], tuple[Finding, ...]]:
    folder = Path("nowhere/svc")
    pages = [read_page(f"svc/{path.name}", path.read_bytes()) for path in files]
    made = resolve_contract(folder, pages)
    context = context_of(folder, pages, made)
    return [explain() for _, _, explain in everything(context)], made.findings


@pytest.mark.parametrize(
    "files", [*([path] for path in ALONE), *TOGETHER], ids=lambda each: each[0].name
)
def test_everything_on_every_page_has_its_rules_and_its_evidence(
    files: list[Path],
) -> None:
    """A member without evidence would be one of which a place was not found again, and a finding
    that no explanation has one that belongs to nothing.
    """
    explanations, findings = explained(files)
    assert set(findings) == {each for found in explanations for each in found.findings}
    for found in explanations:
        assert found.changes
        if found.nature is Nature.MEMBER:
            aspects = {each.rule.aspect for each in found.decisions if not each.part}
            assert aspects - {Aspect.ROW, Aspect.CONFLICT} == OF_MEMBERS, found.subject
            assert [each.decides for each in found.evidence].count(True) == 1
            assert found.evidence[0].decides
        if found.nature is Nature.OPERATION:
            assert found.evidence, found.subject


@pytest.mark.parametrize(
    ("printed", "rule", "sure"),
    [
        ("<X>long</X>", "The page prints the local name", Sure.STATED),
        ("<X>Spring or Fall</X>", "The page prints an enumeration as all", Sure.USUAL),
        ("<X>bytes</X>", "A simple type without a name prints as bytes", Sure.GUESS),
        ("<X>xml</X>", "The page prints this for object", Sure.STATED),
        ("<X />", "An empty element is an object", Sure.GUESS),
        ("<X>\n<A>int</A>\n</X>", "An element with others inside", Sure.STATED),
        (
            "<X>\n<A>int</A>\n<A>int</A>\n</X>",
            "The page prints the items of an array twice",
            Sure.STATED,
        ),
        ("<X>int</X>\n<X>int</X>", "The page prints the local name", Sure.STATED),
        ('<X xsi:nil="true" />', "The page prints nil below depth 4", Sure.GUESS),
    ],
)
def test_what_an_asmx_page_prints(
    tmp_path: Path, printed: str, rule: str, sure: Sure
) -> None:
    specs = service(tmp_path, Ask=asmx(printed))
    text, found = rules(one(specs, "Ask.X"))["type"]
    assert text.startswith(rule)
    assert found is sure


def test_the_scheme_is_stated_by_a_line_or_assumed(tmp_path: Path) -> None:
    page = asmx("<Id>long</Id>")
    saved = "<!-- saved from url=(0027)http://example.com/svc.asmx -->\n"
    stated = one(service(tmp_path / "1", Page=saved + page), "ASK")
    assert rules(stated)["address"] == (
        "A sample shows host and path; where the page was saved from, or a link, has the scheme.",
        Sure.STATED,
    )
    assert [
        (each.origin.line, each.shows)
        for each in stated.evidence
        if each.kind is Kind.ADDRESS
    ] == [(1, "…http://example.com…")]
    assert stated.findings == ()
    assumed = one(service(tmp_path / "2", Page=page), "ASK")
    assert Kind.ADDRESS not in {each.kind for each in assumed.evidence}
    (open_,) = assumed.findings
    assert (open_.code, open_.severity) == ("scheme-unknown", Severity.GUESS)
    corrected = service(
        tmp_path / "3", Page=saved + page, overrides='[service]\nscheme = "https"\n'
    )
    assert rules(one(corrected, "ASK"))["address"][1] is Sure.PERSON


def test_a_person_settles_the_scheme_that_pages_contradict(tmp_path: Path) -> None:
    page = asmx("<Id>long</Id>")
    saved = "<!-- saved from url=(0027){}://example.com/svc.asmx -->\n"
    texts = {name: saved.format(name) + page for name in ("http", "https")}
    found = one(service(tmp_path / "1", overrides="", **texts), "ASK").findings
    assert [each.code for each in found] == ["scheme-conflict"]
    scheme = '[service]\nscheme = "https"\n'
    assert one(service(tmp_path / "2", overrides=scheme, **texts), "ASK").findings == ()


def test_a_list_without_wrapper_shows_both(tmp_path: Path) -> None:
    specs = service(tmp_path, Ask=asmx("<X>int</X>\n<Y>int</Y>\n<X>int</X>"))
    lines = [each.origin.line for each in one(specs, "Ask.X").evidence]
    assert len(lines) == 2
    assert lines[0] + 2 == lines[1]


def test_a_cut_is_no_more_than_a_guess_where_no_page_shows_it_whole(
    tmp_path: Path,
) -> None:
    specs = service(tmp_path, Ask=asmx('<X xsi:nil="true" />'))
    explained = one(specs, "Ask.X")
    assert explained.sure is Sure.GUESS
    assert "Save a page that shows what is inside the element." in map(
        str, explained.changes
    )


def test_pages_that_contradict_each_other(tmp_path: Path) -> None:
    specs = service(tmp_path, One=asmx("<X>int</X>"), Two=asmx("<X>string</X>"))
    explained = one(specs, "Ask.X")
    assert explained.sure is Sure.CONFLICT
    assert explained.decided == "int, must be given"
    assert [(each.origin.file, each.shows) for each in explained.evidence] == [
        ("svc/One.txt", "<X>int</X>"),
        ("svc/Two.txt", "<X>string</X>"),
    ]


def test_findings_stay_with_the_record_they_are_about(tmp_path: Path) -> None:
    """Two types share the element's name, so findings on both have the same subject."""
    here = "<Handle>\n<Id>int</Id>\n<Odd />\n</Handle>"
    there = "<Handle>\n<Number>string</Number>\n<Odd>bytes</Odd>\n</Handle>"
    members = f"<A>\n{here}\n</A>\n<B>\n{there}\n</B>"
    specs = service(tmp_path, Ask=asmx(members))
    codes = {
        tuple(each.code for each in one(specs, f"{key}.Odd").findings)
        for key in ("AHandle", "BHandle")
    }
    assert codes == {("empty-element",), ("anonymous-type",)}


def test_csharp_source_decides(tmp_path: Path) -> None:
    specs = service(tmp_path, "made/FindOrders.csharp.html")
    explained = one(specs, "Ledger.Total")
    assert rules(explained)["type"][0] == "The source declares the C# type: decimal."
    assert (explained.evidence[0].kind, explained.evidence[0].shows) == (
        "C# source",
        "public virtual decimal Total { get; set; }",
    )
    record = one(specs, "Ledger")
    assert rules(record)["order"][0].startswith("Bases come first")
    assert rules(one(specs, "Rights"))["flags"][1] is Sure.STATED


def test_tables_of_enumerations(tmp_path: Path) -> None:
    specs = service(tmp_path, "servicestack-enum-tables.txt")
    explained = one(specs, "Mode")
    assert rules(explained)["members"][0].startswith("The table lists all members")
    assert [each.shows for each in explained.evidence if each.decides] == [
        "| Slow | |",
        "| Fast | |",
    ]


def test_a_person_stands_above_tables_of_enumerations(tmp_path: Path) -> None:
    overrides = '[enumerations.Mode]\nadd = ["Stop"]\n'
    specs = service(tmp_path, "servicestack-enum-tables.txt", overrides=overrides)
    explained = one(specs, "Mode")
    assert explained.sure is Sure.PERSON
    assert [each.shows for each in explained.evidence if each.decides] == [
        'add = ["Stop"]'
    ]
    assert "| Slow | |" in [each.shows for each in explained.evidence]


OVERRIDES = """
[service]
host = "other.example.com"
[members."Ask.X"]
type = "long"
nullable = true
required = true
[members."Ask.Y"]
description = "Nothing of its type."
[enumerations.Season]
members = ["Spring"]
flags = true
[records.Ask.last]
Z = "int"
"""


def test_a_person_stands_above_the_pages(tmp_path: Path) -> None:
    page = asmx("<X>int</X>\n<Y>int</Y>\n<Season>Spring or Fall</Season>")
    specs = service(tmp_path, overrides=OVERRIDES, Ask=page)
    explained = one(specs, "Ask.X")
    sures = {aspect: sure for aspect, (_, sure) in rules(explained).items()}
    assert sures.pop("occurrence") is Sure.USUAL  # of which the person says nothing
    assert {*sures.values()} == {Sure.PERSON}
    assert [each.shows for each in explained.evidence] == [
        'type = "long"',
        "nullable = true",
        "required = true",
        "<X>int</X>",
    ]
    assert [each.decides for each in explained.evidence] == [True, False, False, False]
    assert one(specs, "Ask.Y").sure is Sure.STATED
    season = one(specs, "Season")
    assert rules(season)["members"][1] is rules(season)["flags"][1] is Sure.PERSON
    (service_told,) = [
        each for each in _all(specs, "Ask") if each.nature is Nature.OPERATION
    ]
    assert rules(service_told)["address"][1] is Sure.PERSON
    (record,) = [each for each in _all(specs, "Ask") if each.nature is Nature.RECORD]
    assert rules(record)["order"][1] is Sure.PERSON


def _all(specs: Path, subject: str) -> tuple[Explanation, ...]:
    from soapstone.explain.run import explain

    (explained,) = explain(specs, "svc", subject)
    return explained.explanations


def test_overloads(tmp_path: Path) -> None:
    """Pages with one heading and different requests: methods of one name (MessageName)."""
    two = asmx("<X>int</X>").replace("<Ask ", "<AskTwo ").replace("</Ask>", "</AskTwo>")
    two = two.replace('"urn:svc/Ask"', '"urn:svc/AskTwo"')
    specs = service(tmp_path, One=asmx("<X>int</X>"), Two=two)
    (explained,) = (e for e in _all(specs, "AskTwo") if e.nature is Nature.OPERATION)
    assert rules(explained)["name"][0].startswith("Methods of one name")


def test_words_of_a_page_are_no_places_for_others() -> None:
    """``{type}`` in a C# type must not be replaced in its turn."""
    made = servicestack.TABLE_TYPE.at(PLACE, csharp="{type}")
    assert made.sentence.endswith("the sample's value: {type}.")


def test_an_empty_service_has_nothing_to_explain() -> None:
    folder = Path("nowhere/svc")
    context = context_of(folder, [], resolve_contract(folder, []))
    assert context.contract == Contract("svc", (), (), (), Serializer.XML)
    assert list(everything(context)) == []
