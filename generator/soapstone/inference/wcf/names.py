"""Names the operations of WCF REST pages, which have a name in their own addresses alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from soapstone.inference.names import free
from soapstone.inference.wcf.templates import name_of
from soapstone.model.facts import Notation, OperationFacts, PageFacts

_Key = tuple[str, str]


def named(pages: Sequence[PageFacts], others: Collection[str]) -> list[PageFacts]:
    """Return the pages, each operation of WCF REST with its name.

    Pages of one verb and template are of one operation. Templates that differ in their queries
    alone, and would have one name, get numbers in the order of the templates. ``others`` are the
    names of operations that are not of WCF REST: a method that is called by SOAP as well has other
    messages there.
    """
    shown = [each for page in pages for each in page.operations if is_wcf(each)]
    stated = {
        _key(each): each
        for each in sorted(shown, key=lambda each: each.origin, reverse=True)
        if each.name
    }
    names = {key: each.name for key, each in stated.items() if each.name not in others}
    taken = {*others, *names.values()}
    for key in sorted({_key(each) for each in shown} - names.keys()):
        names[key] = free(name_of(*key), taken)
        taken.add(names[key])
    return [
        replace(
            page,
            operations=tuple(
                _renamed(each, names, stated) if is_wcf(each) else each
                for each in page.operations
            ),
        )
        for page in pages
    ]


def is_wcf(facts: OperationFacts) -> bool:
    """Return whether a WCF REST help page shows an operation."""
    return facts.notation is Notation.CONSTANTS


def _key(facts: OperationFacts) -> _Key:
    (route,) = facts.routes
    return route.verbs[0], route.path


def _renamed(
    facts: OperationFacts, names: dict[_Key, str], stated: dict[_Key, OperationFacts]
) -> OperationFacts:
    key = _key(facts)
    origin = stated[key].name_origin if key in stated else None
    return replace(facts, name=names[key], name_origin=origin)
