"""Calls by HTTP GET and POST: what is sent, and what comes back."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl

import pytest

from soapstone.inference import inferred
from soapstone.pages import read_page
from tests.canonical import canonical
from tests.forms import NAMESPACE, form_page
from tests.packages import load, runtime_of

QUOTE = "<Quote><Id>int</Id><Note>string</Note></Quote>"
PAGES = {
    "Send": form_page(
        "Send",
        "text day fast letter size price data data kind codes codes",
        "<int>int</int>",
        soap=(
            "<Send><text>string</text><day>dateTime</day><fast>boolean</fast>"
            "<letter>char</letter><size>double</size><price>decimal</price>"
            "<data>base64Binary</data><kind>Bow or Stern or Port side</kind>"
            "<codes><int>int</int><int>int</int></codes></Send>",
            "<SendResponse><SendResult>int</SendResult></SendResponse>",
        ),
    ),
    "List": form_page(
        "List",
        "names names",
        f"<ArrayOfQuote>{QUOTE * 2}</ArrayOfQuote>",
        soap=(
            "<List><Names><string>string</string><string>string</string></Names></List>",
            f"<ListResponse><ListResult>{QUOTE * 2}</ListResult></ListResponse>",
        ),
    ),
    "Renamed": form_page(
        "Renamed",
        "a",
        "<ArrayOfInt><int>int</int><int>int</int></ArrayOfInt>",
        soap=(
            "<Renamed><a>string</a></Renamed>",
            "<RenamedResponse><No>int</No><No>int</No></RenamedResponse>",
        ),
    ),
    "Items": form_page(
        "Items",
        "a",
        "<ArrayOfInt><int>int</int><int>int</int></ArrayOfInt>",
        soap=(
            "<Items><a>string</a></Items>",
            "<ItemsResponse><R><No>int</No><No>int</No></R></ItemsResponse>",
        ),
    ),
    "Fetch": form_page(
        "Fetch",
        "",
        "xml",
        soap=("<Fetch/>", "<FetchResponse><R>xml</R></FetchResponse>"),
    ),
    "Ring": form_page("Ring", "", soap=("<Ring/>", "<RingResponse/>")),
    "Bare": form_page(
        "Bare",
        "no no",
        "<int>int</int>",
        soap=("<no><int>int</int><int>int</int></no>", "<R>int</R>"),
    ),
    "One": form_page(
        "One",
        "one",
        "<int>int</int>",
        soap=("<one>int</one>", "<OneResult>int</OneResult>"),
    ),
    "Alone": form_page(
        "Alone", "name when when", f"<ArrayOfQuote>{QUOTE * 2}</ArrayOfQuote>"
    ),
    "Word": form_page("Word", "name", "<string>string</string>"),
}


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    pages = [read_page(f"quay/{name}.txt", page) for name, page in PAGES.items()]
    contract = inferred("quay", pages).contract
    return load(contract, tmp_path_factory.mktemp("forms"), "quay")


def sent(quay: ModuleType, operation: str, **members: Any) -> str:
    """The form of a request; GET and POST have the same."""
    described: Any = getattr(quay, operation)
    get, post = described.bindings[-2:]
    request = described.request(**members)
    form: str = runtime_of(quay).to_form(request, get)
    assert form == runtime_of(quay).to_form(request, post)
    return form


def returned(quay: ModuleType, operation: str, document: str) -> Any:
    described: Any = getattr(quay, operation)
    read = runtime_of(quay).from_return_value
    return read(described.response, document, described.bindings[-1])


def wrong(quay: ModuleType, call: Any, *arguments: Any, **members: Any) -> list[Any]:
    with pytest.raises(runtime_of(quay).WireError) as caught:
        call(quay, *arguments, **members)
    return [(each.path, each.found) for each in caught.value.problems]


WHOLE: dict[str, Any] = {
    "text": "a&b=ü ",
    "day": datetime(2026, 11, 30, 6, 7, 8, 100),
    "fast": True,
    "letter": "ß",
    "size": float("-inf"),
    "price": Decimal("1.50"),
    "data": b"\x00\xff",
    "kind": "Bow Stern",
    "codes": [1, -2],
}


def test_scalars_are_sent_as_dotnet_reads_them_in_a_form(quay: ModuleType) -> None:
    assert parse_qsl(sent(quay, "SEND", **WHOLE), strict_parsing=True) == [
        ("text", "a&b=ü "),
        ("day", "2026-11-30T06:07:08.0001"),
        ("fast", "true"),
        ("letter", "ß"),
        ("size", "-Infinity"),
        ("price", "1.50"),
        ("data", "0"),
        ("data", "255"),
        ("kind", "Bow, Stern"),
        ("codes", "1"),
        ("codes", "-2"),
    ]


def test_a_form_is_ascii_and_its_marks_are_no_value(quay: ModuleType) -> None:
    assert sent(quay, "SEND", **WHOLE).startswith("text=a%26b%3D%C3%BC%20&day=2026")


@pytest.mark.parametrize(
    ("kind", "text"),
    [("Port side", "Port side"), ("Stern", "Stern"), ("", "0"), ("Bow, X", "Bow, X")],
)
def test_an_enumeration_is_sent_as_enum_parse_reads_it(
    quay: ModuleType, kind: str, text: str
) -> None:
    assert dict(parse_qsl(sent(quay, "SEND", **WHOLE | {"kind": kind})))["kind"] == text


def test_every_parameter_is_sent(quay: ModuleType) -> None:
    form = sent(quay, "SEND", **WHOLE | {"text": None})
    assert form.startswith("text=&day=")
    assert sent(quay, "RING") == ""
    assert sent(quay, "ALONE", name=None, when=["a", ""]) == "name=&when=a&when="


def test_a_parameter_carries_the_member_at_its_place(quay: ModuleType) -> None:
    assert sent(quay, "LIST", names=["a", "b"]) == "names=a&names=b"


def test_the_request_of_a_bare_method_is_the_parameter(quay: ModuleType) -> None:
    assert sent(quay, "BARE", int_=[1, 2]) == "no=1&no=2"
    assert sent(quay, "ONE", value=3) == "one=3"


def test_wrong_values_are_refused_with_their_names(quay: ModuleType) -> None:
    members = WHOLE | {"codes": [2**31], "letter": "ab"}
    assert wrong(quay, sent, "SEND", **members) == [
        ("$.letter", "'ab'"),
        ("$.codes[0]", "2147483648"),
    ]


@pytest.mark.parametrize("empty", [{"codes": []}, {"codes": None}, {"data": b""}])
def test_no_form_can_hold_an_empty_list(quay: ModuleType, empty: Any) -> None:
    (name,) = empty
    assert wrong(quay, sent, "SEND", **WHOLE | empty) == [(f"$.{name}", "no item")]


def test_a_return_value_is_read_as_in_the_soap_response(quay: ModuleType) -> None:
    value = returned(quay, "SEND", f'<int xmlns="{NAMESPACE}">3</int>')
    assert value == quay.SendResponse(send_result=3)
    quotes = (
        "<Quote><Id>1</Id><More>x</More></Quote><Quote><Id>2</Id><Note>n</Note></Quote>"
    )
    value = returned(
        quay, "LIST", f'<ArrayOfQuote xmlns="{NAMESPACE}">{quotes}</ArrayOfQuote>'
    )
    assert [each.id for each in value.list_result] == [1, 2]
    soap = (
        f'<ListResponse xmlns="{NAMESPACE}"><ListResult>{quotes}</ListResult>'
        "</ListResponse>"
    )
    assert value == quay.ListResponse.from_xml(soap)
    assert canonical(value.to_xml()) == canonical(soap.encode())


def test_null_is_a_nil_root(quay: ModuleType) -> None:
    nil = f'xmlns="{NAMESPACE}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"'
    assert returned(quay, "LIST", f"<ArrayOfQuote {nil}/>").list_result is None
    assert returned(quay, "ALONE", f"<ArrayOfQuote {nil}/>").items == []
    assert returned(quay, "WORD", f"<string {nil}/>").value is None


def test_items_that_soap_renames_are_found(quay: ModuleType) -> None:
    document = f'<ArrayOfInt xmlns="{NAMESPACE}"><int>1</int><int>2</int></ArrayOfInt>'
    assert returned(quay, "RENAMED", document) == quay.RenamedResponse(no=[1, 2])
    assert returned(quay, "ITEMS", document) == quay.ItemsResponse(r=[1, 2])


def test_any_document_is_the_content_of_the_member(quay: ModuleType) -> None:
    value = returned(quay, "FETCH", '<tide xmlns="urn:x"><high/></tide>').r
    assert canonical(value.text.encode()) == canonical(
        f'<R xmlns="{NAMESPACE}"><tide xmlns="urn:x"><high/></tide></R>'.encode()
    )


def test_nothing_comes_back_of_a_void_method(quay: ModuleType) -> None:
    assert returned(quay, "RING", "") == quay.RingResponse()


def test_a_bare_value_is_the_response(quay: ModuleType) -> None:
    value = returned(quay, "ONE", f'<int xmlns="{NAMESPACE}">7</int>')
    assert value == quay.OneResult(value=7)


def test_a_response_without_soap_is_a_document_of_its_own(quay: ModuleType) -> None:
    document = (
        f'<ArrayOfQuote xmlns="{NAMESPACE}"><Quote><Id>1</Id></Quote></ArrayOfQuote>'
    )
    value = returned(quay, "ALONE", document)
    assert value == quay.ArrayOfQuote(items=[quay.Quote(id=1)])
    assert canonical(value.to_xml()) == canonical(document.encode())


@pytest.mark.parametrize(
    ("document", "path", "found"),
    [
        ('<long xmlns="urn:quay">1</long>', "$", "element {urn:quay}long"),
        ('<int xmlns="urn:quay">x</int>', "$.SendResult", "'x'"),
        ("", "$", "nothing"),
    ],
)
def test_another_document_is_refused(
    quay: ModuleType, document: str, path: str, found: str
) -> None:
    ((where, what),) = wrong(quay, returned, "SEND", document)
    assert (where, what) == (path, found)


def test_a_binding_of_soap_has_no_form(quay: ModuleType) -> None:
    soap = quay.SEND.bindings[0]
    runtime = runtime_of(quay)
    message = "a binding of HTTP GET or POST, not SOAP 1.1"
    with pytest.raises(ValueError, match=message):
        runtime.to_form(quay.Ring(), soap)
    with pytest.raises(ValueError, match=message):
        runtime.from_return_value(quay.RingResponse, "", soap)


def test_generated_code_has_what_a_client_needs(quay: ModuleType) -> None:
    get = quay.LIST.bindings[-2]
    (parameter,) = get.parameters
    assert (parameter.name, parameter.member) == ("names", "Names")
    assert get.response_element == f"{{{NAMESPACE}}}ArrayOfQuote"
    assert get.return_member == f"{{{NAMESPACE}}}ListResult"
