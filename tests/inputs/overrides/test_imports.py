"""Whatever ``overrides.toml`` may say: its code can be imported and its schemas compile, or it is
refused at its line.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import get_type_hints

import pytest
import xmlschema

from soapstone.dotnet.scalars import SCALARS
from soapstone.emit.schema import schema_files
from soapstone.inputs.overrides import correct, read_overrides
from soapstone.inputs.overrides.reading import SECTIONS
from soapstone.inputs.toml_source import read
from soapstone.model.contract import (
    AnyXml,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    MapOf,
    Particle,
    QName,
    RecordRef,
    Scalar,
)
from soapstone.model.findings import SpecError
from tests.contracts import (
    ARRAYS,
    attribute,
    items,
    nillable,
    of_pages,
    optional,
    plain,
    record,
    repeated,
    service,
)
from tests.packages import load, write
from tests.services import ROOT

MEMBERS = (
    "Ask.@Kind Ask.Id Ask.Name Ask.Tag Ask.Lines Ask.Extra Ask.Hue Ask.Line Ask.Meta"
    " Amount.#text ArrayOfPoint.Point"
).split()
"""Members of every kind."""
WORDS = (*sorted(SCALARS), "xml", "Line", "Ask", "Colour", "Drawn", "Shade")
TEXT_WORDS = (*sorted(SCALARS), "Colour", "Shade")
"""What an attribute, or an element's text, can be."""
FORMS = ("", "?", "[]", "[]?", "?[]", "[][]")


def quay(*, nils: bool) -> Contract:
    """A service as XmlSerializer has it, or DataContractSerializer, which writes ``nils``."""
    null = nillable if nils else optional
    text = Scalar("string")
    meta = MapOf(
        *(QName(ARRAYS, "KeyValueOfstringstring"), QName(ARRAYS, "Key"), text),
        *(QName(ARRAYS, "Value"), text, True),
    )
    return service(
        record(
            "Ask",
            attribute("Kind", text),
            plain("Id", Scalar("int")),
            null("Name", text),
            repeated("Tag", text),
            null("Lines", items("Line", RecordRef("Line"))),
            null("Extra", AnyXml()),
            null("Hue", EnumerationRef("Colour")),
            null("Line", RecordRef("Line")),
            null("Meta", meta),
        ),
        record(
            "Amount",
            attribute("Unit", text, nullable=True),
            Field(QName("", ""), Scalar("decimal"), Particle.TEXT, required=True),
        ),
        record("ArrayOfPoint", repeated("Point", RecordRef("Point")), collection=True),
        record("Line", plain("Number", Scalar("int"))),
        record("Point", plain("X", Scalar("double"))),
        messages=("Ask", "Amount", "ArrayOfPoint"),
        enumerations=(Enumeration("Colour", None, ("Red", "Dark Green")),),
    )


def corrected(text: str, *, nils: bool = False) -> Contract:
    source = read("quay/overrides.toml", text.encode())
    made = quay(nils=nils)
    return correct(made, of_pages(made), read_overrides(source)).contract


NEW = {
    "Drawn": '[records.Drawn.first]\nDepth = "decimal"\n"@Unit" = "string"\n',
    "Shade": '[enumerations.Shade]\nmembers = ["Light", "Dark"]\n',
}
"""What describes the types that no page shows."""


def every_type() -> str:
    """Every type for a new member, before and after the others, as element and as attribute."""
    lines = {"first": [""], "last": [""]}
    for number, (word, form) in enumerate(product(WORDS, FORMS)):
        lines[("first", "last")[number % 2]].append(f'E{number} = "{word}{form}"')
    for number, (word, form) in enumerate(product(TEXT_WORDS, FORMS[:2])):
        if (word, form) != ("ID", "?"):  # an element has one at most
            place = ("first", "last")[number % 2]
            lines[place].append(f'"@A{number}" = "{word}{form}"')
    return "".join(
        f"[records.{key}.{place}]" + "\n".join(found) + "\n"
        for key in ("Ask", "Amount", "Line")
        for place, found in lines.items()
    )


