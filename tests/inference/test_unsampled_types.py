"""Messages that no XML sample shows: from tables, C# source, JSON, JSV and CSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.dotnet.namespaces import ARRAYS, SERVICESTACK, XSD
from soapstone.inference import inferred
from soapstone.inference.data_contract.names import digest
from soapstone.model.contract import Contract, Message, QName, Scalar, Transport
from soapstone.model.findings import Finding, Severity
from soapstone.pages import read_page
from tests.inference.samples import all_flags, findings_of, types

PAGES = Path(__file__).parents[1] / "data" / "pages" / "made"
REQUESTS = "http://schemas.datacontract.org/2004/07/Kit.Requests"
SHOP = "http://schemas.datacontract.org/2004/07/Shop."
HEAD = "Host: h\nAccept: application/{0}\nContent-Type: application/{0}\nContent-Length: length\n"
ROWS = "Name | Parameter | Data Type | Required | Description |\n"


def inferred_from(*names: str, **texts: str) -> tuple[Contract, list[Finding]]:
    """The contract of some made pages, and of further pages, their texts by name."""
    pages = [read_page(f"svc/{name}", (PAGES / name).read_bytes()) for name in names]
    pages += [
        read_page(f"svc/{name}.txt", text.encode()) for name, text in texts.items()
    ]
    result = inferred("svc", pages)
    found = [each for each in findings_of(result) if each.code != "scheme-unknown"]
    return result.contract, found


def said(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(each.code, each.subject) for each in findings]


def message(contract: Contract, name: str) -> Message:
    (operation,) = (each for each in contract.operations if each.name == name)
    assert operation.request is not None
    return operation.request


def json_page(name: str, request: str, response: str = "", tables: str = "") -> str:
    head = HEAD.format("json")
    answer = f"HTTP/1.1 200 OK\nContent-Type: application/json\n{response}\n"
    return (
        f"{tables}POST /json/reply/{name} HTTP/1.1\n{head}{request}\n"
        f"{answer if response else ''}"
    )


# GET and DELETE: no body


def test_a_request_without_body_has_the_members_of_its_table_by_their_names() -> None:
    contract, findings = inferred_from("GetThing.xml.txt")
    assert list(types(contract, "GetThing").items()) == [
        ("Id", "int"),
        ("Ids", "list(int: int)"),
        ("Kind", "Kind"),
        ("Name", "string"),
    ]
    assert all_flags(contract, "GetThing")["Id"] == "demanded"
    documented = {
        f.name.name: f.documentation for f in contract.record("GetThing").fields
    }
    assert documented["Kind"] == "One of: A, B."
    assert documented["Ids"] == "Valid range: 1 - 10."
    (operation,) = contract.operations
    assert operation.access.authenticated
    assert [(each.name, each.locations) for each in operation.parameters] == [
        ("Id", ("path",)),
        ("Ids", ("query",)),
        ("Kind", ("query",)),
        ("Name", ("path",)),
    ]
    assert message(contract, "GetThing").no_xml == "no XML of GetThing on any page"
    assert [(each.code, each.severity) for each in findings] == [
        ("no-xml", Severity.NOTE)
    ]


def test_its_namespace_is_that_of_the_services_other_requests_and_said() -> None:
    contract, findings = inferred_from("GetThing.xml.txt", "several.txt")
    assert message(contract, "GetThing") == Message(
        QName(REQUESTS, "GetThing"), "GetThing"
    )
    assert ("order-by-rule", "GetThing") in said(findings)


def test_a_routes_places_are_members_where_no_table_is() -> None:
    contract, findings = inferred_from("several.txt")
    assert types(contract, "GetPicture") == {"Name": "string"}
    assert ("path-member", "GetPicture.Name") in said(findings)


def test_a_table_without_caption_is_the_requests_if_its_members_are_queried() -> None:
    page = (PAGES / "GetThing.xml.txt").read_text()
    page = page.replace("GetThing Parameters:\n", "").replace("Thing Parameters:\n", "")
    contract, _ = inferred_from(get=page)
    assert list(types(contract, "GetThing")) == ["Id", "Ids", "Kind", "Name"]
    assert types(contract, "Thing") == {"Id": "int", "Kind": "Kind"}


# Answers that are no documents


def test_answers_of_every_kind() -> None:
    contract, _ = inferred_from("several.txt")
    shown = {
        each.name: (each.response and each.response.element.name, each.raw_response)
        for each in contract.operations
    }
    assert shown == {
        "DeleteSession": (None, None),
        "Forget": (None, None),
        "GetPicture": (None, Scalar("base64Binary")),
        "PostSession": (None, Scalar("string")),
        "PutThing": ("ResponseStatus", None),
    }


# JSON, JSV, CSV


def test_a_service_of_json_alone_has_classes_without_namespaces_and_says_so() -> None:
    contract, findings = inferred_from("GetThing.json.txt")
    (operation,) = contract.operations
    assert operation.response == Message(
        QName("", "Thing"), "Thing", "no XML of Thing on any page"
    )
    assert contract.record("Thing").type_name is None
    assert types(contract, "Thing") == {"Id": "int", "Kind": "Kind"}
    assert [(each.code, each.subject, each.severity) for each in findings] == [
        ("json-only", "GetThing", Severity.NOTE),
        ("no-xml", "GetThing", Severity.NOTE),
        ("no-xml", "Thing", Severity.GUESS),
    ]
    assert contract.with_xml().records == ()


def test_other_formats_are_evidence_for_the_operation_that_xml_shows() -> None:
    alone, _ = inferred_from("GetThing.xml.txt")
    both, _ = inferred_from("GetThing.xml.txt", "GetThing.json.txt")
    assert both.records == alone.records
    (operation,) = both.operations
    transports = [each.transport for each in operation.bindings]
    assert transports == [Transport.XML, Transport.JSON]


def test_tables_of_a_json_page_hold_for_the_xml_of_another() -> None:
    page = (PAGES / "GetThing.xml.txt").read_text()
    bare = (
        page[: page.index("GetThing Parameters:")] + page[page.index("To override") :]
    )
    contract, findings = inferred_from("GetThing.json.txt", bare=bare)
    assert types(contract, "Thing") == {"Id": "int", "Kind": "Kind"}
    assert "guessed-number" not in [each.code for each in findings]


def test_soap_is_one_more_binding_of_the_same_message() -> None:
    contract, _ = inferred_from("several.txt", "PostSession.soap11.txt")
    (operation,) = (o for o in contract.operations if o.name == "PostSession")
    assert [(each.transport, each.soap_action) for each in operation.bindings] == [
        (Transport.SOAP_1_1, "PostSession"),
        (Transport.XML, ""),
    ]
    assert message(contract, "PostSession").element.namespace == REQUESTS


def test_a_type_that_xml_shows_elsewhere_has_its_namespace_in_csv_too() -> None:
    contract, findings = inferred_from(
        "ListThings.csv.txt", "GetThing.xml.txt", "several.txt"
    )
    assert types(contract, "ListThings") == {"Like": "Thing", "Take": "int"}
    assert contract.record("Thing").namespace.endswith("/Kit")
    assert message(contract, "ListThings").no_xml == ""
    assert ("no-xml", "ListThingsResponse") in said(findings)


def test_members_go_by_their_tables_names_whatever_their_letters() -> None:
    tables = f"Ask Parameters:\n{ROWS}RefId | body | long | No | |\n"
    for shown in ("RefId", "refId", "ref_id"):
        contract, _ = inferred_from(
            ask=json_page("Ask", f'{{"{shown}":0}}', tables=tables)
        )
        assert types(contract, "Ask") == {"RefId": "long"}


def test_a_live_member_among_filled_ones_is_the_services_own() -> None:
    page = json_page("Ask", '{"A":"String","B":"WS-5","C":0,"D":false}')
    contract, findings = inferred_from(ask=page)
    read_only = {f.name.name: f.read_only for f in contract.record("Ask").fields}
    assert read_only == {"A": False, "B": True, "C": False, "D": False}
    assert ("computed-member", "Ask.B") in said(findings)


def test_where_the_author_filled_a_sample_no_member_is_the_services_own() -> None:
    contract, _ = inferred_from(
        ask=json_page("Ask", '{"A":"x-1","B":"WS-5","C":"y 7"}')
    )
    assert not any(field.read_only for field in contract.record("Ask").fields)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"\\/Date(-62135596800000-0000)\\/"', "dateTime"),
        ('"0001-01-01T00:00:00.0000000Z"', "dateTime"),
        ('"00000000000000000000000000000000"', "guid"),
        ('"PT0S"', "duration"),
        ('"AA=="', "base64Binary"),
        ("false", "boolean"),
        ("0", "int~"),
        ('{"String":0}', "map(string: int~)"),
        ('{"0":"String"}', "map(int~: string?)"),
        ('[{"X":"String"}]', "list(M: M?)"),
        ("null", "any"),
    ],
)
def test_a_value_without_a_table_tells_what_it_can(value: str, expected: str) -> None:
    contract, _ = inferred_from(ask=json_page("Ask", f'{{"A":"String","M":{value}}}'))
    assert types(contract, "Ask")["M"] == expected


def test_an_array_is_a_collection_as_a_document() -> None:
    page = json_page("Ask", '{"A":"String"}', '[{"Id":0}]')
    contract, _ = inferred_from(ask=page)
    assert contract.record("AskResponse").collection


def test_an_operation_without_a_name_goes_by_its_path() -> None:
    page = json_page("x", '{"A":"String"}').replace("/json/reply/x", "/Ams/{Id}/Alias")
    contract, findings = inferred_from(ask=page)
    assert [each.name for each in contract.operations] == ["AmsAlias"]
    assert ("named-by-path", "AmsAlias") in said(findings)


def test_what_json_alone_shows_of_a_message_is_said() -> None:
    xml = (
        f"POST /xml/reply/Ask HTTP/1.1\n{HEAD.format('xml')}"
        '<Ask xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:x">'
        "<A>String</A></Ask>"
    )
    _, findings = inferred_from(
        xml=xml, json=json_page("Ask", '{"A":"String","B":"x"}')
    )
    assert ("only-in-format", "Ask.B") in said(findings)


# Enumerations


def test_a_type_without_any_table_is_an_enumeration_kept_as_text() -> None:
    tables = f"Ask Parameters:\n{ROWS}G | query | Gender? | No | |\n"
    page = tables + "GET /ask HTTP/1.1\nHost: h\nAccept: application/xml\n"
    contract, findings = inferred_from(Ask=page)
    assert types(contract, "Ask") == {"G": "string"}
    assert all_flags(contract, "Ask") == {"G": "nullable nillable"}
    assert ("unknown-type", "Ask.G") in said(findings)


def test_a_type_by_its_name_alone_may_be_an_enumeration_so_it_is_never_nil() -> None:
    rows = "G | query | Gender | No | |\nAll | query | List<Gender> | No | |\n"
    rows += "By | query | Dictionary<string, Gender> | No | |\n"
    page = f"Ask Parameters:\n{ROWS}{rows}"
    page += "GET /ask HTTP/1.1\nHost: h\nAccept: application/xml\n"
    contract, findings = inferred_from(Ask=page)
    assert types(contract, "Ask") == {
        "All": "list(Gender: string)",
        "By": "map(string: string)",
        "G": "string",
    }
    assert all_flags(contract, "Ask")["G"] == "nullable"
    assert ("unknown-type", "Ask.G") in said(findings)


def test_a_type_by_its_name_is_the_enumeration_that_xml_shows_elsewhere() -> None:
    page = f"Ask Parameters:\n{ROWS}G | query | Gender | No | |\n"
    page += "GET /ask HTTP/1.1\nHost: h\nAccept: application/xml\n"
    shown = f"Tell Parameters:\n{ROWS}G | body | Gender | No | |\n"
    shown += f"POST /xml/reply/Tell HTTP/1.1\n{HEAD.format('xml')}"
    shown += '<Tell xmlns="urn:x"><G>Female</G></Tell>'
    contract, findings = inferred_from(Ask=page, Tell=shown)
    assert types(contract, "Ask") == types(contract, "Tell") == {"G": "Gender"}
    assert all_flags(contract, "Ask") == {"G": "demanded"}
    assert contract.enumeration("Gender").members == ("Female",)
    assert ("unknown-type", "Ask.G") not in said(findings)


@pytest.mark.parametrize(
    ("values", "shown", "flags"),
    [
        ((1, 2, 3), "0", True),
        ((1, 2, 3), '"A"', False),
        ((0, 1, 2), '"A"', False),
        ((1, 2, 4), '"A"', True),
        ((1, 2, 8), '"A"', True),
        ((1, 4, 9), '"A"', False),
    ],
    ids=["number in JSON", "counted from 1", "from 0", "bits", "gap", "no bits"],
)
def test_flags_are_recognised_by_numbers_in_json_or_by_bits(
    values: tuple[int, ...], shown: str, flags: bool
) -> None:
    rows = "".join(
        f"{name} | {value} | |\n" for name, value in zip("ABC", values, strict=True)
    )
    members = f"Ask Parameters:\n{ROWS}M | body | Mode | No | |\n"
    tables = f"{members}Mode Enum:\nName | Value | |\n{rows}"
    contract, findings = inferred_from(
        ask=json_page("Ask", f'{{"M":{shown}}}', tables=tables)
    )
    assert contract.enumeration("Mode").flags is flags
    assert (("flags-by-value", "Mode") in said(findings)) is flags


# C# source


@pytest.fixture(scope="module")
def shop() -> tuple[Contract, list[Finding]]:
    return inferred_from("FindOrders.csharp.html")


def test_source_tells_names_order_and_namespaces(
    shop: tuple[Contract, list[Finding]],
) -> None:
    contract, findings = shop
    fields = contract.record("Ledger").fields
    assert [(field.name.namespace, field.name.name) for field in fields] == [
        (f"{SHOP}Model", "By"),
        (f"{SHOP}Model", "Changed"),
        ("urn:shop:books", "Lines"),
        ("urn:shop:books", "no"),
        ("urn:shop:books", "Total"),
    ]
    assert contract.record("Ledger").type_name == QName("urn:shop:books", "Ledger")
    assert message(contract, "FindOrders").no_xml == ""
    assert [(each.code, each.severity) for each in findings] == [
        ("json-only", Severity.NOTE),
        ("order-by-rule", Severity.NOTE),
        ("order-by-rule", Severity.NOTE),
    ]


def test_source_tells_every_type(shop: tuple[Contract, list[Finding]]) -> None:
    contract, _ = shop
    page = "PageOfLine.Innerl4JyJO2Z"
    assert types(contract, "Line") == {
        "At": "DateTimeOffset",
        "Id": "long",
        "Kind": "char",
        "Link": "anyURI",
        "Page": page,
        "Parent": "Line",
        "Sizes": "list(int: int?)",
    }
    assert types(contract, page) == {
        "Items": "list(Line.Inner: Line.Inner?)",
        "Total": "int",
    }
    assert types(contract, "FindOrders")["States"] == "list(State: State)"
    assert contract.enumeration("Rights").flags
    assert contract.enumeration("State").members == ("InTransit", "Done")


def test_servicestacks_own_types_are_known(
    shop: tuple[Contract, list[Finding]],
) -> None:
    contract, _ = shop
    status = contract.record("ResponseStatus")
    assert status.namespace == SERVICESTACK
    assert [field.name.name for field in status.fields] == [
        *("ErrorCode", "Message", "StackTrace", "Errors", "Meta"),
    ]


def test_source_alone_gives_the_same_types(
    shop: tuple[Contract, list[Finding]],
) -> None:
    contract, _ = inferred_from("dtos.csharp.txt")
    assert contract.records == shop[0].records
    assert contract.enumerations == shop[0].enumerations


def test_a_base_that_no_page_shows_is_said() -> None:
    source = (
        "namespace N {\npublic class Ask : AuditBase, IReturnVoid\n"
        "{ public int A { get; set; } }\n}"
    )
    _, findings = inferred_from(dtos=source)
    assert ("base-unseen", "Ask") in said(findings)


def test_a_type_that_holds_itself_ends_in_source_and_in_tables() -> None:
    source = (
        "namespace N {\npublic class Ask : IReturnVoid { public Node Top { get; set; } }\n"
        "public class Node { public List<Node> Below { get; set; } }\n}"
    )
    contract, findings = inferred_from(dtos=source)
    assert types(contract, "Node") == {"Below": "list(Node: Node?)"}
    assert said(findings) == [("json-only", "Ask"), ("order-by-rule", "Ask")]


@pytest.mark.parametrize(
    ("namespaces", "expected"),
    [
        ((XSD, "http://schemas.datacontract.org/2004/07/Acme.Models"), "JYIy5FC8"),
        ((XSD, ARRAYS), "ty7Ep6D1"),
        ((XSD, XSD), ""),
    ],
    ids=["of a real server", "measured: a dictionary of lists", "built in"],
)
def test_a_generic_names_digest_is_that_of_its_arguments_namespaces(
    namespaces: tuple[str, ...], expected: str
) -> None:
    assert digest(namespaces) == expected


def test_types_that_grow_or_fan_out_without_bounds_end() -> None:
    fan = "\n".join(
        f"public class C{n} {{ public C{n + 1} A {{ get; set; }} public List<C{n + 1}> B"
        f" {{ get; set; }} public int X {{ get; set; }} }}"
        for n in range(60)
    )
    growing = (
        "public class G<T> { public G<Pair<T, T>> Next { get; set; } public T X; }"
    )
    source = (
        "namespace N {\npublic class Ask : IReturnVoid { public C0 First { get; set; }"
        f" public G<int> Second {{ get; set; }} }}\n{fan}\n{growing}\n"
        "public class Pair<A, B> { public A First; public B Second; }\n}"
    )
    contract, _ = inferred_from(dtos=source)
    assert types(contract, "C9") == {"A": "C10", "B": "list(C10: C10?)", "X": "int"}


def test_an_order_that_an_option_added_is_a_guess_and_members_stand_by_name() -> None:
    made = (
        "namespace N {{\n[DataContract]\npublic class Ask : IReturnVoid\n{{\n"
        "[DataMember(Order=1)]\npublic int Z {{ get; set; }}\n"
        "[DataMember(Order=2)]\npublic int A {{ get; set; }}\n}}\n}}"
    )
    options = "/* Options:\n{}AddIndexesToDataMembers: {}\n*/\n"
    for comment, value, names, guessed in (
        *(("", "True", ["A", "Z"], True), ("//", "False", ["Z", "A"], False)),
    ):
        text = options.format(comment, value) + made.format()
        contract, findings = inferred_from(dtos=text)
        ask = next(each for each in contract.records if each.key == "Ask")
        assert [each.name.name for each in ask.fields] == names
        assert (("altered-source", "Ask") in said(findings)) == guessed
