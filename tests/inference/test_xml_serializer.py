"""The rules of an ASMX page's samples, one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.inference import inferred
from soapstone.model.contract import AnyXml, Particle, QName, Record, Scalar
from soapstone.model.findings import Severity
from tests.canonical import canonical
from tests.inference.samples import (
    TNS,
    all_flags,
    asmx,
    contract,
    findings,
    findings_of,
    types,
)
from tests.packages import load


def members(inside: str) -> dict[str, str]:
    """The types of the members of a request."""
    return types(contract(asmx(f"<Q>{inside}</Q>")), "Q")


@pytest.mark.parametrize(
    "name",
    [
        "string",
        "long",
        "int",
        "boolean",
        "dateTime",
        "unsignedByte",
        "guid",
        "char",
        "anyURI",
        "positiveInteger",
    ],
)
def test_a_value_is_the_name_of_its_type(name: str) -> None:
    assert members(f"<a>{name}</a>") == {"a": name}


def test_qname_alone_is_printed_with_a_prefix() -> None:
    assert members("<a>q1:QName</a>") == {"a": "QName"}


def test_a_duration_is_a_text_that_stays_as_it_is(tmp_path: Path) -> None:
    """XmlSerializer maps it to System.String; a timedelta would turn a month into 30 days."""
    made = contract(asmx("<Q><a>duration</a></Q>"))
    assert made.record("Q").fields[0].type == Scalar("duration", text=True)
    package = load(made, tmp_path)
    document = f'<Q xmlns="{TNS}"><a>P1Y2M</a></Q>'
    request = package.Q.from_xml(document)
    assert request.a == "P1Y2M"
    assert canonical(request.to_xml()) == canonical(document)


def test_value_types_must_be_there_and_reference_types_can_be_null() -> None:
    page = asmx(
        "<Q><a>int</a><b>string</b><c>Spring or Fall</c><d>base64Binary</d></Q>"
    )
    assert all_flags(contract(page), "Q") == {
        "a": "required demanded",
        "b": "nullable",
        "c": "required demanded",
        "d": "nullable",
    }


def test_words_joined_by_or_are_an_enumeration() -> None:
    made = contract(asmx("<Q><Season>Spring or Summer or Fall</Season></Q>"))
    assert [(e.key, e.members) for e in made.enumerations] == [
        ("Season", ("Spring", "Summer", "Fall"))
    ]


@pytest.mark.parametrize(
    ("odd", "plain", "type_"),
    [
        ("<a>hunter2</a>", "<a>int</a>", "int"),
        ("<a>hunter2</a>", "<a>Spring or Fall</a>", "a"),
        (
            "<a><s>hunter2</s><s>x</s></a>",
            "<a><s>int</s><s>int</s></a>",
            "list(s: int)",
        ),
        ("<a b='hunter2'/>", "<a b='int'/>", "a"),
    ],
)
def test_a_type_name_in_another_sample_outweighs_an_odd_word(
    odd: str, plain: str, type_: str
) -> None:
    """Somebody filled in one sample of the page: SOAP 1.1, or 1.2."""
    for first, second in ((odd, plain), (plain, odd)):
        page = asmx("<Q/>", f"<R>{first}</R>", second=f"<R>{second}</R>")
        made = contract(page)
        assert types(made, "R") == {"a": type_}
        assert [each.code for each in findings(page)] == []
        if type_ == "a" and made.records[0].key == "a":
            assert types(made, "a") == {"b": "int"}


def test_members_with_blanks_may_hold_the_or_between_members() -> None:
    (found,) = findings(asmx("<Q><Size>Letter or Large Envelope or Flat</Size></Q>"))
    assert (found.code, found.severity, found.subject) == (
        "enumeration-with-blanks",
        Severity.GUESS,
        "Q.Size",
    )


def test_a_lone_word_is_a_text_for_somebody_may_have_filled_it_in() -> None:
    page = asmx("<Q><Mode a='hunter2'>hunter2</Mode><Pin>hunter2</Pin></Q>")
    found = inferred("svc", [page])
    assert found.contract.enumerations == ()
    assert types(found.contract, "Q") == {"Mode": "Mode", "Pin": "string"}
    said = [each for each in findings_of(found) if each.code == "filled-in"]
    assert [each.subject for each in said] == ["Mode.#text", "Mode.@a", "Q.Pin"]
    assert not any("hunter2" in each.found + each.decided for each in said)
    assert "hunter2" not in repr(found.contract)


def test_a_page_that_states_the_type_has_the_say_over_one_that_is_filled_in() -> None:
    filled = asmx("<Q><Pin>hunter2</Pin></Q>", file="svc/a.txt")
    stated = asmx("<Q><Pin>long</Pin></Q>", file="svc/b.txt")
    found = inferred("svc", [filled, stated])
    assert types(found.contract, "Q") == {"Pin": "long"}
    assert [each for each in findings_of(found) if each.code != "scheme-unknown"] == []


def test_two_equal_children_and_nothing_else_are_a_list() -> None:
    assert members("<A><int>int</int><int>int</int></A>") == {"A": "list(int: int)"}
    assert members("<A><s>string</s><s>string</s></A>") == {"A": "list(s: string?)"}


def test_one_child_is_no_list() -> None:
    assert members("<A><int>int</int></A>") == {"A": "A"}


def test_lists_nest() -> None:
    inner = "<Row><int>int</int><int>int</int></Row>"
    assert members(f"<A>{inner}{inner}</A>") == {"A": "list(Row: list(int: int)?)"}


def test_a_child_that_repeats_among_others_is_a_list_without_wrapper() -> None:
    made = contract(
        asmx("<Q><A>int</A><Line><x>int</x></Line><Line><x>int</x></Line></Q>")
    )
    assert types(made, "Q") == {"A": "int", "Line": "Line"}
    assert all_flags(made, "Q")["Line"] == "repeated"


def test_a_wrapper_with_attributes_is_a_record() -> None:
    made = contract(asmx('<Q><S Max="decimal"><I>int</I><I>int</I></S></Q>'))
    assert types(made, "S") == {"Max": "decimal", "I": "int"}
    assert all_flags(made, "S") == {"Max": "required demanded", "I": "repeated"}


def test_attributes_come_first_and_are_unqualified() -> None:
    made = contract(asmx('<Q><S Kind="A or B" Note="" Uri="anyURI"><I>int</I></S></Q>'))
    first = made.record("S").fields[0]
    assert (first.name, first.particle) == (QName("", "Kind"), Particle.ATTRIBUTE)
    assert types(made, "S") == {
        "Kind": "Kind",
        "Note": "string",
        "Uri": "anyURI",
        "I": "int",
    }
    assert all_flags(made, "S")["Uri"] == "nullable"


def test_a_message_is_a_record_even_where_its_children_look_like_a_list() -> None:
    made = contract(asmx("<Q><I>int</I><I>int</I></Q>"))
    assert all_flags(made, "Q") == {"I": "repeated"}


@pytest.mark.parametrize(
    "xml",
    [
        "<a>xml</a>",
        "<a>xmlxml</a>",
        "<a>dataset</a>",
        '<a xsi:type="type"/>',
        '<a><s:schema xmlns:s="http://www.w3.org/2001/XMLSchema">schema</s:schema>xml</a>',
    ],
)
def test_what_no_schema_describes_is_any_xml(xml: str) -> None:
    assert members(xml) == {"a": "any"}


@pytest.mark.parametrize(
    ("xml", "dotnet_type"),
    [
        ("<a>xml</a>", ""),
        ("<a>xmlxml</a>", ""),
        ("<a>dataset</a>", "typed DataSet"),
        (
            '<a><s:schema xmlns:s="http://www.w3.org/2001/XMLSchema">schema</s:schema>xml</a>',
            "DataSet",
        ),
        ('<a><schema xmlns="urn:a">schema</schema>xml</a>', None),
    ],
)
def test_a_data_set_is_known_by_its_schema(xml: str, dotnet_type: str | None) -> None:
    (field,) = contract(asmx(f"<Q>{xml}</Q>")).record("Q").fields
    found = field.type.dotnet_type if isinstance(field.type, AnyXml) else None
    assert found == dotnet_type


def test_any_type_is_any_xml_also_as_an_item() -> None:
    made = contract(asmx("<Q><A><anyType/><anyType/></A></Q>"))
    assert types(made, "Q") == {"A": "list(anyType: any?)"}
    assert not findings(asmx("<Q><A><anyType/><anyType/></A></Q>"))


def test_an_empty_element_can_be_anything_and_that_is_said() -> None:
    page = asmx("<Q>\n<x/></Q>")
    assert contract(page).record("Q").fields[0].type == AnyXml(silent=True)
    (found,) = findings(page)
    assert (found.code, found.subject, found.origin.line) == ("empty-element", "Q.x", 2)


def test_an_empty_message_is_no_finding() -> None:
    page = asmx("<Q/>", "<QResponse/>")
    made = contract(page)
    assert (made.record("Q").fields, made.record("QResponse").fields) == ((), ())
    assert not findings(page)


def test_a_nameless_simple_type_is_a_string_and_said() -> None:
    assert members("<a>bytes</a>") == {"a": "string"}
    (found,) = findings(asmx('<Q><a x="">string</a></Q>'))
    assert (found.code, found.subject) == ("anonymous-type", "a.@x")


def test_a_root_with_text_holds_its_value() -> None:
    (field,) = contract(asmx("<Q>long</Q>")).record("Q").fields
    assert field.particle is Particle.TEXT


def test_a_bare_any_keeps_what_it_is_given() -> None:
    assert contract(asmx("<Q>xml</Q>")).record("Q").fields == ()


def test_a_member_of_another_schema_keeps_its_namespace_and_type() -> None:
    made = contract(
        asmx('<Q><A><Id xmlns="urn:other">int</Id></A><B xmlns="">int</B></Q>')
    )
    record = made.record("A")
    assert (record.namespace, record.fields[0].name) == (
        "urn:other",
        QName("urn:other", "Id"),
    )
    assert [str(field.name) for field in made.record("Q").fields] == [
        f"{{{TNS}}}A",
        "B",
    ]


def test_an_array_shows_the_name_of_its_items_type_and_a_member_does_not() -> None:
    item = "<Item><x>int</x></Item>"
    made = contract(asmx(f"<Q><L>{item}{item}</L><M><y>int</y></M></Q>"))

    def type_name(record: Record) -> str:
        return record.type_name.name if record.type_name else ""

    assert type_name(made.record("Item")) == "Item"
    assert type_name(made.record("M")) == type_name(made.record("Q")) == ""


def test_a_type_of_any_xml_needs_no_record() -> None:
    field = contract(asmx("<Q><a>xml</a></Q>")).record("Q").fields[0]
    assert (field.type, field.nullable) == (AnyXml(), True)


def test_a_qualified_name_is_text_and_said() -> None:
    page = asmx('<Q><a>q1:QName</a><b k="q2:QName"><c>int</c></b></Q>')
    assert [(found.code, found.subject) for found in findings(page)] == [
        ("qualified-name", "Q.a"),
        ("qualified-name", "b.@k"),
    ]


def test_one_member_from_elsewhere_does_not_move_its_type() -> None:
    made = contract(asmx('<Q><A xmlns="urn:arg">int</A><B>int</B></Q>'))
    assert made.record("Q").namespace == TNS
    assert made.record("Q").fields[0].name == QName("urn:arg", "A")
