"""Pages made to exhaust a reader: each ends with an error that says why, or with a package.

The sizes are those at which work that grows with the square of the page takes minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

import pytest

from soapstone.emit.schema import schema_files, wsdl_files
from soapstone.inference import inferred
from soapstone.model.contract import Contract
from soapstone.model.findings import SpecError
from soapstone.pages import read_page
from tests.packages import python_of

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
HEAD = "POST /a.asmx HTTP/1.1\nHost: h\nContent-Type: text/xml\n"
ROWS = "Name | Parameter | Data Type | Required | Description |\n"


def asmx(body: str, prose: str = "") -> str:
    """A page of one operation, ``Ask``, with this in the body of its request."""
    envelope = (
        '<s:Envelope xmlns:s="{}" xmlns:xsi="{}"><s:Body>{}</s:Body></s:Envelope>'
    )
    return (
        f"Service\nAll operations.\nAsk\n{prose}{HEAD}"
        f"{envelope.format(SOAP, INSTANCE, body)}\nHTTP/1.1 200 OK\n"
    )


def ask(members: str) -> str:
    return asmx(f'<Ask xmlns="urn:x">{members}</Ask>')


def servicestack(sample: str, prose: str = "", kind: str = "xml") -> str:
    head = f"POST /{kind}/reply/Ask HTTP/1.1\nHost: h\nAccept: application/{kind}\n"
    return f"{prose}{head}Content-Type: application/{kind}\n\n{sample}\n"


def account(members: str = "<Id>0</Id>") -> str:
    return f'<Ask xmlns="urn:x" xmlns:i="{INSTANCE}">{members}</Ask>'


def each(count: int, text: str) -> str:
    """The text so many times, with a number for each ``#``."""
    return "".join(text.replace("#", str(number)) for number in range(count))


ROW = "#A | body | int | No | |\n"
TOO_LARGE = {
    "50 MB": (lambda: "x" * 50_000_000, "a page of more than 8,388,608 bytes"),
    "a million rows": (lambda: ROWS + ROW * 10**6, "more than 8,388,608 bytes"),
    "100,000 rows": (lambda: ROWS + ROW * 10**5, "more than 100,000 lines"),
    "a line of 10 MB": (lambda: asmx("<Ask/>", "x " * 5_000_000), "8,388,608 bytes"),
    "200,000 tags": (
        lambda: asmx("<a/>" * 200_000),
        "a page of more than 200,000 tags",
    ),
    "100,000 samples": (lambda: "GET /a HTTP/1.1\n" * 99_000, "2,000 HTTP messages"),
    "headers": (lambda: HEAD + "A-B: c " * 10**5, "more than 100 headers"),
    "depth": (lambda: asmx("<a>" * 90_000), "a sample nested more than 100 deep"),
    "attributes": (
        lambda: ask("<a" + each(20_000, ' a#=""') + "/>"),
        "a sample of more than 10,000 elements",
    ),
    "members": (lambda: ask(each(11_000, "<a#/>")), "more than 10,000 elements"),
    "a text": (lambda: ask(f"<a>{'x' * 200_000}</a>"), "more than 100,000 characters"),
    "entities": (lambda: ask(f"<a>{'&amp;' * 10**6}</a>"), "100,000 characters"),
    "a name": (lambda: ask(f"<{'a' * 200_000}/>"), "more than 100,000 characters"),
    "a long namespace": (
        lambda: asmx(f'<Ask xmlns="urn:{"x" * 90_000}">{"<a/>" * 9_000}</Ask>'),
        "names and namespaces of a sample of more than 2,000,000 characters",
    ),
    "an entity bomb": (
        lambda: asmx("<Ask/>").replace("<s:E", '<!DOCTYPE a [<!ENTITY a "b">]><s:E', 1),
        "a DOCTYPE in an XML sample",
    ),
    "tables": (
        lambda: servicestack(account(), each(600, f"T# Parameters:\n{ROWS}{ROW}")),
        "more than 500 tables",
    ),
    "JSON members": (
        lambda: servicestack("{" + each(20_000, '"a#":0,') + "}", kind="json"),
        "more than 10,000 elements",
    ),
    "JSON depth": (
        lambda: servicestack("[" * 10**6, kind="json"),
        "a sample nested more than 100 deep",
    ),
    "C# members": (
        lambda: f"public class A : IReturn<B>\n{{\n{each(20_000, 'public int A#;')}}}\n",
        "C# of more than 10,000 declarations",
    ),
    "nested HTML": (lambda: f"<html>{'<div>' * 190_000}", "nested more than 250 deep"),
    "HTML tags": (lambda: f"<html>{'<p>' * 210_000}", "more than 200,000 tags"),
    "escaped tags": (lambda: f"<html><pre>{'&lt;' * 210_000}", "200,000 tags"),
    "HTML entities": (lambda: f"<html><p>{'&amp;' * 10**6}", "no HTTP sample"),
}


@pytest.mark.parametrize(("page", "found"), TOO_LARGE.values(), ids=TOO_LARGE)
def test_what_no_real_page_comes_near_is_refused(
    page: Callable[[], str], found: str
) -> None:
    text = page()
    suffix = "html" if text.startswith("<html>") else "txt"
    with pytest.raises(SpecError) as caught:
        read_page(f"service/Page.{suffix}", text.encode())
    assert found in caught.value.found
    assert caught.value.advice


