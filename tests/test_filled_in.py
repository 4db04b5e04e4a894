"""No value of a page is kept, only placeholders."""

from __future__ import annotations

from typing import Any

import pytest

from soapstone.model.facts import Sample, Value
from soapstone.model.findings import SpecError
from soapstone.pages import read_page

ASMX = """\
Harbour
Click here for a complete list of operations.
Moor
Test
SOAP 1.1
POST /harbour.asmx{query} HTTP/1.1
Host: port.example
{header}Content-Type: text/xml; charset=utf-8
Content-Length: length
SOAPAction: "urn:h/Moor"
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
<soap:Body>
<Moor xmlns="urn:h">
{members}
</Moor>
</soap:Body>
</soap:Envelope>
HTTP/1.1 202 Accepted
"""
STACK = """\
Kit
<back to all web services
Fetch
The following routes are available for this service:
GET | /things/{Id} | |
POST | /things | |
Fetch Parameters:
Name | Parameter | Data Type | Required | Description |
---|---|---|---|---|
Kind | body | Kind | No | |
Notes | body | Dictionary<string, string> | No | |
Kind Enum:
Name | Value | |
Slow | 1 | |
Fast | 2 | |
"""


def asmx(members: str, header: str = "", query: str = "") -> Sample:
    page = ASMX.format(members=members, header=header, query=query)
    return read_page("h/Moor.txt", page.encode()).operations[0].exchanges[0].request


def stack(body: str, format_: str = "xml", path: str = "/things") -> Sample:
    head = f"POST {path} HTTP/1.1\nHost: h\nAccept: application/{format_}\n"
    text = f"{STACK}{head}Content-Type: application/{format_}\nContent-Length: length\n{body}\n"
    return read_page("k/Fetch.txt", text.encode()).operations[0].exchanges[0].request


def texts(sample: Sample) -> dict[str, str]:
    assert sample.body is not None
    return {child.name: child.text for child in sample.body.children}


def quoted(sample: Sample) -> dict[str, str]:
    assert sample.body is not None
    return {child.name: child.origin.text for child in sample.body.children}


def kept(value: Value) -> Any:
    if value.members:
        return {name: kept(each) for name, each in value.members}
    return [kept(each) for each in value.items] or value.text


def test_placeholders_of_an_asmx_page_stay_as_they_are() -> None:
    shown = "<a>long</a><b>Spring or Fall</b><c>q1:QName</c><d>bytes</d><e>xml</e>"
    found = asmx(f"{shown}<f g='guid'>int</f>")
    assert list(texts(found).values()) == [
        "long",
        "Spring or Fall",
        "q1:QName",
        "bytes",
        "xml",
        "int",
    ]


@pytest.mark.parametrize(
    "value",
    [
        "hunter2",
        "Correct horse",
        "4711",
        "2026-11-30",
        "<![CDATA[hunter2]]>",
        "hunter2:QName",
        "a &amp; b",
    ],
)
def test_no_other_text_of_an_asmx_page_is_kept(value: str) -> None:
    found = asmx(f"<a>int</a>\n<b c='{value.strip('<![]>')}'>{value}</b>\n<d>int</d>")
    assert texts(found)["b"] == "filled_in"
    assert value.strip("<![]>") not in repr(found)
    assert quoted(found)["b"].startswith('<b c="…">')


def test_where_most_is_filled_in_a_types_name_may_be_a_value() -> None:
    found = asmx("<a>token</a><b>hunter2</b><c>Tea or coffee</c><d>x</d><e>y</e>")
    assert set(texts(found).values()) == {"filled_in"}


def test_lines_are_quoted_without_values() -> None:
    lines = "<a>long</a>\n<b\n x='hunter2'>long</b>\n<!-- hunter2 --><c>long</c>"
    assert quoted(asmx(lines)) == {
        "a": "<a>long</a>",
        "b": "<b…",
        "c": "<…<c>long</c>",
    }


