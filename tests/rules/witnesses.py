"""Services that show every rule at work: the pages of the tests, and small ones made for a rule."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from soapstone.dotnet.namespaces import SYSTEM
from soapstone.inputs.files import DESCRIPTION_SUFFIXES, PAGE_SUFFIXES
from soapstone.model.facts import PageFacts
from soapstone.run import pipeline
from soapstone.run.reading import read_sources
from soapstone.run.resolved_contract import ResolvedContract, resolve_contract
from tests.explain.support import PAGES, SPECS, asmx
from tests.forms import form_page
from tests.inference import test_joining_rest
from tests.inference.samples import ARRAYS, TYPES
from tests.inference.samples import asmx as asmx_facts
from tests.inference.wsdl.documents import (
    SCHEMAS,
    lighthouse_wsdl,
    pier_wsdl,
    svc_wsdl,
)

DATA = PAGES.parent / "services"
SAMPLES = PAGES.parent / "samples"
XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'


@dataclass(frozen=True)
class Witness:
    """The files of a service: copies of pages, and texts by their names."""

    copies: tuple[Path, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[PageFacts, ...] = ()
    """More pages, which no file has: those of the tests show a message each."""

    def made(self, folder: Path) -> ResolvedContract:
        """Write the service, and resolve its contract."""
        folder.mkdir(parents=True)
        for path in self.copies:
            shutil.copy(path, folder)
        for name, text in self.texts.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return self.resolved(folder)

    def resolved(self, folder: Path) -> ResolvedContract:
        """Resolve the contract of the service, once it is written."""
        read = read_sources(pipeline.pages_of(folder).pages)
        pages = (*read.pages, *self.facts)
        return resolve_contract(folder, pages, read.description)


@dataclass(frozen=True)
class Stated(Witness):
    """The WSDL and the schemas of a service, written with a tag on each line."""

    def resolved(self, folder: Path) -> ResolvedContract:
        for path in folder.iterdir():
            if path.suffix in DESCRIPTION_SUFFIXES:
                blanks = etree.XMLParser(remove_blank_text=True)
                text = etree.tostring(etree.parse(path, blanks), pretty_print=True)
                path.write_bytes(text)
        return super().resolved(folder)


def _pages(folder: Path) -> tuple[Path, ...]:
    return tuple(p for p in sorted(folder.iterdir()) if p.suffix in PAGE_SUFFIXES)


def _message(name: str, content: str) -> str:
    return f'<{name} xmlns="urn:svc" {XSI}>{content}</{name}>'


_SOAP_1_1 = "http://schemas.xmlsoap.org/soap/envelope/"
_SOAP_1_2 = "http://www.w3.org/2003/05/soap-envelope"
_ROW = "<Row>\n<J>int</J>\n<J>int</J>\n</Row>"
_RECORDED = asmx(
    "<N>int</N>\n<Left>int</Left>\n<Zip />\n<Any />\n<Once>\n<A>int</A>\n</Once>\n"
    "<Season>Spring or Fall</Season>\n<Size>Letter or Big Box or Flat</Size>\n"
    "<Text>string</Text>\n<Whole>int</Whole>\n"
    "<Base>\n<A>int</A>\n</Base>\n<Empty />\n<L>\n<I>int</I>\n<I>int</I>\n</L>\n"
    f"<Rows>\n{_ROW}\n{_ROW}\n</Rows>"
)
_SENT = _message(
    "Ask",
    '<N i:nil="true"/><Zip>02134</Zip>'
    '<Any i:type="x:int" xmlns:x="http://www.w3.org/2001/XMLSchema">5</Any>'
    "<Once><A>1</A></Once><Once><A>2</A></Once><Season>Winter</Season>"
    '<Size>Big Box or Flat</Size><Text i:nil="true"/><Whole>no</Whole>'
    '<Base i:type="Derived"><A>1</A><B>x</B></Base>'
    '<N xmlns="urn:other">1</N><New>text</New><Count>7</Count><Void/>'
    '<Inner><Deep>text</Deep></Inner><L><I>1</I><I i:nil="true"/></L>'
    '<Rows><Row><J>1</J><J i:nil="true"/></Row></Rows>',
)
_OVERRIDES = """
[service]
host = "other.example.com"
[members."Ask.X"]
type = "long"
[members."Ask.Y"]
nullable = true
[members."Ask.W"]
required = true
[members."Ask.Same"]
type = "string"
[records.Ask]
choice = ["E", "F"]
[members."Ask.Gap"]
omit = true
[members."Ask.Row"]
repeated = true
[enumerations.Season]
members = ["Spring", "Fall", "Winter"]
flags = true
[records.Ask.last]
Z = "Own"
Shown = "long"
[records.Own.first]
A = "int"
"""
_ASK = "Ask Parameters:\nName | Parameter | Data Type | Required | Description |\n"
_HEAD = "Host: h\nAccept: application/{0}\nContent-Type: application/{0}\n"
_SYSTEM = f'xmlns:s="{SYSTEM}"'
_STACK = f"""{_ASK}Day | query | DayOfWeek | No | |
Box | query | Box | No | |
Broken | query | two words | No | |
Gone | query | int | No | |
Kind | query | Kind | No | |
Stated | query | int | No | |

