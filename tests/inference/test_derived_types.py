"""Classes of C# source that extend a type which a member holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.inference import Inferred, inferred
from soapstone.model.contract import AnyXml, QName, RecordRef
from soapstone.model.rules import Aspect
from soapstone.pages import read_page
from tests.canonical import canonical
from tests.inference.samples import findings_of, types
from tests.packages import load, runtime_of

ZOO = "http://schemas.datacontract.org/2004/07/Zoo"
XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
ANIMAL = "public abstract class Animal { public string Name { get; set; } }"
DOG = "public class Dog : Animal { public int Barks { get; set; } }"
ASK = "public class Ask : IReturn<Found> { public string Like { get; set; } }"
FOUND = "public class Found { public List<Animal> Animals { get; set; } }"


def source(*classes: str) -> str:
    inside = "\n".join(classes)
    return f"using System;\nnamespace Zoo\n{{\n{inside}\n}}\n"


def read(*classes: str, **pages: str) -> Inferred:
    """What the pages show: one of source, and further ones by name."""
    texts = {"dtos": source(*classes), **pages}
    return inferred(
        "zoo",
        [read_page(f"zoo/{name}.txt", text.encode()) for name, text in texts.items()],
    )


def bases(found: Inferred) -> dict[str, str]:
    return {each.key: each.base for each in found.contract.records if each.base}


def test_a_class_below_one_that_a_list_holds_is_a_type_of_its_own() -> None:
    found = read(ASK, FOUND, ANIMAL, DOG)
    assert bases(found) == {"Dog": "Animal"}
    assert found.contract.record("Dog").type_name == QName(ZOO, "Dog")
    assert types(found.contract, "Dog") == {"Name": "string", "Barks": "int"}


@pytest.mark.parametrize(
    "held", ["Animal", "Animal[]", "List<List<Animal>>", "Dictionary<string, Animal>"]
)
def test_wherever_a_member_holds_the_base(held: str) -> None:
    found = f"public class Found {{ public {held} It {{ get; set; }} }}"
    assert bases(read(ASK, found, ANIMAL, DOG)) == {"Dog": "Animal"}


def test_a_base_that_no_member_holds_stays_part_of_the_classes_below() -> None:
    paged = "public class Paged { public int Page { get; set; } }"
    ask = ASK.replace("Ask :", "Ask : Paged,")
    found = read(ask, FOUND.replace("List<Animal>", "Dog"), paged, ANIMAL, DOG)
    assert bases(found) == {}
    assert [each.key for each in found.contract.records] == ["Ask", "Dog", "Found"]
    assert types(found.contract, "Ask") == {"Page": "int", "Like": "string"}
    assert types(found.contract, "Dog") == {"Name": "string", "Barks": "int"}


def test_what_is_below_a_derived_class_is_derived_too() -> None:
    """What is above the class that a member holds is not: no message can name it."""
    being = "public class Being { public long Id { get; set; } }"
    animal = ANIMAL.replace("Animal", "Animal : Being")
    puppy = "public class Puppy : Dog { public int Age { get; set; } }"
    found = read(ASK, FOUND, puppy, DOG, animal, being)
    assert bases(found) == {"Dog": "Animal", "Puppy": "Dog"}
    assert [*types(found.contract, "Puppy")] == ["Id", "Name", "Barks", "Age"]


def test_what_only_a_derived_class_holds_has_derived_classes_as_well() -> None:
    dog = DOG.replace("int Barks", "Toy Toy")
    toy = "public class Toy { public int Size { get; set; } }"
    ball = "public class Ball : Toy { public int Bounces { get; set; } }"
    found = read(ASK, FOUND, ANIMAL, dog, ball, toy)
    assert bases(found) == {"Ball": "Toy", "Dog": "Animal"}


def test_its_name_is_that_of_its_data_contract() -> None:
    dog = (
        '[DataContract(Name="Hound", Namespace="urn:dogs")]\n'
        "public class Dog : Animal { [DataMember] public int Barks { get; set; } }"
    )
    found = read(ASK, FOUND, ANIMAL, dog)
    assert bases(found) == {"Hound": "Animal"}
    hound = found.contract.record("Hound")
    assert hound.type_name == QName("urn:dogs", "Hound")
    names = [QName(ZOO, "Name"), QName("urn:dogs", "Barks")]
    assert [each.name for each in hound.fields] == names


def test_a_class_that_a_member_holds_extends_the_other_as_well() -> None:
    found = FOUND.replace("{ public", "{ public Dog Best { get; set; } public")
    assert bases(read(ASK, found, ANIMAL, DOG)) == {"Dog": "Animal"}


def test_a_class_inside_itself_is_held() -> None:
    dog = DOG.replace("int Barks", "Dog Mother")
    puppy = "public class Puppy : Dog { public int Age { get; set; } }"
    ask = "public class Ask : Dog, IReturnVoid { public int X { get; set; } }"
    assert bases(read(ask, ANIMAL, dog, puppy)) == {"Ask": "Dog", "Puppy": "Dog"}


def test_source_that_no_compiler_takes_has_no_bases() -> None:
    animal = ANIMAL.replace("Animal", "Animal : Dog")
    assert bases(read(ASK, FOUND, animal, DOG)) == {}
    own = ANIMAL.replace("Animal", "Animal : Animal")
    assert bases(read(ASK, FOUND, own, DOG)) == {}


def test_a_finding_on_an_inherited_member_is_told_once() -> None:
    animal = ANIMAL.replace("string Name", "Unheard Of")
    found = findings_of(read(ASK, FOUND, animal, DOG))
    subjects = [each.subject for each in found if each.code == "unknown-type"]
    assert subjects == ["Animal.Of"]


XML = f"""POST /xml/reply/Ask HTTP/1.1
Host: h
Accept: application/xml
Content-Type: application/xml

