"""What messages add to a contract, what they settle, and what they must not change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from soapstone.model.contract import (
    AnyXml,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Particle,
    QName,
    RecordRef,
    Scalar,
    Serializer,
    Type,
)
from soapstone.model.findings import Severity
from tests.contracts import (
    ORDERS,
    attribute,
    choice,
    items,
    nillable,
    optional,
    plain,
    record,
    repeated,
    service,
)
from tests.inputs.recordings.support import NIL, fields, found, learned, message, open_

INT, LONG, STRING = Scalar("int"), Scalar("long"), Scalar("string")
GUESS = Scalar("int", guessed=True)


def ask(*members: Field, **more: Any) -> Contract:
    """A service whose one message has these members."""
    return service(record("Ask", *members), messages=("Ask",), **more)


def answer(*members: Field) -> Contract:
    """A service that answers with these members."""
    made = service(record("Ask", *members), messages=("Ask",))
    (operation,) = made.operations
    return replace(
        made, operations=(replace(operation, request=None, response=operation.request),)
    )


def names(contract: Contract, key: str = "Ask") -> list[str]:
    return [field.name.name for field in contract.record(key).fields]


# Members that no page shows


def test_inherited_members_come_first_as_in_the_message() -> None:
    result = learned(
        ask(optional("Own", STRING)),
        message("Ask", "<Code>0</Code><Data>ok</Data><Own>x</Own>"),
    )
    assert names(result.contract) == ["Code", "Data", "Own"]
    new = fields(result.contract.record("Ask"))
    assert new["Code"] == plain("Code", GUESS)
    assert new["Data"] == optional("Data", STRING)
    severities = {key: each.severity for key, each in found(result).items()}
    assert severities == {
        "Ask.Code recorded-member": Severity.GUESS,  # the next may be no number
        "Ask.Data recorded-member": Severity.NOTE,
    }


def test_what_looks_like_a_duration_is_a_text_to_xml_serializer() -> None:
    """It writes no TimeSpan, so that it is a string whose months would be lost."""
    sent = message("Ask", "<Term>P1Y2M</Term>")
    new = fields(learned(ask(), sent).contract.record("Ask"))
    assert new["Term"] == optional("Term", Scalar("duration", text=True))
    made = ask(serializer=Serializer.DATA_CONTRACT)
    new = fields(learned(made, sent).contract.record("Ask"))
    assert new["Term"].type == Scalar("duration")


def test_new_members_follow_all_that_precede_them_in_messages() -> None:
    """Members between may be left out in one message and not in the next."""
    contract = ask(*(optional(name, STRING) for name in "ABC"))
    result = learned(
        contract,
        message("Ask", "<A>x</A><New>x</New><C>x</C>"),
        message("Ask", "<B>x</B><New>x</New><Newer>x</Newer>"),
    )
    assert names(result.contract) == ["A", "B", "New", "Newer", "C"]


def test_a_new_member_that_is_not_always_there_is_optional() -> None:
    result = learned(
        ask(optional("Own", STRING)),
        message("Ask", "<Own>x</Own><Count>5</Count>"),
        message("Ask", "<Own>x</Own>"),
    )
    expected = replace(plain("Count", GUESS), nullable=True, required=False)
    assert fields(result.contract.record("Ask"))["Count"] == replace(
        expected, demanded=False
    )


def test_a_member_without_any_value_is_not_added() -> None:
    """It might be anything, and is kept on the object as it is."""
    result = learned(
        ask(optional("Own", STRING)),
        message("Ask", f"<Own>x</Own><Odd {NIL}/><Even></Even>"),
    )
    assert names(result.contract) == ["Own"]
    assert found(result).keys() == {
        "Ask.Odd recorded-empty",
        "Ask.Even recorded-empty",
    }


def test_new_elements_with_members_are_records_and_lists() -> None:
    result = learned(
        ask(optional("Own", STRING)),
        message(
            "Ask",
            "<Own>x</Own>"
            '<Who id="7"><Name>n</Name></Who>'
            "<Rows><Row><Id>1</Id></Row><Row><Id>2</Id></Row></Rows>"
            "<Ids><int>1</int></Ids><Tag>a</Tag><Tag>b</Tag>",
        ),
    )
    new = fields(result.contract.record("Ask"))
    assert new["Who"].type == RecordRef("Who")
    assert new["Rows"].type == ListOf(QName(ORDERS, "Row"), RecordRef("Row"), True)
    assert new["Ids"].type == ListOf(QName(ORDERS, "int"), GUESS, False)
    assert new["Tag"] == repeated("Tag", STRING)
    assert result.contract.record("Who").fields == (
        replace(attribute("id", GUESS), required=True, demanded=True),
        optional("Name", STRING),
    )


def test_a_new_element_of_a_known_type_is_of_it() -> None:
    row = record("Row", plain("Id", LONG), type_name=QName(ORDERS, "Row"))
    contract = service(
        record("Ask", optional("One", RecordRef("Row"))), row, messages=("Ask",)
    )
    result = learned(
        contract,
        message("Ask", "<More><Row><Id>1</Id></Row></More><One><Id>1</Id></One>"),
    )
    assert fields(result.contract.record("Ask"))["More"].type == items(
        "Row", RecordRef("Row")
    )
    assert len(result.contract.records) == 2


def test_digits_with_a_leading_zero_are_a_text() -> None:
    result = learned(
        ask(optional("Own", STRING)), message("Ask", "<Zip>01067</Zip><Own>x</Own>")
    )
    assert fields(result.contract.record("Ask"))["Zip"].type == STRING


# Types


@pytest.mark.parametrize(
    ("texts", "type_"),
    [
        (["0", "17"], GUESS),
        (["0", "3000000000"], Scalar("long", guessed=True)),
        (["0", "12.50"], Scalar("decimal")),
        (["3000000000", "1.5E+20"], Scalar("double")),
    ],
)
def test_a_guessed_number_is_settled_by_all_values(
    texts: list[str], type_: Scalar
) -> None:
    documents = [message("Ask", f"<N>{text}</N>") for text in texts]
    result = learned(ask(plain("N", GUESS)), *documents)
    assert fields(result.contract.record("Ask"))["N"].type == type_


def test_what_a_page_states_stands() -> None:
    contract = ask(plain("N", INT), optional("S", STRING), plain("L", LONG))
    result = learned(contract, message("Ask", "<N>3000000000</N><S>5</S><L>5</L>"))
    assert result.contract == contract
    (finding,) = open_(result)
    assert (finding.code, finding.severity) == ("recorded-misfit", Severity.CONFLICT)


def test_twice_what_a_page_shows_once_is_a_branch_of_a_repeated_choice() -> None:
    contract = ask(optional("S", STRING))
    result = learned(contract, message("Ask", "<S>a</S><S>b</S>"))
    (field,) = result.contract.record("Ask").fields
    assert field == repeated("S", STRING)
    (finding,) = open_(result)
    assert (finding.code, finding.severity) == ("recorded-repeated", Severity.NOTE)


def test_a_data_contract_has_no_member_twice() -> None:
    made = ask(nillable("S", STRING))
    contract = replace(made, serializer=Serializer.DATA_CONTRACT)
    result = learned(contract, message("Ask", "<S>a</S><S>b</S>"))
    assert result.contract == contract
    (finding,) = open_(result)
    assert (finding.code, finding.severity) == (
        "recorded-repeated",
        Severity.CONFLICT,
    )


TYPED = 'i:type="x:int" xmlns:x="http://www.w3.org/2001/XMLSchema"'
SILENT = AnyXml(silent=True)


def shown_empty(text: str, member: Type = SILENT, **more: Any) -> Type:
    """What a member X that the page shows as an empty element turns out to be."""
    contract = ask(optional("X", member), **more)
    result = learned(contract, *(message("Ask", each) for each in text.split(" or ")))
    return fields(result.contract.record("Ask"))["X"].type


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<X {TYPED}>5</X>", AnyXml()),
        ("<X>PT5M</X>", STRING),
        ("<X>a</X> or <X/>", STRING),
        ("<X/>", SILENT),
        ("<X/> or <X i:nil='true'/>", SILENT),
        ("<X><A>1</A></X>", RecordRef("X")),
        ("<X><A>1</A></X> or <X/>", RecordRef("X")),
        ("<X><A>1</A></X> or <X>a</X>", AnyXml()),
        ("<X><int>1</int></X>", items("int", GUESS, nillable=False)),
    ],
)
def test_an_empty_element_turns_out_to_be_what_messages_show(
    text: str, expected: Type
) -> None:
    assert shown_empty(text) == expected


def test_so_do_the_items_of_a_list_and_the_values_of_a_map() -> None:
    listed = shown_empty("<X><I><A>1</A></I></X>", items("I", SILENT))
    assert listed == items("I", RecordRef("I"))
    name = QName(ORDERS, "E"), QName(ORDERS, "K"), STRING, QName(ORDERS, "V")
    mapped = shown_empty(
        "<X><E><K>k</K><V>v</V></E></X>", MapOf(*name, SILENT, nillable=True)
    )
    assert mapped == MapOf(*name, STRING, nillable=True)


def test_what_messages_show_of_an_empty_element_is_said() -> None:
    result = learned(
        ask(optional("Any", SILENT), optional("Who", SILENT)),
        message("Ask", f"<Any {TYPED}>5</Any><Who><Label>x</Label></Who>"),
    )
    assert found(result).keys() == {
        "Ask.Any recorded-type",
        "Ask.Who recorded-type",
        "Who.Label recorded-member",
    }
    assert fields(result.contract.record("Who")) == {"Label": optional("Label", STRING)}


def test_any_value_that_the_page_states_stays_any_value() -> None:
    assert shown_empty("<X><A>1</A></X>", AnyXml()) == AnyXml()


@pytest.mark.parametrize("text", ["02134", "7", "true", "1.50", "2020-01-01", "1e5"])
def test_an_empty_element_of_an_asmx_page_is_a_text_whatever_it_looks_like(
    text: str,
) -> None:
    """The page prints the name of every built-in type, so only facets can hide one."""
    assert shown_empty(f"<X>{text}</X>") == STRING


def test_an_empty_class_of_servicestack_may_be_an_object_or_a_scalar() -> None:
    for text, expected in (
        (f"<X {TYPED}>5</X>", AnyXml()),
        ("<X>2020-01-01T00:00:00</X>", Scalar("dateTime")),
        ("<X/>", RecordRef("X")),
    ):
        made = service(
            record("Ask", nillable("X", RecordRef("X"))),
            record("X"),
            messages=("Ask",),
            serializer=Serializer.DATA_CONTRACT,
        )
        result = learned(made, message("Ask", text))
        assert fields(result.contract.record("Ask"))["X"].type == expected


def test_an_element_of_another_namespace_is_no_new_member() -> None:
    """.NET skips it in silence: a client's mistake must not become a field."""
    contract = ask(plain("N", INT))
    result = learned(contract, message("Ask", '<N>1</N><N xmlns="urn:x">1</N>'))
    assert result.contract == contract
    assert found(result)["Ask.N recorded-namespace"].severity is Severity.CONFLICT


