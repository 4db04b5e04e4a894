"""The rules of a ServiceStack page's samples and tables, one by one."""

from __future__ import annotations

import pytest

from soapstone.dotnet.namespaces import ARRAYS as ARRAYS_NAMESPACE
from soapstone.dotnet.namespaces import SYSTEM
from soapstone.model.contract import Particle, QName
from soapstone.model.facts import PageFacts
from soapstone.model.findings import Severity
from tests.inference.samples import (
    TYPES,
    all_flags,
    contract,
    enumeration_table,
    findings,
    stack,
    table,
    types,
)

SYSTEM_XMLNS = f'xmlns:s="{SYSTEM}"'
ENTRY = "<a:Key>String</a:Key><a:Value>String</a:Value>"
STRINGS = f"<a:KeyValueOfstringstring>{ENTRY}</a:KeyValueOfstringstring>"


def with_table(inside: str, *rows: str) -> PageFacts:
    """A page whose request has a table."""
    return stack(f"<Q>{inside}</Q>", tables=[table(*rows, caption="Q")])


# By C# type


@pytest.mark.parametrize(
    ("csharp", "expected", "flags"),
    [
        ("int|No", "int", ""),
        ("int|Yes", "int", "demanded"),
        ("int?|No", "int", "nullable nillable"),
        ("int?|Yes", "int", "nullable nillable demanded"),
        ("decimal|No", "decimal", ""),
        ("Char|No", "char", ""),
    ],
)
def test_the_csharp_type_decides_the_type_and_required_the_demand(
    csharp: str, expected: str, flags: str
) -> None:
    made = contract(with_table("<a>0</a>", f"a|{csharp}"))
    assert (types(made, "Q")["a"], all_flags(made, "Q")["a"]) == (expected, flags)


@pytest.mark.parametrize(
    ("csharp", "inside", "expected"),
    [
        ("string", "String", "string"),
        ("byte[]", "AA==", "base64Binary"),
        ("Uri", "http://a/", "anyURI"),
        ("Object", "", "any"),
        ("List<string>", "<a:string>String</a:string>", "list(string: string?)"),
        ("int?[]", f"<s:int {SYSTEM_XMLNS}>0</s:int>", "list(int: int?)"),
        ("List<int>", "<a:int>0</a:int>", "list(int: int)"),
        ("Dictionary<string, string>", STRINGS, "map(string: string?)"),
    ],
)
def test_reference_types_can_be_null(csharp: str, inside: str, expected: str) -> None:
    made = contract(with_table(f"<m>{inside}</m>", f"m|{csharp}|No"))
    assert (types(made, "Q")["m"], all_flags(made, "Q")["m"]) == (
        expected,
        "nullable nillable",
    )


def test_a_list_of_records_takes_its_items_name_from_the_sample() -> None:
    made = contract(
        stack(
            "<Q><L><Item><Id>0</Id></Item></L></Q>",
            tables=[
                table("L|List<Item>|Yes", caption="Q"),
                table("Id|long|No", caption="Item"),
            ],
        )
    )
    assert types(made, "Q") == {"L": "list(Item: Item?)"}
    assert types(made, "Item") == {"Id": "long"}


def test_a_dictionary_of_lists() -> None:
    entry = "<a:Key>0</a:Key><a:Value><a:int>0</a:int></a:Value>"
    name = "a:KeyValueOfintArrayOfintty7Ep6D1"
    made = contract(
        with_table(
            f"<m><{name}>{entry}</{name}></m>", "m|Dictionary<int, List<int>>|No"
        )
    )
    assert types(made, "Q") == {"m": "map(int: list(int: int)?)"}


def test_a_collection_that_the_sample_cuts_is_known_if_its_items_are_built_in() -> None:
    made = contract(
        with_table(
            "<l i:nil='true'/><m i:nil='true'/><n i:nil='true'/>",
            "l|List<int>|No",
            "m|Dictionary<string, int>|No",
            "n|int?[]|No",
        )
    )
    assert types(made, "Q") == {
        "l": "list(int: int)",
        "m": "map(string: int)",
        "n": "list(int: int?)",
    }
    namespaces = [
        getattr(field.type, "item", QName("", "")).namespace
        for field in made.record("Q").fields
    ]
    assert namespaces == [ARRAYS_NAMESPACE, "", SYSTEM]


