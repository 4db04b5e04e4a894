"""Traps of ServiceStack metadata pages: the seed line by line, lost cells, other formats."""

from __future__ import annotations

import pytest

from soapstone.model.facts import Notation, OperationFacts, Protocol, Row
from soapstone.model.findings import Origin, SpecError
from tests.pages.support import PAGES, nodes, read, read_text, without_origins

SEED = "BatchRegisterAccounts.txt"
SAMPLE = """
POST /things HTTP/1.1
Host: h.example.com
Accept: application/xml
Content-Type: application/xml
Content-Length: length
<Thing xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:x"><Id>0</Id></Thing>
"""


def operation(text: str) -> OperationFacts:
    return read_text(text + SAMPLE).operations[0]


def test_the_seed_states_demands_and_a_route_but_no_name() -> None:
    facts = read(SEED)
    (found,) = facts.operations
    assert facts.findings == ()
    assert found.notation is Notation.VALUES
    assert (found.service, found.name, found.documentation) == ("", "", "")
    line = "Required role: | Admin | Required permissions: | CanAccess, CanAdd |"
    assert [(d.kind, d.any_of, d.names, d.origin) for d in found.demands] == [
        ("role", False, ("Admin",), Origin(SEED, 1, line)),
        ("permission", False, ("CanAccess", "CanAdd"), Origin(SEED, 1, line)),
    ]
    assert [(r.verbs, r.path, r.origin.line) for r in found.routes] == [
        (("POST",), "/sync/accounts/batch", 2)
    ]


def test_the_seeds_tables_stay_as_printed() -> None:
    tables = read(SEED).operations[0].tables
    assert [(t.caption, t.origin.line, len(t.rows)) for t in tables] == [
        ("", 4, 1),
        ("", 7, 1),
        ("", 10, 39),
    ]
    account = tables[2].rows
    assert [row.origin.line for row in account] == list(range(12, 51))
    assert account[2] == Row(
        name="RefId",
        location="form",
        csharp="int?",
        required=True,
        description="The unique identifier of the customer associated with this account.",
        origin=Origin(
            SEED,
            14,
            "RefId | form | int? | Yes | The unique identifier of the customer associated with"
            " this account. |",
        ),
    )
    assert account[-1].csharp == "Dictionary<string, string>"
    assert [row.required for row in account].count(True) == 7


def test_the_seeds_nameless_row_keeps_its_other_cells() -> None:
    row = read(SEED).operations[0].tables[2].rows[5]
    assert (row.name, row.location, row.csharp, row.required) == (
        "",
        "form",
        "string",
        False,
    )
    assert row.description == "The electronic mail address of the user account."
    assert row.origin.line == 17


def test_the_seeds_request_has_a_line_for_each_element() -> None:
    exchange = read(SEED).operations[0].exchanges[0]
    assert exchange.protocol is Protocol.XML
    assert exchange.request.origin == Origin(
        SEED, 53, "POST /sync/accounts/batch HTTP/1.1"
    )
    assert exchange.request.head.headers == (
        ("Host", "taxfiling.pwc.de"),
        ("Accept", "application/xml"),
        ("Content-Type", "application/xml"),
        ("Content-Length", "length"),
    )
    body = exchange.request.body
    assert body is not None
    shown = {node.name: node for node in nodes(body)}
    assert shown["Email"].origin == Origin(SEED, 72, "<d2p1:Email>String</d2p1:Email>")
    assert shown["Email"].namespace.endswith(
        "PwC.Metering.Core.Domain.Concretes.Models"
    )
    assert shown["Accounts"].namespace.endswith(
        "PwC.Metering.Core.Services.Contracts.Requests"
    )
    assert (shown["UserName"].origin.line, shown["UserName"].text) == (108, "String")


def test_the_seeds_response_stands_on_one_line_and_so_do_its_elements() -> None:
    response = read(SEED).operations[0].exchanges[0].response
    assert response is not None
    assert response.head.status == 200
    assert response.head.headers == (
        ("Content-Type", "application/xml"),
        ("Content-Length", "length"),
    )
    assert response.body is not None
    assert response.body.name == "ArrayOfAccountResponse"
    found = list(nodes(response.body))
    assert {node.origin for node in found} == {response.origin}
    assert response.origin.line == 112
    assert response.origin.text.startswith("HTTP/1.1 200 OK…<ArrayOfAccountResponse")
    assert len(response.origin.text) <= 200
    assert {node.name: node.text for node in found}["ResponseStatusCode"] == "Continue"


