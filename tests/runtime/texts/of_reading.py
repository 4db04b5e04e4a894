"""What is said of documents that cannot be read, whole or in parts, and of bodies of HTTP."""

from __future__ import annotations

import gzip
import io
from typing import Any

from tests.runtime.support import document
from tests.runtime.texts.trials import Trials, World

ORDER = document("<Id>1</Id>")
NS = 'xmlns="urn:orders"'
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
XOP = '<x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="cid:{}"/>'
MIXED = 'multipart/related; boundary="b"; type="application/xop+xml"; start="<a>"'


def envelope(body: str, after: str = "") -> str:
    return f'<s:Envelope xmlns:s="{SOAP}"><s:Body>{body}</s:Body>{after}</s:Envelope>'


def _order(data: str | bytes, **limits: int) -> Any:
    return lambda w: w.shop.Order.from_xml(data, limits=w.rt.Limits(**limits))


def _member(body: str, attributes: str = "") -> Any:
    return lambda w: w.read(body, attributes)


def _soap(data: str) -> Any:
    return lambda w: w.shop.Order.from_soap(data)


def _any(body: str) -> Any:
    return lambda w: w.all.Everything.from_xml(
        f'<Everything {NS} xmlns:i="http://www.w3.org/2001/XMLSchema-instance">'
        f"{body}</Everything>"
    )


def _lines(count: int) -> str:
    return "<Parts><Line>" * count + "</Line></Parts>" * count


def _parts(text: str, kind: str = MIXED) -> Any:
    data = text.replace("\n", "\r\n").encode()
    return lambda w: w.rt.open_body(data, content_type=kind)


def _part(head: str, body: str) -> str:
    return f"--b\n{head}\n\n{body}\n--b--\n"


def _size(size: int, kind: str) -> Any:
    text = _part("Content-ID: <a>", "<a>" + "x" * 300 + "</a>").replace("\n", "\r\n")
    return lambda w: w.rt.open_body(
        text.encode(), content_type=kind, limits=w.rt.Limits(size=size)
    )


def _included_twice(w: World) -> object:
    includes = f"<d>{XOP.format('x')}</d>" * 30
    first = f"--b\nContent-ID: <a>\n\n<a>{includes}</a>\n"
    second = f"--b\nContent-ID: <x>\n\n{'x' * 500}\n--b--\n"
    data = (first + second).replace("\n", "\r\n").encode()
    limits = w.rt.Limits(size=5000)
    return w.rt.open_body(data, content_type=MIXED, limits=limits)


def _encoded(encoding: str, body: str = "aGk=") -> Any:
    return _parts(
        _part(f"Content-ID: <a>\nContent-Transfer-Encoding: {encoding}", body)
    )


def _inflated(body: bytes, encoding: str, size: int = 2**20) -> Any:
    return lambda w: w.rt.inflate(body, encoding, w.rt.Limits(size=size))


PAGE = "<html><head><title>Sign in</title></head><body>"
DEEP = "<a>" * 200 + "</a>" * 200
FLOOD = document("<u:A/>" * 500)