def test_a_pair_is_a_struct_with_lower_case_members() -> None:
    inside = '<p xmlns:g="http://schemas.datacontract.org/2004/07/System.Collections.Generic">'
    inside += "<g:key>String</g:key><g:value>0</g:value></p>"
    made = contract(with_table(inside, "p|KeyValuePair<string, long>|No"))
    assert types(made, "KeyValuePairOfstringlong") == {"key": "string", "value": "long"}
    assert all_flags(made, "Q") == {"p": "demanded"}


def test_one_type_goes_by_its_csharp_name_whatever_the_member() -> None:
    address = "<City>String</City>"
    made = contract(
        stack(
            f"<Q><Home>{address}</Home><Work>{address}</Work></Q>",
            tables=[table("Home|Address|No", "Work|Address|No", caption="Q")],
        )
    )
    assert types(made, "Q") == {"Home": "Address", "Work": "Address"}
    assert made.record("Address").type_name == QName(TYPES, "Address")


def test_a_type_that_holds_itself_is_filled_where_the_sample_cuts_it() -> None:
    made = stack(
        "<Q><Owner><City>String</City><Owner i:nil='true'/></Owner></Q>",
        tables=[
            table("Owner|Node|No", caption="Q"),
            table("City|string|No", "Owner|Node|No", caption="Node"),
        ],
    )
    assert types(contract(made), "Node") == {"City": "string", "Owner": "Node"}
    assert all_flags(contract(made), "Node")["Owner"] == "nullable nillable"


def test_nullable_and_required_is_said() -> None:
    (found,) = findings(with_table("<RefId>0</RefId>", "RefId|int?|Yes"))
    assert (found.code, found.subject, found.origin.line) == (
        "nullable-required",
        "Q.RefId",
        100,
    )


def test_a_cell_that_holds_no_type_leaves_it_to_the_value() -> None:
    page = with_table("<a>false</a>", "a|of the type|No")
    assert types(contract(page), "Q") == {"a": "boolean"}
    assert [found.code for found in findings(page)] == ["unreadable-type"]


def test_descriptions_and_places_are_kept() -> None:
    made = contract(
        with_table("<b>String</b><a>String</a>", "a|string|No", "b|string|No")
    )
    assert [field.documentation for field in made.record("Q").fields] == [
        "About b.",
        "About a.",
    ]
    (operation,) = made.operations
    assert [(p.name, p.locations) for p in operation.parameters] == [
        ("b", ("form",)),
        ("a", ("form",)),
    ]


def test_a_string_that_shows_an_odd_word_is_a_string_and_said() -> None:
    page = with_table(
        "<Gender>Unknown</Gender><b>String</b>", "Gender|string|No", "b|string|No"
    )
    assert types(contract(page), "Q")["Gender"] == "string"
    assert [(f.code, f.subject) for f in findings(page)] == [("odd-word", "Q.Gender")]


def test_an_enumeration_has_the_members_of_its_table() -> None:
    page = stack(
        "<Q><Mode>Slow</Mode><Level>High</Level></Q>",
        tables=[table("Mode|Mode|No", "Level|Level?|No", caption="Q")],
        enumerations=[
            enumeration_table(("Slow", "0"), ("Fast", "1"), caption="Mode"),
            enumeration_table(("None", "None"), ("High", "High"), ("Top", "Level 1")),
        ],
    )
    made = contract(page)
    assert {e.key: e.members for e in made.enumerations} == {
        "Mode": ("Slow", "Fast"),
        "Level": ("None", "High", "Level 1"),
    }
    assert all_flags(made, "Q") == {"Mode": "demanded", "Level": "nullable nillable"}
    assert not findings(page)


def test_an_enumeration_of_dotnet_is_known_by_name() -> None:
    made = contract(with_table("<Status>Continue</Status>", "Status|HttpStatusCode|No"))
    assert types(made, "Q") == {"Status": "HttpStatusCode"}


# By sample


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("String", "string"),
        ("false", "boolean"),
        ("0001-01-01T00:00:00", "dateTime"),
        ("00000000-0000-0000-0000-000000000000", "guid"),
        ("PT0S", "duration"),
        ("AA==", "base64Binary"),
    ],
)
def test_the_filling_tells_the_type(value: str, expected: str) -> None:
    page = stack(f"<Q><a>{value}</a></Q>")
    assert types(contract(page), "Q") == {"a": expected}
    assert not findings(page)


