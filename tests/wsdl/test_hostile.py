"""Hostile documents end soon, with an error, and nothing is opened or fetched."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from soapstone.model import limits
from soapstone.wsdl import is_description, read_description
from tests.growth import LINEAR, growth
from tests.wsdl.documents import DATA, definitions, read, schema
from tests.wsdl.test_definitions import ELEMENTS, USUAL

SECONDS = 20
"""Far more than any of these takes, on a machine that is busy."""
_opened: list[str] = []
_watching = False


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if _watching and event.split(".")[0] in ("open", "socket", "urllib", "subprocess"):
        _opened.append(f"{event} {arguments}")


sys.addaudithook(_audit)


@contextmanager
def nothing_opened() -> Iterator[None]:
    """Fails where a file or a connection is opened meanwhile.

    libxml2 would open one without Python: test_entities tries that its text never comes in.
    """
    global _watching
    _opened.clear()
    _watching = True
    try:
        yield
    finally:
        _watching = False
    assert _opened == []


@pytest.fixture(autouse=True)
def _ends_soon() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


def found(*texts: str) -> list[str]:
    """What is said of documents, read while nothing is opened."""
    with nothing_opened():
        return [each.found for each in read(*texts).errors]


SECRET = (DATA / "wsdl" / "README.md").as_uri()


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE a>",
        f'<!DOCTYPE a SYSTEM "{SECRET}">',
        f'<!DOCTYPE a [<!ENTITY e SYSTEM "{SECRET}">]>',
        f'<!DOCTYPE a [<!ENTITY % e SYSTEM "{SECRET}"> %e;]>',
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        "<!-- --><?a b?>\n<!DOCTYPE a [<!ATTLIST a b CDATA 'c'>]>",
        "<!DOCTYPE a [<!-- ]> --><!ENTITY e 'x'>]>",
    ],
)
def test_entities(prolog: str) -> None:
    text = schema('<xs:element name="A" default="&e;" type="xs:string"/>')
    described = read(prolog + text)
    (said,) = (each.found for each in described.errors)
    assert "A service of our own" not in repr(described)
    # Of the last one the reader sees another root: that is refused as well.
    assert said.startswith(("a document type", "XML that is not", "no element"))


def test_entities_after_the_root_and_undeclared_ones() -> None:
    text = schema('<xs:element name="A" default="&e;" type="xs:string"/>')
    assert found(text) == [
        "XML that is not well-formed, incomplete, or nested too deep"
    ]
    late = schema("") + "<!DOCTYPE a [<!ENTITY e 'x'>]>"
    assert found(late) == [
        "XML that is not well-formed, incomplete, or nested too deep"
    ]


LOCATIONS = (
    "/etc/passwd",
    "file:///etc/passwd",
    "../../other/secret.xsd",
    "http://127.0.0.1:1/x.xsd",
    "\\\\host\\share\\x.xsd",
    "C:\\x.xsd",
    "jar:file:x!/y",
    "x" * 10_000,
)


@pytest.mark.parametrize("location", LOCATIONS)
def test_locations_are_never_opened(location: str) -> None:
    text = schema(
        f'<xs:import namespace="urn:x" schemaLocation="{location}"/>'
        f'<xs:include schemaLocation="{location}"/>'
        f'<xs:redefine schemaLocation="{location}"/>'
        f'<xs:element name="A" type="x:B" xmlns:x="urn:x"/>'
    )
    outer = definitions(f'<w:import namespace="urn:x" location="{location}"/>', text)
    assert found(text) == found(outer) == []


def test_parts_that_include_each_other_without_end() -> None:
    many = [
        schema(
            "".join(f'<xs:include schemaLocation="{n}.xsd"/>' for n in range(40))
            + f'<xs:import namespace="urn:{one}"/>',
            None if one % 2 else f"urn:{one}",
        )
        for one in range(40)
    ]
    assert found(*many) == []


def test_groups_that_double() -> None:
    groups = "".join(
        f'<xs:group name="G{n}"><xs:sequence><xs:group ref="t:G{n + 1}"/>'
        f'<xs:group ref="t:G{n + 1}"/></xs:sequence></xs:group>'
        for n in range(60)
    )
    last = '<xs:group name="G60"><xs:sequence><xs:any/></xs:sequence></xs:group>'
    text = schema(
        f'{groups}{last}<xs:complexType name="A"><xs:group ref="t:G0"/></xs:complexType>'
    )
    assert found(text) == [
        "types of more than 200,000 elements and attributes, groups put in place"
    ]


def test_attribute_groups_that_double() -> None:
    groups = "".join(
        f'<xs:attributeGroup name="G{n}"><xs:attributeGroup ref="t:G{n + 1}"/>'
        f'<xs:attributeGroup ref="t:G{n + 1}"/></xs:attributeGroup>'
        for n in range(60)
    )
    last = '<xs:attributeGroup name="G60"><xs:attribute name="a"/></xs:attributeGroup>'
    user = '<xs:complexType name="A"><xs:attributeGroup ref="t:G0"/></xs:complexType>'
    assert found(schema(groups + last + user)) == [
        "types of more than 200,000 elements and attributes, groups put in place"
    ]


def chain(count: int, order: int) -> str:
    groups = [
        f'<xs:group name="G{n}"><xs:sequence><xs:group ref="t:G{n + 1}"/>'
        "<xs:sequence/></xs:sequence></xs:group>"
        for n in range(count)
    ]
    end = f'<xs:group name="G{count}"><xs:sequence><xs:any/></xs:sequence></xs:group>'
    users = [
        f'<xs:complexType name="A{n}"><xs:group ref="t:G{n}"/></xs:complexType>'
        for n in range(count)
    ]
    return schema("".join((*groups, end, *users[::order])))


@pytest.mark.parametrize("order", [1, -1])
def test_groups_inside_each_other(order: int) -> None:
    """Also where the innermost is put in place first."""
    assert found(chain(60, order)) == []
    assert found(chain(2_000, order)) == ["types and groups nested more than 100 deep"]


def test_attribute_groups_inside_each_other() -> None:
    groups = "".join(
        f'<xs:attributeGroup name="G{n}"><xs:attributeGroup ref="t:G{n + 1}"/>'
        "</xs:attributeGroup>"
        for n in range(2_000)
    )
    user = '<xs:complexType name="A"><xs:attributeGroup ref="t:G0"/></xs:complexType>'
    assert found(schema(groups + user)) == [
        "types and groups nested more than 100 deep"
    ]


@pytest.mark.parametrize(
    ("inside", "name"),
    [
        (
            '<xs:group name="A"><xs:sequence><xs:group ref="t:A"/></xs:sequence>'
            '</xs:group><xs:complexType name="B"><xs:group ref="t:A"/></xs:complexType>',
            "the group 'A', which contains itself",
        ),
        (
            '<xs:attributeGroup name="A"><xs:attributeGroup ref="t:A"/>'
            '</xs:attributeGroup><xs:complexType name="B">'
            '<xs:attributeGroup ref="t:A"/></xs:complexType>',
            "the group 'A', which contains itself",
        ),
        (
            "".join(
                f'<xs:complexType name="{a}"><xs:complexContent><xs:extension '
                f'base="t:{b}"/></xs:complexContent></xs:complexType>'
                for a, b in ("AB", "BA")
            ),
            "'A', which is derived from itself, directly or not",
        ),
        (
            '<xs:simpleType name="A"><xs:restriction base="t:A"/></xs:simpleType>',
            "'A', which is derived from itself, directly or not",
        ),
        (
            '<xs:simpleType name="A"><xs:union><xs:simpleType><xs:list itemType="t:A"/>'
            "</xs:simpleType></xs:union></xs:simpleType>",
            "'A', which is derived from itself, directly or not",
        ),
        (
            '<xs:element name="A" substitutionGroup="t:B"/>'
            '<xs:element name="B" substitutionGroup="t:A"/>',
            "'A', which is derived from itself, directly or not",
        ),
    ],
)
def test_circles(inside: str, name: str) -> None:
    described = read(schema(inside))
    assert [each.found for each in described.errors] == [name]
    assert not described.schema.types
    assert not described.schema.elements


def test_bases_above_each_other() -> None:
    types = [
        f'<xs:complexType name="T{n}"><xs:complexContent><xs:extension base="t:T{n + 1}"/>'
        "</xs:complexContent></xs:complexType>"
        for n in range(3_000)
    ]
    said = ["a type with more than 50 base types above each other"]
    assert found(schema("".join(types))) == said
    assert found(schema("".join(types[::-1]))) == said


def test_elements_inside_each_other() -> None:
    inner = "<xs:sequence><xs:element name='A'><xs:complexType>"
    outer = "</xs:complexType></xs:element></xs:sequence>"
    for depth in (50, 150, 5_000):
        text = f"{inner * depth}{outer * depth}"
        found(schema(f'<xs:complexType name="T">{text}</xs:complexType>'))
    simple = "<xs:simpleType><xs:restriction>", "</xs:restriction></xs:simpleType>"
    text = f"{simple[0] * 120}{simple[1] * 120}"
    found(schema(f'<xs:element name="A">{text}</xs:element>'))


def test_floods() -> None:
    assert found(schema("<xs:any/>" * 400_000)) == [
        "a document of more than 400,000 tags"
    ]
    attribute = "".join(f' a{n}="x"' for n in range(20_000))
    found(schema(f"<xs:element{attribute}/>"))
    prefixes = "".join(f' xmlns:p{n}="urn:{n}"' for n in range(20_000))
    found(schema(f'<xs:element name="A"{prefixes}/>'))
    assert found(schema('<xs:element name="A' + "a" * 2_000 + '"/>')) == [
        "a name of more than 1,000 characters"
    ]
    found(schema("<xs:annotation>" + " " * limits.DESCRIPTION_BYTES.most))


def test_counts_that_are_none() -> None:
    for text in ("-1", "x", "", "9" * 5_000, "1.0", "\u0661", "unbounded "):
        text = f'<xs:element name="A" minOccurs="{text}"/>'
        (said,) = found(
            schema(f'<xs:complexType name="T"><xs:all>{text}</xs:all></xs:complexType>')
        )
        assert said.endswith("in the place of a count")


CODE = (
    "a); import os; os.system('x')",
    '"""',
    "a\\",
    "../../x",
    "__class__",
    "a\u202eb",
    "{x}",
    "a:b:c",
    "-a",
)


