"""Finds the subject of an explanation by its name in XML or in Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import partial

from soapstone.explain.context import Context
from soapstone.explain.members import explain_member
from soapstone.explain.model import Explanation
from soapstone.explain.operations import explain_operation
from soapstone.explain.types import explain_enumeration, explain_record
from soapstone.model.contract import Record
from soapstone.model.findings import Origin, SpecError
from soapstone.model.labels import labels

Explain = Callable[[], Explanation]
_Named = tuple[str, set[str], Explain]
"""Name in XML, all names that find it, and the function that explains it."""

_CLOSE = 5
"""So many similar names are suggested if nothing has the name asked for."""


def find(context: Context, folder: str, asked: str) -> tuple[Explanation, ...]:
    """Return explanations of everything with the name ``asked``.

    An exact match comes first; only without one, letters of another case match too. Raises
    SpecError if nothing matches; its text suggests similar names.
    """
    things = list(everything(context))
    for compared in (str, str.casefold):
        found = [
            explain
            for _, names, explain in things
            if compared(asked) in {compared(name) for name in names}
        ]
        if found:
            return tuple(explain() for explain in found)
    raise SpecError(
        Origin(folder, 0),
        f"nothing called {asked!r}",
        "an operation, a record, an enumeration, or a member of one: Record.Member",
        _nearest(asked, things),
    )


def explain_all(context: Context) -> tuple[Explanation, ...]:
    """Return the explanations of all operations, records, members and enumerations, each once."""
    once: dict[int, Explain] = {}
    # An enumeration comes once more for each of its members.
    for _, _, explain in everything(context):
        once.setdefault(id(explain), explain)
    return tuple(explain() for explain in once.values())


def everything(context: Context) -> Iterator[_Named]:
    """Yield all operations, records, members and enumerations of a service."""
    naming = context.naming
    for operation in context.contract.operations:
        names = {operation.name, naming.constants[operation.name]}
        yield operation.name, names, partial(explain_operation, context, operation)
    for record in context.contract.records:
        names = {record.key, naming.classes[record.key]}
        names |= {record.type_name.name} if record.type_name else set()
        yield record.key, names, partial(explain_record, context, record)
        yield from _members(context, record, names)
    for each in context.contract.enumerations:
        names = {each.key, naming.classes[each.key]}
        names |= {each.type_name.name} if each.type_name else set()
        explain = partial(explain_enumeration, context, each)
        yield each.key, names, explain
        for member, name in zip(each.members, naming.members[each.key], strict=True):
            words = {f"{owner}.{word}" for owner in names for word in (member, name)}
            yield f"{each.key}.{member}", words, explain


def _members(context: Context, record: Record, names: set[str]) -> Iterator[_Named]:
    """The members of a record: ``Account.RefId``, ``Account.ref_id``; ``@Kind`` is ``Kind`` too."""
    python = context.naming.fields[record.key]
    for label, field, name in zip(labels(record), record.fields, python, strict=True):
        words = {label, name, *(each.name.name for each in field.elements)}
        explain = partial(explain_member, context, record, label)
        found = {f"{each}.{word}" for each in names for word in words}
        yield f"{record.key}.{label}", found, explain


def _nearest(asked: str, things: Iterable[_Named]) -> str:
    """A sentence that offers the names most like the one asked for, whole or after the dot."""
    by_form: defaultdict[str, list[str]] = defaultdict(list)
    for wire, names, _ in things:
        forms = {name.casefold() for name in names}
        for form in forms | {form.rpartition(".")[2] for form in forms}:
            by_form[form].append(wire)
    close = get_close_matches(asked.casefold(), list(by_form), n=_CLOSE, cutoff=0.6)
    offered = list(dict.fromkeys(name for form in close for name in by_form[form]))
    if offered:
        return f"Nearest: {', '.join(offered[:_CLOSE])}."
    return "Ask without a subject to see what the service leaves open."