def test_plain_values_without_a_table_are_neither_null_nor_demanded() -> None:
    made = contract(stack("<Q><a>0</a><b>PT0S</b><c>String</c><d>AA==</d></Q>"))
    assert all_flags(made, "Q") == {
        "a": "",
        "b": "",
        "c": "nullable nillable",
        "d": "nullable nillable",
    }


def test_a_zero_without_a_table_is_a_guess_and_said() -> None:
    page = stack("<Q>\n<Id>0</Id></Q>")
    assert types(contract(page), "Q") == {"Id": "int~"}
    (found,) = findings(page)
    assert (found.code, found.severity, found.subject, found.origin.line) == (
        "guessed-number",
        Severity.GUESS,
        "Q.Id",
        2,
    )


def test_continue_is_the_first_member_of_a_known_enumeration() -> None:
    page = stack("<Q><Status>Continue</Status></Q>")
    made = contract(page)
    (enumeration,) = made.enumerations
    assert (enumeration.key, enumeration.members[0]) == ("HttpStatusCode", "Continue")
    assert all_flags(made, "Q") == {"Status": "demanded"}
    assert [found.code for found in findings(page)] == ["enumeration-by-sample"]


def test_another_word_is_a_string_and_said() -> None:
    page = stack("<Q><Gender>Unknown</Gender></Q>")
    assert types(contract(page), "Q") == {"Gender": "string"}
    assert [found.code for found in findings(page)] == ["odd-word"]


@pytest.mark.parametrize(
    ("value", "expected", "code"),
    [
        ("42", "int~", "guessed-number"),
        ("1.5", "decimal~", "guessed-number"),
        ("12345678901", "long~", "guessed-number"),
        ("2020-01-02T03:04:05.6Z", "dateTime", "live-value"),
    ],
)
def test_a_live_value_is_a_guess(value: str, expected: str, code: str) -> None:
    page = stack(f"<Q><a>{value}</a></Q>")
    assert types(contract(page), "Q") == {"a": expected}
    assert [found.code for found in findings(page)] == [code]


def test_a_collection_of_built_in_items_is_sure_and_names_its_type() -> None:
    page = stack(
        f"<Q><a><a:long>0</a:long></a><b><s:short {SYSTEM_XMLNS}>0</s:short></b></Q>"
    )
    assert types(contract(page), "Q") == {
        "a": "list(long: long)",
        "b": "list(short: short?)",
    }
    assert not findings(page)


def test_a_dictionary_names_its_built_in_types() -> None:
    entry = "<a:Key>0</a:Key><a:Value>String</a:Value>"
    name = "a:KeyValueOfintstring"
    page = stack(f"<Q><m><{name}>{entry}</{name}></m></Q>")
    assert types(contract(page), "Q") == {"m": "map(int: string?)"}
    assert not findings(page)


def test_a_dictionary_of_another_type_names_its_key_only() -> None:
    name = "a:KeyValueOfintItemGDmNO7tu"
    page = stack(
        f"<Q><m><{name}><a:Key>0</a:Key><a:Value><Id>0</Id></a:Value></{name}></m></Q>"
    )
    assert types(contract(page), "Q") == {"m": "map(int: Value?)"}


def test_an_only_child_with_members_of_its_own_namespace_is_likely_an_item() -> None:
    page = stack("<Q><Orders><Order><Name>String</Name></Order></Orders></Q>")
    assert types(contract(page), "Q") == {"Orders": "list(Order: Order?)"}
    assert [(f.code, f.subject) for f in findings(page)] == [
        ("guessed-list", "Q.Orders")
    ]


def test_an_only_child_with_members_of_another_namespace_is_a_member() -> None:
    page = stack("<Q><A><B xmlns:o='urn:other'><o:x>String</o:x></B></A></Q>")
    assert types(contract(page), "A") == {"B": "B"}


def test_an_only_child_with_text_is_a_member() -> None:
    page = stack("<Q><Result><Name>String</Name></Result></Q>")
    assert types(contract(page), "Q") == {"Result": "Result"}
    assert not findings(page)


