"""ServiceStack's own types, wherever a page shows or names them."""

from __future__ import annotations

import pytest

from soapstone.dotnet.namespaces import SERVICESTACK
from soapstone.inference import inferred
from soapstone.model.contract import Contract, QName
from soapstone.pages import read_page
from tests.inference.samples import (
    TYPES,
    all_flags,
    contract,
    findings,
    stack,
    table,
    types,
)

NS = f'xmlns="{SERVICESTACK}"'
S = f'xmlns:s="{SERVICESTACK}"'
HARBOR = "http://schemas.datacontract.org/2004/07/Harbor"
ANY = "nullable nillable"
STATUS = "<s:ErrorCode>String</s:ErrorCode><s:Message>String</s:Message>"
STATUS += "<s:StackTrace>String</s:StackTrace>"


def answer(root: str, inside: str, namespace: str = SERVICESTACK) -> Contract:
    """The contract of a page whose response has members of ServiceStack's."""
    text = f'<{root} xmlns="{namespace}" {S} xmlns:t="{TYPES}">{inside}</{root}>'
    body = "POST /xml/reply/Q HTTP/1.1\nHost: h\nAccept: application/xml\n"
    body += (
        f'Content-Type: application/xml\nContent-Length: length\n<Q xmlns="{TYPES}"/>\n'
    )
    body += f"HTTP/1.1 200 OK\nContent-Type: application/xml\nContent-Length: length\n{text}\n"
    return inferred("svc", [read_page("svc/Q.txt", body.encode())]).contract


def page_of(source: str) -> Contract:
    return inferred("svc", [read_page("svc/dtos.txt", source.encode())]).contract


# In samples


def test_the_results_of_a_query_are_a_list_of_whatever_the_sample_shows() -> None:
    item = "<t:Id>0</t:Id>"
    inside = "<Offset>0</Offset><Total>0</Total><Results>{}</Results>"
    made = answer(
        "QueryResponseOfVesselAAAAAAAA", inside.format(f"<t:Vessel>{item}</t:Vessel>")
    )
    assert types(made, "QueryResponseOfVesselAAAAAAAA") == {
        "Offset": "int",
        "Total": "int",
        "Results": "list(Vessel: Vessel?)",
    }
    assert all_flags(made, "QueryResponseOfVesselAAAAAAAA") == {
        "Offset": "",
        "Total": "",
        "Results": ANY,
    }


def test_an_item_with_two_members_of_lists_is_no_list_of_lists() -> None:
    inside = "<Results><t:Tug><t:Tugs><t:Tug/></t:Tugs></t:Tug></Results>"
    made = answer("QueryResponseOfTugAAAAAAAA", inside)
    assert types(made, "QueryResponseOfTugAAAAAAAA") == {"Results": "list(Tug: Tug?)"}


def test_members_that_a_request_inherits_from_query_base_have_its_types() -> None:
    inside = f"<Skip {NS}>0</Skip><Take {NS}>0</Take><OrderBy {NS}>String</OrderBy>"
    page = stack(f"<Q>{inside}<Size>0</Size></Q>")
    assert types(contract(page), "Q") == {
        "Skip": "int",
        "Take": "int",
        "OrderBy": "string",
        "Size": "int~",
    }
    assert all_flags(contract(page), "Q")["Skip"] == ANY
    assert [each.subject for each in findings(page)] == ["Q.Size"]


def test_a_table_that_lacks_an_inherited_member_is_no_finding() -> None:
    inside = f"<Skip {NS}>0</Skip><Size>0</Size>"
    page = stack(f"<Q>{inside}</Q>", tables=[table("Size|long|No", caption="Q")])
    assert types(contract(page), "Q") == {"Skip": "int", "Size": "long"}
    assert not findings(page)


def test_a_table_of_the_page_outweighs_what_is_known() -> None:
    page = stack(
        f"<Q><Skip {NS}>0</Skip></Q>", tables=[table("Skip|long|No", caption="Q")]
    )
    assert types(contract(page), "Q") == {"Skip": "long"}


def test_other_members_in_its_namespace_are_the_services_own() -> None:
    made = answer("Mine", "<Skip>0</Skip><Depth>0</Depth>")
    assert types(made, "Mine") == {"Skip": "int~", "Depth": "int~"}
    made = answer("IdResponse", "<Id>0</Id><Depth>0</Depth>")
    assert types(made, "IdResponse") == {"Id": "int~", "Depth": "int~"}
    made = answer("IdResponse", "<Id>0</Id>", HARBOR)
    assert types(made, "IdResponse") == {"Id": "int~"}


def test_values_that_its_type_cannot_have_show_a_type_of_the_service() -> None:
    made = answer("IdResponse", "<Id>0</Id>")
    assert types(made, "IdResponse") == {"Id": "int~"}
    items = "<Offset>0</Offset><Total>String</Total>"
    made = answer("QueryResponseOfTugAAAAAAAA", items)
    assert types(made, "QueryResponseOfTugAAAAAAAA") == {
        "Offset": "int~",
        "Total": "string",
    }


