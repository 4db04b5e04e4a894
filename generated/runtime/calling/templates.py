"""The template of a WCF REST address, with the variables of a request in place (UriTemplate)."""

from __future__ import annotations

import re
from typing import Any, Final, cast
from urllib.parse import quote

from lxml import etree

from ..errors import Problem, WireError, shown
from ..forms.texts import variable_text
from ..limits import OWN
from ..messages import XmlMessage
from ..operations import Binding
from ..reading.elements import Element, is_nil
from ..reading.parsing import parse
from ..records.members import Content
from .errors import CannotCall

PLACE: Final = re.compile(r"\{(\*?)([A-Za-z_]\w{0,200})(?:=[^{}]{0,200})?\}")
"""A variable: ``{ID}``; ``{*REST}`` takes slashes too; ``{ID=5}`` has a default."""


def addressed(
    message: XmlMessage | None, binding: Binding
) -> tuple[str, str, bytes | None]:
    """Return the URL without query, the query, and the body of a request; None for no body.

    A variable of the query that is None is left out. What else the message has is the body. Raises
    CannotCall if a variable of the path is null or empty, and WireError for values that do not fit.
    """
    texts: dict[str, str] = {}
    body: bytes | None = None
    if message is not None:
        variables = {each.member or each.name: each.name for each in binding.parameters}
        contents = {each.tag: each.content for each in type(message)._members.table}
        for child in parse(message.to_xml(), OWN):
            # Variables are in no namespace, and the body may have the name of one.
            if name := variables.get(child.tag):
                if not is_nil(child):
                    texts[name.upper()] = _text(child, contents[child.tag])
            else:
                element = cast(Any, child)
                body = etree.tostring(element, encoding="utf-8", xml_declaration=True)
    url, _, query = binding.url.partition("?")
    return _in_path(url, texts), _in_query(query, texts), body


def _text(element: Element, content: Content) -> str:
    try:
        return variable_text(element, content)
    except ValueError as error:
        found = shown(element.text or "")
        raise WireError([Problem(f"$.{element.tag}", found, str(error))]) from None


def _in_path(url: str, texts: dict[str, str]) -> str:
    def text(match: re.Match[str]) -> str:
        found = texts.get(match[2].upper(), "")
        if not found:
            raise CannotCall(f"the address {url} needs {match[2]}, which is empty")
        safe = quote(found, safe="/" if match[1] else "")
        # A path of dots alone would be resolved as a folder.
        return safe.replace(".", "%2E") if not found.strip("./") else safe

    return PLACE.sub(text, url)


def _in_query(query: str, texts: dict[str, str]) -> str:
    pairs = []
    for pair in filter(None, query.split("&")):
        name, equals, value = pair.partition("=")
        place = PLACE.fullmatch(value)
        if place is None:
            pairs.append(f"{name}{equals}{value}")
        elif (found := texts.get(place[2].upper())) is not None:
            pairs.append(f"{name}={quote(found, safe='')}")
    return "&".join(pairs)