# Nil and absence


def test_a_nil_int_becomes_nullable_and_is_written_nil() -> None:
    result = learned(ask(plain("N", INT)), message("Ask", f"<N {NIL}/>"))
    (field,) = result.contract.record("Ask").fields
    assert field == plain("N", INT, nullable=True, nillable=True, demanded=False)
    assert found(result)["Ask.N recorded-nil"].severity is Severity.NOTE


def test_a_nil_where_a_table_states_a_plain_type_contradicts_it() -> None:
    """A ServiceStack page tells int from int?; an ASMX page does not."""
    made = ask(Field(QName(ORDERS, "N"), INT), nillable("S", STRING))
    contract = replace(made, serializer=Serializer.DATA_CONTRACT)
    result = learned(contract, message("Ask", f"<N {NIL}/>"))
    assert found(result)["Ask.N recorded-nil"].severity is Severity.CONFLICT
    assert result.contract == contract  # what the page states stands


def test_a_reference_that_is_nil_rather_than_left_out_is_written_so() -> None:
    result = learned(ask(optional("S", STRING)), message("Ask", f"<S {NIL}/>"))
    assert result.contract.record("Ask").fields == (nillable("S", STRING),)


def test_nil_items_are_nillable() -> None:
    contract = ask(optional("Ids", items("int", INT, nillable=False)))
    result = learned(contract, message("Ask", f"<Ids><int>1</int><int {NIL}/></Ids>"))
    assert fields(result.contract.record("Ask"))["Ids"].type == items("int", INT)