def test_an_only_word_is_an_item_if_the_names_say_so() -> None:
    page = stack(
        "<Q><Colors><Color>Red</Color></Colors><Paint><Color>Red</Color></Paint></Q>"
    )
    assert types(contract(page), "Q") == {
        "Colors": "list(Color: string)",
        "Paint": "Paint",
    }


def test_lists_of_lists_are_named_array_of() -> None:
    page = stack("<Q><J><ArrayOfItem><Item><x>String</x></Item></ArrayOfItem></J></Q>")
    assert types(contract(page), "Q") == {"J": "list(ArrayOfItem: list(Item: Item?)?)"}


def test_a_document_that_is_a_list() -> None:
    made = contract(
        stack("<Q/>", "<ArrayOfItem><Item><x>String</x></Item></ArrayOfItem>")
    )
    record = made.record("ArrayOfItem")
    assert record.collection
    assert types(made, "ArrayOfItem") == {"Item": "Item"}
    assert all_flags(made, "ArrayOfItem") == {"Item": "repeated"}


def test_a_document_that_is_a_scalar() -> None:
    made = contract(stack("<Q/>", "<string>String</string>"))
    (field,) = made.record("string").fields
    assert field.particle is Particle.TEXT
    assert types(made, "string") == {"Value": "string"}


def test_any_type_is_any_xml() -> None:
    assert types(contract(stack("<Q><a i:type='x:anyType'/></Q>")), "Q") == {"a": "any"}


def test_an_offset_is_known_by_its_members() -> None:
    inside = "<s:DateTime>0001-01-01T00:00:00Z</s:DateTime><s:OffsetMinutes>0</s:OffsetMinutes>"
    page = stack(f"<Q><At {SYSTEM_XMLNS}>{inside}</At></Q>")
    assert types(contract(page), "Q") == {"At": "DateTimeOffset"}
    assert not findings(page)


def test_nil_without_a_table_is_kept_as_xml_and_said() -> None:
    page = stack("<Q><a i:nil='true'/></Q>")
    assert types(contract(page), "Q") == {"a": "any"}
    assert [found.code for found in findings(page)] == ["nil-sample"]


def test_the_errors_of_a_response_status_are_a_list_without_a_word() -> None:
    error = "<s:ResponseError><s:Message>String</s:Message></s:ResponseError>"
    where = 'xmlns:s="http://schemas.servicestack.net/types"'
    status = f"<ResponseStatus {where}><s:Errors>{error}</s:Errors></ResponseStatus>"
    page = stack("<Q/>", f"<QR>{status}</QR>")
    made = contract(page)
    assert types(made, "ResponseStatus") == {
        "Errors": "list(ResponseError: ResponseError?)"
    }
    assert made.record("ResponseStatus").type_name is not None
    assert not findings(page)


def test_a_record_around_a_list_is_no_list_of_lists() -> None:
    items = "<Items><Item><x>String</x><y>String</y></Item></Items>"
    made = contract(stack(f"<Q><Page>{items}</Page></Q>"))
    assert types(made, "Page") == {"Items": "list(Item: Item?)"}


def test_a_types_own_namespace_is_that_of_its_last_members() -> None:
    inside = "<x xmlns='urn:base'>String</x><y>String</y>"
    made = contract(stack(f"<Q><M>{inside}</M></Q>"))
    assert made.record("M").namespace == TYPES
    assert [field.name.namespace for field in made.record("M").fields] == [
        "urn:base",
        TYPES,
    ]


# A C# type that the page names and does not explain


def test_a_word_of_an_unexplained_type_is_a_member_of_an_open_enumeration() -> None:
    inside = "<Kind>Tanker</Kind><Last>Bulk</Last><All><Kind>Tug</Kind></All>"
    rows = "Kind|Kind|No", "Last|Kind?|No", "All|List<Kind>|No"
    page = with_table(inside, *rows)
    made = contract(page)
    (enumeration,) = made.enumerations
    assert (enumeration.key, enumeration.members) == ("Kind", ("Bulk", "Tanker", "Tug"))
    assert types(made, "Q") == {
        "Kind": "Kind",
        "Last": "Kind",
        "All": "list(Kind: Kind)",
    }
    assert all_flags(made, "Q") == {
        "Kind": "demanded",
        "Last": "nullable nillable",
        "All": "nullable nillable",
    }
    assert {(each.code, each.subject) for each in findings(page)} == {
        ("unknown-type", "Q.Kind"),
        ("unknown-type", "Q.Last"),
        ("unknown-type", "Q.All"),
    }
    assert not any("Tanker" in each.found + each.decided for each in findings(page))


