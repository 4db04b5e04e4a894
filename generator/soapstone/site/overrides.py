"""Lines of ``overrides.toml`` that say what was decided, ready to be copied and changed.

Copied as they are they change nothing but that a person says so. What is sure already stands there
as a comment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

from soapstone.dotnet.nulls import is_value, with_type
from soapstone.explain.context import Context
from soapstone.explain.members import owner_of
from soapstone.explain.model import Explanation, Nature, Sure, sure_of
from soapstone.inputs.toml_source import as_key, quoted
from soapstone.model.contract import (
    ChoiceOf,
    Enumeration,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
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
    match explained.nature:
        case Nature.MEMBER:
            return _of_member(context, explained, context.records[owner])
        case Nature.ENUMERATION:
            enumeration = context.contract.enumeration(explained.subject)
            return _of_enumeration(enumeration, explained)
        case Nature.OPERATION:
            return _of_operation(context.operations[explained.subject], explained)
        case Nature.RECORD:
            return _of_record(context.records[explained.subject], explained)


def override_of_service(context: Context) -> str:
    """Return the table that says the scheme of every address, or that there is no host."""
    bindings = [each for one in context.operations.values() for each in one.bindings]
    schemes = dict.fromkeys(each.scheme for each in bindings if each.scheme)
    if all(each.host for each in bindings):
        lines = [f"scheme = {quoted(each)}" for each in schemes]
        return "\n".join(["[service]", *lines]) if len(lines) == 1 else ""
    return '[service]\n# host = "the host, and its port if it needs one: host:8080"'


def _of_member(context: Context, explained: Explanation, record: Record) -> str:
    label = explained.subject.removeprefix(f"{record.key}.")
    field = record.fields[labels(record).index(label)]
    owner = owner_of(context, record, label)
    if isinstance(field.type, ChoiceOf):
        names = ", ".join(quoted(each.name.name) for each in field.type.branches)
        says = bool(_open(explained) & {Aspect.TYPE, Aspect.OCCURRENCE})
        choice = [(says, f"choice = [{names}]")]
        return _lines(f"records.{as_key(owner)}", choice)
    serializer = context.contract.serializer
    if record.collection and field != with_type(field, field.type, None, serializer):
        return ""  # a type would say that its items can be null
    settings = list(_settings(field, _open(explained), serializer))
    return _lines(f"members.{quoted(f'{owner}.{label}')}", settings)


def _settings(
    field: Field, open_: Set[Aspect], serializer: Serializer
) -> Iterator[tuple[bool, str]]:
    """Lines of a member, and whether each is to be said: what is open, and what would otherwise
    follow from the lines above it.
    """
    now = field
    says_type = Aspect.TYPE in open_
    if says_type:
        now = with_type(now, field.type, None, serializer)
    yield says_type, f"type = {quoted(_type(field.type, serializer))}"
    if serializer is Serializer.XML and field.particle is Particle.ELEMENT:
        says_times = Aspect.OCCURRENCE in open_
        if says_times:
            now = with_type(now, field.type, None, serializer)
        yield says_times, f"repeated = {_boolean(field.repeated)}"
    if field.repeated:
        return
    omitted = replace(now, nullable=True, nillable=False, required=False)
    said = with_type(now, field.type, field.nullable, serializer)
    is_omitted = _null(field) == _null(omitted) != _null(said)
    says_null = Aspect.NULL in open_ or _null(now) != _null(field)
    if is_omitted:
        yield says_null, "omit = true"
        said = replace(omitted, demanded=False)
    else:
        yield says_null, f"nullable = {_boolean(field.nullable)}"
    now = said if says_null else now
    says_presence = Aspect.PRESENCE in open_ or now.demanded != field.demanded
    yield says_presence, f"required = {_boolean(field.demanded)}"


def _null(field: Field) -> tuple[bool, bool, bool]:
    """How null is written."""
    return field.nullable, field.nillable, field.required


def _of_record(record: Record, explained: Explanation) -> str:
    """Its name as a type, and the record that it extends, where these are no member's to say."""
    open_, settings = _open(explained), []
    name = record.type_name
    if name and name.namespace == record.namespace:
        settings.append((Aspect.IDENTITY in open_, f"type_name = {quoted(name.name)}"))
    if record.base:
        settings.append((Aspect.BASE in open_, f"base = {quoted(record.base)}"))
    return _lines(f"records.{as_key(record.key)}", settings)


def _of_operation(operation: Operation, explained: Explanation) -> str:
    binding = next((each for each in operation.bindings if each.scheme), None)
    if binding is None or not binding.host:
        return ""
    says = Aspect.ADDRESS in _open(explained)
    settings = [(says, f"scheme = {quoted(binding.scheme)}")]
    return _lines(f"operations.{as_key(operation.name)}", settings)


def _of_enumeration(enumeration: Enumeration, explained: Explanation) -> str:
    open_ = _open(explained)
    members = ", ".join(map(quoted, enumeration.members))
    settings = [(Aspect.FLAGS in open_, f"flags = {_boolean(enumeration.flags)}")]
    if members:
        settings.insert(0, (Aspect.MEMBERS in open_, f"members = [{members}]"))
    return _lines(f"enumerations.{as_key(enumeration.key)}", settings)


def _open(explained: Explanation) -> Set[Aspect]:
    """The aspects that a person could settle."""
    return {each.rule.aspect for each in explained.decisions if sure_of(each) in _OPEN}


def _lines(name: str, settings: Iterable[tuple[bool, str]]) -> str:
    """A table with its settings, those that need not be said as comments."""
    lines = [f"{'' if says else '# '}{line}" for says, line in settings]
    return "\n".join([f"[{name}]", *lines]) if lines else ""


def _type(type_: Type, serializer: Serializer) -> str:
    """A type as ``overrides.toml`` writes it."""
    match type_:
        case Scalar(name):
            return name
        case RecordRef(key) | EnumerationRef(key):
            return key
        case ListOf():
            inner = _type(type_.type, serializer)
            null = type_.nillable and is_value(type_.type, serializer)
            return f"{inner}{'?' if null else ''}[]"
        case MapOf():
            key = _type(type_.key_type, serializer)
            value = _type(type_.value_type, serializer)
            null = type_.nillable and is_value(type_.value_type, serializer)
            return f"map[{key}, {value}{'?' if null else ''}]"
        case _:
            return "xml"


def _boolean(value: bool) -> str:
    return "true" if value else "false"
