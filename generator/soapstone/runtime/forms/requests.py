"""Writes requests as query strings (HTTP GET) or form bodies (HTTP POST)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..errors import Problem, WireError
from ..limits import OWN
from ..reading.elements import Element, local_name
from ..reading.parsing import parse
from ..records.members import Items, Member, Representation, local_name_of
from ..scalars.binary import read_base64_binary
from .texts import byte_texts, form_text

if TYPE_CHECKING:
    from ..messages import XmlMessage
    from ..operations import Binding

__all__ = ["to_form"]


def to_form(request: XmlMessage | None, binding: Binding) -> str:
    """Return the parameters of a request, percent-encoded in UTF-8: ``a=1&b=x%20y``.

    They are the query string of HTTP GET and the body of HTTP POST, in ASCII. .NET demands every
    parameter, so each is there: None as ``b=``, which a service reads as an empty text; a list as
    its name once for each item. .NET turns a time with ``Z`` or an offset into the server's local
    time.

    Raises WireError like ``to_xml``, and for a list without items, which no form can hold.
    ValueError if the binding is not of HTTP GET or POST.
    """
    if binding.transport not in ("HTTP GET", "HTTP POST"):
        raise ValueError(f"a binding of HTTP GET or POST, not {binding.transport}")
    if request is None:
        return ""
    root = parse(request.to_xml(), OWN)
    table = type(request)._members.table
    pairs: list[str] = []
    problems: list[Problem] = []
    for parameter in binding.parameters:
        path, found, texts = f"$.{parameter.name}", "no item", []
        expected = "an item: a form cannot hold a list without any"
        try:
            texts = _texts(root, table, parameter.member or parameter.name)
        except ValueError as error:
            found, expected = "half of a surrogate pair", str(error)
        if not texts:
            problems.append(Problem(path, found, expected))
        name = quote(parameter.name, safe="")
        pairs += [f"{name}={quote(text, safe='')}" for text in texts]
    if problems:
        raise WireError(problems)
    return "&".join(pairs)


def _texts(root: Element, table: tuple[Member, ...], name: str) -> list[str]:
    """The texts of the parameter that carries the member of this local name."""
    for member in table:
        if local_name_of(member.tag) == name:
            found = [each for each in root if each.tag == member.tag]
            return _of_member(member, found)
    # The request of a bare method is itself the parameter, and has one member.
    if local_name(root) == name and len(table) == 1:
        (member,) = table
        is_text = member.representation is Representation.TEXT
        return _of_member(member, [root] if is_text else [*root])
    return [""]


def _of_member(member: Member, elements: list[Element]) -> list[str]:
    content: Any = member.content
    if isinstance(content, Items):
        elements, content = [
            item for each in elements for item in each
        ], content.content
    elif member.representation is not Representation.REPEATED:
        text = (elements[0].text if elements else "") or ""
        if content is read_base64_binary:
            return byte_texts(text)
        return [form_text(text, content) if elements else ""]
    return [form_text(each.text or "", content) for each in elements]
