"""Operations: bindings, access, routes, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from soapstone.inference import inferred
from soapstone.model.contract import (
    Access,
    Contract,
    Message,
    QName,
    Route,
    Serializer,
    Transport,
)
from soapstone.model.facts import Demand, Head, PageFacts
from soapstone.model.facts import Route as RouteFact
from soapstone.model.findings import Origin
from soapstone.pages import read_page
from tests.inference.samples import (
    TNS,
    TYPES,
    asmx,
    contract,
    findings,
    findings_of,
    stack,
    types,
    with_headers,
    with_http,
)

HERE = Origin("svc/page.txt", 1)


def changed(page: PageFacts, **changes: Any) -> PageFacts:
    """The page with other facts of its operation."""
    return replace(page, operations=(replace(page.operations[0], **changes),))


def test_soap_1_2_takes_the_action_that_only_soap_1_1_shows() -> None:
    page = asmx("<Q/>")
    one, two = page.operations[0].exchanges
    head = Head("POST", "/svc", headers=(("Content-Type", "application/soap+xml"),))
    two = replace(two, request=replace(two.request, head=head))
    (operation,) = contract(changed(page, exchanges=(two, one))).operations
    assert [(b.transport, b.soap_action) for b in operation.bindings] == [
        (Transport.SOAP_1_1, "urn:do"),
        (Transport.SOAP_1_2, "urn:do"),
    ]


def test_the_action_parameter_of_soap_1_2_is_read() -> None:
    page = asmx("<Q/>")
    _, two = page.operations[0].exchanges
    content = 'application/soap+xml; charset=utf-8; action="urn:two"'
    head = Head("POST", "/svc", headers=(("content-type", content),))
    two = replace(two, request=replace(two.request, head=head))
    (operation,) = contract(changed(page, exchanges=(two,))).operations
    assert operation.bindings[0].soap_action == "urn:two"
    assert operation.bindings[0].request_type == content


def test_one_way_has_no_response() -> None:
    page = asmx("<Q/>")
    exchanges = tuple(
        replace(one, response=replace(one.response, body=None, head=Head(status=202)))
        for one in page.operations[0].exchanges
        if one.response
    )
    (operation,) = contract(changed(page, exchanges=exchanges)).operations
    assert operation.response is None
    assert operation.request is not None


def test_no_content_has_no_response() -> None:
    (operation,) = contract(stack("<Q/>")).operations
    assert operation.response is None


def test_a_void_method_answers_an_empty_message() -> None:
    (operation,) = contract(asmx("<Q/>", "<QResponse/>")).operations
    assert operation.response is not None
    assert operation.response.record == "QResponse"


def test_the_pages_that_show_an_operation() -> None:
    files = "svc/a.txt", "svc/b.txt", "svc/c.txt"
    pages = [
        asmx(xml, file=file)
        for xml, file in zip(("<A/>", "<B/>", "<A/>"), files, strict=True)
    ]
    assert inferred("svc", pages).pages == {
        "A": {"svc/a.txt", "svc/c.txt"},
        "B": {"svc/b.txt"},
    }


def test_the_scheme_is_one_finding_for_the_service() -> None:
    pages = [asmx("<A/>", file="svc/a.txt"), asmx("<B/>", file="svc/b.txt")]
    result = inferred("svc", pages)
    assert [(f.code, f.subject, f.origin.file) for f in findings_of(result)] == [
        ("scheme-unknown", "svc", "svc/a.txt")
    ]
    assert {b.scheme for o in result.contract.operations for b in o.bindings} == {
        "https"
    }


def test_access_is_by_kind_and_by_all_or_any() -> None:
    demands = tuple(
        Demand(kind, any_of, (name,), HERE)
        for kind, any_of, name in [
            ("role", False, "Admin"),
            ("role", True, "Clerk"),
            ("role", True, "Boss"),
            ("permission", False, "CanAdd"),
            ("permission", True, "CanSee"),
        ]
    )
    (operation,) = contract(changed(stack("<Q/>"), demands=demands)).operations
    assert operation.access == Access(
        ("Admin",), ("Clerk", "Boss"), ("CanAdd",), ("CanSee",)
    )


def test_routes_are_kept_in_order() -> None:
    routes = (RouteFact(("POST",), "/b", HERE), RouteFact((), "/a", HERE))
    (operation,) = contract(changed(stack("<Q/>"), routes=routes)).operations
    assert operation.routes == (Route(("POST",), "/b"), Route((), "/a"))


def test_names_of_the_page_come_before_those_of_the_sample_and_the_folder() -> None:
    made = contract(
        changed(asmx("<Q/>"), service="Shop", name="Do", documentation="Does.")
    )
    assert (made.service, made.operations[0].name) == ("Shop", "Do")
    assert made.operations[0].documentation == "Does."
    assert contract(asmx("<Q/>")).service == "svc"
    assert contract(asmx("<Q/>")).operations[0].name == "Q"


def test_an_operation_without_messages_is_left_out_and_said() -> None:
    page = changed(asmx("<Q/>"), exchanges=(), name="Q")
    assert contract(page).operations == ()
    assert [(f.code, f.subject) for f in findings(page)] == [("no-sample", "Q")]


def test_a_list_of_operations_adds_nothing_to_the_page_of_one() -> None:
    index = changed(asmx("<Q/>", file="svc/index.txt"), exchanges=(), name="Q")
    page = asmx("<Q/>", file="svc/q.txt")
    assert contract(index, page) == contract(page)
    assert not findings(index, page)


def test_pages_that_show_another_address_are_a_conflict() -> None:
    a, b = asmx("<Q/>", file="svc/a.txt"), asmx("<Q/>", file="svc/b.txt")
    moved = tuple(
        replace(
            one,
            request=replace(one.request, head=replace(one.request.head, path="/other")),
        )
        for one in b.operations[0].exchanges
    )
    made = (a, changed(b, exchanges=moved))
    assert {f.code for f in findings(*made)} == {"contradiction"}
    assert {binding.path for binding in contract(*made).operations[0].bindings} == {
        "/svc"
    }


def test_the_serializer_follows_from_the_family_and_not_from_namespaces() -> None:
    """An author may choose any namespace, also that of the other serializer."""
    own = stack('<o:Q xmlns:o="urn:own"><o:N>0</o:N></o:Q>')
    assert contract(own).serializer is Serializer.DATA_CONTRACT
    foreign = asmx(f'<Q><N xmlns="{TYPES}">int</N></Q>')
    assert contract(foreign).serializer is Serializer.XML


def test_no_pages_make_an_empty_contract() -> None:
    result = inferred("svc", [])
    assert result.contract == Contract("svc", (), (), (), Serializer.XML)
    assert findings_of(result) == ()


def message(name: str) -> Message:
    return Message(QName(TNS, name), name)


def test_soap_headers_are_messages_of_request_and_response() -> None:
    auth = "<Auth><User>string</User></Auth>"
    trace = "<Trace><Id>int</Id></Trace>"
    made = contract(with_headers(asmx("<Q/>"), auth + trace, trace))
    (operation,) = made.operations
    assert operation.request_headers == (message("Auth"), message("Trace"))
    assert operation.response_headers == (message("Trace"),)
    assert types(made, "Auth") == {"User": "string"}


def test_operations_share_a_header_and_what_one_page_cuts_of_it() -> None:
    a = with_headers(asmx("<A/>", file="svc/a.txt"), "<Auth><U xsi:nil='true'/></Auth>")
    b = with_headers(asmx("<B/>", file="svc/b.txt"), "<Auth><U><x>int</x></U></Auth>")
    made = contract(a, b)
    assert {o.request_headers for o in made.operations} == {(message("Auth"),)}
    assert types(made, "Auth") == {"U": "U"}
    assert not findings(a, b)


def test_a_header_is_another_type_than_a_member_that_looks_like_it() -> None:
    inside = "<User>string</User><Key>string</Key>"
    made = contract(with_headers(asmx(f"<Q><X>{inside}</X></Q>"), f"<H>{inside}</H>"))
    assert types(made, "Q") == {"X": "X"}


def test_http_shows_the_name_of_the_type_that_soap_hides() -> None:
    members = "<a>int</a><b>int</b>"
    response = f"<R><QResult>{members}</QResult></R>"
    made = contract(with_http(asmx("<Q/>", response), f"<Quote>{members}</Quote>"))
    assert types(made, "R") == {"QResult": "Quote"}
    assert made.record("Quote").type_name == QName(TNS, "Quote")


def test_http_shows_one_level_more_than_soap() -> None:
    cut, whole = "<X xsi:nil='true'/>" * 2, "<X><v>int</v></X>" * 2
    response = f"<R><QResult><L>{cut}</L></QResult><out>int</out></R>"
    page = with_http(asmx("<Q/>", response), f"<Quote><L>{whole}</L></Quote>")
    made = contract(page)
    assert types(made, "R") == {"QResult": "Quote", "out": "int"}
    assert types(made, "Quote") == {"L": "list(X: X?)"}
    assert types(made, "X") == {"v": "int"}
    assert not findings(page)


def test_http_names_no_type_of_a_scalar_or_an_array() -> None:
    page = with_http(asmx("<Q/>", "<R><r>long</r></R>"), "<long>long</long>")
    assert types(contract(page), "R") == {"r": "long"}
    names = "<string>string</string>" * 2
    page = with_http(
        asmx("<Q/>", f"<R><r>{names}</r></R>"),
        f"<ArrayOfString>{names}</ArrayOfString>",
    )
    assert types(contract(page), "R") == {"r": "list(string: string?)"}


def test_http_that_does_not_fit_is_left_aside() -> None:
    page = with_http(asmx("<Q/>", "<R><r>long</r></R>"), "<X><v>int</v></X>")
    assert types(contract(page), "R") == {"r": "long"}
    assert not findings(page)


def overload(element: str, action: str, file: str) -> PageFacts:
    """A page whose heading has the method's name."""
    page = changed(asmx(f"<{element}/>", file=file), name="Add")
    exchanges = tuple(
        replace(
            each,
            request=replace(
                each.request,
                head=replace(each.request.head, headers=(("SOAPAction", action),)),
            ),
        )
        for each in page.operations[0].exchanges
    )
    return changed(page, exchanges=exchanges)