OF_READING: Trials = {
    # values
    "a wrong value": _member("<Id>x</Id>"),
    "a wrong value in an item": _member(
        "<Lines><Line><Product>x</Product></Line></Lines>"
    ),
    "several wrong values": _member("\n<Id>x</Id>\n<Page>y</Page>\n"),
    "no key": _member("<Stock><Entry><Value>1</Value></Entry></Stock>"),
    "a key twice": _member(
        "<Meta><Entry><Key>a</Key></Entry><Entry><Key>a</Key></Entry></Meta>"
    ),
    "a reference": _member(
        '<Home z:Ref="i1" '
        'xmlns:z="http://schemas.microsoft.com/2003/10/Serialization/"/>'
    ),
    "an attachment": _member(f"<Note>{XOP.format('1@x')}</Note>"),
    "an attachment by href": _member('<Note href="cid:1"/>'),
    "records too deep": _member(f"<Lines><Line>{_lines(120)}</Line></Lines>"),
    "a guess that is no number": _member("<Guess>x</Guess>"),
    "half a DateTimeOffset": lambda w: _page(w, "<At/>"),
    "a DateTimeOffset beyond 14 hours": lambda w: _page(
        w, _at("2020-01-01T00:00:00Z", "900")
    ),
    "a DateTimeOffset before the year 1": lambda w: _page(
        w, _at("0001-01-01T00:00:00Z", "-60")
    ),
    "a QName with an unknown prefix": lambda w: _page(w, "<Kind>x:y</Kind>"),
    "a guess that misfits": _member("<Guess>1.5</Guess>"),
    # documents
    "another element": _order(document("", root="Invoice")),
    "an error of ServiceStack": _order(
        '<ErrorResponse xmlns="http://schemas.servicestack.net/types"/>'
    ),
    "a page that is XML": _order(f"{PAGE}</body></html>"),
    "a page": _order(f"{PAGE}<br></html>"),
    "a page without a title": _order("<html><br></html>"),
    "JSON": _order('{"a": 1}'),
    "gzip": _order(gzip.compress(b"<a/>")),
    "zlib": _order(b"x\x9cabc"),
    "a PDF": _order(b"%PDF-1.7"),
    "a ZIP": _order(b"PK\x03\x04.."),
    "a PNG": _order(b"\x89PNG.."),
    "a JPEG": _order(b"\xff\xd8\xff.."),
    "a GIF": _order(b"GIF89a"),
    "a response with its head": _order(b"HTTP/1.1 200 OK\r\n\r\n<a/>"),
    "UTF-32": _order("<a/>".encode("utf-32")),
    "not UTF-16": _order(b'<?xml version="1.0" encoding="utf-16"?><a/>'),
    "a multipart body": _order(b"--uuid:1\r\nContent-Type: text/xml\r\n\r\n<a/>"),
    "binary data": _order(b"\x00\x01\x02"),
    "a text": _order("System.Exception: no"),
    "nothing": _order(b""),
    "white space": _order(b" \r\n"),
    "a document type": _order("<!DOCTYPE Order [ ]><Order/>"),
    "not well-formed": _order(ORDER[:-3]),
    "not well-formed, with odd namespaces": _order(
        '<a xmlns:x="http://x/ü"/>junk'.encode()
    ),
    "a forbidden character": _member("<Note>a&#1;b</Note>"),
    "an unknown encoding": _order(b'<?xml version="1.0" encoding="ebcdic"?><a/>'),
    "wrong bytes": _order('<?xml version="1.0"?><a>é</a>'.encode("utf-16")[:-1]),
    "too many bytes": _order(ORDER, size=20),
    "too many characters": _order(ORDER + " " * 40 + "é" * 8, size=len(ORDER) + 50),
    "too deep": _order(DEEP, depth=50),
    "too many elements": _order(FLOOD, elements=10),
    "another word for forbidden characters": lambda w: w.shop.Order.from_xml(
        ORDER, forbidden_characters="ignore"
    ),
    "a class without XML": lambda w: no_xml(w).from_xml("<a/>"),
    "a limit of nothing": lambda w: w.rt.Limits(size=0),
    # envelopes
    "no envelope": _soap(ORDER),
    "an empty envelope": _soap(envelope("")),
    "an element beside the body": _soap(envelope(ORDER, "<x/>")),
    "two elements in the body": _soap(envelope(ORDER + "<x/>")),
    "a text in the body": _soap(envelope(f"no{ORDER}")),
    "a fault": _soap(
        envelope(
            "<s:Fault><faultcode>s:Server</faultcode>"
            "<faultstring>sold out</faultstring></s:Fault>"
        )
    ),
    "a detail of no element": lambda w: _fault(w).detail_as(w.kennel.Dog),
    # bodies
    "a body too large": _size(100, MIXED),
    "attachments too large": _included_twice,
    "no boundary": _parts("", "multipart/related"),
    "no parts": _parts("nothing"),
    "too many parts": _parts("--b\n\n\n" * 10_001 + "--b--\n"),
    "an open boundary": _parts("--b\n\n<a/>\n"),
    "no root part": _parts(_part("Content-ID: <z>", "<a/>")),
    "no attachment": _parts(_part("Content-ID: <a>", f"<a>{XOP.format('x')}</a>")),
    "an attachment beside a text": lambda w: w.rt.open_body(
        (
            f"--b\r\nContent-ID: <a>\r\n\r\n<a>t{XOP.format('x')}</a>\r\n"
            "--b\r\nContent-ID: <x>\r\n\r\nhi\r\n--b--\r\n"
        ).encode(),
        content_type=MIXED,
    ),
    "no base64 in a part": _encoded("base64", "a"),
    "an unknown encoding of a part": _encoded("uuencode"),
    "wrong bytes for the charset": lambda w: w.rt.in_charset(
        b'<?xml version="1.0" encoding="iso-8859-1"?><a>\xe9</a>',
        "text/xml; charset=utf-8",
    ),
    "an unknown compression": _inflated(b"..", "br"),
    "no gzip": _inflated(b"no", "gzip"),
    "half of gzip": _inflated(gzip.compress(b"x" * 99)[:-4], "gzip"),
    "too much inflated": _inflated(gzip.compress(b"x" * 99), "gzip", 50),
}


