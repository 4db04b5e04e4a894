"""Trials of refusals of saved pages."""

from __future__ import annotations

from tests.refusals.pages import SOAP, asmx, each, servicestack
from tests.refusals.trials import Trial

GOOD = asmx("Ask")
MARKED = "¶" + GOOD.replace("¶", "")
WITHOUT_ANSWER = GOOD.partition("HTTP/1.1 200 OK")[0]
WHOLE = "Save the whole page again, or copy the missing part from it."
COMPARE = "Compare the line with the page in the browser; save the page again, or correct the line."
OBJECT = "Save the whole page again, or correct the line."
EMPTY = "Open the operation's page in a browser, save it, and look at the file."
NO_TEXT = (
    "Save the page again from the browser, as text, Markdown or HTML. If the character is on the "
    "page itself, remove it from the file."
)
LIST = """\
<html><body><h1>Ferry</h1><p>The following operations are supported.</p>
<ul><li><a href="Ferry.asmx?op=Ask">Ask</a></li></ul></body></html>
"""
HTML = f"<html><body><pre>{GOOD.replace('<', '&lt;')}</pre></body></html>"
MHTML = f"MIME-Version: 1.0\nContent-Type: text/html\n\n{HTML}"
ENCODED = GOOD.replace(
    "<soap:Body>", f'<soap:Body soap:encodingStyle="{SOAP[:-9]}encoding/">'
)
NESTED = each(60, "public class C#\n{\n")
DTO = "public class Ask : IReturn<Found>\n{\n    public int Id { get; set; }\n}\n"
TYPE = "public class Ask\n{\n    public int A;\n}"
TYPESCRIPT = """\
// @Route("/lots/{Site}", "GET")
export class Ask implements IReturn<Found>
{
    public id: number;
}
"""
OF_ONE_OPERATION = (
    "Save the page that shows one operation's request and response (…?op=Name)."
)


def _rest(url: str, samples: str = "") -> str:
    """A help page of WCF REST."""
    return (
        f"Reference for {url}\n¶Url: {url}\nHTTP Method: GET\n"
        f"Request\tN/A\tThe Request body is empty.\n{samples}"
    )


_REST = _rest("http://ferry.example/F.svc/a").replace("¶", "")

