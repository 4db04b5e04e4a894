"""What a person says stands above what pages show; a line of no use is found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from soapstone.inference import inferred
from soapstone.inputs.overrides import Corrected, correct, read_overrides
from soapstone.inputs.toml_source import read
from soapstone.model.catalogue import asmx as asmx_rules
from soapstone.model.catalogue import service as service_rules
from soapstone.model.contract import (
    AnyXml,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Message,
    Particle,
    QName,
    RecordRef,
    Scalar,
    Serializer,
)
from soapstone.model.decisions import findings
from soapstone.model.findings import Finding, Origin, Severity, SpecError
from soapstone.pages import read_page
from tests.contracts import (
    ARRAYS,
    ORDERS,
    attribute,
    choice,
    everything,
    items,
    nillable,
    of_pages,
    optional,
    plain,
    record,
    repeated,
    service,
)
from tests.forms import form_page

INT, TEXT = Scalar("int"), Scalar("string")


def asmx(**more: Any) -> Contract:
    """A service as XmlSerializer has it: null references are left out."""
    return service(
        record("Ask", plain("Id", INT), optional("Name", TEXT)),
        record("AskResult", optional("Items", items("Line", RecordRef("Line")))),
        record("Line", plain("Number", INT)),
        record("OtherResult", attribute("Kind", TEXT)),
        messages=("Ask", "AskResult", "OtherResult"),
        enumerations=(Enumeration("Colour", None, ("Red", "Green")),),
        **more,
    )


def stack() -> Contract:
    """A service as DataContractSerializer has it: null references are nil."""
    return service(
        record("Ask", nillable("Name", TEXT), nillable("Line", RecordRef("Line"))),
        record("Line", namespace="urn:lines", type_name=QName("urn:lines", "Line")),
        messages=("Ask",),
        serializer=Serializer.DATA_CONTRACT,
    )


def corrected(contract: Contract, text: str) -> Corrected:
    source = read("tc2/overrides.toml", text.encode())
    return correct(contract, of_pages(contract), read_overrides(source))


def open_(made: Corrected) -> tuple[Finding, ...]:
    return findings(made.provenance, made.contract)


def failure(text: str, contract: Contract | None = None) -> str:
    with pytest.raises(SpecError) as caught:
        corrected(contract or asmx(), text)
    return str(caught.value)


def failures(text: str) -> list[str]:
    """All errors of a file, each with its line."""
    with pytest.raises(SpecError) as caught:
        corrected(asmx(), text)
    return [str(each) for each in (caught.value, *caught.value.others)]


def field(made: Corrected, path: str) -> Field:
    key, _, name = path.partition(".")
    (found,) = (f for f in made.contract.record(key).fields if f.name.name == name)
    return found


def names(made: Corrected, key: str) -> list[str]:
    return [each.name.name for each in made.contract.record(key).fields]


def test_nothing_changes_nothing() -> None:
    for made in (asmx(), everything()):
        assert corrected(made, "") == Corrected(made, of_pages(made))


# --- members that no page shows -----------------------------------------------------------------

RESULTS = """\
[records."*Result".first]
ResultCode = "int"
ResultData = "string"
"""


def test_one_rule_for_many_records() -> None:
    made = corrected(asmx(), RESULTS)
    assert names(made, "AskResult") == ["ResultCode", "ResultData", "Items"]
    assert names(made, "OtherResult") == ["Kind", "ResultCode", "ResultData"]
    assert names(made, "Line") == ["Number"]
    assert field(made, "AskResult.ResultCode") == plain("ResultCode", INT)
    assert field(made, "AskResult.ResultData") == optional("ResultData", TEXT)
    assert open_(made) == ()


def test_each_application_is_evidence_with_its_line() -> None:
    made = corrected(asmx(), RESULTS)
    assert [(each.subject, each.value, each.origin) for each in made.evidence[:2]] == [
        (
            "AskResult.ResultCode",
            "int",
            Origin("tc2/overrides.toml", 2, 'ResultCode = "int"'),
        ),
        (
            "AskResult.ResultData",
            "string",
            Origin("tc2/overrides.toml", 3, 'ResultData = "string"'),
        ),
    ]


def test_members_after_the_others_and_attributes_before_them() -> None:
    made = corrected(asmx(), '[records.Ask.last]\nNew = "Line"\n"@Kind" = "string"\n')
    assert names(made, "Ask") == ["Kind", "Id", "Name", "New"]
    kind = made.contract.record("Ask").fields[0]
    assert kind == attribute("Kind", TEXT, nullable=True)


def test_a_member_that_a_page_has_come_to_show_is_superfluous() -> None:
    made = corrected(asmx(), '[records.Ask.first]\nName = "string"\nNew = "int"\n')
    assert names(made, "Ask") == ["New", "Id", "Name"]
    (found,) = open_(made)
    assert (found.code, found.subject, found.origin.line) == (
        "superfluous-override",
        "Ask.Name",
        2,
    )


def test_a_member_that_only_some_show_is_not_superfluous() -> None:
    contract = asmx()
    shown = replace(contract.record("AskResult"), fields=(plain("ResultCode", INT),))
    records = tuple(shown if e.key == "AskResult" else e for e in contract.records)
    made = corrected(replace(contract, records=records), RESULTS)
    assert open_(made) == ()
    assert names(made, "AskResult") == ["ResultData", "ResultCode"]


def test_a_member_that_a_page_shows_otherwise_stays_and_is_a_conflict() -> None:
    made = corrected(asmx(), '[records.Ask.first]\nName = "long"\n')
    assert field(made, "Ask.Name").type == TEXT
    (found,) = open_(made)
    assert (found.severity, found.code) == (Severity.CONFLICT, "shown-member")
    assert (
        found.settle == 'Delete the line, or correct the type in [members."Ask.Name"].'
    )


def test_what_extends_a_record_inherits_what_it_gets() -> None:
    """Whichever comes first in the contract: the base is the last here."""
    contract = service(
        record("Derived", plain("A", INT), plain("B", INT), base="Root"),
        record(
            "Most", plain("A", INT), plain("B", INT), plain("C", INT), base="Derived"
        ),
        record("Root", plain("A", INT)),
        messages=("Derived", "Most", "Root"),
    )
    for pattern in ("*", "[RM]o*"):
        made = corrected(contract, f'[records."{pattern}".last]\nX = "int"\n')
        assert names(made, "Root") == ["A", "X"]
        assert names(made, "Derived") == ["A", "X", "B"]
        assert names(made, "Most") == ["A", "X", "B", "C"]
    made = corrected(contract, '[records.Derived.first]\nX = "int"\n')
    assert names(made, "Most") == ["A", "X", "B", "C"]
    assert names(made, "Root") == ["A"]
    made = corrected(contract, '[members."*.A"]\ntype = "long"\n')
    assert {field(made, f"{key}.A").type for key in ("Root", "Derived", "Most")} == {
        Scalar("long")
    }


# --- types --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("long", plain("X", Scalar("long"))),
        (" long? ", plain("X", Scalar("long"), nullable=True, nillable=True, demanded=False)),
        ("string", optional("X", TEXT)),
        ("duration", optional("X", Scalar("duration", text=True))),
        ("xml", optional("X", AnyXml())),
        ("Line", optional("X", RecordRef("Line"))),
        ("Colour", plain("X", EnumerationRef("Colour"))),
        ("int[]", optional("X", items("int", INT, nillable=False))),
        ("int?[]", optional("X", items("int", INT))),
        ("Line[]", optional("X", items("Line", RecordRef("Line")))),
        ("xml[]", optional("X", items("anyType", AnyXml()))),
        (
            "int[][]",
            optional("X", items("ArrayOfInt", items("int", INT, nillable=False))),
        ),
    ],
)  # fmt: skip
def test_types_of_xml_serializer(text: str, expected: Field) -> None:
    made = corrected(asmx(), f'[records.Ask.last]\nX = "{text}"\n')
    assert field(made, "Ask.X") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("int", Field(QName(ORDERS, "X"), INT)),
        ("int?", nillable("X", INT)),
        ("string", nillable("X", TEXT)),
        ("duration", Field(QName(ORDERS, "X"), Scalar("duration"))),
        ("int[]", nillable("X", items("int", INT, nillable=False, namespace=ARRAYS))),
        ("Line[]", nillable("X", items("Line", RecordRef("Line"), namespace="urn:lines"))),
    ],
)  # fmt: skip
def test_types_of_data_contracts(text: str, expected: Field) -> None:
    made = corrected(stack(), f'[records.Ask.last]\nX = "{text}"\n')
    assert field(made, "Ask.X") == expected


def test_an_unknown_type_says_which_there_are() -> None:
    assert failure('[records.Ask.first]\nX = "integr"\n') == (
        "tc2/overrides.toml:2: found the type 'integr'; expected an XSD type (string, int, long, "
        "decimal, dateTime, boolean, guid …), xml, or a record or enumeration of the service; "
        "with [] for a list, ? where it can be null. Nearest: integer, int, Line."
    )


def test_types_that_only_the_file_describes() -> None:
    text = """\
