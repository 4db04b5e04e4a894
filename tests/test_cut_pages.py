"""A page that breaks off: nothing wrong on the wire comes of it, and a finding says so."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from textwrap import indent

import pytest

from soapstone.inference import inferred
from soapstone.model.attention import is_incomplete
from soapstone.model.contract import Binding, Contract, Transport
from soapstone.pages import read_pages
from tests.inference.samples import findings_of

_ENVELOPE = """\
<?xml version="1.0" encoding="utf-8"?>
<{soap}:Envelope xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:{soap}="{uri}">
  <{soap}:Body>
    <{name} xmlns="http://harbour.example/berths/">
{members}
    </{name}>
  </{soap}:Body>
</{soap}:Envelope>
"""
_ASKED = """\
<berth>string</berth>
<lengths>
  <int>int</int>
  <int>int</int>
</lengths>
<draught>decimal</draught>"""
_FORM = "berth=string&lengths=string&lengths=string&draught=string"
_ANSWERED = "HTTP/1.1 200 OK\nContent-Type: {type}\nContent-Length: length\n\n"
_VALUE = (
    f"{_ANSWERED.format(type='text/xml; charset=utf-8')}"
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<long xmlns="http://harbour.example/berths/">long</long>\n'
)
_ADDRESS = "Host: ports.harbour.example\n"


def _page() -> str:
    sections = [
        "HarbourService\nClick here for a complete list of operations.\nReserveBerth\nTest\n"
        "The test form is only available for requests from the local machine.\n",
        *_soap("1.1", "soap", "http://schemas.xmlsoap.org/soap/envelope/", "text/xml"),
        *_soap(
            "1.2",
            "soap12",
            "http://www.w3.org/2003/05/soap-envelope",
            "application/soap+xml",
        ),
        "HTTP GET\nThe following is a sample HTTP GET request and response.\n"
        f"GET /harbour.asmx/ReserveBerth?{_FORM} HTTP/1.1\n{_ADDRESS}\n{_VALUE}",
        "HTTP POST\nThe following is a sample HTTP POST request and response.\n"
        f"POST /harbour.asmx/ReserveBerth HTTP/1.1\n{_ADDRESS}"
        "Content-Type: application/x-www-form-urlencoded\nContent-Length: length\n\n"
        f"{_FORM}\n{_VALUE}",
    ]
    return "".join(sections)


def _soap(version: str, prefix: str, uri: str, media: str) -> Iterator[str]:
    yield f"SOAP {version}\nThe following is a sample SOAP {version} request and response.\n"
    content = f"{media}; charset=utf-8"
    yield f"POST /harbour.asmx HTTP/1.1\n{_ADDRESS}Content-Type: {content}\n"
    yield "Content-Length: length\n"
    if version == "1.1":
        yield 'SOAPAction: "http://harbour.example/berths/ReserveBerth"\n'
    yield "\n" + _envelope(prefix, uri, "ReserveBerth", _ASKED)
    yield _ANSWERED.format(type=content)
    result = "<ReserveBerthResult>long</ReserveBerthResult>"
    yield _envelope(prefix, uri, "ReserveBerthResponse", result)


def _envelope(prefix: str, uri: str, name: str, members: str) -> str:
    inner = indent(members, " " * 6)
    return _ENVELOPE.format(soap=prefix, uri=uri, name=name, members=inner)


PAGE = _page()


def _read(text: str) -> tuple[Contract, int] | None:
    """The contract of a page, and how many samples it says are not whole; None for an error."""
    facts, errors = read_pages({"harbour/ReserveBerth.txt": text.encode()})
    if errors:
        return None
    result = inferred("harbour", facts)
    return result.contract, sum(map(is_incomplete, findings_of(result)))


def _bindings(contract: Contract) -> dict[Transport, Binding]:
    (operation,) = contract.operations
    return {each.transport: each for each in operation.bindings}


@cache
def _whole() -> Contract:
    found = _read(PAGE)
    assert found
    assert not found[1]
    assert len(_bindings(found[0])) == 4
    return found[0]


def _cuts() -> Iterator[int]:
    """The end of each line from that of the first response on, and a column in it."""
    chance = random.Random(4)
    at = len("</soap:Envelope>") + PAGE.rindex("</soap:Envelope>")
    for line in PAGE[at:].splitlines(keepends=True):
        if len(line) > 2:
            yield at + chance.randrange(1, len(line) - 1)
        yield at + len(line) - 1
        at += len(line)


@pytest.mark.parametrize("cut", [*_cuts()])
def test_what_a_cut_page_gives_is_what_the_whole_page_gives(cut: int) -> None:
    text = PAGE[:cut].rstrip()
    found = _read(text)
    assert found
    contract, said = found
    whole = _bindings(_whole())
    for transport, binding in _bindings(contract).items():
        assert _as_sent(binding) == _as_sent(whole[transport])
    assert contract.types == _whole().types
    ends = text.endswith(("</soap:Envelope>", "</soap12:Envelope>", "</long>"))
    assert bool(said) is not (ends and _has_answer(text))


def _as_sent(binding: Binding) -> tuple[object, ...]:
    """What goes over the wire; of a form that no answer shows, any document is taken."""
    return (
        *(binding.verb, binding.scheme, binding.host, binding.path),
        *(binding.soap_action, binding.request_type, binding.response_type),
        *binding.parameters,
    )


def _has_answer(text: str) -> bool:
    """Whether the last sample of a page is a response."""
    return text.rfind("HTTP/1.1 200") > max(
        text.rfind("POST /harbour"), text.rfind("GET /harbour")
    )


@pytest.mark.parametrize(
    "last", ["Host: po", "Content-Type: te", "POST /h.asmx HTTP/1.1"]
)
def test_a_head_that_nothing_completes_is_refused(last: str) -> None:
    assert _read(PAGE[: PAGE.index("Host: ports")] + last) is None
