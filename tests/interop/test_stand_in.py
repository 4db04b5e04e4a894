"""Beside a real host (csharp/Svc.cs on Mono): what the stand-in answers to calls that go wrong.

Both get the same bytes. What they answer is compared by status, kind of body and fault code.
"""

from __future__ import annotations

from collections.abc import Callable
from http.client import HTTPConnection
from types import ModuleType
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from soapstone.inference import inferred
from soapstone.pages import read_page
from tests.interop.test_forms import FORMS, NAMESPACE, PAGES, _with_forms
from tests.packages import load, runtime_of
from tests.runtime.standin.outcomes import Outcome, outcome

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
ENVELOPES = {
    "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
    "1.2": "http://www.w3.org/2003/05/soap-envelope",
}
OTHER = {"1.1": "1.2", "1.2": "1.1"}


class Exchange(NamedTuple):
    """A request, but for its host."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""


def soap(
    version: str,
    inner: str,
    *,
    action: str | None = "Add",
    header: str = "",
    envelope: str | None = None,
    kind: str | None = None,
    body: bytes | None = None,
    quote: str = '"',
) -> Exchange:
    """A call by SOAP; ``action`` None leaves it out."""
    full = action if action is None or ":" in action else f"{NAMESPACE}{action}"
    headers = {}
    if kind != "":
        headers["Content-Type"] = (
            kind
            or {
                "1.1": "text/xml; charset=utf-8",
                "1.2": "application/soap+xml; charset=utf-8",
            }[version]
        )
    if full is not None and version == "1.1":
        headers["SOAPAction"] = f"{quote}{full}{quote}"
    elif full is not None and "Content-Type" in headers:
        headers["Content-Type"] += f"; action={quote}{full}{quote}"
    text = (
        f'<s:Envelope xmlns:s="{envelope or ENVELOPES[version]}" {XSI}>'
        f"{f'<s:Header>{header}</s:Header>' if header else ''}"
        f"<s:Body>{inner}</s:Body></s:Envelope>"
    )
    data = text.encode() if body is None else body
    return Exchange("POST", "/demo.asmx", headers, data)


def element(name: str, inner: str, namespace: str = NAMESPACE) -> str:
    return f'<{name} xmlns="{namespace}">{inner}</{name}>'


def status(inner: str) -> dict[str, Any]:
    return {"inner": element("EchoStatus", inner), "action": "EchoStatus"}


def customer(inner: str, attributes: str = "") -> dict[str, Any]:
    inside = f'<c id="1"{attributes}>{inner}</c>'
    return {"inner": element("EchoCustomer", inside), "action": "EchoCustomer"}


BORN = "<Born>2021-03-04T05:06:07</Born>"
REST = (
    "<State>Active</State><Rights>Read</Rights>"
    "<Key>00000000-0000-0000-0000-000000000000</Key><Day>2021-03-04</Day>"
)
ADD = element("Add", "<a>1</a><b>2</b>")
ODD = '<Odd xmlns="urn:odd"{}/>'

SOAP: dict[str, Callable[[str], Exchange]] = {
    "right": lambda v: soap(v, ADD),
    "unquoted action": lambda v: soap(v, ADD, quote=""),
    "no action": lambda v: soap(v, ADD, action=None),
    "empty action": lambda v: soap(v, ADD, action=":")._replace(
        headers=(
            {"Content-Type": "text/xml", "SOAPAction": '""'}
            if v == "1.1"
            else {"Content-Type": 'application/soap+xml; action=""'}
        )
    ),
    "unknown action": lambda v: soap(v, ADD, action="Nonsense"),
    "unknown action and element": lambda v: soap(
        v, element("Nonsense", ""), action="Nonsense"
    ),
    "action in another case": lambda v: soap(v, ADD, action="add"),
    "action of another operation": lambda v: soap(v, ADD, action="EchoStatus"),
    "no action, unknown element": lambda v: soap(
        v, element("Nonsense", ""), action=None
    ),
    "action in both places": lambda v: _with_both(v),
    "envelope of the other version": lambda v: soap(
        v, ADD, envelope=ENVELOPES[OTHER[v]]
    ),
    "envelope of no version": lambda v: soap(v, ADD, envelope="urn:none"),
    "no envelope": lambda v: soap(v, "", body=ADD.encode()),
    "content type application/xml": lambda v: soap(v, ADD, kind="application/xml"),
    "content type application/json": lambda v: soap(v, ADD, kind="application/json"),
    "content type of a form": lambda v: soap(
        v, ADD, kind="application/x-www-form-urlencoded"
    ),
    "no content type": lambda v: soap(v, ADD, kind=""),
    "content type in capitals": lambda v: soap(
        v, ADD, kind={"1.1": "TEXT/XML", "1.2": "APPLICATION/SOAP+XML"}[v]
    ),
    "latin-1": lambda v: soap(
        v,
        "",
        kind={"1.1": "text/xml", "1.2": "application/soap+xml"}[v]
        + "; charset=iso-8859-1",
        body=soap(v, element("Fail", "<msg>é</msg>")).body.decode().encode("latin-1"),
        action="Fail",
    ),
    "malformed": lambda v: soap(v, "", body=b"<not xml"),
    "malformed inside": lambda v: soap(v, element("Add", "<a>1</b>")),
    "cut": lambda v: soap(v, "", body=soap(v, ADD).body[:-20]),
    "no body at all": lambda v: soap(v, "", body=b""),
    "document type": lambda v: soap(v, "", body=b"<!DOCTYPE x>" + soap(v, ADD).body),
    "soap body empty": lambda v: soap(v, ""),
    "no soap body": lambda v: soap(
        v,
        "",
        body=f'<s:Envelope xmlns:s="{ENVELOPES[v]}"/>'.encode(),
    ),
    "two elements": lambda v: soap(v, ADD + ADD),
    "element in another namespace": lambda v: soap(
        v, element("Add", "<a>1</a><b>2</b>", "urn:other")
    ),
    "element without namespace": lambda v: soap(v, "<Add><a>1</a><b>2</b></Add>"),
    "element of another name": lambda v: soap(v, element("Sum", "<a>1</a><b>2</b>")),
    "member missing": lambda v: soap(v, element("Add", "<a>1</a>")),
    "all missing": lambda v: soap(v, element("Add", "")),
    "member unknown": lambda v: soap(v, element("Add", "<a>1</a><x/><b>2</b>")),
    "members reordered": lambda v: soap(v, element("Add", "<b>1</b><a>2</a>")),
    "member twice": lambda v: soap(v, element("Add", "<a>1</a><a>5</a><b>2</b>")),
    "member in no namespace": lambda v: soap(
        v, element("Add", '<a xmlns="">1</a><b>2</b>')
    ),
    "member in another case": lambda v: soap(v, element("Add", "<A>1</A><b>2</b>")),
    "attribute unknown": lambda v: soap(v, element("Add", '<a x="1">1</a><b>2</b>')),
    "int nil": lambda v: soap(v, element("Add", '<a xsi:nil="true"/><b>2</b>')),
    "int? nil": lambda v: soap(
        v,
        element("NullableEcho", '<n xsi:nil="true"/><when xsi:nil="true"/>'),
        action="NullableEcho",
    ),
    "int empty": lambda v: soap(v, element("Add", "<a/><b>2</b>")),
    "int a word": lambda v: soap(v, element("Add", "<a>one</a><b>2</b>")),
    "int too large": lambda v: soap(v, element("Add", "<a>2147483648</a><b>2</b>")),
    "int with blanks": lambda v: soap(v, element("Add", "<a> 1 </a><b>+2</b>")),
    "int with an element": lambda v: soap(v, element("Add", "<a>1<x/></a><b>2</b>")),
    "text around members": lambda v: soap(v, element("Add", "text<a>1</a><b>2</b>")),
    "date a word": lambda v: soap(v, **customer("<Born>then</Born>" + REST)),
    "guid a word": lambda v: soap(v, **customer(BORN + REST.replace("00000000-", "x"))),
    "record of texts": lambda v: soap(v, **customer("text")),
    "record with an odd attribute": lambda v: soap(
        v, **customer(BORN + REST, ' odd="1"')
    ),
    "attribute a word": lambda v: soap(
        v, element("EchoCustomer", '<c id="x"/>'), action="EchoCustomer"
    ),
    "record nil": lambda v: soap(
        v, element("EchoCustomer", '<c xsi:nil="true"/>'), action="EchoCustomer"
    ),
    "derived type": lambda v: soap(
        v, **customer(BORN + REST + "<Level>1</Level>", ' xsi:type="VipCustomer"')
    ),
    "unknown type": lambda v: soap(v, **customer(BORN + REST, ' xsi:type="Nobody"')),
    "enumeration": lambda v: soap(v, **status("<s>on-hold</s><r>Read Write</r>")),
    "enumeration by another name": lambda v: soap(v, **status("<s>OnHold</s>")),
    "enumeration unknown": lambda v: soap(v, **status("<s>Retired</s>")),
    "enumeration in another case": lambda v: soap(v, **status("<s>active</s>")),
    "enumeration empty": lambda v: soap(v, **status("<s/>")),
    "enumeration a number": lambda v: soap(v, **status("<s>1</s>")),
    "enumeration nil": lambda v: soap(v, **status('<s xsi:nil="true"/>')),
    "flags empty": lambda v: soap(v, **status("<s>Active</s><r/>")),
    "flags unknown": lambda v: soap(v, **status("<s>Active</s><r>Read Own</r>")),
    "list with an odd item": lambda v: soap(
        v, **status("<s>Active</s><many><x/><Rights>Read</Rights></many>")
    ),
    "header unknown": lambda v: soap(v, ADD, header=ODD.format("")),
    "header to be understood": lambda v: soap(
        v, ADD, header=ODD.format(' s:mustUnderstand="1"')
    ),
    "header not to be understood": lambda v: soap(
        v, ADD, header=ODD.format(' s:mustUnderstand="0"')
    ),
    "header to be understood by another": lambda v: soap(
        v,
        ADD,
        header=ODD.format(
            f' s:mustUnderstand="1" s:{"actor" if v == "1.1" else "role"}="urn:other"'
        ),
    ),
    "header to be understood by the next": lambda v: soap(
        v,
        ADD,
        header=ODD.format(
            ' s:mustUnderstand="1" s:actor="http://schemas.xmlsoap.org/soap/actor/next"'
            if v == "1.1"
            else ' s:mustUnderstand="1" s:role="http://www.w3.org/2003/05/soap-envelope/role/next"'
        ),
    ),
    "header of another operation": lambda v: soap(
        v, ADD, header=element("AuthHeader", "<User>u</User>")
    ),
    "header wrong inside": lambda v: soap(
        v,
        element("WithHeaders", "<msg>x</msg>"),
        action="WithHeaders",
        header=element("TraceHeader", "<Hops>many</Hops>"),
    ),
    "one-way": lambda v: soap(
        v, element("FireAndForget", "<what>x</what>"), action="FireAndForget"
    ),
    "one-way, malformed": lambda v: soap(
        v, element("FireAndForget", "<what>x</b>"), action="FireAndForget"
    ),
    "another verb": lambda v: soap(v, ADD)._replace(method="PUT"),
    "a path behind the file": lambda v: soap(v, ADD)._replace(target="/demo.asmx/Add"),
    "file in another case": lambda v: soap(v, ADD)._replace(target="/DEMO.asmx"),
}


def _with_both(version: str) -> Exchange:
    made = soap(version, ADD)
    other = f'"{NAMESPACE}EchoStatus"'
    if version == "1.1":
        kind = f"{made.headers['Content-Type']}; action={other}"
        return made._replace(headers={**made.headers, "Content-Type": kind})
    return made._replace(headers={**made.headers, "SOAPAction": other})


def form(method: str, pairs: str, name: str = "Add", **more: str) -> Exchange:
    target = f"/demo.asmx/{name}"
    if method == "GET":
        return Exchange("GET", f"{target}?{pairs}", {})
    kind = more.get("kind", "application/x-www-form-urlencoded")
    return Exchange(method, target, {"Content-Type": kind}, pairs.encode())


FORM: dict[str, Callable[[str], Exchange]] = {
    "right": lambda v: form(v, "a=1&b=2"),
    "names in another case": lambda v: form(v, "A=1&B=2"),
    "parameter missing": lambda v: form(v, "a=1"),
    "nothing": lambda v: form(v, ""),
    "parameter unknown": lambda v: form(v, "a=1&b=2&c=3"),
    "parameter twice": lambda v: form(v, "a=1&a=5&b=2"),
    "a word for a number": lambda v: form(v, "a=one&b=2"),
    "an empty number": lambda v: form(v, "a=&b=2"),
    "too large a number": lambda v: form(v, "a=2147483648&b=2"),
    "a number with blanks": lambda v: form(v, "a=+1+&b=2"),
    "method unknown": lambda v: form(v, "a=1", "Nonsense"),
    "method in another case": lambda v: form(v, "a=1&b=2", "add"),
    "method without this way": lambda v: form(v, "c=1", "EchoCustomer"),
    "markup in a text": lambda v: form(v, "arg=%3Cx%3E&n=1", "Custom"),
    "a sign that is no markup": lambda v: form(v, "arg=1+%3C+2&n=1", "Custom"),
    "a reference in a text": lambda v: form(v, "arg=%26%2365;&n=1", "Custom"),
    "an exception": lambda v: form(v, "msg=boom", "Fail"),
    "enumeration": lambda v: form(v, "s=Active&r=Read&many=Read", "EchoStatus"),
    "flags with a comma": lambda v: form(
        v, "s=Active&r=Read,+Write&many=Read", "EchoStatus"
    ),
    "enumeration unknown": lambda v: form(
        v, "s=Retired&r=Read&many=Read", "EchoStatus"
    ),
    "enumeration by its name in the code": lambda v: form(
        v, "s=OnHold&r=Read&many=Read", "EchoStatus"
    ),
    "enumeration in another case": lambda v: form(
        v, "s=active&r=Read&many=Read", "EchoStatus"
    ),
    "nothing comes back": lambda v: form(v, "", "DoNothing"),
    "another verb": lambda v: form("PUT", "a=1&b=2"),
    "another content type": lambda v: form(v, "a=1&b=2", kind="text/plain"),
    "a slash behind the method": lambda v: form(v, "a=1&b=2", "Add/"),
}

EXCHANGES = {
    f"{way}: {what}": make(way)
    for kinds, ways in ((SOAP, ("1.1", "1.2")), (FORM, ("GET", "POST")))
    for what, make in kinds.items()
    for way in ways
}

_READ = Outcome(200, "message")
_DIFFERENT = {
    "int nil": ("the page shows int? alike: reported", _READ),
    "enumeration nil": ("the page shows Status? alike: reported", _READ),
    "enumeration empty": ("the page shows [Flags] alike: reported", _READ),
    "unknown type": ("no page shows derived types: reported", _READ),
    "one-way": (
        "Microsoft documents status 202 (SoapDocumentMethodAttribute.OneWay)",
        Outcome(202, "nothing"),
    ),
    "one-way, malformed": ("the same", Outcome(202, "nothing")),
    "file in another case": ("files of Windows have no case", _READ),
}
_NAMES = ("no page shows the name in the code of on-hold: reported", _READ)
_DIFFERENT_FORMS = {
    "enumeration unknown": _NAMES,
    "enumeration in another case": _NAMES,
}
DIFFERENT = {
    f"{way}: {what}": reason
    for kinds, ways in (
        (_DIFFERENT, ("1.1", "1.2")),
        (_DIFFERENT_FORMS, ("GET", "POST")),
    )
    for what, reason in kinds.items()
    for way in ways
}
"""Where the stand-in differs: the reason, and what it answers. The code of System.Web.Services is
Microsoft's, published as reference source, also on Mono.
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    pages = [
        read_page(
            f"demo/{path.name}",
            (
                _with_forms(path.stem, *FORMS[path.stem])
                if path.stem in FORMS
                else path.read_bytes()
            ),
        )
        for path in sorted(PAGES.iterdir())
    ]
    contract = inferred("demo", pages).contract
    return load(contract, tmp_path_factory.mktemp("stand_in"), "demo")


