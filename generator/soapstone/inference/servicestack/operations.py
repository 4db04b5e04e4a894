"""Completes ServiceStack operations with the tables and the C# source of all their pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from soapstone.inference.operation_names import name_of
from soapstone.inference.parts import Part, samples_of
from soapstone.inference.servicestack.derived_types import Derived, derived_types
from soapstone.inference.servicestack.evidence import AlignedTables, Shared, gather
from soapstone.inference.servicestack.missing_messages import (
    Declaration,
    complete,
    known_of,
    only_in_formats,
)
from soapstone.inference.shapes import RecordShape, records
from soapstone.model.catalogue.servicestack import OTHER_FORMATS_ALONE
from soapstone.model.facts import Notation, OperationFacts
from soapstone.model.rules import Decision


class ServiceStackOperations:
    """The operations of ServiceStack, with the tables and source of all pages that show them."""

    def __init__(self, operation_facts: Iterable[OperationFacts]) -> None:
        self.declared: list[Declaration] = []
        """The messages that no XML shows."""
        self.only_in_formats: list[tuple[RecordShape, Decision]] = []
        """Members that only another format shows, with the shape of their message."""
        facts = [each for each in operation_facts if each.notation is Notation.VALUES]
        self._groups: defaultdict[str, list[OperationFacts]] = defaultdict(list)
        for each in facts:
            if each.exchanges or each.tables or each.classes:
                self._groups[name_of(each)].append(each)
        self._groups.pop("", None)
        self._shared = Shared(facts)
        self._evidence = {
            name: gather(group, self._shared) for name, group in self._groups.items()
        }
        self._aligned = {
            name: evidence.aligned([s for f in group for s in samples_of(f)[1]])
            for (name, group), evidence in zip(
                self._groups.items(), self._evidence.values(), strict=True
            )
        }

    def aligned(self, facts: OperationFacts) -> AlignedTables | None:
        """Return the tables of an operation, aligned with its samples; None for an ASMX
        operation.
        """
        if facts.notation is not Notation.VALUES:
            return None
        return self._aligned.get(name_of(facts))

    def completed(self, parts: list[Part]) -> list[Part]:
        """Return the parts, with a message declared where no page shows its XML."""
        if not self._groups:
            return parts
        known = known_of(parts)
        made: list[Part] = []
        for part in parts:
            group = self._groups.get(part.name)
            if group:
                aligned = self._aligned[part.name]
                self.only_in_formats += only_in_formats(part, group, aligned)
                evidence = self._evidence[part.name]
                part, more = complete(part, group, evidence, known)
                self.declared += more
            made.append(part)
        return made

    def not_called(self, part: Part) -> Iterator[Decision]:
        """Yield a decision if the pages of an operation show no way that the client speaks."""
        ways = dict.fromkeys(str(each.transport) for each in part.bindings)
        is_spoken = any(each.transport.is_spoken for each in part.bindings)
        if part.name in self._groups and not is_spoken:
            shown = f"{' and '.join(ways)} only" if ways else "no way to call it"
            page = f"/xml/metadata?op={part.name}"
            yield OTHER_FORMATS_ALONE.at(part.origin, shown=shown, page=page)

    def derived(self, parts: Sequence[Part]) -> Derived:
        """Return the types of C# source that extend those which the messages of all parts hold."""
        if not self._shared.has_source:
            return Derived()
        evidence = gather((), self._shared)
        reader = partial(known_of(parts).reader, evidence, evidence.aligned(()))
        shown = records(each.shape for part in parts for each in part.documents)
        return derived_types(shown, evidence.classes, reader)