def test_a_value_that_answers_leave_out_is_optional() -> None:
    """XmlSerializer does that where a member ``NSpecified`` says so."""
    result = learned(answer(plain("N", INT)), message("Ask", ""))
    assert result.contract.record("Ask").fields == (optional("N", INT),)
    assert found(result).keys() == {"Ask.N recorded-absence"}


def test_what_a_request_leaves_out_is_optional() -> None:
    """XSpecified of .NET, which no page shows: the service takes its default."""
    result = learned(ask(plain("N", INT)), message("Ask", ""))
    (field,) = result.contract.record("Ask").fields
    assert field == optional("N", INT)
    assert found(result).keys() == {"Ask.N recorded-absence"}


def test_a_member_may_hold_the_or_between_members() -> None:
    contract = enumerated("Letter", "Large Envelope", "Flat", "Package")
    result = learned(contract, message("Ask", "<State>Large Envelope or Flat</State>"))
    (enumeration,) = result.contract.enumerations
    assert enumeration.members == ("Letter", "Large Envelope or Flat", "Package")
    assert found(result).keys() == {"State recorded-choices"}


# Enumerations and derived types


def enumerated(*members: str, flags: bool = False) -> Contract:
    enumeration = Enumeration("State", None, members, flags)
    contract = ask(plain("State", EnumerationRef("State")))
    return replace(contract, enumerations=(enumeration,))


