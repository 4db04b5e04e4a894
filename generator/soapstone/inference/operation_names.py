"""Names operations as their pages print them, or after their request element or path."""

from __future__ import annotations

import re

from soapstone.model.catalogue import service
from soapstone.model.facts import Notation, OperationFacts
from soapstone.model.rules import Decision


def name_of(facts: OperationFacts) -> str:
    """Return the name of an operation: as printed, otherwise that of its request element, otherwise
    from its path; "" where the page has none of these.
    """
    roots = [exchange.request.body for exchange in facts.exchanges]
    shown = facts.name or next((root.name for root in roots if root), "")
    return shown or _name_by_path(facts)


def name_decision(facts: OperationFacts) -> Decision:
    """Return the decision on the name of an operation."""
    if facts.name and not facts.name_origin:
        return service.HEADING.at(facts.origin)
    asked = any(exchange.has_request for exchange in facts.exchanges)
    stated = asked or facts.tables or facts.classes
    if facts.name and facts.notation is Notation.VALUES and stated:
        return service.OWN_ROUTE.at(facts.name_origin)
    roots = [exchange.request.body for exchange in facts.exchanges]
    shown = [root for root in roots if root and facts.name in ("", root.name)]
    if shown:
        return service.REQUEST_ELEMENT.at(shown[0].origin)
    if facts.name:
        return service.NAMED_BY_SAMPLE.at(facts.name_origin)
    return service.NAMED_BY_PATH.at(facts.origin, name=name_of(facts))


def _name_by_path(facts: OperationFacts) -> str:
    """``AmsAlias`` for ``/Ams/{ClientID}/Alias``; "" where the page shows no path."""
    paths = [route.path for route in facts.routes]
    paths += [exchange.request.head.path for exchange in facts.exchanges]
    path = re.sub(r"\{[^{}]*\}|\?.*", "", next(iter(paths), ""))
    words = re.findall(r"[^\W_]+", path)
    return "".join(word[:1].upper() + word[1:] for word in words).lstrip("0123456789")
