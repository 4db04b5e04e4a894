"""Lines of ``overrides.toml`` that say what was decided, ready to be copied and changed.

Copied as they are they change nothing but that a person says so. What is sure already stands there
as a comment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from soapstone.explain.context import Context
from soapstone.explain.members import owner_of
from soapstone.explain.model import Explanation, Nature, Sure, sure_of
from soapstone.inputs.toml_source import as_key, quoted
from soapstone.model.contract import (
    AnyXml,
    EnumerationRef,
    Field,
    ListOf,
    Operation,
    Particle,
    Record,
    RecordRef,
    Scalar,
    Serializer,
    Type,
)
from soapstone.model.labels import labels
from soapstone.model.rules import Aspect

_OPEN = (Sure.USUAL, Sure.GUESS)


def override_of(context: Context, explained: Explanation, owner: str = "") -> str:
    """Return the table of what is explained; "" where there is none to offer.

    ``owner`` is the key of a member's record.
    """
    contract = context.contract
    match explained.nature:
        case Nature.MEMBER:
            return _of_member(context, explained, context.records[owner])
        case Nature.ENUMERATION:
            enumeration = contract.enumeration(explained.subject)
            members = ", ".join(map(quoted, enumeration.members))
            flags = "true" if enumeration.flags else "false"
            settings = (
                [(Aspect.MEMBERS, f"members = [{members}]")] if members else []
            ) + [(Aspect.FLAGS, f"flags = {flags}")]
            return _table(
                f"enumerations.{as_key(enumeration.key)}", settings, explained
            )
        case Nature.OPERATION:
            return _of_operation(context.operations[explained.subject], explained)
        case Nature.RECORD:
            return ""


def _of_member(context: Context, explained: Explanation, record: Record) -> str:
    label = explained.subject.removeprefix(f"{record.key}.")
    field = record.fields[labels(record).index(label)]
    if record.collection:
        return ""  # a list as a document: a type would say that its items can be null
    settings = list(_settings(field, context.contract.serializer))
    name = quoted(f"{owner_of(context, record, label)}.{label}")
    return _table(f"members.{name}", settings, explained)


def _settings(field: Field, serializer: Serializer) -> Iterator[tuple[Aspect, str]]:
    type_ = _type(field.type)
    if not type_:
        return
    yield Aspect.TYPE, f"type = {quoted(type_)}"
    if not field.repeated:
        yield Aspect.NULL, f"nullable = {_boolean(field.nullable)}"
    if serializer is Serializer.XML and field.particle is Particle.ELEMENT:
        yield Aspect.OCCURRENCE, f"repeated = {_boolean(field.repeated)}"
    if not field.repeated:
        yield Aspect.PRESENCE, f"required = {_boolean(field.demanded)}"


def _of_operation(operation: Operation, explained: Explanation) -> str:
    binding = next((each for each in operation.bindings if each.scheme), None)
    if binding is None:
        return ""
    settings = [(Aspect.ADDRESS, f"scheme = {quoted(binding.scheme)}")]
    return _table(f"operations.{as_key(operation.name)}", settings, explained)


def _table(
    name: str, settings: Iterable[tuple[Aspect, str]], explained: Explanation
) -> str:
    """A table with its settings, those of what is sure as comments."""
    open_ = {each.rule.aspect for each in explained.decisions if sure_of(each) in _OPEN}
    lines = [f"{'' if aspect in open_ else '# '}{line}" for aspect, line in settings]
    return "\n".join([f"[{name}]", *lines]) if lines else ""


def _type(type_: Type) -> str:
    """A type as ``overrides.toml`` writes it; "" where it cannot."""
    match type_:
        case Scalar(name):
            return name
        case RecordRef(key) | EnumerationRef(key):
            return key
        case ListOf():
            inner = _type(type_.type)
            return f"{inner}[]" if inner else ""
        case AnyXml():
            return "xml"
        case _:
            return ""


def _boolean(value: bool) -> str:
    return "true" if value else "false"