def test_members_of_a_known_enumeration_are_added() -> None:
    result = learned(
        enumerated("On"),
        *(message("Ask", f"<State>{s}</State>") for s in ("Off", "On")),
    )
    assert result.contract.enumerations[0].members == ("On", "Off")
    assert "'Off'" in found(result)["State recorded-choices"].found


def test_several_known_members_in_one_value_are_flags() -> None:
    result = learned(
        enumerated("Read", "Write"), message("Ask", "<State>Read Write</State>")
    )
    (enumeration,) = result.contract.enumerations
    assert (enumeration.members, enumeration.flags) == (("Read", "Write"), True)


def test_a_member_with_a_blank_is_one_member() -> None:
    result = learned(enumerated("On"), message("Ask", "<State>Not on</State>"))
    assert result.contract.enumerations[0].members == ("On", "Not on")


def test_a_derived_type_extends_the_one_in_whose_place_it_stands() -> None:
    person = record("Person", plain("Id", INT), type_name=QName(ORDERS, "Person"))
    contract = service(
        record("Ask", optional("Who", RecordRef("Person"))), person, messages=("Ask",)
    )
    result = learned(
        contract,
        message("Ask", '<Who i:type="Boss"><Hired>2020-01-02</Hired><Id>1</Id></Who>'),
        message("Ask", f"<Who><Id {NIL}/></Who>"),
    )
    boss, base = (result.contract.record(key) for key in ("Boss", "Person"))
    assert (boss.base, boss.type_name) == ("Person", QName(ORDERS, "Boss"))
    assert (
        boss.fields[0]
        == base.fields[0]
        == plain("Id", INT, nullable=True, nillable=True, demanded=False)
    )
    assert boss.fields[1:] == (plain("Hired", Scalar("date")),)


def test_a_type_of_which_a_page_shows_its_own_members_gets_those_of_its_base() -> None:
    """ASMX pages leave out what a type inherits."""
    person = record("Person", plain("Id", INT), type_name=QName(ORDERS, "Person"))
    boss = record("Boss", plain("Level", INT), type_name=QName(ORDERS, "Boss"))
    members = (
        optional("Who", RecordRef("Person")),
        optional("Boss", RecordRef("Boss")),
    )
    contract = service(record("Ask", *members), person, boss, messages=("Ask",))
    result = learned(
        contract, message("Ask", '<Who i:type="Boss"><Id>1</Id><Level>2</Level></Who>')
    )
    made = result.contract.record("Boss")
    assert (made.base, names(result.contract, "Boss")) == ("Person", ["Id", "Level"])


# The rest