def _page(w: World, body: str) -> object:
    return w.diary.Page.from_xml(f"<Page {NS}>{body}</Page>")


def _at(moment: str, minutes: str) -> str:
    parts = f"<DateTime>{moment}</DateTime><OffsetMinutes>{minutes}</OffsetMinutes>"
    return (
        f"<At>{parts}</At>".replace(
            "<At>", '<At xmlns:d="http://schemas.datacontract.org/2004/07/System">'
        )
        .replace("DateTime>", "d:DateTime>")
        .replace("OffsetMinutes>", "d:OffsetMinutes>")
        .replace("</d:", "</d:")
    )


def no_xml(w: World) -> Any:
    """A class of which no page shows the XML."""

    class Bare(w.rt.XmlMessage):  # type: ignore[misc, name-defined]  # of the world's runtime
        pass

    home = __import__(f"{w.rt.__name__}.messages", fromlist=["no_document"])
    home.no_document(Bare, "its page shows JSON alone")
    return Bare


def _fault(w: World) -> Any:
    try:
        _soap(envelope("<s:Fault><faultcode>a</faultcode></s:Fault>"))(w)
    except w.rt.SoapFault as fault:
        return fault
    raise AssertionError


_SCALARS = (
    *("boolean", "byte", "unsignedByte", "integer", "positiveInteger", "float"),
    *("double", "decimal", "dateTime", "date", "time", "duration", "guid", "char"),
    *("base64Binary", "hexBinary", "anyURI"),
)
_WRONG = {
    "base64Binary": "é",
    "hexBinary": "a",
    "anyURI": "http://[",
    "long": "9" * 5000,
}

OF_SCALARS_READ: Trials = {
    f"{name}, read": _any(f"<Plain_{name}>{_WRONG.get(name, 'x')}</Plain_{name}>")
    for name in (*_SCALARS, "long")
} | {
    f"{name}, read, {text[:30]}": _any(f"<Plain_{name}>{text}</Plain_{name}>")
    for name, text in (
        ("dateTime", "2020-13-01T00:00:00"),
        ("dateTime", "24:00"),
        ("dateTime", "9999-12-31T23:59:59.99999995"),
        ("date", "2020-02-30"),
        ("time", "10:00:00+99:00"),
        ("duration", "P99999999Y"),
        ("decimal", "9" * 40),
        ("hexBinary", "zz"),
        ("boolean", "yes"),
    )
}