def test_a_stated_name_outweighs_the_first_member_of_another_enumeration() -> None:
    made = contract(with_table("<State>Continue</State>", "State|State|No"))
    assert [(each.key, each.members) for each in made.enumerations] == [
        ("State", ("Continue",))
    ]


def test_enumerations_of_one_member_keep_their_own_names() -> None:
    rows = "A|Kind|No", "B|Mode|No"
    made = contract(with_table("<A>None</A><B>None</B>", *rows))
    assert types(made, "Q") == {"A": "Kind", "B": "Mode"}


def test_a_table_of_another_page_has_all_members_of_a_type_by_its_name() -> None:
    row = "Kind|Kind|No"
    shown = stack("<Q><Kind>Tug</Kind></Q>", tables=[table(row, caption="Q")])
    listed = stack(
        "<R><Kind>Tanker</Kind></R>",
        tables=[table(row, caption="R")],
        enumerations=[enumeration_table(("Tanker", "0"), ("Bulk", "1"))],
        file="svc/other.txt",
    )
    made = contract(shown, listed)
    assert [(each.key, each.members) for each in made.enumerations] == [
        ("Kind", ("Tanker", "Bulk"))
    ]
    assert types(made, "Q") == types(made, "R") == {"Kind": "Kind"}


def test_other_members_of_one_enumeration_are_no_contradiction() -> None:
    page = stack(
        "<Q><A><Kind>Tug</Kind></A><B><Kind>Bulk</Kind></B></Q>",
        tables=[
            table("A|Vessel|No", "B|Vessel|No", caption="Q"),
            table("Kind|Kind|No", caption="Vessel"),
        ],
    )
    assert contract(page).enumeration("Kind").members == ("Bulk", "Tug")
    assert Severity.CONFLICT not in [each.severity for each in findings(page)]


def test_a_nil_of_an_enumerations_type_is_that_enumeration() -> None:
    rows = "Kind|Kind|No", "Last|Kind?|No", "Odd|Other?|No"
    inside = "<Kind>Tug</Kind><Last i:nil='true'/><Odd i:nil='true'/>"
    made = contract(with_table(inside, *rows))
    assert types(made, "Q") == {"Kind": "Kind", "Last": "Kind", "Odd": "string"}
    assert all_flags(made, "Q")["Last"] == "nullable nillable"


@pytest.mark.parametrize("text", ["filled_in", "filled in"])
def test_a_value_that_was_filled_in_is_no_member_and_never_nil(text: str) -> None:
    page = with_table(f"<Kind>{text}</Kind>", "Kind|Kind|No")
    made = contract(page)
    assert (types(made, "Q"), all_flags(made, "Q")) == (
        {"Kind": "string"},
        {"Kind": "nullable"},
    )
    assert [each.code for each in findings(page)] == ["unknown-type"]


def test_members_inside_an_unexplained_type_make_it_a_class() -> None:
    made = contract(with_table("<Kind><Id>0</Id></Kind>", "Kind|Kind|No"))
    assert types(made, "Q") == {"Kind": "Kind"}
    assert all_flags(made, "Q") == {"Kind": "nullable nillable"}


# What may be a value type is never nil, which .NET refuses for one


def test_a_word_without_a_type_may_be_an_enumeration_so_it_is_never_nil() -> None:
    made = contract(stack("<Q><Gender>Unknown</Gender><Name>String</Name></Q>"))
    assert all_flags(made, "Q") == {"Gender": "nullable", "Name": "nullable nillable"}


def test_a_word_where_the_table_says_string_may_be_an_enumeration() -> None:
    rows = "Gender|string|No", "Mode|string?|No", "Modes|List<string>|No"
    inside = "<Gender>Unknown</Gender><Mode>Slow</Mode><Modes><a:string>Slow</a:string></Modes>"
    made = contract(with_table(inside, *rows))
    assert types(made, "Q")["Modes"] == "list(string: string)"
    assert all_flags(made, "Q") == {
        "Gender": "nullable",
        "Mode": "nullable nillable",
        "Modes": "nullable nillable",
    }


