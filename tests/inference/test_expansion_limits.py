"""What a few lines can make: limits count what comes out of a page, and of a service."""

from __future__ import annotations

import sys

import pytest

from soapstone.dotnet.scalars import STRING
from soapstone.inference import inferred
from soapstone.inference.expansion_limits import check_shapes
from soapstone.inference.shapes import (
    EnumerationShape,
    FieldShape,
    ListShape,
    Naming,
    RecordShape,
    Shape,
)
from soapstone.model.contract import QName
from soapstone.model.findings import Origin, SpecError
from soapstone.model.limits import (
    BASES,
    MEMBERS,
    MEMBERS_TEXT,
    PAGE_MEMBERS,
    PAGE_TEXT,
    PAGE_TYPES,
    TYPES,
)
from soapstone.pages import read_page

REQUEST = """\
namespace Quay;
public class Fetch : IReturn<Found>
{
    public C0 Of { get; set; }
}"""
FOUND = "public class Found\n{\n    public int Id { get; set; }\n}"


def refused(*sources: str) -> SpecError:
    """The error of a service whose pages are these sources."""
    with pytest.raises(SpecError) as caught:
        inferred(
            "quay",
            [
                read_page(f"quay/{number}.txt", text.encode())
                for number, text in enumerate(sources)
            ],
        )
    return caught.value


def source(*classes: str, name: str = "Fetch") -> str:
    return "\n".join((REQUEST.replace("Fetch", name), FOUND, *classes))


def line(text: str, name: str) -> int:
    """The line that declares a class."""
    lines = enumerate(text.split("\n"), 1)
    return next(at for at, each in lines if each.startswith(f"public class {name} "))


def chain(length: int) -> list[str]:
    """Classes of which each extends the next one and holds a list of another."""
    return [
        f"public class C{number} : C{number + 1}\n{{\n"
        f"    public List<C{number * 13 % length}> L{number} {{ get; set; }}\n}}"
        for number in range(length)
    ]


def broad(members: int, classes: int, prefix: str = "C") -> list[str]:
    """Classes that all extend one of so many members."""
    held = "\n".join(
        f"    public int M{number} {{ get; set; }}" for number in range(members)
    )
    base = f"public class {prefix}Base\n{{\n{held}\n}}"
    return [
        base,
        *(f"public class {prefix}{n} : {prefix}Base\n{{\n}}" for n in range(classes)),
    ]


def test_classes_that_extend_each_other_without_end() -> None:
    text = source(*chain(1_600))
    error = refused(text)
    assert error.found == BASES.found.format(BASES.most)
    assert (error.origin.file, error.origin.line) == ("quay/0.txt", line(text, "C0"))


def test_a_chain_as_long_as_any_real_one_is_read() -> None:
    page = read_page("quay/0.txt", source(*chain(BASES.most)).encode())
    made = inferred("quay", [page]).contract
    assert len(made.records) == BASES.most + 2


def test_inherited_members_count() -> None:
    text = source(*broad(100, 210))
    error = refused(text)
    assert error.found == PAGE_MEMBERS.found.format(PAGE_MEMBERS.most)
    assert error.origin.line == line(text, "C198")


def test_inherited_text_counts() -> None:
    summary = "/// <summary>" + "word " * 19_000 + "</summary>\npublic int M0"
    classes = broad(1, 120)
    classes[0] = classes[0].replace("public int M0", summary)
    assert refused(source(*classes)).found == PAGE_TEXT.found.format(PAGE_TEXT.most)


def test_generic_classes_that_make_ever_other_types_of_each_other() -> None:
    turns = [
        f"public class C{n}<T>\n{{\n"
        + "".join(
            f"    public C{(n + step) % 40}<{of}> A{step} {{ get; set; }}\n"
            for step, of in enumerate(("List<T>", "Dictionary<T, T>", "T[]"), 1)
        )
        + "}"
        for n in range(40)
    ]
    text = source(*turns).replace("C0 Of", "C0<int> Of")
    assert refused(text).found == PAGE_TYPES.found.format(PAGE_TYPES.most)