def every_setting(nullable: str, required: str) -> Iterator[str]:
    described = 'description = "A \\"\\"\\" b \\\\ \\t {{ c }}"\n'
    for member in MEMBERS:
        yield f'[members."{member}"]\nnullable = {nullable}\nrequired = {required}\n'
        yield described
    yield f"[records.Ask]\n{described}"
    yield '[records."*o*"]\ndescription = ""\n'
    yield f'[enumerations.Colour]\nadd = ["mro", "1", "é"]\nflags = false\n{described}'
    address = 'scheme = "http"\nhost = "h\\"\'{x}:80"\npath = "/\\"{x}\\\\"\n'
    yield f"[operations.Ask]\n{described}{address}[service]\n{address}"


def retyped(members: list[str], word: str) -> str:
    return said(members, f'type = "{word}"')


def said(members: list[str], setting: str) -> str:
    return "".join(f'[members."{each}"]\n{setting}\n' for each in members)


TEXTS = {
    "every type": every_type(),
    "all null, none required": "".join(every_setting("true", "false")),
    "none null, all required": "".join(every_setting("false", "true")),
    "lists": retyped(MEMBERS[1:-2], "Drawn?[][]"),
    "records": retyped(MEMBERS[1:-2], "Line"),
    "enumerations": retyped(MEMBERS, "Shade"),
    "content": retyped(MEMBERS[1:-2], "xml"),
    "scalars": retyped(MEMBERS, "base64Binary?"),
    "flags": '[enumerations.Colour]\nmembers = ["None", "name", "_x_"]\nflags = true\n',
    "left out": said(MEMBERS, "omit = true"),
    "never left out": said(MEMBERS, "omit = false"),
    "bases": '[records.Line]\nbase = "Near"\ntype_name = "Line"\n[records.Near.first]\n'
    'Number = "int"\n[records.Far]\nbase = "Line"\ntype_name = "Far"\n'
    '[records.Far.last]\n"@Unit" = "int"\nNear = "Near"\n',
    "itself": '[records.Ask.last]\nN = "New"\n[records.New.first]\n"@a" = "int"\nN = "New"\n',
}
ELEMENTS = [each for each in MEMBERS if "@" not in each and "#" not in each]
XML_TEXTS = {
    "repeated": said(ELEMENTS, "repeated = true"),
    "once": said(ELEMENTS, "repeated = false"),
    "choice": '[records.Ask]\nchoice = ["Id", "Name", "Tag", "Lines", "Extra", "Hue", "Line"]\n',
    "drawn": '[records."*"]\nchoice = ["Depth", "Name"]\n[records.Drawn.last]\n'
    'Name = "Drawn"\n[members."Ask.Line"]\ntype = "Drawn"\n',
}
"""What DataContractSerializer has not."""
TRIED = {
    **{f"{name}, xml": (text, False) for name, text in (TEXTS | XML_TEXTS).items()},
    **{f"{name}, contract": (text, True) for name, text in TEXTS.items()},
}


@pytest.mark.parametrize(("text", "nils"), TRIED.values(), ids=TRIED)
def test_what_is_accepted_can_be_imported(
    text: str, nils: bool, tmp_path: Path
) -> None:
    new = (described for name, described in NEW.items() if name in text)
    made = corrected("".join((text, *new)), nils=nils)
    package = load(made, tmp_path)
    sys.path.insert(0, str(tmp_path))
    try:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
        for name in package.__all__:
            kind = getattr(package, name)
            if isinstance(kind, type):
                assert get_type_hints(kind) is not None
    finally:
        sys.path.remove(str(tmp_path))
    write(tmp_path / "schema", schema_files(made))
    for path in sorted((tmp_path / "schema").glob("*.xsd")):
        xmlschema.XMLSchema(str(path))