[members."Ask.Name"]
type = "Mood"
[enumerations.Mood]
members = ["Good", "Bad"]
[records.Line.last]
More = "Extra[]"
[records.Extra.first]
X = "int"
"""
    made = corrected(asmx(), text)
    assert field(made, "Ask.Name").type == EnumerationRef("Mood")
    assert made.contract.enumeration("Mood").members == ("Good", "Bad")
    assert isinstance(field(made, "Line.More").type, ListOf)
    assert made.contract.record("Extra") == record("Extra", plain("X", INT))
    keys = [each.key for each in made.contract.records]
    assert keys == sorted(keys)


# --- members, enumerations, operations ----------------------------------------------------------


def test_members_are_corrected() -> None:
    text = """\
[members."Ask.Id"]
description = "Which one."
nullable = true
type = "long"
[members."*.Name"]
required = true
"""
    made = corrected(asmx(), text)
    assert field(made, "Ask.Id") == plain(
        "Id",
        Scalar("long"),
        nullable=True,
        nillable=True,
        demanded=False,
        documentation="Which one.",
    )
    assert field(made, "Ask.Name") == optional("Name", TEXT, demanded=True)


def test_what_may_be_left_out_is_never_nil() -> None:
    """A list without a wrapper has no None, and a text is no part to leave out."""
    text = '[members."Ask.*"]\nnullable = true\n[members."*"]\nomit = true\n'
    kinds = service(
        record("Ask", plain("Id", INT), repeated("Tag", INT), attribute("At", INT)),
        record("Bare", replace(plain("", INT), particle=Particle.TEXT)),
        messages=("Ask", "Bare"),
    )
    for contract in (kinds, replace(kinds, serializer=Serializer.DATA_CONTRACT)):
        made = corrected(contract, text)
        assert field(made, "Ask.Id") == optional("Id", INT)
        assert field(made, "Ask.At") == attribute("At", INT, nullable=True)
        assert field(made, "Ask.Tag") == repeated("Tag", INT, nillable=True)
        assert field(made, "Bare.").required
    again = corrected(kinds, '[members."Ask.Id"]\nomit = true\nrequired = true\n')
    assert field(again, "Ask.Id") == optional("Id", INT, demanded=True)


def test_what_is_never_left_out() -> None:
    """A recording may have lacked it."""
    contract = service(record("Ask", optional("Id", INT)), messages=("Ask",))
    made = corrected(contract, '[members."Ask.Id"]\nomit = false\n')
    assert field(made, "Ask.Id") == plain("Id", INT)


def named(item: str, type_: Any, *, nillable: bool = True) -> ListOf:
    """A list whose items a page calls otherwise than after their type."""
    return ListOf(QName("urn:t", item), type_, nillable)


@pytest.mark.parametrize(
    ("shown", "said", "made"),
    [
        (items("string", TEXT), "int[]", items("int", INT, nillable=False)),
        (named("Tag", TEXT), "int[]", named("Tag", INT, nillable=False)),
        (named("Tag", TEXT), "string[]", named("Tag", TEXT)),
        (
            named("Row", named("Cell", TEXT)),
            "int[][]",
            named("Row", named("Cell", INT, nillable=False)),
        ),
        (named("Tag", TEXT), "int[][]", None),
    ],
)
def test_items_that_a_page_names_otherwise_keep_their_names(
    shown: ListOf, said: str, made: ListOf | None
) -> None:
    contract = service(record("Ask", optional("Tags", shown)), messages=("Ask",))
    text = f"[members.'Ask.Tags']\ntype = '{said}'\n"
    (changed,) = corrected(contract, text).contract.records
    if made:
        assert changed.fields[0].type == made
    else:  # it has as many levels no more
        assert "Tag" not in str(changed.fields[0].type).replace("Tags", "")


MAP = MapOf(
    QName("urn:t", "Pair"),
    *(QName("urn:t", "Word"), TEXT, QName("urn:t", "Count"), TEXT),
    nillable=True,
)


@pytest.mark.parametrize(
    ("said", "key", "value", "can_be_null"),
    [
        ("map[int, long]", INT, Scalar("long"), False),
        ("map[ string,long? ]", TEXT, Scalar("long"), True),
        ("map[string, string]", TEXT, TEXT, True),
        ("map[string, Colour]", TEXT, EnumerationRef("Colour"), False),
    ],
)
def test_a_dictionary_keeps_the_names_of_its_elements(
    said: str, key: Any, value: Any, can_be_null: bool
) -> None:
    contract = service(
        record("Ask", optional("Words", MAP)),
        messages=("Ask",),
        enumerations=(Enumeration("Colour", None, ("Red", "Green")),),
    )
    text = f"[members.'Ask.Words']\ntype = '{said}'\n"
    (changed,) = corrected(contract, text).contract.records
    assert changed.fields[0].type == replace(
        MAP, key_type=key, value_type=value, nillable=can_be_null
    )


def test_what_is_said_of_null_stands_above_what_follows_from_one_element() -> None:
    text = "[members.'Ask.Name']\nnullable = false\nrepeated = false\n"
    made = corrected(asmx(), text).contract.records[0]
    assert not made.fields[1].nullable


def test_a_list_without_an_element_around_it() -> None:
    """A page shows a branch of a repeated choice once."""
    text = '[members."*.Name"]\nrepeated = true\n'
    made = corrected(asmx(), text)
    assert field(made, "Ask.Name") == repeated("Name", TEXT)
    back = corrected(made.contract, text.replace("true", "false"))
    assert back.contract == asmx()
    assert failure(text, stack()) == (
        "tc2/overrides.toml:2: found a list without an element around it; expected a type with [], "
        "because DataContractSerializer writes an element around every list. Delete the line."
    )
    assert failure('[members."OtherResult.@Kind"]\nrepeated = true\n') == (
        "tc2/overrides.toml:2: found a list as an attribute; expected the name of an element, "
        "which alone can stand several times. Delete the line."
    )


def test_a_value_that_a_data_contract_demands_stays_demanded() -> None:
    contract = service(
        record("Ask", nillable("Name", TEXT, demanded=True)), messages=("Ask",)
    )
    made = corrected(contract, '[members."Ask.Name"]\ntype = "guid"\n')
    assert field(made, "Ask.Name").demanded


def test_enumerations_are_corrected() -> None:
    text = '[enumerations.Colour]\nadd = ["Blue", "Red"]\nflags = true\ndescription = "D"\n'
    made = corrected(asmx(), text).contract.enumeration("Colour")
    assert made == Enumeration("Colour", None, ("Red", "Green", "Blue"), True, "D")
    again = corrected(asmx(), '[enumerations.Colour]\nmembers = ["A"]\n')
    assert again.contract.enumeration("Colour").members == ("A",)


def test_addresses() -> None:
    text = '[service]\nscheme = "http"\nhost = "localhost:8080"\n[operations."Ask*"]\npath = "/p"\n'
    made = corrected(asmx(), text)
    assert [
        (each.bindings[0].scheme, each.bindings[0].host, each.bindings[0].path)
        for each in made.contract.operations
    ] == [
        ("http", "localhost:8080", "/p"),
        ("http", "localhost:8080", "/p"),
        ("http", "localhost:8080", "/s.asmx"),
    ]
    assert open_(made) == ()


def test_the_method_stays_behind_the_path_that_a_person_says() -> None:
    """HTTP GET and POST have it there; a path of the service cannot know it."""
    page = read_page("svc/Ring.txt", form_page("Ring", "bell"))
    made = corrected(
        inferred("svc", [page]).contract, '[service]\npath = "/new.asmx"\n'
    )
    paths = [each.path for each in made.contract.operations[0].bindings]
    assert paths == ["/new.asmx/Ring", "/new.asmx/Ring"]


@pytest.mark.parametrize(
    "text",
    [
        '[members."Ask.Id"]\ntype = "int"\n',
        '[members."Ask.Id"]\nnullable = false\n',
        '[members."Ask.Id"]\nrequired = true\n',
        '[members."Ask.Id"]\ndescription = ""\n',
        '[records.Ask]\ndescription = ""\n',
        '[operations.Ask]\ndescription = ""\n',
        '[operations.Ask]\npath = "/s.asmx"\n',
        '[service]\nhost = "h"\n',
        '[enumerations.Colour]\nmembers = ["Red", "Green"]\n',
        '[enumerations.Colour]\nadd = ["Red"]\n',
        "[enumerations.Colour]\nflags = false\n",
    ],
)
def test_what_the_pages_say_as_well_is_superfluous(text: str) -> None:
    made = corrected(asmx(), text)
    assert made.contract == asmx()
    (found,) = open_(made)
    assert (found.code, found.origin.line) == ("superfluous-override", 2)


def test_the_scheme_that_was_assumed_is_no_news_and_yet_not_superfluous() -> None:
    """No page shows it: only now is it known."""
    assert open_(corrected(asmx(), '[service]\nscheme = "https"\n')) == ()


def test_what_a_person_has_said_is_open_no_more() -> None:
    """A person's type settles what pages left open; a description settles nothing."""
    contract = asmx()
    pages = of_pages(contract)
    here = Origin("tc2/Ask.txt", 1)
    for member in contract.record("Ask").fields:
        pages.add("Ask", member, asmx_rules.ANONYMOUS_TYPE.at(here))
    pages.service = (service_rules.SCHEME_UNKNOWN.at(here, host="h"),)
    text = '[service]\nscheme = "https"\n[members."Ask.Id"]\ntype = "long"\n'
    text += '[members."Ask.Name"]\ndescription = "D"\n'
    source = read("tc2/overrides.toml", text.encode())
    made = correct(contract, pages, read_overrides(source))
    left = {each.subject for each in open_(made)}
    before = {each.subject for each in findings(pages, contract)}
    assert before - left == {"Orders", "Ask.Id"}


