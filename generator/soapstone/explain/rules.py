"""What a rule of an explanation is, and how the rule that applies is chosen.

A table of rules is read from the top: the first rule of an aspect whose condition holds has
decided. These are the rules of the programs that write the pages and messages (XmlSerializer,
DataContractSerializer, ServiceStack), which inference follows.
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
    """One rule: when it applies, and the text that states it."""

    aspect: Aspect
    applies: Callable[[_Case], bool]
    text: str
    """The sentence that is printed; ``{csharp}`` and ``{type}`` stand for words of the case."""
    source: str
    """The program whose rule it is."""
    sure: Sure
    change: str = ""
    """What would change the decision."""


def rulings(
    table: Iterable[Rule[_Case]], case: _Case, words: Mapping[str, str]
) -> tuple[Ruling, ...]:
    """Return the rule that decided each aspect of a case, in the order of the table.

    ``words`` replace the placeholders of the texts.
    """
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