def test_of_heads_only_what_is_read_stays() -> None:
    header = "Authorization: Basic aHVudGVyMg==\nCookie: id=hunter2\n"
    found = asmx("<a>int</a>", header, "?key=hunter2&n=string&hunter2")
    assert [name for name, _ in found.head.headers] == [
        "Host",
        "Content-Type",
        "Content-Length",
        "SOAPAction",
    ]
    assert found.head.path == "/harbour.asmx?key=&n=string"
    assert found.origin.text == "POST /harbour.asmx?key=&n=string HTTP/1.1"


@pytest.mark.parametrize("secret", ["Authorization: Basic krill", "Cookie: sid=krill"])
def test_of_a_head_on_one_line_only_what_is_read_stays(secret: str) -> None:
    page = ASMX.format(members="<a>int</a>", query="", header="")
    page = page.replace("port.example\n", f"port.example {secret} ")
    page = page.replace("utf-8\n", f"utf-8 {secret} ").replace("length\n", "length ")
    facts = read_page("h/Moor.txt", page.encode())
    head = facts.operations[0].exchanges[0].request.head
    assert head.header("Host") == "port.example"
    assert head.header("Content-Type") == "text/xml; charset=utf-8"
    assert head.header("SOAPAction") == "urn:h/Moor"
    assert "krill" not in repr(facts)


def test_a_route_stands_for_a_path_whose_places_are_filled_in() -> None:
    found = stack("<Fetch/>", path="/things/hunter2?x=hunter2")
    assert found.head.path == "/things/{Id}?x="
    assert found.origin.text == "POST /things/{Id}?x= HTTP/1.1"


def test_values_of_servicestack_are_kept_by_their_kind() -> None:
    found = stack(
        "<Fetch xmlns:i='http://www.w3.org/2001/XMLSchema-instance'>"
        "<Kind>Fast</Kind><Other>Furious</Other><A>String</A><B>0</B><C>47</C>"
        "<D>4711471147</D><E>4.7</E><F>2026-11-30T01:02:03</F><G>Furious driver</G></Fetch>"
    )
    assert texts(found) == {
        "Kind": "Fast",
        "Other": "filled_in",
        "A": "String",
        "B": "0",
        "C": "1",
        "D": "1000000000",
        "E": "1.5",
        "F": "1999-12-31T00:00:00",
        "G": "filled in",
    }


@pytest.mark.parametrize("format_", ["json", "jsv"])
def test_json_and_jsv_keep_names_and_no_keys_of_dictionaries(format_: str) -> None:
    found = stack(
        '{"Kind":"Fast","Notes":{"hunter2":"hunter2"},"Pins":[47,0],"Key":'
        '"00000000000000000000000000000000","On":true,"Odd":{"a b":"String"}}',
        format_,
    )
    assert found.value is not None
    assert kept(found.value) == {
        "Kind": "Fast",
        "Notes": {"filled_in": "filled_in"},
        "Pins": ["1", "0"],
        "Key": "00000000000000000000000000000000",
        "On": "true",
        "Odd": {"filled in": "String"},
    }
    assert found.value.origin.text == (
        '{"Kind":"Fast","Notes":{"…":"…"},"Pins":[…,0],"Key":"…","On":true,'
        '"Odd":{"…":"String"}}'
    )


def test_csv_keeps_the_row_of_names() -> None:
    found = stack("Name,Pin\nhunter2,4711", "csv")
    assert found.value is not None
    assert kept(found.value) == {"Name": "filled_in", "Pin": "1"}
    assert "hunter2" not in repr(found)


@pytest.mark.parametrize(
    "broken", ['{"Kind":"hunter2" "x"}', '{"hunter2" 1}', "<a>hunter2</b>"]
)
def test_an_error_quotes_no_value(broken: str) -> None:
    with pytest.raises(SpecError) as caught:
        stack(broken, "xml" if broken.startswith("<") else "json")
    error = caught.value
    assert error.origin.line
    assert "hunter2" not in f"{error} {error.origin.text}"


@pytest.mark.parametrize("broken", ['{"a":"hunter2",', "<a>hunter2"])
def test_a_sample_that_breaks_off_is_quoted_nowhere(broken: str) -> None:
    found = stack(broken, "xml" if broken.startswith("<") else "json")
    assert found.missing
    assert "hunter2" not in repr(found)


