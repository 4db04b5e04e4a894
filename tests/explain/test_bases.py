"""The explanation of a type says which type it extends, and where that is stated."""

from __future__ import annotations

from pathlib import Path

from soapstone.explain.model import Sure
from tests.explain.support import asmx, one, rules, service

SOURCE = """\
namespace Zoo
{
public class Ask : IReturn<Found> { }
public class Found { public List<Animal> Animals { get; set; } }
public abstract class Animal { public string Name { get; set; } }
public class Dog : Animal { public int Barks { get; set; } }
}
"""


def test_of_a_class_of_source(tmp_path: Path) -> None:
    explained = one(service(tmp_path, dtos=SOURCE), "Dog")
    assert explained.decided.endswith("/Zoo, extends Animal")
    sentence, sure = rules(explained)["base"]
    assert sentence.startswith("The source declares that it extends Animal.")
    assert sure is Sure.STATED
    shown = {each.origin.line: each.shows for each in explained.evidence}
    assert shown[6].startswith("public class Dog : Animal")


def test_an_inherited_member_is_explained_as_that_of_the_base(tmp_path: Path) -> None:
    specs = service(tmp_path, dtos=SOURCE)
    inherited, base = one(specs, "Dog.Name"), one(specs, "Animal.Name")
    assert inherited.decisions == base.decisions
    assert str(inherited.changes[-1]) == '[members."Animal.Name"] in svc/overrides.toml'


def test_of_a_line_of_a_person(tmp_path: Path) -> None:
    text = '[records.Q]\nbase = "P"\ntype_name = "Queue"\n'
    page = asmx("<P>\n<A>int</A>\n</P>\n<Q>\n<B>int</B>\n</Q>")
    explained = one(service(tmp_path, Ask=page, overrides=text), "Q")
    assert explained.decided == "record of 2 members in urn:svc, extends P"
    assert rules(explained)["base"] == (
        "A person says that it extends P.",
        Sure.PERSON,
    )
    assert 'base = "P"' in [each.shows for each in explained.evidence]