def contract(text: str) -> Contract:
    return inferred("service", [read_page("service/Page.txt", text.encode())]).contract


LARGE = {
    "5,000 members": lambda: ask(each(5_000, "<M#>int</M#>")),
    "3,000 attributes": lambda: ask("<a" + each(3_000, ' a#="int"') + "/>"),
    "1,000 namespaces": lambda: ask(each(1_000, '<M xmlns="urn:#">int</M>')),
    "names that collide": lambda: ask(each(400, '<M xmlns="urn:#"><a>int</a></M>')),
    "names that differ in case": lambda: ask(
        "".join(f"<M{number:b}>int</M{number:b}>" for number in range(1_000))
        .replace("0", "o")
        .replace("1", "O")
    ),
    "records": lambda: ask(each(300, "<R#><a>int</a><b#>int</b#></R#>")),
    "records of one content": lambda: ask(each(2_000, "<R#><a>int</a><b>int</b></R#>")),
    "records of one name": lambda: ask(
        each(250, "<O#><R><a>int</a><b#>int</b#></R></O#>")
    ),
    "records that differ inside": lambda: ask(
        each(250, "<O#><R><a>int</a><b>X# or Y</b></R></O#>")
    ),
    "records that are cut": lambda: ask(
        each(250, '<O#><a xsi:nil="true"/><b>X# or Y</b></O#>')
    ),
    "enumerations": lambda: ask(each(400, "<K#>X# or Y</K#>")),
    "members of an enumeration": lambda: ask(f"<K>{each(9_000, 'A# or ')}B</K>"),
    "equal members of an enumeration": lambda: ask(f"<K>{'A or ' * 19_000}B</K>"),
    "long names of one type": lambda: ask(
        each(20, f"<{'aB' * 2_000}#>X or Y</{'aB' * 2_000}#>")
    ),
    "operations": lambda: "".join(
        asmx(f'<Ask{number} xmlns="urn:x"><a>int</a></Ask{number}>').replace(
            "Ask\n", f"Ask{number}\n"
        )
        for number in range(150)
    ),
    "blanks in a description": lambda: servicestack(
        account(), f"{ROWS}Id | body | int | No | a{' ' * 10**6}b |\n"
    ),
    "headings in a description": lambda: servicestack(
        account(),
        f"{ROWS}Id | body | int | No | {'Valid Range:' * 10**4}{'Allowable Values' * 10**4} |\n",
    ),
    "rows without a name": lambda: servicestack(
        account(each(1_500, "<M#>0</M#>")), ROWS + "body | int | No | |\n" * 1_500
    ),
    "tables without a caption": lambda: servicestack(
        account(each(500, "<T#><Id>0</Id></T#>")),
        f"{ROWS}Id | body | int | No | |\n" * 400,
    ),
    "a nested type name": lambda: servicestack(
        account(),
        f"{ROWS}Id | body | {'List<' * 10**5}int{'>' * 10**5} | No | |\n",
    ),
    "a line of words": lambda: asmx("<Ask/>", "a <b " * 10**5 + "POST " * 10**5 + "\n"),
    "a name of 10,000 characters": lambda: asmx(
        f"<{'N' * 10**4}><{'n' * 10**4}>int</{'n' * 10**4}></{'N' * 10**4}>"
    ),
}


@pytest.mark.parametrize("page", LARGE.values(), ids=LARGE)
def test_what_is_large_becomes_a_package_all_the_same(page: Callable[[], str]) -> None:
    made = contract(page())
    files = python_of(made) | schema_files(made) | wsdl_files(made)
    assert made.operations
    parts = [part for path in files for part in path.split("/")]
    assert max(len(part.encode()) for part in parts) < 255


NAMES = (
    "\u4e2d" * 200,
    "\u0621" * 300,
    "A" * 300,
    "\u3164",
    "Con",
    "__class__",
    "a.b-c",
)


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:3])
def test_whatever_the_name_a_file_system_holds_the_files(name: str) -> None:
    made = contract(
        ask(f"<{name}><{name}>int</{name}></{name}>".replace("\u3164", "a"))
    )
    for path in python_of(made) | schema_files(made):
        parts = path.split("/")
        assert all(0 < len(part.encode()) < 255 for part in parts)
        assert not {"..", "con.py"} & set(parts)


NAMESPACES = (
    *("http://www.w3.org/2001/XMLSchema", "http://www.w3.org/2001/XMLSchema-instance"),
    *(
        "http://schemas.xmlsoap.org/wsdl/",
        "My Service",
        "urn:{a}",
        "}",
        "&quot;&#10;&lt;",
    ),
)


@pytest.mark.parametrize("uri", NAMESPACES)
def test_whatever_the_namespace_schemas_are_well_formed(uri: str) -> None:
    made = contract(asmx(f'<Ask xmlns="{uri}"><a>int</a><b>X or Y</b></Ask>'))
    files = schema_files(made) | wsdl_files(made)
    assert made.operations[0].request
    assert len(files) > 1
    for text in files.values():
        # Most parsers refuse a brace in a namespace, as their own names are written with braces.
        expat.ParserCreate(namespace_separator="\1").Parse(text, True)
