"""What a person may have edited in names.toml, and what is said where it cannot stand."""

from __future__ import annotations

import pytest

from soapstone.emit.python.reserved import reserved
from soapstone.inputs.names.reading import read_names, unused
from soapstone.inputs.toml_source import read
from soapstone.model.contract import Enumeration, Scalar
from soapstone.model.findings import SpecError
from soapstone.model.names import Names, TypeNames
from tests.contracts import optional, plain, record, service

HEAD = """\
[operations]
Ask = "ASK"

[types.Ask]
class = "Ask"
at = "Ask"

[types.Ask.fields]
"""


def names(text: str) -> Names:
    return read_names(read("tc2/names.toml", text.encode()), reserved())


def failure(text: str) -> str:
    with pytest.raises(SpecError) as caught:
        names(text)
    return str(caught.value)


def test_names_are_read() -> None:
    assert names(HEAD + 'Id = "number"\n') == Names(
        {"Ask": "ASK"}, {"Ask": TypeNames("Ask", {"Id": "number"}, place="Ask")}
    )


def test_an_empty_file_names_nothing() -> None:
    assert names("# nothing yet\n") == Names()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            'Id = "the id"',
            "tc2/names.toml:9: found 'the id', which is not an identifier; expected a name for a "
            "field: an identifier that begins with a small letter. Choose another name.",
        ),
        ('Id = "class"', "found 'class', a keyword of Python;"),
        ('Id = "datetime"', "found 'datetime', which generated code needs itself;"),
        ('Id = "_wire"', "found '_wire', which begins with an underscore;"),
        ('Id = "Ask"', "found 'Ask'; expected a name for a field"),
        ('Id = "\ufb01x"', "which Python would read as another name;"),
        ('Id = ""', "found '', which is not an identifier;"),
        ("Id = 1", "found 1; expected a text in quotes."),
        ("Id = []", "found []; expected a text in quotes."),
        ("Id = {a = 1}", "found a table; expected a text in quotes."),
        (
            'Id = "x"\nNo = "y"\nUp = "X"',
            "tc2/names.toml:11: found 'X'; expected a name for a field",
        ),
        (
            'Id = "x"\nNo = "x"',
            "tc2/names.toml:10: found 'x' a second time; expected a name that differs from "
            "that of line 9 by more than upper and lower case. Rename one of them.",
        ),
    ],
)
def test_a_name_that_cannot_stand(line: str, message: str) -> None:
    assert message in failure(HEAD + line + "\n")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"ASK"', '"ask"', "names.toml:2: found 'ask'; expected a name for a constant"),
        ('class = "Ask"', 'class = "ask"', ":5: found 'ask'; expected a name for a cl"),
        (
            'class = "Ask"',
            'class = "AttributeError"',
            ":5: found 'AttributeError', which generated code needs itself; expected",
        ),
        ('class = "Ask"', 'class = "ASK"', "names.toml:5: found 'ASK' a second time;"),
        ('class = "Ask"', "", "names.toml:4: found no class; expected a line class ="),
        ('at = "Ask"', "at = 1", "names.toml:6: found 1; expected a text in quotes."),
        ("at =", "att =", ":6: found 'att'; expected one of: class, at, type, fields"),
        ("[operations]", "[operation]", ":1: found 'operation'; expected one of: ope"),
        ("[types.Ask]", "[type.Ask]", "expected one of: operations, types. Nearest: t"),
        ("[types.Ask.fields]", "[types.Ask.field]", "found 'field'; expected one of"),
    ],
)
def test_a_file_that_is_not_as_it_should_be(old: str, new: str, message: str) -> None:
    assert message in failure(HEAD.replace(old, new, 1) + 'Id = "id"\n')


@pytest.mark.parametrize(
    "text", ['types.Ask.class = "Ask"\n', '[types]\nAsk = { class = "Ask" }\n']
)
def test_tables_have_headers_or_nothing_could_be_added(text: str) -> None:
    assert "found a table without a header; expected a line [types.Ask]" in failure(
        text
    )


@pytest.mark.parametrize("text", ["types = 1\n", "[types]\nAsk = 1\n"])
def test_what_is_no_table(text: str) -> None:
    assert "found 1; expected a table [types" in failure(text)


def test_names_of_what_no_page_shows_are_found_and_no_error() -> None:
    """A page may be gone for a day; and a person may have misspelt a name."""
    kind = Enumeration("Kind", None, ("Red",))
    made = service(
        record("Ask", plain("RefId", Scalar("int")), optional("B", Scalar("string"))),
        messages=("Ask",),
        enumerations=(kind,),
    )
    text = (
        HEAD.replace("Ask =", 'Tell = "TELL"\nAsk =')
        + 'RefID = "ref"\nB = "b"\n[types.Kind]\nclass = "Kind"\n[types.Kind.members]\n'
        + 'Rot = "ROT"\n[types.Gone]\nclass = "Gone"\n'
    )
    source = read("tc2/names.toml", text.encode())
    found = unused(source, read_names(source, reserved()), made)
    assert [(each.origin.line, each.subject) for each in found] == [
        (2, "Tell"),
        (10, "Ask.RefID"),
        (15, "Kind.Rot"),
        (16, "Gone"),
    ]
    assert found[1].settle.endswith("gone for good. Nearest: RefId.")


def test_all_errors_of_a_file_are_reported_each_once() -> None:
    """Whoever misspelt five names does not want to run five times."""
    text = (
        "[operations]\nAsk = 'ask'\nTell = 'TELL'\ntell = 'TELL'\n"
        "[types]\nBoard = 'Board'\n"
        "[types.Ask]\nclass = 'class'\nat = 1\nfield = 'x'\n"
        "[types.Ask.fields]\nA = 'B'\nC = 'c'\nD = 'C'\nE = '1'\n"
    )
    with pytest.raises(SpecError) as caught:
        names(text)
    every = (caught.value, *caught.value.others)
    assert [(each.origin.line, each.found.split(",")[0]) for each in every] == [
        (2, "'ask'"),
        (4, "'TELL' a second time"),
        (6, "'Board'"),
        (8, "'class'"),
        (9, "1"),
        (10, "'field'"),
        (12, "'B'"),
        (14, "'C'"),
        (15, "'1'"),
    ]