POST /xml/reply/Ask HTTP/1.1
{_HEAD.format("xml")}
<Ask xmlns="{TYPES}" {XSI}>
<N>0</N>
<Any i:type="x:anyType" xmlns:x="http://www.w3.org/2001/XMLSchema"/>
<At {_SYSTEM}>
<s:DateTime>0001-01-01T00:00:00Z</s:DateTime>
<s:OffsetMinutes>0</s:OffsetMinutes>
</At>
<Made {_SYSTEM}>
<s:Major>0</s:Major>
</Made>
<Empty/>
<Hole/>
<Hollow/>
<Half>0</Half>
<Amiss>0</Amiss>
<Word>Unknown</Word>
<Day>Sunday</Day>
<Box i:nil="true"/>
<Lid i:nil="true"/>
<Kind i:nil="true"/>
<Loose>String</Loose>
<Broken>String</Broken>
<Stated>0</Stated>
</Ask>

HTTP/1.1 200 OK
Content-Type: application/xml

<AskResponse xmlns="{TYPES}" {XSI}>
<Kept>
<Box>
<A>String</A>
</Box>
<Lid>
<B>String</B>
</Lid>
</Kept>
<Boxes>
<Box>
<A>String</A>
</Box>
</Boxes>
<ResponseStatus xmlns="http://schemas.servicestack.net/types">
<ErrorCode>String</ErrorCode>
</ResponseStatus>
</AskResponse>
"""


def _without_samples(page: PageFacts, name: str) -> PageFacts:
    (operation,) = page.operations
    return replace(page, operations=(replace(operation, exchanges=(), name=name),))


def _dumped(kind: str, request: str) -> str:
    return f"POST /{kind}/reply/Ask HTTP/1.1\n{_HEAD.format(kind)}\n{request}\n"


def _forms(*pages: bytes) -> Witness:
    return Witness(texts={f"{n}.txt": page.decode() for n, page in enumerate(pages)})


def _without_heads(page: str) -> str:
    asked, _, answered = page.partition("HTTP/1.1 200 OK")
    return asked[asked.index("<?xml") :] + answered[answered.index("<?xml") :]


def _halves() -> Witness:
    """Pages of which a part is gone, each of another operation."""
    page = asmx("<X>int</X>")
    asked, _, answered = page.partition("HTTP/1.1 200 OK")
    answered = f"HTTP/1.1 200 OK{answered}".partition("SOAP 1.2")[0]
    both = f"{asked}{answered}"
    second = both[both.index("POST ") :].replace(_SOAP_1_1, _SOAP_1_2)
    second = second.replace("text/xml", "application/soap+xml")
    texts = {
        "Sent": asked,
        "Came": answered,
        "Cut": f"{both}\n{second[: second.rindex('</soap:Body>')]}",
    }
    texts["Named"] = asked[: asked.index("<?xml")].partition("Ask\n")[2] + answered
    renamed = {f"{name}.txt": text.replace("Ask", name) for name, text in texts.items()}
    form = form_page("Form", "a").decode().partition("HTTP/1.1 200")[0]
    both_ways = form_page("Both", "a", "<int>int</int>").decode()
    renamed["Both.txt"] = f"{both_ways}\n{answered.replace('Ask', 'Both')}"
    return Witness(texts={**renamed, "Form.txt": form})


def _rest(url: str, verb: str, rows: str, *samples: str) -> str:
    """A help page of WCF REST without a schema."""
    head = f"Reference for {url}\nUrl: {url}\nHTTP Method: {verb}\n"
    table = f"Message direction\tFormat\tBody\n{rows}\n"
    return head + table + "\n".join(samples) + "\n"


_NOTHING = "\tN/A\tThe {0} body is empty."
_ASKS, _ANSWERS = _NOTHING.format("Request"), _NOTHING.format("Response")
_LOADED = """\
The following is an example request Xml body:
<Load xmlns="http://schemas.datacontract.org/2004/07/Rest">
<Any />
<Done>true</Done>
<First i:type="Tug" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
<Power>2147483647</Power>
</First>
<Kind>Bulk</Kind>
<Lines>
<Line>
<Length>1.26743233E+15</Length>
</Line>
<Line>
<Length>1.26743233E+15</Length>
</Line>
</Lines>
<Quay>
<Code>String content</Code>
</Quay>
</Load>"""
_COUNTED = """\
The following is an example response Xml body:
<Count xmlns="http://schemas.datacontract.org/2004/07/Rest">
<Number>9223372036854775807</Number>
</Count>"""
_ODD = """\
The following is an example response Json body:
{
"Key":"1627aea5-8e0a-4371-9022-9b504344e724",
"Number":2147483647
}"""
_SITE = "http://h.example/R.svc"
_REST = {
    "Load.txt": _rest(
        f"{_SITE}/loads/{{ID}}?dry={{DRY}}",
        "POST",
        "Request\tXml\tExample\nResponse\tXml\tExample",
        _LOADED,
        _COUNTED,
    ),
    "Named.txt": "<!-- saved from url=(0050)http://h.example/R.svc/help/operations/Add -->\n"
    + _rest(
        f"{_SITE}/counts",
        "PUT",
        f"Request\tXml\tExample\nResponse{_ANSWERS}",
        _COUNTED.replace("response", "request"),
    ),
    "Odd.txt": _rest(
        f"{_SITE}/odd", "GET", f"Request{_ASKS}\nResponse\tJson\tExample", _ODD
    ),
    "File.txt": _rest(
        f"{_SITE}/file",
        "GET",
        f"Request{_ASKS}\nResponse\tUnknown\tThe Response body is a byte stream.",
    ),
    "Cut.txt": _rest(f"{_SITE}/cut", "GET", f"Request{_ASKS}"),
    "Many.txt": _rest(
        f"{_SITE}/many",
        "POST",
        f"Request\tUnknown\tThe Request body is wrapped.\nResponse{_ANSWERS}",
    ),
}
WITNESSES: dict[str, Witness] = {
    **{page.name: Witness((page,)) for page in _pages(PAGES)},
    **{
        f"samples/{page.name}": Witness(
            texts={f"sample-{page.name}": page.read_text("utf-8")}
        )
        for page in sorted(SAMPLES.iterdir())
        if page.suffix != ".json"  # a body is one line of it
    },
    "lighthouse": Stated(
        (SCHEMAS / "lighthouse/lighthouse.xsd",), {"l.wsdl": lighthouse_wsdl()}
    ),
    "pier": Stated(tuple((SCHEMAS / "pier").glob("*.xsd")), {"p.wsdl": pier_wsdl()}),
    "pages beside a WSDL": Stated(
        texts={
            "Ask.txt": asmx("<X>int</X>\n<E>Up or Left</E>\n<Only>guid</Only>"),
            "Tell.txt": asmx("<A>int</A>").replace("Ask", "Tell"),
            "svc.wsdl": svc_wsdl(),
        }
    ),
    "rest": Witness(texts=_REST),
    "rest beside a WSDL": Stated(
        texts={
            **test_joining_rest.texts(True, {"FindBerth": test_joining_rest.GET}),
            "s.wsdl": test_joining_rest.wsdl(test_joining_rest.SAME),
        }
    ),
    "made": Witness(_pages(PAGES / "made")),
    "rendered": Witness(_pages(PAGES / "rendered")),
    "basic": Witness(_pages(DATA / "basic")),
    "demo": Witness(_pages(DATA / "demo")),
    "metering": Witness(_pages(SPECS / "metering")),
    "tc2": Witness(_pages(SPECS / "tc2")),
    "asmx": Witness(
        texts={
            "Ask.txt": asmx(
                "<Pin>hunter2</Pin>\n<Odd>bytes</Odd>\n<Q>q1:QName</Q>\n"
                "<Span>duration</Span>\n<E />\n"
                "<Size>Letter or Big Box</Size>\n<Any>xml</Any>\n<T>int</T>\n<T>int</T>\n"
                "<Set>dataset</Set>\n"
                '<L>\n<I>int</I>\n<I>int</I>\n</L>\n<Cut xsi:nil="true" />\n'
                '<S>\n<Named xsi:nil="true" />\n</S>\n<U>\n<Named>\n<x>int</x>\n</Named>\n</U>\n'
                "<W>\n<Item>\n<v>int</v>\n</Item>\n<Item>\n<v>int</v>\n</Item>\n</W>\n"
                '<V>\n<Item xsi:nil="true" />\n<Item xsi:nil="true" />\n</V>\n'
                '<Attributed Kind="int" Odd="">string</Attributed>'
            )
        }
    ),
    "contradicting": Witness(
        texts={
            "One.txt": asmx(
                "<X>int</X>\n<Only>int</Only>\n<E>Up or Down</E>\n"
                "<L>\n<I>int</I>\n<I>int</I>\n</L>"
            ),
            "Two.txt": asmx("<X>string</X>\n<E>int</E>\n<L>int</L>"),
        }
    ),
    "schemes": Witness(
        texts={
            f"{scheme}.txt": f"<!-- saved from url=(0028){scheme}://example.com/svc.asmx -->\n"
            f"{asmx('<X>int</X>')}"
            for scheme in ("http", "https")
        }
    ),
    "open": Witness(
        texts={
            "Ask.txt": f"{_ASK}Course | query | Course | No | |\n\n"
            f"POST /xml/reply/Ask HTTP/1.1\n{_HEAD.format('xml')}\n"
            f'<Ask xmlns="{TYPES}" {XSI}>\n<Course>Up</Course>\n<Map {ARRAYS}>\n'
            "<a:KeyValueOfstringint>\n<a:Key>String</a:Key>\n<a:Value>0</a:Value>\n"
            "</a:KeyValueOfstringint>\n</Map>\n</Ask>\n"
        }
    ),
    "overloads": Witness(
        texts={
            "One.txt": asmx("<X>int</X>"),
            "Two.txt": asmx("<X>int</X>")
            .replace("<Ask ", "<AskTwo ")
            .replace("</Ask>", "</AskTwo>")
            .replace('"urn:svc/Ask"', '"urn:svc/AskTwo"'),
        }
    ),
    "headless": Witness(
        texts={"Ask.txt": asmx("<X>int</X>").replace("\nAsk\n", "\n", 1)}
    ),
    "recorded": Witness(
        texts={
            "Ask.txt": _RECORDED,
            "recorded/one.xml": _SENT,
            "recorded/two.xml": _message("Ask", "<N>1</N><Left>1</Left>"),
        }
    ),
    "flags": Witness(
        texts={
            "Ask.txt": asmx("<Day>Mon or Tue or Wed</Day>"),
            "recorded/one.xml": _message("Ask", "<Day>Mon Tue</Day>"),
        }
    ),
    "overrides": Witness(
        texts={
            "Ask.txt": asmx(
                "<X>int</X>\n<Y>int</Y>\n<W>string</W>\n<Same>string</Same>\n"
                "<Shown>int</Shown>\n<Season>Spring or Fall</Season>\n"
                "<Gap>int</Gap>\n<Row>string</Row>\n<E>int</E>\n<F>string</F>"
            ),
            "overrides.toml": _OVERRIDES,
        }
    ),
    "bases": Witness(
        texts={
            "Ask.txt": asmx("<P>\n<A>int</A>\n</P>\n<Q>\n<B>int</B>\n</Q>"),
            "overrides.toml": '[records.Q]\nbase = "P"\ntype_name = "Queue"\n',
        }
    ),
    "choices": Witness(
        texts={
            "Ask.txt": asmx(
                "<P>\n<Head>int</Head>\n<A>\n<X>int</X>\n</A>\n<B>\n<Y>int</Y>\n</B>\n</P>\n"
                "<Q>string</Q>\n<W>string</W>"
            ),
            "recorded/one.xml": (
                '<Ask xmlns="urn:svc"><P><Head>1</Head><A><X>1</X></A><A><X>2</X></A></P>'
                "<Q>a</Q><W>b</W><Q>c</Q></Ask>"
            ),
        }
    ),
    "stack": Witness(
        texts={
            "Ask.txt": _STACK,
            "recorded/one.xml": (
                f'<Ask xmlns="{TYPES}" {XSI}><N>5000000000</N><Stated i:nil="true"/>'
                "<Hole>5</Hole><Hollow>true</Hollow><Half>1.5</Half><Amiss>no</Amiss>"
                "<Loose>a</Loose><Loose>b</Loose></Ask>"
            ),
        },
    ),
    "cut": Witness(texts={"Ask.txt": _STACK[: _STACK.index("<Lid>")]}),
    "source": Witness(
        texts={
            "dtos.txt": (
                "namespace N {\npublic class Ask : AuditBase, IReturn<AskResponse>\n"
                "{ public int A { get; set; } public ResponseStatus S { get; set; } }\n"
                "public class AskResponse { public ResponseStatus ResponseStatus"
                " { get; set; } }\n}"
            )
        }
    ),
    "derived source": Witness(
        texts={
            "dtos.txt": (
                "namespace N {\npublic class Ask : IReturnVoid"
                " { public List<Shape> Shapes { get; set; } }\n"
                "public abstract class Shape\n{ public int Top { get; set; }\n"
                "public int Left { get; set; } }\n"
                "public class Circle : Shape { public double Radius { get; set; } }\n"
                "public class Disc : Circle { public string Fill { get; set; } }\n}"
            )
        }
    ),
    "altered source": Witness(
        texts={
            "dtos.txt": "/* Options:\nAddDataContractAttributes: True\n"
            "AddIndexesToDataMembers: True\nGlobalNamespace: Mine\nAddImplicitVersion: 3\n"
            "//AddNullableAnnotations: True\n*/\n"
            "namespace Mine {\n[DataContract]\npublic class Ask : IReturnVoid\n{\n"
            "[DataMember(Order=1)]\npublic int Z { get; set; }\n"
            "[DataMember(Order=2)]\npublic Inner A { get; set; }\n"
            "[DataMember(Order=3)]\npublic int Version { get; set; }\n}\n"
            "[DataContract]\npublic class Inner\n{\n"
            "[DataMember(Order=1, IsRequired=true)]\npublic int B { get; set; }\n"
            "[DataMember(Order=2)]\npublic int A { get; set; }\n}\n}\n"
        }
    ),
    "table": Witness(
        texts={
            "Ask.txt": f"{_ASK}G | query | Gender? | No | |\nI | query | Inner | No | |\n\n"
            "Inner Parameters:\nName | Parameter | Data Type | Required | Description |\n"
            "B | form | int | No | |\nC | form | int | No | |\n\n"
            "GET /ask HTTP/1.1\nHost: h\nAccept: application/xml\n"
        }
    ),
    "formats": Witness(
        texts={
            "xml.txt": _dumped("xml", f'<Ask {XSI} xmlns="urn:x"><A>String</A></Ask>'),
            "json.txt": _dumped("json", '{"A":"String","B":"x"}'),
        }
    ),
    "json": Witness(
        texts={
            "Ask.txt": _dumped(
                "json",
                '{\n"A":"String",\n"N":null,\n"L":[],\n"O":{\n"X":0,\n"Y":"String"\n},'
                '\n"W":"Unknown",\n"F":false\n}',
            )
        }
    ),
    "live": Witness(
        texts={
            "Ask.txt": f"{_ASK}Hull | query | Hull | No | |\n\n"
            f"POST /xml/reply/Ask HTTP/1.1\n{_HEAD.format('xml')}\n"
            f'<Ask xmlns="{TYPES}" {XSI}>\n<A>String</A>\n<Hull />\n'
            "<When>2021-05-06T07:08:09</When>\n</Ask>\n"
        }
    ),
    "pair": Witness(
        texts={
            "dtos.txt": "namespace N {\npublic class Ask : IReturnVoid\n"
            "{\npublic KeyValuePair<string, int> P { get; set; }\n}\n}"
        }
    ),
    "forms": _forms(
        form_page("Find", "name when when", "<Quote><Id>int</Id></Quote>"),
        form_page("Since", "day", "<int>int</int>").replace(b"=string", b"=dateTime"),
        form_page("Fetch", "name", "xml"),
        form_page("Ring", "bell"),
        form_page(
            "Dock",
            "at pier",
            soap=("<Dock><at>Bow or Stern</at><Pier>int</Pier></Dock>", "<R/>"),
        ),
        form_page("Moor", "boat", soap=("<Moor><boat>string</boat></Moor>", "<S/>")),
        form_page("Sail", "boat", soap=("<Sail><A>int</A><B>int</B></Sail>", "<T/>")),
    ),
    "halves": _halves(),
    "bare": Witness(texts={"Ask.txt": _without_heads(asmx("<X>int</X>"))}),
    "silent": Witness(
        texts={"Ask.txt": asmx("<X>int</X>")},
        facts=(_without_samples(asmx_facts("<X/>", file="svc/x.txt"), "X"),),
    ),
}