def test_another_services_message_is_left_out() -> None:
    contract = ask(plain("N", INT))
    result = learned(contract, "<Other><N>1</N></Other>", message("Ask", "<N>1</N>"))
    assert result.contract == contract
    (finding,) = open_(result)
    assert (finding.code, str(finding.origin)) == (
        "recorded-foreign",
        "orders/recorded/1.xml:1",
    )


def test_faults_are_no_news() -> None:
    soap = "http://schemas.xmlsoap.org/soap/envelope/"
    fault = f'<s:Envelope xmlns:s="{soap}"><s:Body><s:Fault><x/></s:Fault></s:Body></s:Envelope>'
    assert open_(learned(ask(plain("N", INT)), fault)) == ()


def test_evidence_says_what_occurs_and_where_without_values() -> None:
    result = learned(
        ask(plain("N", LONG)),
        message("Ask", "\n<N>123456</N>"),
        message("Ask", "<N>1234567890123</N>"),
    )
    (evidence,) = result.evidence
    assert (evidence.subject, evidence.setting) == ("Ask.N", "recorded")
    assert evidence.value == "occurs 2 times, in the form of int or long"
    assert str(evidence.origin) == "orders/recorded/1.xml:2"
    assert evidence.origin.text == ""


def test_text_beside_attributes_is_a_member() -> None:
    price = record("Price", attribute("unit", STRING, nullable=True))
    contract = service(
        record("Ask", optional("Price", RecordRef("Price"))), price, messages=("Ask",)
    )
    result = learned(contract, message("Ask", '<Price unit="EUR">12.50</Price>'))
    text = result.contract.record("Price").fields[1]
    assert (text.particle, text.type) == (Particle.TEXT, Scalar("decimal"))


def test_the_deepest_message_that_is_read_is_learned_from() -> None:
    deep = "<a>" * 98 + "<b>5</b>" + "</a>" * 98
    result = learned(ask(optional("Own", STRING)), message("Ask", deep))
    assert len(result.contract.records) == 99


@pytest.mark.parametrize(
    "schema",
    [
        '<x:schema xmlns:x="http://www.w3.org/2001/XMLSchema"/><d><r>1</r></d>',
        '<x:diffgram xmlns:x="urn:schemas-microsoft-com:xml-diffgram-v1"><r>1</r></x:diffgram>',
    ],
    ids=["with its schema", "a typed one without"],
)
def test_a_data_set_is_any_xml(schema: str) -> None:
    """It brings its own schema, or none: of its rows nothing is known beforehand."""
    result = learned(
        ask(optional("Own", STRING)),
        message("Ask", f'<Data xml:lang="en">{schema}</Data>'),
    )
    assert fields(result.contract.record("Ask"))["Data"].type == AnyXml()


# Choices


def shapes(*more: Field) -> Contract:
    """A service whose message shows two records and what stands beside them, each once."""
    return service(
        record(
            "Ask",
            plain("Id", INT),
            optional("Circle", RecordRef("Circle")),
            optional("Line", RecordRef("Line")),
            *more,
        ),
        record("Circle", plain("R", INT)),
        record("Line", plain("To", INT)),
        messages=("Ask",),
    )


CIRCLE, LINE = "<Circle><R>1</R></Circle>", "<Line><To>1</To></Line>"


def test_elements_between_each_other_are_a_choice() -> None:
    result = learned(
        shapes(optional("Note", STRING)),
        message("Ask", f"<Id>1</Id>{LINE}{CIRCLE}{LINE}<Note>x</Note>"),
    )
    assert result.contract.record("Ask").fields == (
        plain("Id", INT),
        choice(Circle=RecordRef("Circle"), Line=RecordRef("Line")),
        optional("Note", STRING),
    )
    (finding,) = open_(result)
    assert (finding.subject, finding.code) == ("Ask.Circle|Line", "recorded-choice")
    assert finding.severity is Severity.NOTE
    assert finding.decided == "Taken as one list, in any order, of Circle or Line."