def test_html_and_text_of_a_real_page_differ_by_the_vanished_cell_alone() -> None:
    text = read("servicestack-GetAccount.xml.txt").operations[0]
    html = read("servicestack-GetAccount.xml.html").operations[0]
    assert (text.service, html.service) == ("", "Acme API")
    assert text.name == html.name == "GetAccount"
    assert text.documentation == html.documentation == ""
    assert [table.caption for table in text.tables] == [
        "GetAccount",
        "AccountResponse",
        "Account",
        "Address",
    ]
    for part in ("routes", "demands", "enumeration_tables", "exchanges"):
        assert without_origins(getattr(text, part)) == without_origins(
            getattr(html, part)
        ), part
    pairs = [
        (a.name, b.name)
        for one, other in zip(text.tables, html.tables, strict=True)
        for a, b in zip(one.rows, other.rows, strict=True)
    ]
    assert [pair for pair in pairs if pair[0] != pair[1]] == [("", "Email")]
    sort = html.tables[0].rows[1]
    assert (sort.description, sort.allowable) == ("", ("asc", "desc"))
    assert text.tables[0].rows[1].allowable == ("asc", "desc")
    assert html.routes[0].verbs == ("GET", "DELETE")


def test_xsi_type_and_nil_of_a_real_page_are_kept() -> None:
    response = (
        read("servicestack-GetAccount.xml.txt").operations[0].exchanges[0].response
    )
    assert response is not None
    assert response.body is not None
    shown = {node.origin.line: node for node in nodes(response.body)}
    assert shown[74].xsi_type == "d3p1:anyType"
    assert next(node for node in shown.values() if node.name == "MaybeGender").nil


def test_glued_rows_and_names_beside_the_link_back() -> None:
    found = read("servicestack-glued-cells-all-types.txt").operations[0]
    assert (found.service, found.name) == ("Kit", "Everything")
    assert [(row.name, row.csharp, row.required) for row in found.tables[0].rows] == [
        ("Id", "int", False),
        ("NullableId", "int?", False),
        ("Tiny", "byte", False),
        ("Span", "TimeSpan", False),
        ("Moment", "DateTimeOffset", False),
        ("Key", "Guid", False),
        ("Letter", "Char", False),
        ("Pair", "KeyValuePair<string, string>", False),
        ("Names", "List<string>", False),
        ("Codes", "string[]", False),
        ("ByNumber", "Dictionary<int, string>", False),
        ("Raw", "byte[]", False),
    ]


def test_a_json_page_has_its_sample_beside_its_tables() -> None:
    facts = read("servicestack-enum-tables.txt")
    (found,) = facts.operations
    assert found.name == "SetModes"
    assert [[row.name for row in table.rows] for table in found.enumeration_tables] == [
        ["Slow", "Fast"],
        ["None", "High"],
        ["Read", "Write", "All"],
    ]
    (exchange,) = found.exchanges
    assert (exchange.protocol, exchange.response) == (Protocol.JSON, None)
    value = exchange.request.value
    assert value is not None
    assert [(name, each.kind.value) for name, each in value.members] == [
        ("mode", "object"),
        ("maybe", "object"),
        ("flags", "number"),
    ]
    assert facts.findings == ()


def test_a_jsv_page_is_recognised_without_tables() -> None:
    facts = read("servicestack-jsv-live-values.txt")
    exchange = facts.operations[0].exchanges[0]
    assert exchange.request.head.path == "/Ams/{ClientID}/Alias"
    assert exchange.protocol is Protocol.JSV
    value = exchange.request.value
    assert value is not None
    assert [(name, each.text, each.origin.line) for name, each in value.members][
        :4
    ] == [
        ("Alias", "String", 9),
        ("UsingCache", "true", 10),
        ("Started", "1999-12-31T00:00:00", 11),
        ("ServerID", "filled in", 12),
    ]
    assert dict(value.members)["Tags"].items[0].text == "String"


