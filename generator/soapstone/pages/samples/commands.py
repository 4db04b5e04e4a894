"""Reads the address and headers with which a command or a program sends a sample.

curl, PowerShell and code name both beside the envelope: above it, or below where it is a variable.
Of the headers only SOAPAction and Content-Type are read, for others hold passwords and tickets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from soapstone.model.facts import DEFAULT_PORTS, Address, AddressSource, Head
from soapstone.model.findings import Origin
from soapstone.pages.document import Line
from soapstone.pages.http import Message
from soapstone.pages.page import Page
from soapstone.pages.samples.values import is_placeholder
from soapstone.pages.variables import has_variable

_MOST_LINES = 60
"""Of a command, above or below its envelope."""
_END = re.compile(r"</(?:[\w.-]{1,64}:)?Envelope\s{0,9}>")
_IS = r"[\\^]?[\"']?\s{0,9}(?::|=>|=|,)\s{0,9}"
"""What stands between the name of a header and its value."""
_ACTION = re.compile(
    rf"\bSOAPAction{_IS}(?:[\\^]{{0,3}}[\"']){{0,3}}(?P<value>[^\s\"'\\^,;)<>`]{{1,2000}})",
    re.I,
)
_TYPE = re.compile(
    rf"\bContent-?Type{_IS}(?:[\\^]{{0,3}}[\"']){{0,2}}(?P<value>[\w.+-]{{1,99}}/[\w.+-]{{1,99}}"
    r"(?:;\s{0,4}charset=[\w-]{1,40})?)",
    re.I,
)
_TYPE_ARGUMENT = re.compile(
    r"-ContentType\s{1,9}[\"'](?P<value>[^\"'\n]{1,200})[\"']", re.I
)
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^\s\"'\\^`<>/?#]{1,300})(?P<path>[^\s\"'\\^`<>#]{0,2000})",
    re.I,
)
_OF_SENTENCE = ",.;:!)]"
"""What ends an address in prose and is none of it."""
_HEADER = re.compile(
    r"(?:-H|--header|-e|--referer|-x|--proxy)[ =]{0,9}\^?"
    r"(?:'[^'\n]{0,4000}'|\"(?:[^\"\\\n]|\\.){0,4000}\"|\S{1,4000})"
)
"""Arguments of curl that may hold an address of something else."""
_COMMAND = re.compile(
    r"\bcurl(?:\.exe)?\b|\bInvoke-(?:WebRequest|RestMethod)\b|\b(?:iwr|irm|wget|http)\s",
    re.I,
)
_OF_SERVICE = re.compile(r"\.(?:asmx|svc)\b", re.I)
_ASSIGNED = re.compile(
    r"\b(?P<name>\w{1,99})\s{0,9}:?=\s{0,9}[\"'](?P<value>[^\"'\n]{1,2000})[\"']"
)
_VARIABLE = re.compile(r"[$@]\{?(?:env:)?(\w{1,99})\}?")


@dataclass(frozen=True, slots=True)
class Sent:
    """A page whose messages have heads, and the addresses in the commands that gave them."""

    page: Page
    addresses: tuple[Address, ...]


def with_commands(page: Page) -> Sent:
    """Return a page whose messages have the heads that the commands around them state."""
    messages: list[Message] = []
    addresses: list[Address] = []
    above: Sequence[Line] = page.prose
    for message in page.messages:
        after = below(message)
        if not (message.head.verb or message.head.status):
            head, found = _head([*above[-_MOST_LINES:], *after[:_MOST_LINES]])
            addresses += found
            message = replace(message, head=head)
        messages.append(message)
        above = after
    return Sent(replace(page, messages=tuple(messages)), tuple(addresses))


def below(message: Message) -> tuple[Line, ...]:
    """Return the lines after the envelope of a message."""
    ends = (at for at, line in enumerate(message.content) if _END.search(line.text))
    return message.content[next(ends, len(message.content)) + 1 :]


def _head(lines: Sequence[Line]) -> tuple[Head, tuple[Address, ...]]:
    text = "\n".join(line.text for line in lines)
    headers = [
        (name, value)
        for name, patterns in (
            ("SOAPAction", (_ACTION,)),
            ("Content-Type", (_TYPE, _TYPE_ARGUMENT)),
        )
        for value in _values(patterns, text)
    ]
    url = _address(text)
    if url is None:
        return Head(headers=tuple(headers)), ()
    origin = lines[text.count("\n", 0, text.find(url[0]))].origin
    head, addresses = address_in(url[0].rstrip(_OF_SENTENCE), origin)
    return replace(head, headers=(*head.headers, *headers)), addresses


def address_in(text: str, origin: Origin) -> tuple[Head, tuple[Address, ...]]:
    """Return the head of a request to an address, and what it states of the host; neither where
    the address has none.
    """
    url = _URL.fullmatch(text.strip())
    if url is None or has_variable(url["host"]):
        return Head("POST"), ()
    host = url["host"].rpartition("@")[2]
    path = "" if has_variable(url["path"]) else url["path"] or "/"
    stated = _stated(url["scheme"].lower(), host, origin)
    return Head("POST", path, 0, (("Host", host),)), stated


def _stated(scheme: str, host: str, origin: Origin) -> tuple[Address, ...]:
    name, _, port = host.lower().partition(":")
    number = int(port) if port.isdecimal() and len(port) < 6 else DEFAULT_PORTS[scheme]
    origin = replace(origin, text="")  # it may hold a password
    return (Address(AddressSource.SERVICE, scheme, name, number, origin),)


def _values(patterns: Sequence[re.Pattern[str]], text: str) -> Iterator[str]:
    """The first value that is none of a program, or that the text assigns to its variable."""
    for pattern in patterns:
        found = pattern.search(text)
        if found is None:
            continue
        value = found["value"]
        variable = _VARIABLE.fullmatch(value)
        if variable:
            assigned = (a for a in _ASSIGNED.finditer(text) if a["name"] == variable[1])
            value = next((each["value"] for each in assigned), value)
        if not (has_variable(value) or is_placeholder(value)):
            yield value
            return


def _address(text: str) -> re.Match[str] | None:
    """The address of a service (.asmx, .svc), else the first after a command."""
    shown = _HEADER.sub(lambda each: "\n" * each[0].count("\n"), text)
    command = _COMMAND.search(shown)
    found = [url for url in _URL.finditer(shown) if not has_variable(url["host"])]
    of_service = (url for url in found if _OF_SERVICE.search(url["path"]))
    sent = (url for url in found if command and url.start() > command.start())
    return next(of_service, None) or next(sent, None)