@pytest.mark.parametrize("name", ["e\u0301t\u00e9", "\u0928\u093e\u092e", "a\u00b7b"])
def test_names_of_other_scripts(name: str) -> None:
    """Accents and vowel signs are characters of names (XML 1.0, production 4a)."""
    text = schema(f'<xs:element name="{name}" type="xs:string"/>')
    assert [each.name for each in read(text).schema.elements] == [name]


@pytest.mark.parametrize("name", CODE)
def test_names_that_are_code(name: str) -> None:
    """No XML name; ``__class__`` is one, and the emitters avoid it."""
    quoted = name.replace('"', "&quot;").replace("\u202e", "&#x202e;")
    named = definitions(USUAL, ELEMENTS).replace('"Quay', f'"{quoted}')
    texts = [
        schema(f'<xs:element name="{quoted}"/>'),
        schema(f'<xs:complexType name="{quoted}"/>'),
        schema(f'<xs:element name="A" type="t:{quoted}"/>'),
        schema(
            f'<xs:complexType name="A"><xs:attribute name="{quoted}"/></xs:complexType>'
        ),
        named,
    ]
    for text in texts:
        described = read(text)
        assert bool(described.errors) == (name != "__class__"), text
        assert name == "__class__" or name not in repr(described.ports)


def _types(count: int) -> str:
    return "".join(
        f'<xs:complexType name="A{n}"><xs:sequence>'
        f'<xs:element name="B" type="q:A{n}" xmlns:q="urn:{n}"/></xs:sequence>'
        f'<xs:attribute name="c"/></xs:complexType>'
        for n in range(count)
    )