<Ask xmlns="{ZOO}" {XSI}>
<Like>String</Like>
</Ask>

HTTP/1.1 200 OK
Content-Type: application/xml

<Found xmlns="{ZOO}" {XSI}>
<Animals>
<Animal i:nil="true" />
</Animals>
</Found>
"""


def test_an_abstract_class_that_the_sample_shows_as_nil_is_that_of_the_source() -> None:
    """ServiceStack cannot create it; the source says what it is."""
    found = read(ASK, FOUND, ANIMAL, DOG, ask=XML)
    (animals,) = found.contract.record("Found").fields
    assert getattr(animals.type, "type", None) == RecordRef("Animal")
    assert bases(found) == {"Dog": "Animal"}
    (alone,) = read(ASK, ask=XML).contract.record("Found").fields
    assert isinstance(getattr(alone.type, "type", None), AnyXml)


def test_the_decision_names_the_class_and_its_base() -> None:
    found = read(ASK, FOUND, ANIMAL, DOG)
    made = found.provenance.types["Dog"]
    (base,) = [each for each in made if each.rule.aspect is Aspect.BASE]
    assert (base.words["base"], str(base.origin)) == ("Animal", "zoo/dtos.txt:7")


def test_generated_classes_derive_and_the_message_names_them(tmp_path: Path) -> None:
    package = load(read(ASK, FOUND, ANIMAL, DOG).contract, tmp_path)
    assert issubclass(package.Dog, package.Animal)
    found = package.Found(animals=[package.Dog(name="Rex", barks=3)])
    assert canonical(found.to_xml()) == canonical(
        f'<Found xmlns="{ZOO}" xmlns:z="{ZOO}" {XSI}><Animals><Animal i:type="z:Dog">'
        "<Name>Rex</Name><Barks>3</Barks></Animal></Animals></Found>"
    )
    assert package.Found.from_xml(found.to_xml()) == found
    sent = found.to_xml().replace(b"Dog", b"Cat").replace(b"Barks", b"Mice")
    (cat,) = package.Found.from_xml(sent).animals
    assert type(cat) is package.Animal
    assert runtime_of(package).unknown(cat)[-1].name == f"{{{ZOO}}}Mice"


def test_what_a_sample_shows_of_the_base_is_inherited_as_well() -> None:
    """The service may be newer than the saved source."""
    sample = "<Animal>\n<Name>String</Name>\n<New>String</New>\n</Animal>"
    shown = XML.replace('<Animal i:nil="true" />', sample)
    puppy = "public class Puppy : Dog { public int Age { get; set; } }"
    found = read(ASK, FOUND, ANIMAL, DOG, puppy, ask=shown)
    assert [*types(found.contract, "Puppy")] == ["Name", "New", "Barks", "Age"]


def test_a_generic_class_names_no_type() -> None:
    found = FOUND.replace("{ public", "{ public Box<int> Box { get; set; } public")
    box = "public class Box<T> : Animal { public T Inside { get; set; } }"
    made = read(ASK, found, ANIMAL, box)
    assert bases(made) == {}
    assert types(made.contract, "BoxOfint") == {"Name": "string", "Inside": "int"}


def test_a_class_whose_xml_is_unknown_extends_nothing() -> None:
    """A table states a type, and no namespace."""
    table = "Name | Parameter | Data Type | Required | Description |\n"
    page = (
        f"Toy Parameters:\n{table}Size | body | int | No | |\n"
        "POST /json/reply/Play HTTP/1.1\nHost: h\nContent-Type: application/json\n\n{}\n"
    )
    dog = DOG.replace("int Barks", "Toy Toy")
    found = read(ASK, FOUND, ANIMAL, dog, play=page)
    assert bases(found) == {}
    assert bases(read(ASK, FOUND, ANIMAL, DOG, play=page)) == {"Dog": "Animal"}


def test_the_base_may_have_the_name_of_another_type() -> None:
    animal = (
        '[DataContract(Name="Found", Namespace="urn:other")]\n'
        "public class Animal { [DataMember] public string Name { get; set; } }"
    )
    found = read(ASK, FOUND, animal, DOG)
    key = bases(found)["Dog"]
    assert key != "Found"
    (base,) = [
        each
        for each in found.provenance.types["Dog"]
        if each.rule.aspect is Aspect.BASE
    ]
    assert base.words["base"] == key