# --- what cannot stand --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[members."Ask.Nmae"]\ntype = "int"',
            "tc2/overrides.toml:1: found no member 'Ask.Nmae'; expected one of the service's "
            "members, or a pattern that fits some. Nearest: Ask.Name",
        ),
        (
            '[records."*Reslt".first]\nX = "int"',
            ":1: found no record '*Reslt'; expected",
        ),
        ('[operations.Aks]\npath = "/"', "found no operation 'Aks'; expected one of"),
        ("[enumerations.Hue]\nflags = true", "found no enumeration 'Hue'; expected"),
        (
            '[member."Ask.Id"]\ntype = "int"',
            ":1: found 'member'; expected one of: service, operations, records, members, "
            "enumerations. Nearest: members",
        ),
        (
            "[service]\nport = 1",
            ":2: found 'port'; expected one of: scheme, host, path.",
        ),
        ('[service]\nscheme = "ftp"', ":2: found 'ftp'; expected http or https."),
        ('[service]\nhost = "a/b"', ":2: found 'a/b'; expected a host, with its port"),
        ('[service]\npath = "p"', ":2: found 'p'; expected a path that begins with /"),
        ('[members."Ask.Id"]\nnullable = "yes"', ":2: found 'yes'; expected true or"),
        (
            '[members."Ask.Id"]\ntype = true',
            ":2: found true; expected a text in quotes",
        ),
        ('[enumerations.Colour]\nadd = "A"', ":2: found 'A'; expected a list of texts"),
        ("[enumerations.Colour]\nadd = [1]", ":2: found 1; expected a text in quotes"),
        ('[enumerations.Colour]\nadd = [""]', ":2: found ''; expected a text in quot"),
        ('[enumerations.Colour]\nadd = ["A", "A"]', "; expected each member once."),
        ("[records.Ask]\nfirst = 1", ":2: found 1; expected lines NAME ="),
        ("[records.Ask.first]\nX = 1", ":2: found 1; expected a type in quotes"),
        ('[records.Ask.first]\n"a b" = "int"', ":2: found 'a b'; expected the name of"),
        ("members = 1", ":1: found 1; expected a table"),
        ("[members]\nx = 1", ":2: found 1; expected a table"),
        ('[members."Ask.Id"]\ntype = "Mood"', ":2: found the type 'Mood'; expected an"),
        (
            "[enumerations.Mood]\nflags = true",
            "found no enumeration 'Mood'",
        ),
    ],
)
def test_an_error_has_line_and_advice(text: str, message: str) -> None:
    assert message in failure(text + "\n")


