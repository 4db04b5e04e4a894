"""Reads the comments that SoapUI writes into a sample (SampleXmlUtil, SoapMessageBuilder).

Each binds to the next element. Of any other comment nothing is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from soapstone.model.facts import Comments

_OPTIONAL = re.compile(r"Optional:")
_REPEATED = re.compile(
    r"(?:(?P<zero>Zero)|(?P<least>\d{1,9})) (?:or more|to (?P<most>\d{1,9})) repetitions:"
)
_CHOICE = re.compile(
    r"You have a CHOICE of the next (\d{1,9}) items at this level", re.I
)
_ANY = re.compile(r"You may enter ANY elements at this point")
_TYPE = re.compile(
    r"(?:type: (?P<name>[\w.-]{1,500})|anonymous type)"
    r"(?: - enumeration: \[(?P<members>[^\]]{0,20000})\])?"
)
ANYWHERE = re.compile(
    r"<!--\s{0,9}(?:Optional:|(?:Zero|\d{1,9}) (?:or more|to \d{1,9}) repetitions:"
    r"|type: [\w.-]{1,500}(?: - enumeration: \[|\s{0,9}-->)"
    r"|anonymous type|You have a CHOICE of the next \d|You may enter ANY elements"
    r"|You may enter the following \d)"
)
"""A comment of SoapUI in a line."""


def counts(comment: str) -> bool:
    """Return whether a comment says how often an element occurs."""
    text = comment.strip()
    return bool(_OPTIONAL.fullmatch(text) or _REPEATED.fullmatch(text))


def is_wildcard(comment: str) -> bool:
    """Return whether a comment says that any elements may stand in its place."""
    return _ANY.fullmatch(comment.strip()) is not None


def read_comments(texts: Sequence[str], *, holds_any: bool = False) -> Comments | None:
    """Return what the comments before an element state of it; None without any of SoapUI.

    ``holds_any``: a comment in the element says that any others may stand there.
    """
    known = [text.strip() for text in texts if text.strip()]
    found = [each for text in known if (each := _read(text))]
    found += [Comments(holds_any=True)] if holds_any else []
    if not found:
        return None
    choices = [each.choice for each in found if each.choice]
    least = [each.least for each in found if each.least is not None]
    return Comments(
        min(least) if least else None,
        any(each.repeats for each in found),
        # A choice in a choice is one of its items.
        sum(choices) - max(0, len(choices) - 1),
        next((each.type_name for each in found if each.type_name), ""),
        next((each.members for each in found if each.members), ()),
        holds_any,
    )


def _read(text: str) -> Comments | None:
    if _OPTIONAL.fullmatch(text):
        return Comments(0)
    if found := _REPEATED.fullmatch(text):
        return Comments(int(found["least"] or 0), repeats=True)
    if found := _CHOICE.fullmatch(text):
        return Comments(choice=int(found[1]))
    if found := _TYPE.fullmatch(text):
        members = (each.strip() for each in (found["members"] or "").split(","))
        listed = tuple(dict.fromkeys(filter(None, members)))
        return Comments(type_name=found["name"] or "", members=listed)
    return None
