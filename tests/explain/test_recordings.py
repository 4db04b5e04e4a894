"""Recordings appear in explanations without their values."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.explain.model import Evidence, Explanation, Nature, Sure
from soapstone.explain.report import as_text, as_values
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


def _deciding(explained: Explanation) -> Evidence:
    (found,) = [each for each in explained.evidence if each.decides]
    assert found == explained.evidence[0]
    return found


def test_a_member_that_no_page_shows(specs: Path) -> None:
    explained = one(specs, "AskResult.Hidden")
    assert rules(explained)["type"][0].startswith(
        "No page shows it; recorded messages do"
    )
    found = _deciding(explained)
    assert (found.kind, str(found.origin)) == (
        "recorded message",
        "svc/recorded/one.xml:6",
    )
    assert found.shows == "occurs once, in the form of string"


def test_a_type_that_pages_leave_open(specs: Path) -> None:
    explained = one(specs, "AskResult.Open")
    assert rules(explained)["type"][0].startswith(
        "The page prints the name of every built-in type"
    )
    assert _deciding(explained).kind == "recorded message"
    assert "<Open />" in [each.shows for each in explained.evidence]


def test_nil_and_absence_are_told_beside_the_page(specs: Path) -> None:
    explained = one(specs, "AskResult.X")
    found = rules(explained)
    assert found["type"][1] is Sure.STATED
    assert found["null"][0] == "A recorded message has it nil."
    assert found["presence"][0] == (
        "A recorded message does not have it, so it can be left out."
    )
    assert _deciding(explained).kind == "sample"
    assert "occurs once, nil, absent" in [each.shows for each in explained.evidence]


def test_members_of_an_enumeration(specs: Path) -> None:
    explained = one(specs, "Season")
    assert explained.decided == "one of Spring, Fall, Winter"
    assert rules(explained)["members"][0].startswith(
        "Recorded messages have members that no page lists"
    )


def test_a_type_that_xsi_type_names(specs: Path) -> None:
    explained = one(specs, "MoreResult")
    assert rules(explained)["name"][0].startswith(
        "A recorded message names the type by xsi:type"
    )
    assert explained.decided.endswith("in urn:svc, extends AskResult")
    assert rules(explained)["base"] == (
        "A recorded message names it by xsi:type where AskResult is declared.",
        Sure.STATED,
    )
    inherited, base = one(specs, "MoreResult.X"), one(specs, "AskResult.X")
    assert inherited.evidence == base.evidence
    assert inherited.decisions == base.decisions
    assert _deciding(one(specs, "MoreResult.Beyond")).kind == "recorded message"


CHOICE = """<Ask xmlns="urn:svc">
<A><X>1</X></A><B><Y>2</Y></B><A><X>3</X></A></Ask>
"""


def test_a_choice_is_found_by_each_of_its_elements(tmp_path: Path) -> None:
    page = asmx("<A>\n<X>int</X>\n</A>\n<B>\n<Y>int</Y>\n</B>")
    made = service(tmp_path, Ask=page)
    (made / "svc/recorded").mkdir()
    (made / "svc/recorded/one.xml").write_text(CHOICE)
    explained = one(made, "Ask.B")
    assert explained == one(made, "Ask.A|B") == one(made, "Ask.items")
    assert explained.decided == "choice of A (A), B (B), repeated"
    assert rules(explained)["occurrence"][0].startswith("A recorded message has these")
    assert _deciding(explained).shows == "mixes or repeats A or B"
    samples = [each.shows for each in explained.evidence if each.kind == "sample"]
    assert samples[:2] == ["<A>", "<B>"]
    assert (
        str(explained.changes[-1]) == "choice under [records.Ask] in svc/overrides.toml"
    )
    (made / "svc/overrides.toml").write_text('[records.Ask]\nchoice = ["A", "B"]\n')
    assert one(made, "Ask.A").sure is Sure.PERSON


def test_a_person_stands_above_recordings(specs: Path) -> None:
    text = '[members."AskResult.Hidden"]\ntype = "base64Binary"\n'
    (specs / "svc" / "overrides.toml").write_text(text)
    explained = one(specs, "AskResult.Hidden")
    assert explained.sure is Sure.PERSON
    assert _deciding(explained).shows == 'type = "base64Binary"'
    assert len(explained.evidence) == 2


def test_no_value_is_told(specs: Path) -> None:
    explained = [*explain(specs)]
    for subject in ("AskResult", "AskResponse", "MoreResult", "Season"):
        explained += explain(specs, "svc", subject)
    for member in ("X", "Open", "Season", "Hidden"):
        explained += explain(specs, "svc", f"AskResult.{member}")
    natures = {each.nature for one in explained for each in one.explanations}
    assert natures == {Nature.RECORD, Nature.ENUMERATION, Nature.MEMBER}
    text = str(as_values(explained)) + "\n".join(
        line.plain for line in as_text(explained)
    )
    assert "4711" not in text
    assert "4712" not in text