def test_a_page_without_tables_is_known_by_its_samples() -> None:
    found = read("servicestack-inherited-namespaces-generic-names.txt").operations[0]
    assert (found.name, found.documentation) == ("BolQuery", "")
    response = found.exchanges[0].response
    assert response is not None
    assert response.body is not None
    assert response.body.name == "QueryResponseOfBolQuery.ItemzUfGIW9z"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Required role: | A |", [("role", False, ("A",))]),
        ("| Required roles: | A, B |", [("role", False, ("A", "B"))]),
        ("Requires any of the roles: | A, B |", [("role", True, ("A", "B"))]),
        ("Requires any of the role:\tA", [("role", True, ("A",))]),
        ("Requires any of the permissions:A,B", [("permission", True, ("A", "B"))]),
        (
            "Required role:AdminRequires any of the permissions:CanAdd, CanSee",
            [("role", False, ("Admin",)), ("permission", True, ("CanAdd", "CanSee"))],
        ),
        ("Required permission: | |", []),
        ("Required | Company | int", []),
    ],
)
def test_demands_in_every_wording_and_rendering(
    line: str, expected: list[object]
) -> None:
    found = operation(line).demands
    assert [(demand.kind, demand.any_of, demand.names) for demand in found] == expected


@pytest.mark.parametrize(
    ("line", "verbs", "path"),
    [
        ("POST | /a/{Id} |", ("POST",), "/a/{Id}"),
        ("| GET,DELETE | /a | summary | notes |", ("GET", "DELETE"), "/a"),
        ("GET, PUT\t/a", ("GET", "PUT"), "/a"),
        ("All Verbs | /a/{Path*} |", (), "/a/{Path*}"),
        ("All Verbs/a", (), "/a"),
        ("GET/a", ("GET",), "/a"),
    ],
)
def test_routes_in_every_rendering(
    line: str, verbs: tuple[str, ...], path: str
) -> None:
    assert [(route.verbs, route.path) for route in operation(line).routes] == [
        (verbs, path)
    ]


def test_documentation_ends_where_routes_or_tables_begin() -> None:
    page = (
        "Kit\n<back to all web services\nThings\nMakes a thing.\nAnd another.\n"
        "The following routes are available for this service:\nPOST | /things |\n"
    )
    found = operation(page)
    assert (found.service, found.name) == ("Kit", "Things")
    assert found.documentation == "Makes a thing.\nAnd another."


def test_a_row_that_cannot_be_read_is_told() -> None:
    header = "Name | Parameter | Data Type | Required | Description |\n"
    facts = read_text(
        header + "A | b | c | d | e |\nId | body | int | No | |\nx" + SAMPLE
    )
    (finding,) = facts.findings
    assert (finding.code, finding.origin.line) == ("unread-row", 2)
    assert finding.found == "A table row that fits no column: A | b | c | d | e |."


def test_tables_without_any_sample_are_facts() -> None:
    page = (PAGES / SEED).read_text()
    facts = read_text(page[: page.index("POST /sync/accounts/batch HTTP")])
    assert len(facts.operations[0].tables) == 3
    assert (facts.operations[0].exchanges, facts.findings) == ((), ())


def test_a_get_request_shows_no_body_and_a_post_cut_after_its_head_is_refused() -> None:
    head = SAMPLE[: SAMPLE.index("<Thing")]
    get = read_text(head.replace("POST", "GET")).operations[0].exchanges[0]
    assert get.request.body is None
    with pytest.raises(SpecError) as caught:
        read_text("x\n" + head.strip())
    assert str(caught.value) == (
        "page.txt:2: found an HTTP head with Content-Type application/xml and no XML after it;"
        " expected the XML sample. Save the whole page again, or copy the missing part from it."
    )