@pytest.fixture
def stand_in(demo: ModuleType) -> Any:
    """It does what Svc.cs does, as far as that matters here."""
    made = runtime_of(demo).StandIn(demo)
    made.answer(demo.FAIL, ValueError("boom"))
    return made


def _sent(site: str, exchange: Exchange, runtime: ModuleType) -> Any:
    """The host's response."""
    connection = HTTPConnection(urlsplit(site).netloc, timeout=30)
    try:
        method, target, headers, body = exchange
        connection.request(method, target, body=body, headers=headers)
        found = connection.getresponse()
        return runtime.HttpResponse(
            status=found.status,
            headers=runtime.Headers(found.getheaders()),
            body=found.read(),
        )
    finally:
        connection.close()


@pytest.mark.parametrize("name", EXCHANGES)
def test_it_answers_like_the_host(
    name: str, demo: ModuleType, stand_in: Any, site: str
) -> None:
    rt = runtime_of(demo)
    exchange = EXCHANGES[name]
    host = outcome(_sent(site, exchange, rt), rt)
    request = rt.HttpRequest(
        method=exchange.method,
        url=site + exchange.target,
        headers=rt.Headers(exchange.headers),
        body=exchange.body,
    )
    found = outcome(stand_in(request), rt)
    if name not in DIFFERENT:
        assert found == host
        return
    reason, expected = DIFFERENT[name]
    assert found == expected != host, reason
    assert bool(stand_in.passed_over) == ("reported" in reason or "malformed" in name)


def test_there_are_enough_kinds() -> None:
    assert (len(SOAP), len(FORM)) == (76, 26)