def test_a_repeated_branch_makes_branches_of_the_records_beside_it() -> None:
    """The page shows each once, as it shows the branches of a choice, and one alone is none."""
    result = learned(
        shapes(optional("Note", STRING)),
        message("Ask", f"<Id>1</Id>{CIRCLE}{CIRCLE}<Note>x</Note>"),
    )
    assert names(result.contract) == ["Id", "Circle|Line", "Note"]
    (finding,) = open_(result)
    assert (finding.code, finding.severity) == ("recorded-choice", Severity.GUESS)


def test_what_every_message_has_once_is_no_branch() -> None:
    result = learned(
        shapes(),
        message("Ask", f"<Id>1</Id>{CIRCLE}{LINE}{LINE}"),
        message("Ask", f"<Id>1</Id>{CIRCLE}"),
    )
    assert names(result.contract) == ["Id", "Circle", "Line"]
    assert result.contract.record("Ask").fields[2].repeated
    assert [each.code for each in open_(result)] == ["recorded-repeated"]


def test_texts_are_branches_only_where_messages_mix_them() -> None:
    contract = ask(optional("A", STRING), optional("B", STRING), optional("C", STRING))
    result = learned(contract, message("Ask", "<A>x</A><A>y</A><C>z</C>"))
    assert names(result.contract) == ["A", "B", "C"]
    result = learned(contract, message("Ask", "<A>x</A><C>z</C><A>y</A>"))
    assert names(result.contract) == ["A|C", "B"]
    made, _ = result.contract.record("Ask").fields
    assert made == choice(A=STRING, C=STRING)


def test_what_no_page_shows_can_be_a_branch() -> None:
    result = learned(
        shapes(),
        message("Ask", f"<Id>1</Id>{LINE}<Dot><X>1</X></Dot>{LINE}{CIRCLE}{LINE}"),
    )
    assert names(result.contract) == ["Id", "Circle|Line|Dot"]
    again = learned(
        ask(optional("Name", STRING)),
        message("Ask", "<Name>x</Name><A>1</A><B>b</B><A>2</A>"),
    )
    assert names(again.contract) == ["Name", "A|B"]


def test_an_attribute_is_no_branch_though_it_is_called_like_one() -> None:
    one = '<A xmlns="">x</A>'
    result = learned(
        ask(attribute("A", STRING)),
        message("Ask", f'{one}<B xmlns="">y</B>{one}', 'A="z"'),
    )
    assert names(result.contract) == ["A", "A|B"]


def test_what_a_page_shows_twice_stays_a_list_of_its_own() -> None:
    """A client may write members in any order; XmlSerializer writes a list in one place."""
    contract = ask(repeated("A", STRING), repeated("B", STRING))
    result = learned(contract, message("Ask", "<A>x</A><B>y</B><A>z</A>"))
    assert result.contract == contract
    assert open_(result) == ()


def test_a_data_contract_has_no_choice() -> None:
    contract = replace(shapes(), serializer=Serializer.DATA_CONTRACT)
    result = learned(contract, message("Ask", f"{LINE}{CIRCLE}{LINE}"))
    assert names(result.contract) == ["Id", "Circle", "Line"]


def test_what_extends_a_record_inherits_its_choice() -> None:
    """A page of C# source, or xsi:type, tells that it does; it may show the members again."""
    base = record("Root", *shapes().record("Ask").fields)
    contract = service(
        record("Ask", optional("Of", RecordRef("Root")), base=""),
        base,
        record("More", *base.fields, plain("Own", INT), base="Root"),
        *(each for each in shapes().records if each.key != "Ask"),
        messages=("Ask",),
    )
    result = learned(
        contract, message("Ask", f"<Of><Id>1</Id>{LINE}{CIRCLE}{LINE}</Of>")
    )
    assert names(result.contract, "Root") == ["Id", "Circle|Line"]
    assert names(result.contract, "More") == ["Id", "Circle|Line", "Own"]


def test_a_guess_about_a_branch_stays_open() -> None:
    contract = service(
        record("Ask", optional("A", RecordRef("A")), optional("B", RecordRef("B"))),
        record("A"),
        record("B", plain("X", INT)),
        messages=("Ask",),
    )
    result = learned(contract, message("Ask", "<B><X>1</X></B><A/><B><X>1</X></B>"))
    codes = {f"{each.subject} {each.code}" for each in open_(result)}
    assert codes == {"Ask.A|B recorded-choice", "Ask.A empty-element"}
