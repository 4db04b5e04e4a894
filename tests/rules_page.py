"""Prints ``docs/rules.md`` from the catalogue: ``python -m tests.rules_page``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from soapstone.model import catalogue
from soapstone.model.rules import Certainty, Rule

PAGE = Path(__file__).resolve().parents[1] / "docs" / "rules.md"

_INTRODUCTION = """\
# The rules

Every decision of Soapstone is made by one of these rules and recorded with its evidence;
`soapstone explain` prints both. This page is made from the catalogue
(`generator/soapstone/model/catalogue/`) by `python -m tests.rules_page`.
"""
_READING = """
How sure a rule is:

* **stated**: the page prints it.
* **follows**: a rule without known exceptions.
* **usual**: a rule with known exceptions, and how many. Where services are counted, the pages of 69
  ASMX services were compared with their WSDLs.
* **guess**: nothing on the pages settles it.

Where several sources decide, this order settles it: a person (`overrides.toml`); what a page states
or what follows from it; a recorded message; what is usual or guessed of a page. What gave way is
kept, and `soapstone explain` shows it.

A table has the rules of one program that decide one thing: the *type* of a member; its *occurrence*
(once or repeated); whether it can be *null*; its *presence* (whether it may be left out); the *row*
of a table that is about it; the *name*, the *base* class and the *order* of the members of a type;
the *members* of an enumeration, and whether it is of *flags*; which *messages* an operation has,
whether their *samples* are whole, its *parameters*, *address* and *action*; or what a *conflict* of
two sources comes to. A word in italics in a rule stands for one of the page.
"""
_HEAD = (
    "| family | rules | "
    + " | ".join(Certainty)
    + " |\n|---|---:|---:|---:|---:|---:|\n"
)


def text() -> str:
    """Return the text of the page."""
    index = "".join(map(_index_row, catalogue.MODULES))
    return f"{_INTRODUCTION}\n{_HEAD}{index}{_READING}" + "".join(
        map(_section, catalogue.MODULES)
    )


def _index_row(module: ModuleType) -> str:
    title, _ = _title(module)
    sure = [rule.certainty for rule in _rules(module)]
    counts = [len(sure), *(sure.count(each) for each in Certainty)]
    anchor = re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-")
    return f"| [{title}](#{anchor}) | {' | '.join(map(str, counts))} |\n"


def _section(module: ModuleType) -> str:
    title, more = _title(module)
    tables: dict[str, list[Rule]] = {}
    for rule in _rules(module):
        tables.setdefault(rule.aspect, []).append(rule)
    named = len({rule.source for rule in _rules(module)}) > 1
    return (
        f"\n## {title}\n"
        + (f"\n{more}\n" if more else "")
        + "".join(
            f"\n| {aspect} | how sure | what it says |\n|---|---|---|\n"
            + "".join(_row(rule, named) for rule in rules)
            for aspect, rules in tables.items()
        )
    )


def _title(module: ModuleType) -> tuple[str, str]:
    """The heading of a family, short, and the sentences below it."""
    first, _, more = (module.__doc__ or "").strip().partition(". ")
    title, _, rest = first.rstrip(".").replace("``", "`").partition(": ")
    return title, " ".join(_sentence(each) for each in (rest, more) if each)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}."


def _rules(module: ModuleType) -> Iterator[Rule]:
    return (each for each in vars(module).values() if isinstance(each, Rule))


def _row(rule: Rule, named: bool) -> str:
    """A row of a table; ``named`` says whether the source of the rule is not that of all."""
    parts = [prose(rule.sentence) + (f" ({rule.source})" if named else "")]
    if rule.certainty is Certainty.USUAL:
        parts.append(f"Exceptions: {prose(rule.exceptions)}")
    if rule.change:
        parts.append(f"To change it: {prose(rule.change)}")
    return f"| `{rule.id}` | {rule.certainty} | {'<br>'.join(parts)} |\n"


def prose(sentence: str) -> str:
    """A sentence with its words in italics, as a cell of a table."""
    return re.sub(r"\{(\w+)\}", r"*\1*", sentence).replace("|", r"\|")


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
