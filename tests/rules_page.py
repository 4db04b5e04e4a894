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
`soapstone explain` prints it. This page is made from the catalogue
(`generator/soapstone/model/catalogue/`) by `python -m tests.rules_page`.

How sure a rule is:

* **stated**: the page prints it.
* **follows**: a rule without known exceptions.
* **usual**: a rule with known exceptions, and how many. Where services are counted, the pages of 69
  ASMX services were compared with their WSDLs.
* **guess**: nothing on the pages settles it.

Where several sources decide, this order settles it: a person (`overrides.toml`); what a page states
or what follows from it; a recorded message; what is usual or guessed of a page. What gave way is
kept, and `soapstone explain` shows it.
"""


def text() -> str:
    """Return the text of the page."""
    return _INTRODUCTION + "".join(map(_section, catalogue.MODULES))


def _section(module: ModuleType) -> str:
    title, _, more = (module.__doc__ or "").strip().partition(". ")
    rows = "".join(f"| {' | '.join(_cells(rule))} |\n" for rule in _rules(module))
    return (
        f"\n## {title.rstrip('.')}\n\n"
        + (f"{more}\n\n" if more else "")
        + "| rule | decides | what it says | how sure | what would change it |\n"
        + f"|---|---|---|---|---|\n{rows}"
    )


def _rules(module: ModuleType) -> Iterator[Rule]:
    return (each for each in vars(module).values() if isinstance(each, Rule))


def _cells(rule: Rule) -> Iterator[str]:
    yield f"`{rule.id}`"
    yield rule.aspect
    yield f"{prose(rule.sentence)} ({rule.source})"
    sure = f"**{rule.certainty}**"
    yield f"{sure}: {rule.exceptions}" if rule.certainty is Certainty.USUAL else sure
    yield prose(rule.change)


def prose(sentence: str) -> str:
    """A sentence with its words in italics, as a cell of a table."""
    return re.sub(r"\{(\w+)\}", r"*\1*", sentence).replace("|", r"\|")


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