@pytest.mark.parametrize("answer", ["<Thing", '{"A":'])
def test_tables_are_read_beside_a_sample_that_breaks_off(answer: str) -> None:
    saved = (PAGES / SEED).read_text()
    page = saved[: saved.rindex("HTTP/1.1 200")]
    (operation,) = read_text(
        f"{page}HTTP/1.1 200 OK\nContent-Type: application/xml\n\n{answer}"
    ).operations
    response = operation.exchanges[0].response
    assert len(operation.tables) == 3
    assert response is not None
    assert (response.body, response.value) == (None, None)
    assert "breaks off" in response.missing


def test_a_soap_page_of_servicestack_is_not_taken_for_asmx() -> None:
    body = SAMPLE[SAMPLE.index("<Thing") :].strip()
    envelope = "http://schemas.xmlsoap.org/soap/envelope/"
    page = (
        "POST /soap11 HTTP/1.1\nHost: h\nContent-Type: text/xml\nSOAPAction: Thing\n"
        f'<soap:Envelope xmlns:soap="{envelope}"><soap:Body>{body}</soap:Body></soap:Envelope>'
    )
    found = read_text(page).operations[0]
    assert found.notation is Notation.VALUES
    assert found.exchanges[0].protocol is Protocol.SOAP_1_1
    assert found.exchanges[0].request.body is not None
    assert found.exchanges[0].request.body.name == "Thing"


MADE = "made/"


def test_operations_saved_one_after_the_other_come_apart() -> None:
    found = read(MADE + "several.txt").operations
    shown = [(each.name, len(each.exchanges), len(each.tables)) for each in found]
    assert shown == [
        ("PostSession", 1, 1),
        ("GetPicture", 1, 0),
        ("DeleteSession", 1, 0),
        ("Forget", 1, 1),
        ("PutThing", 1, 0),
    ]
    assert {each.service for each in found} == {"Kit"}
    assert [route.path for each in found for route in each.routes] == [
        *("/session", "/pictures/{Name}", "/session", "/things"),
    ]


def test_a_raw_answer_is_recognised_even_where_lines_are_joined() -> None:
    found = read(MADE + "several.txt").operations
    answers = [each.exchanges[0].response for each in found[:3]]
    assert [answer and answer.raw for answer in answers] == ["string", "bytes", None]


def test_the_lines_after_a_request_without_body_are_not_taken_for_one() -> None:
    page = (PAGES / "made/several.txt").read_text().replace("Kit\n\n<back", "<back")
    found = read_text(page).operations
    delete = found[2].exchanges[0]
    assert (delete.request.body, delete.request.value, delete.response) == (
        *(None, None, None),
    )
    assert found[3].name == "Forget"


def test_source_stands_for_tables_and_the_header_around_it_is_read() -> None:
    (found,) = read(MADE + "FindOrders.csharp.html").operations
    assert (found.service, found.name) == ("Shop", "FindOrders")
    assert found.documentation == "Finds orders of a customer."
    assert [route.path for route in found.routes] == ["/orders/{Customer}"]
    assert [(d.kind, d.any_of, d.names) for d in found.demands] == [
        ("authentication", False, ()),
        ("role", False, ("Clerk",)),
        ("permission", True, ("CanRead", "CanAudit")),
    ]
    assert found.tables == ()
    assert found.exchanges[0].protocol is Protocol.JSON
    assert [each.name for each in found.classes] == [
        *("Audited", "Book", "Line.Inner", "Line", "Page"),
        *("FindOrders", "FindOrdersResponse"),
    ]


def test_source_alone_lists_its_requests() -> None:
    (found,) = read(MADE + "dtos.csharp.txt").operations
    assert (found.name, found.exchanges) == ("FindOrders", ())
    assert found.routes[0].verbs == ("GET",)


def test_a_description_ends_where_allowable_values_and_ranges_begin() -> None:
    header = "Name | Parameter | Data Type | Required | Description |\n"
    row = "A | body | int | No | Text. Allowable Values 1 2 Valid Range: 1 - 2 |\n"
    (found,) = operation(header + row).tables[0].rows
    assert (found.description, found.allowable, found.valid_range) == (
        *("Text.", ("1", "2"), "1 - 2"),
    )


def test_a_rows_words_are_no_demand() -> None:
    header = "Name | Parameter | Data Type | Required | Description |\n"
    row = "A | body | int | No | Requires the role: Admin |\n"
    assert operation(header + row).demands == ()