def test_messages_and_keys_stay() -> None:
    """An override never renames: names stand in names.toml."""
    made = corrected(asmx(), RESULTS).contract
    assert made.operations[0].request == Message(QName(ORDERS, "Ask"), "Ask")
    assert [each.key for each in made.types] == [each.key for each in asmx().types]


# --- choices ------------------------------------------------------------------------------------


def shapes() -> Contract:
    fields = [optional(name, RecordRef("Line")) for name in ("A", "B", "C")]
    return service(
        record("Ask", plain("Id", INT), *fields, optional("End", TEXT)),
        record("Line", plain("Number", INT)),
        messages=("Ask",),
    )


CHOICE = '[records.Ask]\nchoice = ["C", "A", "New"]\n'


def test_a_choice_of_elements_is_one_list() -> None:
    """Members come first, whatever stands first in the file; branches stand as on the page."""
    more = '[records.Ask.last]\nNew = "int"\n[members."Ask.A"]\ntype = "long"\n'
    made = corrected(shapes(), CHOICE + more)
    line = RecordRef("Line")
    assert made.contract.record("Ask").fields == (
        plain("Id", INT),
        choice(A=Scalar("long"), C=line, New=INT),
        optional("B", line),
        optional("End", TEXT),
    )
    assert open_(made) == ()
    assert made.evidence[-1].subject == "Ask.A|C|New"


