"""Rules: tables of when each applies and how it is told, and the choice among them.

A table is read from the top; the first rule of an aspect that applies has decided. The rules are
those of the programs that write the pages and the messages; inference follows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from soapstone.explain.model import Aspect, Ruling, Sure

_Case = TypeVar("_Case")

ASMX = "ASMX pages"
STACK = "ServiceStack pages"
XML_SERIALIZER = "XmlSerializer"
DATA_CONTRACT = "DataContract"
PERSON = "overrides.toml"
SOAPSTONE = "Soapstone"


@dataclass(frozen=True, slots=True)
class Rule(Generic[_Case]):
    """What decides an aspect of something."""

    aspect: Aspect
    applies: Callable[[_Case], bool]
    text: str
    """A sentence of ours; ``{csharp}`` and the like stand for words of the case."""
    source: str
    """Whose rule it is."""
    sure: Sure
    change: str = ""
    """What would change the decision."""


def rulings(
    table: Iterable[Rule[_Case]], case: _Case, words: Mapping[str, str]
) -> tuple[Ruling, ...]:
    """The rule of each aspect that has decided a case, in the order of the table."""
    found: dict[Aspect, Ruling] = {}
    for rule in table:
        if rule.aspect not in found and rule.applies(case):
            found[rule.aspect] = Ruling(
                rule.aspect,
                rule.text.format_map(words),
                rule.source,
                rule.sure,
                rule.change.format_map(words),
            )
    return tuple(found.values())
