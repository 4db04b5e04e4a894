"""Recognises a sample by what it shows, not by its envelope.

ASP.NET's pages print names of types, and ``length`` in their heads. What mostly shows other words
below other heads was made by a tool or by hand. A page may have both.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from soapstone.dotnet.scalars import FILLINGS, enumerated, printed
from soapstone.pages.document import Line
from soapstone.pages.envelopes import root_name
from soapstone.pages.http import Message
from soapstone.pages.page import Page
from soapstone.pages.servicestack import page as servicestack
from soapstone.pages.soapui_comments import ANYWHERE

_SECTION = re.compile(r"SOAP(?: 1\.[12])?|HTTP (?:GET|POST)")
"""The headings of ASP.NET's page."""
_ABOVE = 3
"""Lines above a head among which the heading of its section is."""
_LEAF = re.compile(
    r"<(?P<name>[\w.:-]{1,500})(?:\s[^<>]{0,2000})?>(?P<text>[^<>]{1,2000}|<!\[CDATA\[[^\]]{1,2000}\]\]>)"
    r"</(?P=name)\s{0,9}>"
)
_TAG = re.compile(r"<[\w.:-]{1,500}\s[^<>]{1,4000}>")
_ATTRIBUTE = re.compile(r"\s(?!xmlns)[\w.-]{1,500}=\"(?P<text>[^\"<>]{1,2000})\"")
"""Without a prefix: those of a contract have none, and those of SOAP and xsi have some."""
_WORDS = re.compile("bytes|schema|(xml|dataset)+")
_TRACE = "http://schemas.microsoft.com/ws/2005/05/addressing/none"
_INSTANCE = "xmlns:i="
"""The prefix with which DataContractSerializer declares xsi."""
_CID = ">cid:"


def recognises(page: Page) -> bool:
    """Return whether some samples of a page were made by a tool or by hand."""
    return bool(made(page))


def made(page: Page) -> frozenset[Line]:
    """Return the first lines of the messages that a tool or a person made.

    A request and its response count together. Somebody filled in what has the name of a message
    that ASP.NET printed.
    """
    if servicestack.shows_page(page):
        return frozenset()
    framed = _below_headings(page)
    by_hand: dict[bool | None, list[tuple[Message, ...]]] = {
        True: [],
        False: [],
        None: [],
    }
    found: list[tuple[Message, ...]] = []
    for call in page.calls:
        shown = tuple(each for each in call if each)
        if any(map(_is_of_tool, shown)):
            found.append(shown)
        elif any(each.line in framed for each in shown):
            by_hand[False].append(shown)
        else:
            by_hand[_is_filled(shown)].append(shown)
    names = {root_name(each) for shown in by_hand[False] for each in shown} - {""}
    found += [each for each in by_hand[True] if names.isdisjoint(map(root_name, each))]
    if found and not by_hand[False]:
        found += by_hand[None]
    return frozenset(each.line for shown in found for each in shown)


def _below_headings(page: Page) -> frozenset[Line]:
    """The first lines of messages whose head ASP.NET printed: it has its placeholder, or a heading
    above.
    """
    found: set[Line] = set()
    above: Sequence[Line] = page.prose
    for message in page.messages:
        headed = any(map(_is_heading, above[-_ABOVE:])) and message.head.verb
        if headed or any(value == "length" for _, value in message.head.headers):
            found.add(message.line)
        above = message.content
    return frozenset(found)


def _is_heading(line: Line) -> bool:
    return bool(_SECTION.fullmatch(line.text))


def _is_of_tool(message: Message) -> bool:
    """Whether a message has comments of SoapUI or its attachments, or is of a trace."""
    return any(
        ANYWHERE.search(line.text) or _CID in line.text or _TRACE in line.text
        for line in message.content
    )


def _is_filled(shown: Sequence[Message]) -> bool | None:
    """Whether messages mostly show what no help page prints, and none mostly states types; None if
    they show no texts.
    """
    texts = [list(_texts(each.content)) for each in shown if each.has_xml]
    every = [text for some in texts for text in some]
    if not every:
        return None
    if any(map(_states_types, texts)):
        return False
    lines = (line for each in shown for line in each.content)
    if any(_INSTANCE in line.text for line in lines):
        return 2 * sum(map(_is_filling, every)) < len(every)
    known = [shows for text in every if (shows := _is_printed(text)) is not None]
    return 2 * sum(known) < len(known)


def _texts(lines: Sequence[Line]) -> Iterator[str]:
    """The texts of elements and the values of attributes."""
    whole = "\n".join(line.text for line in lines)
    tags = (found[0] for found in _TAG.finditer(whole))
    values = (found for tag in tags for found in _ATTRIBUTE.finditer(tag))
    for found in chain(_LEAF.finditer(whole), values):
        if text := html.unescape(found["text"]).strip():
            yield text


def _states_types(texts: Sequence[str]) -> bool:
    """Whether a message mostly has names of types: the one beside it is filled in."""
    return 2 * sum(printed(text) is not None for text in texts) > len(texts)


def _is_printed(text: str) -> bool | None:
    """Whether a page of ASP.NET can print a text: the name of a type, or members joined by "or".

    None of two words, which a person may have written as well. With blanks that is more probable.
    """
    if printed(text) or _WORDS.fullmatch(text):
        return True
    members = enumerated(text)
    if len(members) == 1 or not all(map(str.isidentifier, members)):
        return False
    return True if len(members) > 2 else None


def _is_filling(text: str) -> bool:
    """Whether ServiceStack fills it in, whose samples DataContractSerializer writes."""
    return text in FILLINGS or text == "0" or _is_printed(text) is not False