OF_PAGES = {
    "an address of WCF REST that is none": Trial(
        "an address that cannot be read",
        "Save the page again.",
        {"Ask.txt": _rest("http://ferry.example:x/F.svc/a")},
        [{"Ask.txt": _REST}],
    ),
    "more samples of WCF REST than the limit": Trial(
        "more than 300 samples and schemas of one operation",
        "Save each operation's page as a file of its own.",
        {"Ask.txt": _REST + "<a />\n" * 300 + "¶<a />\n"},
        [{"Ask.txt": _REST}],
    ),
    "another page": Trial(
        "no HTTP sample and no table of types",
        OF_ONE_OPERATION,
        {"Ask.txt": "¶Welcome to the ferry."},
        [{"Ask.txt": GOOD}],
    ),
    "samples of another program": Trial(
        "HTTP samples of another program",
        OF_ONE_OPERATION,
        {"Ask.txt": "¶GET /ferry HTTP/1.1\nHost: ferry.example\n"},
        [{"Ask.txt": GOOD}],
    ),
    "a head without its sample": Trial(
        "an HTTP head with Content-Type text/xml; charset=utf-8 and no XML after it",
        WHOLE,
        {"Ask.txt": GOOD.partition("<soap:")[0].replace("POST", "¶POST")},
        [{"Ask.txt": GOOD}],
    ),
    "a head of ServiceStack without its sample": Trial(
        "an HTTP head with Content-Type application/xml and no XML after it",
        WHOLE,
        {"Ask.txt": "¶" + servicestack("", "xml")},
        [{"Ask.txt": servicestack('<Ask xmlns="urn:x"><Id>0</Id></Ask>', "xml")}],
    ),
    "an empty page": Trial(
        "an empty page", EMPTY, {"Ask.txt": "¶\n \n"}, [{"Ask.txt": GOOD}]
    ),
    "a page in UTF-8 with a byte that is not": Trial(
        "a byte 0xFF that cannot be read",
        "Save the page again as UTF-8.",
        {"Ask.txt": f"“The ferry”\n{GOOD}".encode() + b"\xc2\xb6\xff\n"},
        [{"Ask.txt": f"“The ferry”\n{GOOD}ÿ\n"}],
    ),
    "a page in windows-1252 with a byte that is not": Trial(
        "a byte 0x81 that cannot be read",
        "Save the page again as UTF-8.",
        {
            "Ask.txt": f"\x93La gare\x94 \xe9\n{GOOD}".encode("latin-1")
            + b"\xc2\xb6\x81"
        },
        [{"Ask.txt": f"“La gare” é\n{GOOD}"}],
    ),
    "a page in UTF-16 that ends in half a character": Trial(
        "a byte 0xD8 that cannot be read",
        "Save the page again as UTF-8.",
        # A letter with the byte of a line end in it.
        {"Ask.txt": f"\ufeffЊ\n{GOOD}".encode("utf-16-le") + b"\xd8"},
        [{"Ask.txt": f"Њ\n{GOOD}"}],
        at=f"ferry/Ask.txt:{GOOD.count(chr(10)) + 2}",
    ),
    "a control character": Trial(
        "the control character U+0001",
        NO_TEXT,
        {"Ask.txt": f"{GOOD}¶The\x01 end.\n"},
        [{"Ask.txt": GOOD}, {"Ask.txt": f"{GOOD}The end.\n"}],
    ),
    "nested HTML": Trial(
        "HTML elements nested more than 250 deep",
        "Save the page as text.",
        {"Ask.html": "¶" + HTML.replace("<pre>", "<div>" * 260 + "<pre>")},
        [{"Ask.html": None, "Ask.txt": GOOD}],
    ),
    "a web archive without a page": Trial(
        "a web archive without a part of type text/html",
        "Save the page again from the browser, as HTML only.",
        {"Ask.mhtml": "¶" + MHTML.replace("text/html", "text/css")},
        [{"Ask.mhtml": None, "Ask.html": HTML}],
    ),
    "a list of operations": Trial(
        "a list of operations that shows none of them",
        "Save the page of each operation that you need (…?op=Name) beside it.",
        {"Board.txt": None, "List.html": "¶" + LIST},
        [{"Ask.txt": GOOD}],
    ),
    "source without an operation": Trial(
        "no operation on this page",
        "Save the page of each operation that you need (…?op=Name) beside it.",
        {"Board.txt": None, "Ask.txt": "¶public class Ask\n{\n    public int A;\n}"},
        [{"Tell.txt": GOOD}],
    ),
    "sources without an operation": Trial(
        "no operation on any page",
        "Save the page of each operation that you need (…?op=Name) beside it.",
        {"Board.txt": None, "Ask.txt": f"¶{TYPE}", "Tell.txt": TYPE},
        [{"Other.txt": GOOD}],
    ),
    "source in another language than C#": Trial(
        "source of data transfer objects in TypeScript, which merges types of .NET",
        "Save its XML page (/xml/metadata?op=…), or for its types the one with &lang=csharp.",
        {"Board.txt": None, "Ask.txt": f"¶{TYPESCRIPT}"},
        [
            {"Ask.txt": servicestack('<Ask xmlns="urn:x"><Id>0</Id></Ask>', "xml")},
            {"Ask.txt": DTO},
        ],
    ),
    "rpc/encoded": Trial(
        "operations in the rpc/encoded style alone, which are left out",
        "Ask for another binding of the service, or save the page of another operation.",
        {"Board.txt": None, "Ask.txt": ENCODED.replace("\nAsk\n", "\n¶Ask\n")},
        [{"Ask.txt": GOOD}, {"Board.txt": asmx("Board")}],
    ),
    "a sample that breaks off": Trial(
        "an XML sample that starts on line 10 and breaks off inside <Ask>",
        WHOLE,
        {
            "Ask.txt": WITHOUT_ANSWER.partition("    </Ask>")[0].replace(
                "<Deck", "¶<Deck"
            )
        },
        [{"Ask.txt": GOOD}, {"Ask.txt": WITHOUT_ANSWER}],
    ),
    "a sample that breaks off in its first tag": Trial(
        "an XML sample that starts on line 10 and breaks off",
        WHOLE,
        {"Ask.txt": GOOD.partition(" xmlns:soap")[0].replace("<soap:E", "¶<soap:E")},
        [{"Ask.txt": GOOD}],
    ),
    "a sample that is not well-formed": Trial(
        "XML that is not well-formed (mismatched tag)",
        COMPARE,
        {"Ask.txt": GOOD.replace("<Deck>int</Deck>", "¶<Deck>int</Deek>")},
        [{"Ask.txt": GOOD}],
    ),
    "a document type": Trial(
        "a DOCTYPE in an XML sample",
        "Remove it: no help page has one, and it can make a parser load other files.",
        {"Ask.txt": GOOD.replace("<soap:E", "¶<!DOCTYPE a>\n<soap:E", 1)},
        [{"Ask.txt": GOOD}],
    ),
    "JSON without a colon": Trial(
        "a sample that starts on line 6 and is not well-formed",
        OBJECT,
        {"Ask.txt": servicestack('{\n¶"Id",\n"Name": ""}')},
        [{"Ask.txt": servicestack('{\n"Id": 0,\n"Name": ""}')}],
    ),
    "JSON without a comma": Trial(
        "a sample that starts on line 6 and is not well-formed",
        OBJECT,
        {"Ask.txt": servicestack('{\n"Id": ""\n¶"Name": ""}')},
        [{"Ask.txt": servicestack('{\n"Id": "",\n"Name": ""}')}],
    ),
    "JSON without a quote": Trial(
        "a sample that starts on line 6 and is not well-formed",
        OBJECT,
        {"Ask.txt": servicestack('{\n¶"Id: 0\n}')},
        [{"Ask.txt": servicestack('{\n"Id": 0\n}')}],
    ),
    "JSON that breaks off": Trial(
        "a sample that starts on line 6 and breaks off",
        OBJECT,
        {"Ask.txt": servicestack('{\n¶"Id": 0').rstrip()},
        [{"Ask.txt": servicestack('{\n"Id": 0}')}],
    ),
    "nested C#": Trial(
        "C# types nested more than 50 deep",
        "Delete from the file what your operations do not use.",
        {"Ask.txt": DTO + NESTED.replace("public class C50\n", "public class C50\n¶")},
        [{"Ask.txt": DTO}],
    ),
}
