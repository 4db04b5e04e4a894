"""Says once of an operation how many of its types only values decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from soapstone.inference.parts import Document
from soapstone.inference.shapes import records
from soapstone.model.catalogue import samples
from soapstone.model.rules import Decision, Rule

_OPEN = (samples.NO_VALUE, samples.EMPTY)


def decided(documents: Iterable[Document]) -> Iterator[Decision]:
    """Yield a decision on the members of messages whose types values decide, or nothing does."""
    shown = list(documents)
    found: Counter[Rule] = Counter(
        decision.rule
        for record in records(each.shape for each in shown)
        for field in record.fields
        for decision in field.decisions
    )
    values, left = found[samples.VALUE], sum(found[rule] for rule in _OPEN)
    if values or left:
        yield samples.DECIDED.at(shown[0].origin, values=str(values), open=str(left))
