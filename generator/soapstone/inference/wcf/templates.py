"""Takes the templates of addresses apart (UriTemplate): ``/orders/{ID}?top={COUNT}``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_VARIABLE = re.compile(r"\{\*?([^\W\d]\w{0,200})(?:=[^{}]{0,200})?\}")
_WORD = re.compile(r"[^\W_]+")
_SERVICE = re.compile(r"\.svc(?=/|$)", re.I)
"""How the file of the service ends, which stands before the paths of its operations."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of an address."""

    name: str
    """As the page prints it: in upper case."""
    member: str
    """What the request calls it: in a query the name before ``=``, which has its own case."""
    in_path: bool


def variables(template: str) -> tuple[Variable, ...]:
    """Return the variables of a template in their order, each once."""
    path, _, query = template.partition("?")
    found = [Variable(each[1], each[1], True) for each in _VARIABLE.finditer(path)]
    for pair in query.split("&"):
        key, _, value = pair.partition("=")
        if each := _VARIABLE.fullmatch(value):
            member = key if re.fullmatch(r"[^\W\d][\w.-]{0,200}", key) else each[1]
            found.append(Variable(each[1], member, False))
    members = [each.member.lower() for each in found]
    once = {
        each.name.upper(): (
            Variable(each.name, each.name, each.in_path)
            if members.count(each.member.lower()) > 1
            else each
        )
        for each in reversed(found)
    }
    return tuple(reversed(once.values()))


def name_of(verb: str, template: str) -> str:
    """Return the name of an operation: ``GetOrdersById`` for GET ``/x.svc/orders/{ID}``.

    It follows from verb and path alone, so that other pages do not change it.
    """
    path = _SERVICE.split(template.partition("?")[0], maxsplit=1)[-1]
    words = [verb.capitalize()]
    for segment in path.split("/"):
        at = 0
        for each in _VARIABLE.finditer(segment):
            words += map(_capital, _WORD.findall(segment[at : each.start()]))
            words += ["By", *(w.capitalize() for w in _WORD.findall(each[1]))]
            at = each.end()
        words += map(_capital, _WORD.findall(segment[at:]))
    return "".join(words)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
