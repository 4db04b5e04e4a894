"""Trials of what is too large: pages, samples, services.

What a whole service may hold is lowered for the trial, as a service of that size takes long to
make; tests/inference/test_expansion_limits.py has the real figures.
"""

from __future__ import annotations

import re
from functools import partial

from soapstone.model import limits
from soapstone.model.limits import Limit
from tests.limits import lowered
from tests.refusals.of_descriptions import GOOD as WSDL
from tests.refusals.of_pages import DTO, GOOD, HTML, MHTML
from tests.refusals.pages import asmx, each, servicestack
from tests.refusals.trials import Trial

ONE_PAGE = "Save the page of one operation, without anything else in the file."
SHORTEN = "Shorten the sample by hand: repetitions of a member add nothing."
SHORTEN_TEXT = "Shorten it by hand."
LEAVE_OUT = "Delete from the file what your operations do not use."
EVER_MORE = (
    "Delete from the file what your operations do not use, or the member by which a class leads "
    "to ever more types."
)
SPLIT = "Split its pages into the folders of several services."
FEWER_HEADERS = (
    "Remove headers by hand: only Host, Accept, Content-Type and SOAPAction count."
)
LONG = "x" * 100_001
LINE = "A line.\n"
LINES = GOOD.count("\n")
PAD = "A line of something else. " * 40 + "\n"
BIG = PAD * (8 * 1024 * 1024 // len(PAD) + 1)
ROWS = "Name | Parameter | Data Type | Required | Description |\n"
ENVELOPE = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">\n'
TABLE = f"T# Parameters:\n{ROWS}A | body | int | No | |\n"
MANY = "public class M\n{\n" + each(60, "    public int A# { get; set; }\n") + "}\n"
CHAIN = "".join(f"public class C{n} : C{n + 1}\n{{\n}}\n" for n in range(51))
NEXT = "    public G<List<T>> Next { get; set; }\n"
GENERIC = f"public class G<T> : M\n{{\n{NEXT}}}\n"
USING = DTO.replace("int Id", "G<int> Of")
SUMMARY = f"    /// <summary>{'word ' * 19_000}</summary>\n    public int A0 "
SQUARE = each(120, "<A#>int</A#>")


def tower(levels: int, inner: str = "int") -> str:
    return f"{'<A>' * levels}{inner}{'</A>' * levels}"


def of_page(found: str, page: str, advice: str = ONE_PAGE) -> Trial:
    """A page that is too large, marked where the refusal has to point."""
    return Trial(found, advice, {"Ask.txt": page}, [{"Ask.txt": GOOD}])


def of_sample(found: str, members: str, shorter: str, advice: str = SHORTEN) -> Trial:
    return Trial(
        found,
        advice,
        {"Ask.txt": asmx("Ask", members)},
        [{"Ask.txt": asmx("Ask", shorter)}],
    )


def of_json(found: str, sample: str, shorter: str, kind: str = "json") -> Trial:
    return Trial(
        found,
        SHORTEN,
        {"Ask.txt": servicestack(sample, kind)},
        [{"Ask.txt": servicestack(shorter, kind)}],
    )


def of_classes(found: str, classes: str) -> Trial:
    """Source with classes that its operation does not use."""
    return Trial(found, LEAVE_OUT, {"Ask.txt": DTO + classes}, [{"Ask.txt": DTO}])


def of_service(limit: Limit, most: int, found: str, page: str, other: str) -> Trial:
    """Two pages that are too large together, with a limit that is lowered."""
    return Trial(
        found,
        SPLIT,
        {"Board.txt": None, "Ask.txt": page, "Tell.txt": other},
        [{"Tell.txt": None, "/specs/port/Tell.txt": other}],
        within=partial(lowered, limit, most),
    )


def of_wsdl(limit: Limit, most: int, found: str) -> Trial:
    """A WSDL that is too large by a fault, with a limit that is lowered."""
    declared = '<xs:element name="Ask" '
    return Trial(
        found,
        "Delete from the file what your operations do not use.",
        {"Board.txt": None, "Pier.wsdl": WSDL.replace(declared, f"¶{declared}")},
        [{"Pier.wsdl": re.sub("<w:fault [^<>]*>(</w:fault>|(?<=/>))", "", WSDL)}],
        within=partial(lowered, limit, most),
    )


TELL = DTO.replace("class Ask", "class Tell").replace("Found", "Said")

ASK = '<xs:element name="Ask" type="xs:string"/>'
SUBSTITUTED = (
    '<xs:element name="Ask"><xs:complexType><xs:sequence>\n¶<xs:element ref="t:Full"/>'
    "</xs:sequence></xs:complexType></xs:element>\n"
) + each(20, '<xs:element name="E#" type="xs:string" substitutionGroup="t:Full"/>\n')

MANY_TIMES = ' maxOccurs="9"/>'

OF_LIMITS = {
    "types of a WSDL": of_wsdl(
        limits.DESCRIBED_TYPES, 2, "more than 2 types in one service"
    ),
    "members of a WSDL": of_wsdl(
        limits.DESCRIBED_MEMBERS, 2, "more than 2 members of types in one service"
    ),
    "texts of a WSDL": of_wsdl(
        limits.DESCRIBED_TEXT,
        10,
        "more than 10 characters of names and descriptions in one service",
    ),
    "branches of a list": Trial(
        "a list of more than 20 kinds of elements",
        "Delete from the file what your operations do not use.",
        {
            "Board.txt": None,
            "Pier.wsdl": WSDL.replace(ASK, SUBSTITUTED.replace("/>", MANY_TIMES, 1)),
        },
        [{"Pier.wsdl": WSDL}],
        within=partial(lowered, limits.DESCRIPTION_BRANCHES, 20),
    ),
    "substitutes in many places": Trial(
        "types of more than 20 elements and attributes, groups put in place",
        "Delete from the file what your operations do not use.",
        {"Board.txt": None, "Pier.wsdl": WSDL.replace(ASK, SUBSTITUTED)},
        [{"Pier.wsdl": WSDL}],
        within=partial(lowered, limits.DESCRIPTION_PARTICLES, 20),
    ),
    "bytes": of_page("a page of more than 8,388,608 bytes", "¶" + BIG),
    "bytes of a web archive": Trial(
        "a page of more than 8,388,608 bytes",
        ONE_PAGE,
        {"Ask.mhtml": "¶" + BIG},
        [{"Ask.mhtml": MHTML}],
    ),
    "lines": Trial(
        "a page of more than 100,000 lines",
        ONE_PAGE,
        {"Ask.txt": "¶" + GOOD + LINE * (100_001 - LINES)},
        [{"Ask.txt": GOOD}, {"Ask.txt": GOOD + LINE * (100_000 - LINES)}],
    ),
    "tags": Trial(
        "a page of more than 200,000 tags",
        ONE_PAGE,
        {"Ask.html": "¶" + "<br>" * 200_000 + HTML},
        [{"Ask.html": HTML}],
    ),
    "messages": of_page(
        "more than 2,000 HTTP messages in one file",
        "GET /Ferry.asmx HTTP/1.1\n" * 2_000 + "¶GET /Ferry.asmx HTTP/1.1\n",
        "Save each operation's page as a file of its own.",
    ),
    "envelopes": of_page(
        "more than 2,000 HTTP messages in one file",
        ENVELOPE * 2_000 + f"¶{ENVELOPE}",
        "Save each operation's page as a file of its own.",
    ),
    "tables": of_page(
        "a page of more than 500 tables of types",
        each(500, TABLE) + servicestack("{}", prose="¶" + TABLE),
    ),
    "lines of a head": of_page(
        "an HTTP message of more than 100 headers",
        GOOD.replace("Host:", "A-B: c\n" * 98 + "Host:").replace("SOAPA", "¶SOAPA"),
        FEWER_HEADERS,
    ),
    "headers on a line": of_page(
        "an HTTP message of more than 100 headers",
        GOOD.replace("HTTP/1.1\n", f"HTTP/1.1 {'A-B: c ' * 101}\n").replace(
            "PO", "¶PO"
        ),
        FEWER_HEADERS,
    ),
    "depth": of_sample(
        "a sample nested more than 100 deep", tower(97, "\n¶<A>int</A>"), tower(97)
    ),
    "elements": of_sample(
        "a sample of more than 10,000 elements",
        each(9_997, "<A>int</A>") + "\n¶<A>int</A>",
        "<A>int</A>" * 2,
    ),
    "a name": of_sample(
        "a name or text of more than 100,000 characters",
        f"¶<{LONG}>int</{LONG}>",
        "<A>int</A>",
        SHORTEN_TEXT,
    ),
    "a text": of_sample(
        "a name or text of more than 100,000 characters",
        f"¶<A>{LONG}</A>",
        "<A>int</A>",
        SHORTEN_TEXT,
    ),
    "names": of_sample(
        "names and namespaces of a sample of more than 2,000,000 characters",
        f'<A xmlns="urn:{LONG[:90_000]}">\n¶{"<B>int</B>" * 23}</A>',
        '<A xmlns="urn:x"><B>int</B></A>',
    ),
    "depth of JSON": of_json(
        "a sample nested more than 100 deep",
        "[" * 101 + "\n¶[]" + "]" * 101,
        "[[]]",
    ),
    "values of JSON": of_json(
        "a sample of more than 10,000 elements",
        '{"A": [' + "0, " * 9_997 + "0,\n¶0]}",
        '{"A": [0, 0]}',
    ),
    "cells of CSV": of_json(
        "a sample of more than 10,000 elements",
        "A,B\n" + "0,0\n" * 5_000 + "¶0,0",
        "A,B\n0,0\n0,0",
        "csv",
    ),
    "a line of CSV": Trial(
        "a name or text of more than 100,000 characters",
        SHORTEN_TEXT,
        {"Ask.txt": servicestack(f"A,B\n¶0,{LONG}", "csv")},
        [{"Ask.txt": servicestack("A,B\n0,x", "csv")}],
    ),
    "declarations": of_classes(
        "C# of more than 10,000 declarations, closing braces counted",
        "public class M\n{\n"
        + each(9_996, "    public int A# { get; set; }\n")
        + "¶    public int A { get; set; }\n}\n",
    ),
    "base classes": of_classes(
        "a class with more than 50 base classes above each other",
        "¶" + CHAIN + "public class C51\n{\n}\n",
    ),
    "inherited members": of_classes(
        "classes of more than 20,000 members, inherited ones counted",
        MANY + each(332, "public class C# : M\n{\n}\n") + "¶public class C : M\n{\n}\n",
    ),
    "inherited texts": of_classes(
        "classes whose members' names and descriptions have more than 10,000,000 characters",
        MANY.replace("    public int A0 ", SUMMARY)
        + each(101, "public class C# : M\n{\n}\n")
        + "¶public class C : M\n{\n}\n",
    ),
    "types with other arguments": Trial(
        "classes that expand to more than 9 types, counted with their type arguments",
        EVER_MORE,
        {"Ask.txt": f"{USING}{MANY}¶{GENERIC}"},
        [
            {"Ask.txt": USING + MANY + GENERIC.replace(NEXT, "")},
            {"Ask.txt": DTO + MANY + GENERIC},
        ],
        within=partial(lowered, limits.PAGE_TYPES, 9),
    ),
    "members with other arguments": Trial(
        "classes of more than 300 members, inherited ones counted",
        LEAVE_OUT,
        {"Ask.txt": f"{USING}{MANY}¶{GENERIC}"},
        [{"Ask.txt": DTO + MANY + GENERIC}],
        within=partial(lowered, limits.PAGE_MEMBERS, 300),
    ),
    "types of source": of_service(
        limits.TYPES, 1, "more than 1 types in one service", DTO, "¶" + TELL
    ),
    "members of source": of_service(
        limits.MEMBERS,
        1,
        "more than 1 members of types in one service",
        DTO,
        "¶" + TELL,
    ),
    "texts of source": of_service(
        limits.MEMBERS_TEXT,
        60,
        "more than 60 characters of names and descriptions in one service",
        DTO,
        "¶" + TELL,
    ),
    "types of samples": of_service(
        limits.TYPES,
        2,
        "more than 2 types in one service",
        GOOD,
        asmx("Tell", "¶<Deck>int</Deck>"),
    ),
    "members of samples": of_service(
        limits.MEMBERS,
        121,
        "more than 121 members of types in one service",
        GOOD,
        asmx("Tell", f"{SQUARE}\n¶<B>int</B>"),
    ),
    "texts of samples": of_service(
        limits.MEMBERS_TEXT,
        40,
        "more than 40 characters of names and descriptions in one service",
        GOOD,
        asmx("Tell", f"¶<{'a' * 30}>int</{'a' * 30}>"),
    ),
}