def test_every_setting_is_tried() -> None:
    tried = "".join((*TEXTS.values(), *XML_TEXTS.values(), *NEW.values()))
    for section, settings in SECTIONS.items():
        assert f"[{section}" in tried
        for setting in settings:
            assert (
                f"{setting} =" in tried or f".{setting}]" in tried
            ), f"no text here sets {setting}: add one to TEXTS"


def test_every_setting_stands_in_the_document() -> None:
    page = (ROOT / "docs/overrides.md").read_text("utf-8")
    for section, settings in SECTIONS.items():
        rows = "\n".join(re.findall(rf"^\| `\[{section}\b.*", page, re.M))
        unsaid = [each for each in settings if not re.search(rf"[`.]{each}[`\]]", rows)]
        assert unsaid == [], f"say what these of [{section}] do in docs/overrides.md"


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ('[records.Ask.last]\n"@X" = "Line"', 2, "the type 'Line' of an attribute"),
        ('[records.Ask.last]\n"@X" = "xml?"', 2, "the type 'xml?' of an attribute"),
        ('[records.Ask.last]\n"@X" = "int[]"', 2, "the type 'int[]' of an attribute"),
        ('[members."Ask.@Kind"]\ntype = "Ask"', 2, "the type 'Ask' of an attribute"),
        (
            '[members."Amount.#text"]\ntype = "Line"',
            2,
            "the type 'Line' of an element's text",
        ),
        (
            '[records.Ask.first]\nX = "int"\n[records.Ask.last]\nX = "int"',
            4,
            "the member X of Ask, which line 2 adds",
        ),
        (
            '[records."A*".first]\nX = "int"\n[records.Ask.first]\nX = "string"',
            4,
            "the member X of Ask, which line 2 adds",
        ),
        (f'[records.Ask.last]\nX = "int{"[]" * 9}"', 2, "9 lists inside each other"),
        ('[records.Ask.last]\n"a\u00b2" = "int"', 2, "'a\u00b2'"),
        ('[records.Ask.last]\n"@xmlns" = "int"', 2, "'@xmlns'"),
        ('[records.Ask]\ndescription = "a\\u0000"', 2, "the character U+0000"),
        ('[members."Ask.Id"]\ndescription = "\\uFFFE"', 2, "the character U+FFFE"),
        ('[service]\npath = "/\\u0001"', 2, "the character U+0001"),
        ('[operations.Ask]\nhost = "h\\u001b"', 2, "the character U+001B"),
        ('[enumerations.Colour]\nadd = ["\\u0007"]', 2, "the character U+0007"),
        ("[enumerations.Colour]\nmembers = []", 2, "[]"),
        (
            "[enumerations.Colour]\nflags = true",
            2,
            "flags with the member 'Dark Green'",
        ),
        (
            '[enumerations.Colour]\nadd = ["a b"]\nmembers = ["a"]\nflags = true',
            2,
            "flags with the member 'a b'",
        ),
        (
            '[records.Ask.last]\nX = "a b"\n[records."a b".first]\nY = "int"',
            3,
            "the name 'a b'",
        ),
        ('[records.Ask.last]\nX = "int"\n[enumerations.int]\nadd = ["a"]', 3, "'int'"),
        ('[records.Ask.last]\nX = "xml"\n[records.xml.first]\nY = "int"', 3, "'xml'"),
        (
            '[records.Ask.last]\nX = "N"\n[enumerations.N]\nadd = ["a"]\n'
            '[records.N.first]\nY = "int"',
            3,
            "a record and an enumeration that are called 'N'",
        ),
    ],
)
def test_what_could_not_is_refused_at_its_line(
    text: str, line: int, found: str
) -> None:
    with pytest.raises(SpecError) as caught:
        corrected(text + "\n")
    assert found in caught.value.found
    assert caught.value.origin.line == line
    assert caught.value.advice