def _streamed(data: str | bytes, *, what: str = "Line", **more: Any) -> Any:
    def act(w: World) -> object:
        text = data.encode() if isinstance(data, str) else data
        limits = w.rt.Limits(**more.pop("limits", {})) if "limits" in more else None
        options = {**more, "limits": limits} if limits else more
        kind = getattr(w.shop, what)
        return [*w.rt.iter_from_xml(io.BytesIO(text), w.shop.Order, kind, **options)]

    return act


def _with_odd_namespaces(at: int) -> bytes:
    start = document(f"<u:A>{'x' * at}</u:A>")[: -len("</Order>")]
    return f'{start}<u:B xmlns:v="http://x/ü"/></Order>'.encode()


LINES = document(
    "\n<Lines>\n<Line><Product>1</Product></Line>\n<Line><Product>x</Product></Line></Lines>"
)

OF_STREAMS: Trials = {
    "a wrong value in a stream": _streamed(LINES, path="lines"),
    "no such list": _streamed(LINES, what="Amount"),
    "no list at the path": _streamed(LINES, path="lnes"),
    "several lists": lambda w: w.rt.write_xml(io.BytesIO(), w.kennel.Kennel(), []),
    "a list of others": _streamed(LINES, what="Amount", path="lines"),
    "a list inside a scalar": _streamed(LINES, path="lines.product.x"),
    "no list but a record": _streamed(LINES, path="home"),
    "a stream of text": lambda w: [
        *w.rt.iter_from_xml(io.StringIO(LINES), w.shop.Order, w.shop.Line, path="lines")
    ],
    "another element in a stream": _streamed(
        document("", root="Invoice"), path="lines"
    ),
    "a page in a stream": _streamed(f"{PAGE}<br>", path="lines"),
    "nothing in a stream": _streamed("", path="lines"),
    "an envelope without a message, in a stream": _streamed(envelope(""), path="lines"),
    "a long start of a stream": _streamed(
        f'<s:Envelope xmlns:s="{SOAP}"><s:Header>{"<x/>" * 400_000}', path="lines"
    ),
    "a stream that is cut": _streamed(document("<Lines>")[:-9], path="lines"),
    "a forbidden character in a stream": _streamed(
        LINES.replace(">1<", ">&#1;<"), path="lines"
    ),
    "a character that stands for a forbidden one": _streamed(
        LINES.replace(">1<", ">\U000f0001<").replace("\U000f0001", chr(0xF0001)),
        path="lines",
        forbidden_characters="substitute",
    ),
    "odd namespaces that come late": _streamed(
        _with_odd_namespaces(2_000_000), path="lines"
    ),
    "odd namespaces and a fault": _streamed(
        _with_odd_namespaces(10).replace(b"</Order>", b"</Oder>"), path="lines"
    ),
    "wrong bytes in a stream": _streamed(
        document("<Lines/>").encode("utf-16")[:-1], path="lines"
    ),
    "a stream too large": _streamed(LINES, path="lines", limits={"size": 50}),
    "an item too large": _streamed(
        document(f"<Lines><Line>{'<u:A/>' * 90}</Line></Lines>"),
        path="lines",
        limits={"elements": 20},
    ),
    "an item too deep": _streamed(
        document(f"<Lines><Line>{_lines(30)}</Line></Lines>"),
        path="lines",
        limits={"depth": 20},
    ),
    "items into a list of a list": lambda w: w.rt.write_xml(
        io.BytesIO(), w.order(), [], path="lines.parts"
    ),
    "items into a record that is missing": lambda w: _nested(w),
    "a wrong item": lambda w: w.rt.write_xml(
        io.BytesIO(), w.order(), [w.shop.Line(product="x")], path="lines"
    ),
    "an item of no branch": lambda w: w.rt.write_xml(
        io.BytesIO(), w.park.Park(), [1.5], path="items"
    ),
}


def _nested(w: World) -> object:
    return w.rt.write_xml(
        io.BytesIO(),
        w.all.Everything.from_xml(f"<Everything {NS}/>"),
        [],
        path="tree.children",
    )