DRAWING = 'xmlns:w="http://schemas.datacontract.org/2004/07/System.Drawing"'
X = "<w:x>0</w:x>"
MAJOR = f"<m {SYSTEM_XMLNS}><s:_Major>0</s:_Major><s:_Minor>0</s:_Minor></m>"


@pytest.mark.parametrize(
    ("member", "csharp", "expected"),
    [
        (f"<m {DRAWING}>{X}</m>", "Point", "demanded"),
        (f"<m {DRAWING}>{X}</m>", "Point?", "nullable nillable"),
        (MAJOR, "Version", "nullable nillable"),
        (f"<m {SYSTEM_XMLNS}><s:Item1>0</s:Item1></m>", "ValueTuple<int>", "demanded"),
        (MAJOR, "Thing", "nullable"),
        (MAJOR, "", "nullable"),
    ],
    ids=["struct", "nullable struct", "class", "generic struct", "unlisted", "no type"],
)
def test_a_type_of_system_is_a_struct_or_a_class_by_its_name_alone(
    member: str, csharp: str, expected: str
) -> None:
    rows = [f"m|{csharp}|No"] if csharp else []
    page = with_table(member, *rows) if csharp else stack(f"<Q>{member}</Q>")
    assert all_flags(contract(page), "Q") == {"m": expected}
    said = [each.code for each in findings(page) if each.subject == "Q.m"]
    assert ("system-type" in said) is (expected == "nullable")


def test_the_name_of_a_member_is_not_that_of_its_type() -> None:
    page = stack(f"<Q><Size {DRAWING}>{X}</Size></Q>")
    assert all_flags(contract(page), "Q") == {"Size": "nullable"}


def test_a_pair_is_a_struct_by_its_members() -> None:
    pairs = "http://schemas.datacontract.org/2004/07/System.Collections.Generic"
    inside = "<g:key>String</g:key><g:value>0</g:value>"
    made = contract(stack(f"<Q><Pair xmlns:g='{pairs}'>{inside}</Pair></Q>"))
    assert all_flags(made, "Q") == {"Pair": "demanded"}


def test_items_of_a_type_of_system_are_never_nil() -> None:
    item = "<s:Version><s:_Major>0</s:_Major><s:_Minor>0</s:_Minor></s:Version>"
    page = stack(f"<Q><All {SYSTEM_XMLNS}>{item}</All></Q>")
    assert types(contract(page), "Q") == {"All": "list(Version: Version?)"}
    page = stack(f"<Q><All {SYSTEM_XMLNS}>{item.replace('Version', 'Odd')}</All></Q>")
    assert types(contract(page), "Q") == {"All": "list(Odd: Odd)"}


# Inherited members, which have the namespace of the class that declares them

BASE = "http://schemas.datacontract.org/2004/07/Shop.Base"
INHERITED = f'<Id xmlns="{BASE}">0</Id><Name xmlns="{BASE}">String</Name>'


def test_members_with_their_own_xmlns_are_inherited_and_the_type_is_elsewhere() -> None:
    other = "http://schemas.datacontract.org/2004/07/Shop.Views"
    made = contract(
        stack(f"<Q><A xmlns:d='{other}'>{INHERITED}</A><B>{INHERITED}</B></Q>")
    )
    assert made.record("A").namespace == other
    assert made.record("B").namespace == TYPES
    assert {field.name.namespace for field in made.record("A").fields} == {BASE}


def test_members_with_the_prefix_that_their_parent_declares_are_its_own() -> None:
    made = contract(stack(f"<Q><A xmlns:d='{BASE}'><d:Id>0</d:Id></A></Q>"))
    assert made.record("A").namespace == BASE


def test_an_item_whose_members_are_all_inherited_is_an_item_and_one_type() -> None:
    item = f"<View>{INHERITED}</View>"
    page = stack(
        f"<Q><Best>{INHERITED}</Best><Views>{item}</Views></Q>",
        tables=[table("Best|View|No", "Views|List<View>|No", caption="Q")],
    )
    assert types(contract(page), "Q") == {"Best": "View", "Views": "list(View: View?)"}
    assert [each.key for each in contract(page).records] == ["Q", "View"]
    guessed = stack(f"<Q><Views>{item}</Views></Q>")
    assert types(contract(guessed), "Q") == {"Views": "list(View: View?)"}
    assert ("guessed-list", "Q.Views") in [
        (each.code, each.subject) for each in findings(guessed)
    ]