def test_parameters_are_no_title_of_what_follows() -> None:
    page = ASMX.format(members="<a>int</a>", header="", query="")
    form = "Content-Type: application/x-www-form-urlencoded\nContent-Length: length\n"
    posted = f"POST /harbour.asmx/Moor HTTP/1.1\nHost: h\n{form}pin=hunter2&b=string\n"
    second = page.replace("Moor", "Sail").partition("Click")[2]
    facts = read_page("h/all.txt", f"{page}{posted}Click{second}".encode())
    assert [each.name for each in facts.operations] == ["Moor", "Sail"]
    parameters = facts.operations[0].exchanges[1].request.parameters
    assert parameters == (("pin", "filled_in"), ("b", "string"))
    assert "hunter2" not in repr(facts)


def test_a_row_that_shares_its_line_with_a_sample_quotes_no_value() -> None:
    head = (
        "POST /things HTTP/1.1 Host: h Accept: application/xml Content-Length: length "
    )
    text = f"{STACK.strip()} {head}<Fetch><Pin>hunter2</Pin></Fetch>\n"
    facts = read_page("k/Fetch.txt", text.encode())
    assert facts.operations[0].exchanges
    assert "hunter2" not in repr(facts)


def unexplained(body: str, *rows: str) -> str:
    """The texts of a request whose table names types that the page does not explain."""
    head = "Name | Parameter | Data Type | Required | Description |\n---|---|---|---|---|\n"
    lines = "".join(f"{row} | No | |\n" for row in rows)
    text = f"Fetch Parameters:\n{head}{lines}POST /things HTTP/1.1\nHost: h\n"
    text += "Accept: application/xml\nContent-Type: application/xml\n"
    text += f"Content-Length: length\n<Fetch>{body}</Fetch>\n"
    page = read_page("k/Fetch.txt", text.encode())
    root = page.operations[0].exchanges[0].request.body
    assert root is not None
    return " ".join(each.text for each in (*root.children, *root.children[0].children))


def test_a_word_of_an_unexplained_type_is_a_member_among_placeholders_alone() -> None:
    rows = "Kind | body | Craft", "Name | body | string"
    shown = "<Kind>Tanker</Kind><Name>{}</Name>"
    assert unexplained(shown.format("String"), *rows).split() == ["Tanker", "String"]
    assert unexplained(shown.format("Secret"), *rows).split() == ["filled_in"] * 2
    assert unexplained("<Kind>Top secret</Kind>", *rows).split() == ["filled", "in"]
    assert unexplained("<Kind>1</Kind>", *rows).split() == ["1"]


def test_items_of_an_unexplained_type_are_named_after_it() -> None:
    row = "Kinds | body | List<Craft>"
    assert "Tug" in unexplained("<Kinds><Craft>Tug</Craft></Kinds>", row)
    assert "Tug" not in unexplained("<Kinds><Name>Tug</Name></Kinds>", row)


def test_a_name_with_a_known_type_in_any_row_is_not_of_an_enumeration() -> None:
    rows = "Kind | body | Craft", "Kind | query | string"
    assert "Tanker" not in unexplained("<Kind>Tanker</Kind>", *rows)
    row = "Kind | body | Dictionary<string, Craft>"
    assert "Tanker" not in unexplained("<Kind>Tanker</Kind>", row)


@pytest.mark.parametrize(
    ("shown", "pasted"),
    [
        ("Host: port.example", "Host: me:krill@port.example"),
        ("POST /harbour", "POST /(S(krill))/harbour"),
        ("POST /harbour", "POST /a/(X(1)S(krill)F(krill))/harbour"),
    ],
)
def test_an_address_has_no_password_and_no_session(shown: str, pasted: str) -> None:
    text = ASMX.format(query="", header="", members="<A>string</A>")
    page = read_page("service/Moor.txt", text.replace(shown, pasted).encode())
    assert "krill" not in repr(page)
    head = page.operations[0].exchanges[0].request.head
    assert head.header("Host") == "port.example"
    assert head.path in ("/harbour.asmx", "/a/harbour.asmx")