def test_a_choice_that_recordings_show_is_corrected() -> None:
    text = '[records.Ask]\nchoice = ["A", "B", "End"]\n'
    once = corrected(shapes(), text)
    again = corrected(once.contract, text)
    assert again.contract == once.contract
    assert [each.code for each in open_(again)] == ["superfluous-override"]
    less = corrected(once.contract, '[records."*"]\nchoice = ["A", "C"]\n')
    line = RecordRef("Line")
    assert less.contract.record("Ask").fields == (
        plain("Id", INT),
        choice(A=line, C=line),
        repeated("B", line),
        repeated("End", TEXT),
    )


def test_what_extends_a_record_has_its_choice() -> None:
    fields = [plain("A", INT), plain("B", INT), plain("C", INT)]
    contract = service(
        record("Derived", *fields, base="Root"),
        record("Root", *fields[:2]),
        messages=("Derived", "Root"),
    )
    for pattern in ("Root", "*"):
        made = corrected(contract, f'[records."{pattern}"]\nchoice = ["A", "B"]\n')
        assert names(made, "Root") == ["A|B"]
        assert names(made, "Derived") == ["A|B", "C"]
    assert failure('[records.Derived]\nchoice = ["B", "C"]\n', contract) == (
        "tc2/overrides.toml:2: found the element 'B', which Derived inherits; expected elements "
        "that Derived has of its own. Set choice in [records.Root] instead."
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[records.Ask]\nchoice = ["A", "Bb"]\n',
            "found no element 'Bb'; expected elements of one record that 'Ask' fits. Nearest: B.",
        ),
        (
            '[records."*"]\nchoice = ["A", "Number"]\n',
            "found no record with all of these elements; expected elements of one record that '*' "
            "fits. Nearest: A.",
        ),
        (
            '[records.Ask]\nchoice = ["A"]\n',
            "found a choice of 'A' alone; expected two elements or more. For a list of one "
            "element, set repeated = true for the member instead.",
        ),
    ],
)
def test_a_choice_of_what_is_not_there(text: str, message: str) -> None:
    assert failure(text, shapes()).removeprefix("tc2/overrides.toml:2: ") == message


