"""A person says which type extends which, where nothing shows it."""

from __future__ import annotations

from typing import Any

import pytest

from soapstone.inputs.overrides import correct, read_overrides
from soapstone.inputs.toml_source import read
from soapstone.model.contract import (
    Contract,
    Field,
    ListOf,
    QName,
    RecordRef,
    Scalar,
    Serializer,
)
from soapstone.model.rules import Aspect
from tests.contracts import ORDERS, nillable, of_pages, optional, plain, record, service
from tests.inputs.overrides.test_overrides import corrected, failure, field, open_

INT, TEXT = Scalar("int"), Scalar("string")
BASE = '[records.Dog]\nbase = "Animal"\n'


def named(key: str, *fields: Field, **more: Any) -> Any:
    return record(key, *fields, type_name=QName(ORDERS, key), **more)


def zoo(*of_dog: Field, **more: Any) -> Contract:
    """A dog and an animal of which pages show no relation."""
    animals = ListOf(QName(ORDERS, "Animal"), RecordRef("Animal"), True)
    return service(
        record("Ask", optional("Animals", animals), optional("Dog", RecordRef("Dog"))),
        named("Animal", optional("Name", TEXT), plain("Age", INT)),
        named("Dog", *of_dog),
        messages=("Ask",),
        **more,
    )


NAME, AGE, TAIL = optional("Name", TEXT), plain("Age", INT), optional("Tail", TEXT)


def stack(*of_dog: Field) -> Contract:
    return zoo(*of_dog, serializer=Serializer.DATA_CONTRACT)


@pytest.mark.parametrize("contract", [zoo(NAME, AGE, TAIL), stack(NAME, AGE, TAIL)])
def test_a_record_that_begins_with_the_members_of_another_can_extend_it(
    contract: Contract,
) -> None:
    made = corrected(contract, BASE)
    dog = made.contract.record("Dog")
    assert (dog.base, dog.fields) == ("Animal", (NAME, AGE, TAIL))
    (decision,) = [
        each for each in made.provenance.types["Dog"] if each.rule.aspect is Aspect.BASE
    ]
    assert decision.sentence == "A person says that it extends Animal."
    assert open_(made) == ()


def test_what_asmx_pages_leave_out_is_inherited() -> None:
    """They print only the members that a class declares itself."""
    assert corrected(zoo(TAIL), BASE).contract.record("Dog").fields == (NAME, AGE, TAIL)


def test_a_line_of_a_base_that_is_known_has_no_use() -> None:
    once = corrected(zoo(TAIL), BASE)
    again = corrected(once.contract, BASE)
    assert again.contract == once.contract
    assert [each.code for each in open_(again)] == ["superfluous-override"]


def test_what_a_line_says_of_the_base_holds_for_what_extends_it() -> None:
    text = '[members."Animal.Age"]\ntype = "long"\n[records.Animal.last]\nId = "int"\n'
    made = corrected(
        zoo(NAME, AGE, TAIL), f"{BASE}\n[records.Dog.first]\nId = 'int'\n{text}"
    )
    assert field(made, "Dog.Age").type == Scalar("long")
    names = [each.name.name for each in made.contract.record("Dog").fields]
    assert names == ["Name", "Age", "Id", "Tail"]


def test_what_extends_a_derived_type_inherits_all() -> None:
    """Whatever stands first in the file."""
    text = (
        '[records.Puppy]\ntype_name = "Puppy"\nbase = "Dog"\n'
        f'[records.Puppy.last]\nBorn = "date"\n{BASE}'
    )
    puppy = corrected(zoo(TAIL), text).contract.record("Puppy")
    assert (puppy.base, puppy.type_name) == ("Dog", QName(ORDERS, "Puppy"))
    names = [each.name.name for each in puppy.fields]
    assert names == ["Name", "Age", "Tail", "Born"]