def test_a_service_may_have_all_its_types_in_servicestacks_namespace() -> None:
    names = "<s:UserId>String</s:UserId><s:UserName>String</s:UserName>"
    names += "<s:DisplayName>String</s:DisplayName>"
    page = stack(f"<Q><Author {S}>{names}</Author></Q>")
    assert types(contract(page), "Q") == {"Author": "Author"}
    status = STATUS.replace("<s:ErrorCode>String", "<s:ErrorCode>0")
    page = stack(f"<Q><State {S}>{status}</State></Q>")
    assert types(contract(page), "Q") == {"State": "State"}


def test_a_type_is_known_by_its_members_under_any_name() -> None:
    page = stack(f"<Q><State {S}>{STATUS}</State></Q>")
    assert types(contract(page), "Q") == {"State": "ResponseStatus"}
    assert contract(page).record("ResponseStatus").type_name == QName(
        SERVICESTACK, "ResponseStatus"
    )
    few = stack(f"<Q><State {S}><s:StackTrace>String</s:StackTrace></State></Q>")
    assert types(contract(few), "Q") == {"State": "State"}


# By name


SOURCE = """\
namespace Harbor {
public class FindVessels : QueryDb<Vessel>, IReturn<QueryResponse<Vessel>>
{ public string Flag { get; set; } }
public class Vessel { public int Id { get; set; } }
}
"""


def test_source_of_a_query_has_the_members_of_its_base_first() -> None:
    made = page_of(SOURCE)
    names = [field.name for field in made.record("FindVessels").fields]
    inherited = "Skip Take OrderBy OrderByDesc Include Fields Meta".split()
    assert names == [
        *(QName(SERVICESTACK, each) for each in inherited),
        QName(HARBOR, "Flag"),
    ]
    (response,) = [each for each in made.records if each.key.startswith("QueryResp")]
    assert response.namespace == SERVICESTACK
    assert types(made, response.key) == {
        "Offset": "int",
        "Total": "int",
        "Results": "list(Vessel: Vessel?)",
        "Meta": "map(string: string?)",
        "ResponseStatus": "ResponseStatus",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("IdResponse", {"Id": "string", "ResponseStatus": "ResponseStatus"}),
        ("EmptyResponse", {"ResponseStatus": "ResponseStatus"}),
        ("ErrorResponse", {"ResponseStatus": "ResponseStatus"}),
        (
            "StringsResponse",
            {
                "Results": "list(string: string?)",
                "Meta": "map(string: string?)",
                "ResponseStatus": "ResponseStatus",
            },
        ),
    ],
)
def test_an_answer_is_known_by_its_name(name: str, expected: dict[str, str]) -> None:
    source = f"namespace Harbor {{\npublic class Ask : IReturn<{name}> {{ }}\n}}"
    made = page_of(source)
    assert types(made, name) == expected
    assert made.record(name).namespace == SERVICESTACK


def test_a_type_of_the_service_outweighs_one_of_the_same_name() -> None:
    rows = "Name | Parameter | Data Type | Required | Description |\n"
    page = f"Ask Parameters:\n{rows}Bad | query | ErrorResponse | No | |\n"
    page += f"ErrorResponse Parameters:\n{rows}Reason | form | string | No | |\n"
    page += "GET /ask HTTP/1.1\nHost: h\nAccept: application/xml\n"
    made = inferred("svc", [read_page("svc/Ask.txt", page.encode())]).contract
    assert types(made, "ErrorResponse") == {"Reason": "string"}


def test_a_query_that_only_a_table_shows_inherits_its_members() -> None:
    rows = "Name | Parameter | Data Type | Required | Description |\n"
    members = [
        "Flag | query | string",
        "OrderBy | query | string",
        "Skip | query | int?",
    ]
    members += ["OrderByDesc | query | string", "Take | query | int?"]
    body = "".join(f"{each} | No | |\n" for each in members)

    def names(lines: str) -> list[QName]:
        get = "GET /ask HTTP/1.1\nHost: h\nAccept: application/xml\n"
        tell = "POST /xml/reply/Tell HTTP/1.1\nHost: h\nAccept: application/xml\n"
        tell += "Content-Type: application/xml\nContent-Length: length\n"
        tell += f'<Tell xmlns="{HARBOR}"><A>String</A></Tell>\n'
        texts = {"Ask": f"Ask Parameters:\n{rows}{lines}{get}", "Tell": tell}
        pages = [
            read_page(f"svc/{name}.txt", text.encode()) for name, text in texts.items()
        ]
        fields = inferred("svc", pages).contract.record("Ask").fields
        return [field.name for field in fields]

    inherited = ("Skip", "Take", "OrderBy", "OrderByDesc")
    assert names(body) == [
        *(QName(SERVICESTACK, each) for each in inherited),
        QName(HARBOR, "Flag"),
    ]
    own = names(body.replace("int?", "int"))
    assert {each.namespace for each in own} == {HARBOR}


def test_an_operation_called_id_has_no_answer_that_no_page_shows() -> None:
    rows = "Name | Parameter | Data Type | Required | Description |\n"
    page = f"Id Parameters:\n{rows}A | query | string | No | |\n"
    page += "The following routes are available for this service:\nGET | /id | |\n"
    made = inferred("svc", [read_page("svc/Id.txt", page.encode())]).contract
    assert [(each.name, each.response) for each in made.operations] == [("Id", None)]