def test_a_choice_has_no_type_and_data_contracts_no_choice() -> None:
    made = corrected(shapes(), '[records.Ask]\nchoice = ["A", "B"]\n').contract
    for setting in ('type = "int"', "repeated = false"):
        found = failure(f'[members."Ask.A|B"]\n{setting}\n', made)
        assert "for a choice of elements; expected" in found
    contract = replace(shapes(), serializer=Serializer.DATA_CONTRACT)
    assert failure(CHOICE, contract) == (
        "tc2/overrides.toml:2: found a choice of elements; expected members in a fixed order, as "
        "DataContractSerializer writes them. Delete the line."
    )


EVERY_KIND = """\
[service]
hosts = "h"
scheme = "ftp"
[record.Ask]
[records.Aks]
description = "d"
[records.Ask.first]
"a b" = "int"
Other = "Bord"
[members."Ask.Idd"]
required = true
[members."Ask.Other"]
required = true
[enumerations.Colour]
add = "A"
flags = 1
"""


def test_all_errors_of_a_file_are_reported_each_once() -> None:
    """Whoever misspelt five names does not want to run five times."""
    assert [
        each.split(";")[0].partition("toml:")[2] for each in failures(EVERY_KIND)
    ] == [
        "2: found 'hosts'",
        "3: found 'ftp'",
        "4: found 'record'",
        "5: found no record 'Aks'",
        "8: found 'a b'",
        "9: found the type 'Bord'",
        "10: found no member 'Ask.Idd'",
        "15: found 'A'",
        "16: found 1",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        '[enumerations.Mood]\nmembers = "A"\n',  # a value of a wrong kind
        "[enumerations.Mood]\nmember = ['A']\n",  # a setting misspelt
        "[enumerations.Mood]\nmembers = ['A', 'A']\nflags = true\n",
        "[records.Mood]\nfirsts = {A = 'int'}\n",
    ],
)
def test_what_follows_from_an_error_is_no_error(wrong: str) -> None:
    """A table that is wrong is there: lines that name it are right."""
    text = f"[records.Ask.first]\nMood = 'Mood[]'\n[members.'Ask.Mood']\nrequired = true\n{wrong}"
    assert len(failures(text)) == 1