def test_a_type_that_no_page_shows_is_described_by_the_file() -> None:
    """The base as well."""
    text = (
        '[records.Cat]\nbase = "Animal"\ntype_name = "Cat"\n'
        '[records.Animal]\nbase = "Being"\n[records.Being.first]\nId = "long"\n'
    )
    made = corrected(zoo(NAME), text)
    cat = made.contract.record("Cat")
    assert [each.name.name for each in cat.fields] == ["Id", "Name", "Age"]
    assert (cat.base, made.contract.record("Animal").base) == ("Animal", "Being")


def test_a_pattern_leaves_out_the_base_itself() -> None:
    text = '[records."*[a-z]"]\nbase = "Animal"\n'
    contract = service(
        named("Animal", NAME), named("Cat", NAME, AGE), named("Dog", NAME), messages=()
    )
    made = corrected(contract, text)
    assert [each.base for each in made.contract.records] == ["", "Animal", "Animal"]


def test_another_base_leaves_the_members_of_the_first_their_decisions() -> None:
    contract = corrected(zoo(TAIL), BASE).contract
    made = of_pages(contract)
    age = contract.record("Dog").fields[1]
    del made.members["Dog", age.name, age.particle]
    text = b'[records.Dog]\nbase = "Being"\n[records.Being.first]\nName = "string"\n'
    source = read("tc2/overrides.toml", text)
    again = correct(contract, made, read_overrides(source))
    dog = again.contract.record("Dog")
    assert (dog.base, dog.fields) == ("Being", (NAME, AGE, TAIL))
    assert again.provenance.members["Dog", age.name, age.particle]


def test_a_type_gets_its_name() -> None:
    contract = service(record("Ask"), record("Guard", NAME), messages=("Ask",))
    text = '[records.Guard]\ntype_name = "Dog"\n'
    made = corrected(contract, text)
    assert made.contract.record("Guard").type_name == QName(ORDERS, "Dog")
    again = corrected(made.contract, text)
    assert [each.code for each in open_(again)] == ["superfluous-override"]


REFUSED: dict[str, tuple[Contract, str, str]] = {
    "what lacks a member": (
        stack(NAME, TAIL),
        BASE,
        "Dog, which lacks Age of Animal; expected a record with all members of its base. "
        "Add what is missing in [records.Dog.first].",
    ),
    "what a page of ServiceStack shows without all of them": (
        stack(TAIL),
        BASE,
        "Dog, which lacks Name, Age of Animal; expected a record with all members of its base. "
        "Add what is missing in [records.Dog.first].",
    ),
    "a page of ASMX that shows one of them": (
        zoo(AGE, TAIL),
        BASE,
        "Dog, which lacks Name of Animal; expected a record with all members of its base. "
        "Add what is missing in [records.Dog.first].",
    ),
    "another type": (
        zoo(NAME, plain("Age", TEXT)),
        BASE,
        "Dog.Age, which differs from Animal.Age; expected the members of the base as they are. "
        'Set the same for both in [members."*.Age"].',
    ),
    "what a line says of one of them alone": (
        zoo(NAME, AGE),
        f'{BASE}[members."Dog.Age"]\nnullable = true\n',
        "Dog.Age, which differs from Animal.Age; expected the members of the base as they are. "
        'Set the same for both in [members."*.Age"].',
    ),
    "another order": (
        stack(TAIL, NAME, AGE),
        BASE,
        "Dog, which has other members before those of Animal; expected the members of the base "
        "first, as .NET writes them. Delete the line.",
    ),
}


@pytest.mark.parametrize("trap", REFUSED)
def test_what_does_not_fit_is_refused(trap: str) -> None:
    contract, text, says = REFUSED[trap]
    assert failure(text, contract) == f"tc2/overrides.toml:2: found {says}"


def test_a_null_does_not_make_another_member() -> None:
    """Null and presence are the base's: other samples may show more of it."""
    made = corrected(stack(nillable("Name", TEXT), AGE, TAIL), BASE)
    assert field(made, "Dog.Name") == NAME
