"""Recognises a sample by what it shows, not by its envelope.

ASP.NET's pages print names of types, and ``length`` in their heads. What mostly shows other words
below other heads was made by a tool or by hand.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from soapstone.dotnet.scalars import FILLINGS, enumerated, printed
from soapstone.pages.document import Line
from soapstone.pages.page import Page
from soapstone.pages.servicestack import page as servicestack
from soapstone.pages.soapui_comments import ANYWHERE

_SECTION = re.compile(r"SOAP(?: 1\.[12])?|HTTP (?:GET|POST)")
"""The headings of ASP.NET's page."""
_LEAF = re.compile(
    r"<(?P<name>[\w.:-]{1,500})(?:\s[^<>]{0,2000})?>(?P<text>[^<>]{1,2000})</(?P=name)\s{0,9}>"
)
_PRINTED = re.compile("bytes|schema|(xml|dataset)+")
_TRACE = "http://schemas.microsoft.com/ws/2005/05/addressing/none"
_INSTANCE = "xmlns:i="
"""The prefix with which DataContractSerializer declares xsi."""
_CID = ">cid:"


def recognises(page: Page) -> bool:
    """Return whether the samples of a page were made by a tool or by hand."""
    shown = [each for each in page.messages if each.has_xml]
    if not shown or _is_help_page(page) or servicestack.shows_page(page):
        return False
    lines = [line for message in shown for line in message.content]
    if any(ANYWHERE.search(line.text) or _CID in line.text for line in lines):
        return True
    if any(_TRACE in line.text for line in lines):
        return True
    texts = [text for message in shown for text in _texts(message.content)]
    if any(_states_types(list(_texts(message.content))) for message in shown):
        return False
    by_contract = any(_INSTANCE in line.text for line in lines)
    is_filling = _is_filling if by_contract else _is_printed
    return 2 * sum(map(is_filling, texts)) < len(texts)


def _is_help_page(page: Page) -> bool:
    """Whether a head has the placeholder of ASP.NET, or a heading of its page stands above."""
    heads = (value for each in page.messages for _, value in each.head.headers)
    return "length" in heads or any(map(_is_heading, _between(page)))


def _between(page: Page) -> Iterator[Line]:
    yield from page.prose
    for message in page.messages:
        yield from message.content


def _is_heading(line: Line) -> bool:
    return bool(_SECTION.fullmatch(line.text))


def _texts(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        for found in _LEAF.finditer(line.text):
            yield html.unescape(found["text"]).strip()


def _states_types(texts: Sequence[str]) -> bool:
    """Whether a message mostly has names of types: the one beside it is filled in."""
    return 2 * sum(printed(text) is not None for text in texts) > len(texts)


def _is_printed(text: str) -> bool:
    """Whether a page of ASP.NET can print a text: the name of a type, or members."""
    known = printed(text) or _PRINTED.fullmatch(text)
    return bool(known) or len(enumerated(text)) > 1


def _is_filling(text: str) -> bool:
    """Whether ServiceStack fills it in, whose samples DataContractSerializer writes."""
    return text in FILLINGS or text == "0" or _is_printed(text)
