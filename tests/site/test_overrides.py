"""The lines of overrides.toml that a report offers are right as they stand."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from soapstone.explain.model import Nature, Sure, sure_of
from soapstone.explain.run import whole
from soapstone.model.rules import Aspect, Source
from soapstone.site.overrides import override_of
from soapstone.site.service import Key, Service, key_of
from soapstone.site.views import Views
from tests.explain.support import SPECS, asmx, service
from tests.site.support import DEMO

DATA = DEMO.parents[1]


SERVICES = (
    *(SPECS / "metering", SPECS / "tc2", DEMO),
    *sorted((DATA / "pages").glob("*.txt")),
    *sorted((DATA / "samples").iterdir()),
    *sorted((DATA / "wcf").glob("[!.]*[!n]")),
)


def copied(source: Path, tmp_path: Path) -> Path:
    """The folder of a service: a copy, or one with a single page."""
    folder = tmp_path / "specs/svc"
    if source.is_dir():
        shutil.copytree(source, folder)
        (folder / "overrides.toml").unlink(missing_ok=True)
    else:
        folder.mkdir(parents=True)
        shutil.copy(source, folder)
    return folder


def offered(made: Service) -> dict[Key, str]:
    """Every table that the report of a service offers, by what it is about."""
    owners = {
        key_of(each): owner for owner, held in made.members.items() for each in held
    }
    found = {
        key: override_of(made.whole.context, each, owners.get(key, ""))
        for key, each in made.explained.items()
    }
    return {key: text for key, text in found.items() if text}


def said(tables: dict[Key, str]) -> dict[Key, set[str]]:
    """The settings of each table that are no comments."""
    return {
        key: {line.partition(" ")[0] for line in text.splitlines()[1:]} - {"#"}
        for key, text in tables.items()
    }


def written(folder: Path, tables: Iterable[str]) -> Service:
    """The service with some tables in its overrides."""
    (folder / "overrides.toml").write_text("\n\n".join(tables), "utf-8")
    return Service(whole(folder))


ASPECTS = {
    "type": Aspect.TYPE,
    "repeated": Aspect.OCCURRENCE,
    "nullable": Aspect.NULL,
    "omit": Aspect.NULL,
    "required": Aspect.PRESENCE,
    "members": Aspect.MEMBERS,
    "flags": Aspect.FLAGS,
    "scheme": Aspect.ADDRESS,
    "type_name": Aspect.IDENTITY,
    "base": Aspect.BASE,
}


@pytest.mark.parametrize("source", SERVICES, ids=lambda each: each.name)
def test_each_line_works_and_settles_what_it_is_about(
    source: Path, tmp_path: Path
) -> None:
    """Copied as they are they change nothing but that a person says so."""
    folder = copied(source, tmp_path)
    made = Service(whole(folder))
    tables = offered(made)
    active = said(tables)
    after = written(folder, dict.fromkeys(tables.values()))  # a base has one table
    for key, settings in active.items():
        explained = after.explained[key]
        assert explained.decided.replace(" by guess", "") == made.explained[
            key
        ].decided.replace(" by guess", "")
        whose = {each.rule.aspect: each.rule.source for each in explained.decisions}
        for each in settings:
            assert whose[ASPECTS[each]] is Source.PERSON, (key, each)
    if source.name != "curl.md":  # it shows nil of no type: see below
        assert guessless(after.contract) == guessless(made.contract)


def guessless(contract: object) -> str:
    """A contract without the marks that no page states a type."""
    return re.sub("(guessed|silent)=True", r"\1=False", str(contract))


def test_of_a_nil_without_a_type_a_person_has_to_say_what_it_is(tmp_path: Path) -> None:
    """``xml`` as it stands there would be left out rather than nil."""
    made = Service(whole(copied(DATA / "samples/curl.md", tmp_path)))
    closed = Nature.MEMBER, "GetSubscriberResult.Closed"
    assert 'type = "xml"' in offered(made)[closed]
    assert made.explained[closed].sure is Sure.GUESS


@pytest.mark.parametrize("source", SERVICES, ids=lambda each: each.name)
def test_each_guess_on_a_member_or_on_texts_has_its_lines(
    source: Path, tmp_path: Path
) -> None:
    made = Service(whole(copied(source, tmp_path)))
    active = said(offered(made))
    for key, explained in made.explained.items():
        guessed = {
            each.rule.aspect
            for each in explained.decisions
            if sure_of(each) is Sure.GUESS
        }
        settled = {ASPECTS[each] for each in active.get(key, ())}
        if key[0] is Nature.MEMBER:
            assert guessed <= settled, key
        elif key[0] is Nature.ENUMERATION:
            assert guessed - {Aspect.IDENTITY} <= settled, key


def test_a_guess_on_the_address_of_a_service_has_its_line(tmp_path: Path) -> None:
    folder = copied(SPECS / "metering", tmp_path)
    made = Service(whole(folder))
    (found,) = [each for each in Views(made).findings if "https" in each.override]
    assert found.override == '[service]\nscheme = "https"'
    after = written(folder, [found.override])
    assert "scheme-unknown" not in {each.code for each in after.findings}
    assert after.contract == made.contract


def test_of_a_host_that_no_page_names_the_line_is_a_comment(tmp_path: Path) -> None:
    made = Service(whole(copied(DATA / "samples/soapui-asmx.xml", tmp_path)))
    (found,) = [each for each in Views(made).findings if "host" in each.override]
    assert found.finding.code == "host-unknown"
    assert tomllib.loads(found.override) == {"service": {}}


def test_what_is_sure_stands_there_as_a_comment(tmp_path: Path) -> None:
    specs = service(tmp_path, Ask=asmx("<a>int</a>"))
    made = Service(whole(specs / "svc"))
    table = offered(made)[Nature.MEMBER, "Ask.a"].splitlines()
    assert table == [
        '[members."Ask.a"]',
        '# type = "int"',
        "repeated = false",
        "nullable = false",
        "required = true",
    ]


def test_a_name_with_dots_and_quotes_stays_a_key(tmp_path: Path) -> None:
    specs = service(tmp_path, Ask=asmx("<a.b>int</a.b>"))
    made = Service(whole(specs / "svc"))
    (table,) = [text for key, text in offered(made).items() if key[1].endswith("a.b")]
    assert tomllib.loads(table)["members"].keys() == {"Ask.a.b"}