def test_overloads_go_by_their_message_name() -> None:
    pages = [overload("Add", "urn:Add", "svc/a.txt")]
    pages.append(overload("AddThree", "urn:AddThree", "svc/b.txt"))
    made = contract(*pages)
    assert [operation.name for operation in made.operations] == ["Add", "AddThree"]
    assert not findings(*pages)


def test_pages_with_one_action_are_one_operation_however_they_differ() -> None:
    pages = [overload("Add", "urn:Add", "svc/a.txt")]
    pages.append(overload("AddThree", "urn:Add", "svc/b.txt"))
    assert [operation.name for operation in contract(*pages).operations] == ["Add"]
    assert "contradiction" in {found.code for found in findings(*pages)}


def test_what_describes_a_route_documents_the_operation() -> None:
    page = (
        "Kit\n<back to all web services\nMoor\nMoors a ship.\nRoutes:\n"
        "GET, PUT/moorings/{Id}Moors one\nAll Verbs | /moorings | | |\n"
        "PUT | /all | Moors all | |\n"
        "POST /xml/reply/Moor HTTP/1.1\nHost: h\nContent-Type: application/xml\n"
        '<Moor xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:kit"/>\n'
    )
    (operation,) = contract(read_page("p.txt", page.encode())).operations
    assert operation.documentation == (
        "Moors a ship.\nGET, PUT /moorings/{Id}: Moors one\nPUT /all: Moors all"
    )
    assert [each.path for each in operation.routes] == [
        *("/moorings/{Id}", "/moorings", "/all"),
    ]
