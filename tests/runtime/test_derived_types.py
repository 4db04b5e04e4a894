"""Types that extend others: read as what ``xsi:type`` names, and written with their name."""

from __future__ import annotations

import io
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from soapstone.model.contract import QName, RecordRef, Scalar
from tests.canonical import canonical
from tests.contracts import ORDERS, kennel, optional, plain, record, service
from tests.packages import load, runtime_of

DECLARED = (
    f'xmlns="{ORDERS}" xmlns:o="{ORDERS}" xmlns:p="urn:orders/pups"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
DOG = 'xsi:type="o:Dog"'
PUPPY = "<Name>Bo</Name><p:Age>1</p:Age>"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return load(kennel(), tmp_path_factory.mktemp("kennel"))


def document(inside: str) -> str:
    return f"<Kennel {DECLARED}>{inside}</Kennel>"


PLACES: dict[str, str] = {
    "a member": "<Guard {type}>{inside}</Guard>",
    "an item": "<Animals><Animal {type}>{inside}</Animal></Animals>",
    "an item in place": "<Dog {type}>{inside}</Dog>",
    "a value of a map": "<ByChip><Entry><Key>1</Key>"
    "<Value {type}>{inside}</Value></Entry></ByChip>",
}


def held(kennel: Any) -> Any:
    """The one animal that it holds."""
    by_chip = kennel.by_chip or {}
    return [kennel.guard, *(kennel.animals or ()), *kennel.dog, *by_chip.values()][-1]


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_it_is_read_as_its_own_class_and_written_with_its_name(
    place: str, package: ModuleType
) -> None:
    sent = document(place.format(type='xsi:type="p:Puppy" Chip="3"', inside=PUPPY))
    kennel = package.Kennel.from_xml(sent)
    assert held(kennel) == package.Puppy(name="Bo", chip=3, age=1)
    assert runtime_of(package).unknown(held(kennel)) == ()
    assert canonical(kennel.to_xml()) == canonical(sent)
    again = package.Kennel.from_xml(kennel.to_xml())
    assert again == kennel


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_an_unknown_one_is_read_as_its_base_and_loses_nothing(
    place: str, package: ModuleType
) -> None:
    """Its ``xsi:type``, too, once and no more."""
    inside = "<Name>Bo</Name><Stripes>9</Stripes>"
    sent = document(place.format(type='xsi:type="o:Tiger"', inside=inside))
    kennel = package.Kennel.from_xml(sent)
    assert type(held(kennel)).__name__ in ("Animal", "Dog")
    texts = [each.text for each in runtime_of(package).unknown(held(kennel))]
    assert texts == ["{urn:orders}Tiger", "9"]
    assert canonical(kennel.to_xml()) == canonical(sent)


def test_the_type_of_the_place_itself_is_written_back_if_it_was_there(
    package: ModuleType,
) -> None:
    for type_ in ("", 'xsi:type="o:Animal"'):
        sent = document(f"<Guard {type_}><Name>Bo</Name></Guard>")
        kennel = package.Kennel.from_xml(sent)
        assert type(kennel.guard) is package.Animal
        assert canonical(kennel.to_xml()) == canonical(sent)


def test_a_record_takes_its_type_to_another_place(package: ModuleType) -> None:
    """A Dog that said so where dogs are declared says it once where animals are."""
    kennel = package.Kennel.from_xml(document(f"<Dog {DOG}><Name>Bo</Name></Dog>"))
    moved = package.Kennel(guard=kennel.dog[0])
    sent = document(f"<Guard {DOG}><Name>Bo</Name></Guard>")
    assert canonical(moved.to_xml()) == canonical(sent)
    back = package.Kennel(dog=[package.Kennel.from_xml(sent).guard])
    assert canonical(back.to_xml()) == canonical(document("<Dog><Name>Bo</Name></Dog>"))


def test_what_stands_around_a_derived_record_stays(package: ModuleType) -> None:
    sent = document(
        f'<Guard {DOG} x="1">t<Name>Bo</Name><Newer/></Guard>'
        f'<Animals><Animal {DOG} xsi:nil="true"/><Animal {DOG}/></Animals>'
    )
    kennel = package.Kennel.from_xml(sent)
    assert kennel.animals[0] is None
    assert type(kennel.animals[1]) is package.Dog
    assert canonical(kennel.to_xml()) == canonical(sent)


def test_the_prefix_of_its_name_is_that_of_the_message(package: ModuleType) -> None:
    """Unknown content uses the prefix ``o`` for something else, so that ours is replaced."""
    sent = f'<Kennel xmlns="{ORDERS}" xmlns:o="urn:else" for="o:x"/>'
    kennel = package.Kennel.from_xml(sent)
    kennel.guard = package.Dog(name="Bo")
    assert package.Kennel.from_xml(kennel.to_xml()) == kennel


def test_a_class_that_extends_another_is_its_subclass(package: ModuleType) -> None:
    assert issubclass(package.Puppy, package.Dog)
    assert issubclass(package.Dog, package.Animal)
    assert package.Animal(name="a") != package.Dog(name="a")
    assert repr(package.Dog(name="a")) == "Dog(name='a', chip=None, breed=None)"


def test_a_class_that_the_service_does_not_know_is_refused(package: ModuleType) -> None:
    """.NET faults on an ``xsi:type`` that it does not know."""

    class Wolf(package.Dog):  # type: ignore[name-defined,misc]  # made by the test
        __slots__ = ()

    wolf = Wolf(name="Grey")
    for made, path, classes in (
        (package.Kennel(guard=wolf), "$.Guard", "Animal, Cat, Dog, Puppy"),
        (package.Kennel(animals=[wolf]), "$.Animals[0]", "Animal, Cat, Dog, Puppy"),
        (package.Kennel(dog=[wolf]), "$.Dog[0]", "Dog, Puppy"),
    ):
        with pytest.raises(ValueError, match="instance of one of") as caught:
            made.to_xml()
        problem = caught.value.problems[0]  # type: ignore[attr-defined]  # a WireError
        assert problem.path == path
        assert problem.expected == f"an instance of one of: {classes}"


def test_a_base_is_no_derived_class(package: ModuleType) -> None:
    with pytest.raises(ValueError, match=r"\$\.Dog\[0\]: found Animal\("):
        package.Kennel(dog=[package.Animal(name="a")]).to_xml()


def test_a_subclass_of_a_class_that_none_extends_is_refused(
    package: ModuleType,
) -> None:
    class Mine(package.Kennel):  # type: ignore[name-defined,misc]  # made by the test
        __slots__ = ()

    with pytest.raises(ValueError, match="an instance of Kennel"):
        Mine().to_xml()


def test_a_wrong_value_has_its_path(package: ModuleType) -> None:
    sent = document(
        '<Animals><Animal xsi:type="p:Puppy"><p:Age>x</p:Age></Animal></Animals>'
    )
    with pytest.raises(ValueError, match=r"\$\.Animals\[0\]\.Age: found 'x'"):
        package.Kennel.from_xml(sent)
    with pytest.raises(ValueError, match=r"\$\.Guard\.Age: found 'x'"):
        package.Kennel(guard=package.Puppy(name="Bo", age="x")).to_xml()


def test_large_documents_have_them_too(package: ModuleType) -> None:
    runtime = runtime_of(package)
    animals = [
        package.Dog(name="Bo"),
        package.Animal(name="Al"),
        package.Cat(name="Cy"),
    ]
    data = package.Kennel(animals=animals).to_xml()
    found = runtime.iter_from_xml(io.BytesIO(data), package.Kennel, package.Animal)
    assert [*found] == animals


def test_the_type_of_what_is_inside_is_not_that_of_the_record(
    package: ModuleType,
) -> None:
    """An unknown type of its list is kept with the list, and the cat is written with its own."""
    prey = '<Prey xsi:type="o:Mice"><Animal><Name>Al</Name></Animal></Prey>'
    sent = document(f'<Guard xsi:type="o:Cat"><Name>Bo</Name>{prey}</Guard>')
    kennel = package.Kennel.from_xml(sent)
    assert type(kennel.guard) is package.Cat
    assert canonical(kennel.to_xml()) == canonical(sent)


def test_a_message_that_names_a_derived_type_loses_nothing(tmp_path: Path) -> None:
    """Its class is that of its root element: the type and what it adds are unknown content."""
    animal, name = RecordRef("Animal"), plain("Name", Scalar("string"))
    contract = service(
        record(
            "Animal",
            name,
            optional("Friend", animal),
            type_name=QName(ORDERS, "Animal"),
        ),
        record(
            "Dog",
            name,
            optional("Friend", animal),
            optional("Breed", Scalar("string")),
            type_name=QName(ORDERS, "Dog"),
            base="Animal",
        ),
        messages=("Animal",),
    )
    package = load(contract, tmp_path)
    dog = "<Name>Bo</Name>{friend}<Breed>Pug</Breed>"
    friend = f"<Friend {DOG}>{dog.format(friend='')}</Friend>"
    sent = f"<Animal {DECLARED} {DOG}>{dog.format(friend=friend)}</Animal>"
    found = package.Animal.from_xml(sent)
    assert type(found) is type(found.friend) is package.Animal
    texts = [text.text for _, text in runtime_of(package).all_unknown(found)]
    assert texts == ["{urn:orders}Dog", "Pug", "{urn:orders}Dog", "Pug"]
    assert canonical(found.to_xml()) == canonical(sent)