def test_the_pages_of_a_service_count_together() -> None:
    pages = [
        source(*broad(150, 130, f"P{page}C"), name=f"Fetch{page}") for page in range(11)
    ]
    error = refused(*pages)
    assert error.found == MEMBERS.found.format(MEMBERS.most)
    assert error.origin.file in {f"quay/{page}.txt" for page in range(11)}
    assert error.origin.line


def requests(count: int) -> str:
    """Source of so many operations, which share their answer and a class."""
    return source(
        "public class C0\n{\n    public int Id { get; set; }\n}",
        *(
            f"public class Fetch{number} : IReturn<Found>\n{{\n    public C0 Of {{ get; set; }}\n}}"
            for number in range(count)
        ),
    )


def calls(count: int) -> int:
    """Calls of functions that it takes to infer the types of so many operations."""
    pages = [read_page("quay/a.txt", requests(count).encode())]
    made = 0

    def tally(_frame: object, event: str, _argument: object) -> None:
        nonlocal made
        made += event == "call"

    before = sys.getprofile()
    sys.setprofile(tally)
    try:
        inferred("quay", pages)
    finally:
        sys.setprofile(before)
    return made


def test_twice_the_operations_are_twice_the_work() -> None:
    assert calls(400) < 2.2 * calls(200)


def test_operations_of_one_source_tell_its_classes_once() -> None:
    facts = read_page("quay/a.txt", requests(100).encode())
    assert len(facts.operations) == 101
    assert sum(len(each.classes) for each in facts.operations) == 103 + 100


def record(name: str, *shapes: Shape) -> RecordShape:
    fields = [
        FieldShape(QName("urn:quay", f"M{n}"), shape, Origin("quay/a.txt", n + 1))
        for n, shape in enumerate(shapes)
    ]
    return RecordShape(QName("urn:quay", name), Naming.TYPE, tuple(fields))


def test_the_types_members_and_texts_that_samples_show_count() -> None:
    many = [record(f"T{n}", STRING) for n in range(TYPES.most + 1)]
    check_shapes(many[:-1])
    with pytest.raises(SpecError, match=r"a\.txt:1.*20,000 types"):
        check_shapes(many)
    wide = [record(f"T{n}", *[STRING] * 1_001) for n in range(200)]
    with pytest.raises(SpecError, match=r"a\.txt:\d+.*200,000 members"):
        check_shapes(wide)
    item = ListShape(QName("urn:" + "x" * 50_000, "Item"), STRING, True)
    with pytest.raises(SpecError, match=r"a\.txt:1000.*50,000,000 characters"):
        check_shapes([record("T", *[item] * 1_001)])


def test_an_enumeration_counts_once() -> None:
    words = tuple(f"word{number}" for number in range(10_000))
    kind = EnumerationShape(QName("urn:quay", "Kind"), Naming.TYPE, words)
    check_shapes([record("T", *[kind] * 1_000)])
    kinds = [
        EnumerationShape(QName("urn:quay", f"Kind{n}"), Naming.TYPE, words)
        for n in range(21)
    ]
    with pytest.raises(SpecError, match="200,000 members"):
        check_shapes([record("T", *kinds)])


def test_limits_are_far_above_what_a_service_of_1500_pages_makes() -> None:
    assert TYPES.most >= 2 * 1_500 * 5
    assert MEMBERS.most >= 2 * 1_500 * 30
    assert MEMBERS_TEXT.most >= 100 * MEMBERS.most


def test_a_type_too_deep_in_one_document_is_expanded_in_another() -> None:
    """A class is expanded once in a service, in a document that has room for all of it."""
    lines = ["namespace Quay;"]
    for name, first in (("Afar", 0), ("Near", 25)):
        lines.append(
            f"public class {name} : IReturn<Found>\n{{\n    public T{first} X {{ get; set; }}\n}}"
        )
    lines.append(FOUND)
    for number in range(50):
        inside = f"    public T{number + 1} Next {{ get; set; }}\n" * (number < 49)
        lines.append(
            f"public class T{number}\n{{\n    public int Id {{ get; set; }}\n{inside}}}"
        )
    page = read_page("quay/a.txt", "\n".join(lines).encode())
    made = inferred("quay", [page]).contract
    assert {f"T{number}" for number in range(50)} <= {each.key for each in made.records}
