"""Recorded messages are evidence in words: no value of theirs is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.explain.model import Evidence, Explanation, Nature, Sure
from soapstone.explain.report import as_json, as_text
from soapstone.explain.run import explain
from tests.explain.support import asmx, one, rules, service

XSI = "http://www.w3.org/2001/XMLSchema-instance"
RETURNS = (
    "<AskResult>\n<X>int</X>\n<Open />\n<Season>Spring or Fall</Season>\n</AskResult>"
)
REPLY = f"""<AskResponse xmlns="urn:svc" xmlns:i="{XSI}">
<AskResult>
<X i:nil="true" />
<Open>4711</Open>
<Season>Winter</Season>
<Hidden>secret-4711</Hidden>
</AskResult>
</AskResponse>
"""
SECOND = f"""<AskResponse xmlns="urn:svc" xmlns:i="{XSI}">
<AskResult i:type="MoreResult">
<Open>4712</Open>
<Season>Fall</Season>
<Hidden>secret-4712</Hidden>
<Beyond>12</Beyond>
</AskResult>
</AskResponse>
"""


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    made = service(tmp_path, Ask=asmx("<Y>int</Y>", RETURNS))
    recorded = made / "svc" / "recorded"
    recorded.mkdir()
    (recorded / "one.xml").write_text(REPLY)
    (recorded / "two.xml").write_text(SECOND)
    return made


def _deciding(told: Explanation) -> Evidence:
    (found,) = [each for each in told.evidence if each.decides]
    assert found == told.evidence[0]
    return found


def test_a_member_that_no_page_shows(specs: Path) -> None:
    told = one(specs, "AskResult.Hidden")
    assert rules(told)["type"][0].startswith("No page shows it; recorded messages do")
    found = _deciding(told)
    assert (found.kind, str(found.origin)) == (
        "recorded message",
        "svc/recorded/one.xml:6",
    )
    assert found.shows == "occurs once, in the form of string"


def test_a_type_that_pages_leave_open(specs: Path) -> None:
    told = one(specs, "AskResult.Open")
    assert rules(told)["type"][0].startswith("The pages leave it open; every value")
    assert _deciding(told).kind == "recorded message"
    assert "<Open />" in [each.shows for each in told.evidence]


def test_nil_and_absence_are_told_beside_the_page(specs: Path) -> None:
    told = one(specs, "AskResult.X")
    found = rules(told)
    assert found["type"][1] is Sure.STATED
    assert found["null"][0] == "A recorded message has it nil."
    assert found["given"][0] == (
        "A recorded answer does not have it: it can be left out."
    )
    assert _deciding(told).kind == "sample"
    assert "occurs once, nil, absent" in [each.shows for each in told.evidence]


def test_members_of_an_enumeration(specs: Path) -> None:
    told = one(specs, "Season")
    assert told.decided == "one of Spring, Fall, Winter"
    assert rules(told)["members"][0].startswith("Those that pages list, and others")


def test_a_type_that_xsi_type_names(specs: Path) -> None:
    told = one(specs, "MoreResult")
    assert rules(told)["name"][0].startswith("No page shows it. Recorded messages do")
    inherited, base = one(specs, "MoreResult.X"), one(specs, "AskResult.X")
    assert inherited.evidence == base.evidence
    assert inherited.rulings == base.rulings
    assert _deciding(one(specs, "MoreResult.Beyond")).kind == "recorded message"


def test_a_person_stands_above_recordings(specs: Path) -> None:
    text = '[members."AskResult.Hidden"]\ntype = "base64Binary"\n'
    (specs / "svc" / "overrides.toml").write_text(text)
    told = one(specs, "AskResult.Hidden")
    assert told.sure is Sure.PERSON
    assert _deciding(told).shows == 'type = "base64Binary"'
    assert len(told.evidence) == 2


def test_no_value_is_told(specs: Path) -> None:
    told = [*explain(specs)]
    for subject in ("AskResult", "AskResponse", "MoreResult", "Season"):
        told += explain(specs, "svc", subject)
    for member in ("X", "Open", "Season", "Hidden"):
        told += explain(specs, "svc", f"AskResult.{member}")
    natures = {each.nature for one in told for each in one.explanations}
    assert natures == {Nature.RECORD, Nature.ENUMERATION, Nature.MEMBER}
    text = as_json(told) + "\n".join(line.plain for line in as_text(told))
    assert "4711" not in text
    assert "4712" not in text