def _operations(count: int) -> str:
    return "".join(
        f'<w:message name="M{n}"><w:part name="a" element="t:A{n}"/></w:message>'
        for n in range(count)
    )


def _overloads(count: int) -> str:
    """Operations of one name, which their messages tell apart."""
    each = [
        f'<w:operation name="A"><w:input name="I{n}" message="t:M"/></w:operation>'
        for n in range(count)
    ]
    inside = "".join(each)
    return (
        f'<w:message name="M"/><w:portType name="P">{inside}</w:portType>'
        '<w:binding name="B" type="t:P"><soap:binding/>'
        f'{"".join(reversed(each))}</w:binding>'
    )


def _twice(count: int) -> str:
    return _types(count) + _types(count)


@pytest.mark.parametrize(
    "text",
    [
        lambda count: schema(_types(count)),
        lambda count: schema(_twice(count)),
        lambda count: definitions(_operations(count)),
        lambda count: definitions(_overloads(count)),
        lambda count: "<!-- -->" * count + schema(""),
        lambda count: "<!--" * count,
        lambda count: "<?" * count,
        lambda count: "<![" * count,
        lambda count: schema("<!-- " + "- " * count + " -->"),
        lambda count: "- " * count + schema(""),
        lambda count: schema("\n".join(["   - "] * count)),
        lambda count: schema(
            "".join(f'<xs:import namespace="urn:{n}"/>' for n in range(count))
        ),
        lambda count: schema('<xs:include schemaLocation="x"/>' * count),
        lambda count: definitions(
            "", schema('<xs:include schemaLocation="a"/>' * 9) * count
        ),
    ],
)
def test_time_is_linear(text: Callable[[int], str]) -> None:
    def work(size: int) -> Callable[[], object]:
        content = text(size).encode()
        return lambda: (is_description(content), read_description({"a": content}))

    assert growth(work, 400) < LINEAR


def test_mutated_documents_end_without_a_traceback() -> None:
    """Bytes are cut, doubled and exchanged: there are errors or not, and nothing else."""
    chance = random.Random(21)
    texts = [path.read_bytes() for path in sorted((DATA / "wsdl").glob("*.xsd"))]
    texts += [definitions(USUAL, ELEMENTS).encode()]
    words = (
        b"t: xs: ref= base= <xs:group xs:all name= \" ' < > /> & : 0 unbounded".split()
    )
    for _ in range(1_500):
        content = bytearray(chance.choice(texts))
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(content))
            end = at + chance.randrange(12)
            content[at:end] = chance.choice(
                (b"", content[at:end] * 2, chance.choice(words), bytes([at % 256]))
            )
        is_description(bytes(content))
        for each in read_description({"a": bytes(content), "b": texts[0]}).errors:
            assert each.found
            assert each.origin.file in ("a", "b")
