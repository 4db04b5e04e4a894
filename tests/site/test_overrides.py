"""The lines of overrides.toml that a report offers are right as they stand."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from soapstone.explain.model import Nature, Sure
from soapstone.explain.run import whole
from soapstone.site.overrides import override_of
from soapstone.site.service import Service, key_of
from tests.explain.support import SPECS, asmx, service
from tests.site.support import DEMO, specs_of


def offered(made: Service) -> dict[str, str]:
    """Every table that the report of a service offers, by what it is about."""
    found = {}
    for owner, members in made.members.items():
        for each in members:
            found[each.subject] = override_of(made.whole.context, each, owner)
    for explained in made.explained.values():
        if explained.nature is not Nature.MEMBER:
            found[str(key_of(explained))] = override_of(made.whole.context, explained)
    return {subject: text for subject, text in found.items() if text}


@pytest.mark.parametrize("folder", [SPECS / "metering", SPECS / "tc2", DEMO])
def test_copied_as_they_are_they_change_nothing(folder: Path, tmp_path: Path) -> None:
    copy = specs_of(tmp_path, folder) / folder.name
    (copy / "overrides.toml").unlink(missing_ok=True)
    made = Service(whole(copy))
    tables = offered(made)
    assert len(tables) > 10
    (copy / "overrides.toml").write_text("\n\n".join(tables.values()), "utf-8")
    assert guessless(whole(copy).context.contract) == guessless(made.contract)


def guessless(contract: object) -> str:
    """A contract without the marks that no page states a type."""
    return re.sub("(guessed|silent)=True", r"\1=False", str(contract))


@pytest.mark.parametrize("folder", [SPECS / "metering", DEMO])
def test_a_guess_is_none_any_more_where_its_lines_are_copied(
    folder: Path, tmp_path: Path
) -> None:
    copy = specs_of(tmp_path, folder) / folder.name
    made = Service(whole(copy))
    tables = offered(made)
    guesses = {
        each.subject
        for each in made.explained.values()
        if each.nature is Nature.MEMBER and each.sure is Sure.GUESS
    }
    assert guesses
    assert guesses <= tables.keys()
    lines = "\n\n".join(tables[each] for each in sorted(guesses))
    (copy / "overrides.toml").write_text(lines, "utf-8")
    after = Service(whole(copy)).explained
    assert {after[Nature.MEMBER, each].sure for each in guesses} == {Sure.PERSON}


def test_what_is_sure_stands_there_as_a_comment(tmp_path: Path) -> None:
    specs = service(tmp_path, Ask=asmx("<a>int</a>"))
    made = Service(whole(specs / "svc"))
    table = offered(made)["Ask.a"].splitlines()
    assert table == [
        '[members."Ask.a"]',
        '# type = "int"',
        "nullable = false",
        "repeated = false",
        "required = true",
    ]


def test_a_name_with_dots_and_quotes_stays_a_key(tmp_path: Path) -> None:
    specs = service(tmp_path, Ask=asmx("<a.b>int</a.b>"))
    made = Service(whole(specs / "svc"))
    (table,) = [text for name, text in offered(made).items() if name.endswith("a.b")]
    assert tomllib.loads(table)["members"].keys() == {"Ask.a.b"}
