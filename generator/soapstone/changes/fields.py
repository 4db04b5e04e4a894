"""Finds the changes of one member of a record: type, null, namespace, position in the API."""

from __future__ import annotations

from collections.abc import Iterator

from soapstone.changes.assessment import Usage, assessed, with_breaks
from soapstone.changes.rules import (
    PYTHON_REASONS,
    REQUIRED_BY_PAGE,
    RULES,
    Audience,
    Change,
    Kind,
    PythonRule,
    is_wider,
)
from soapstone.emit.python.types import Classes, field_annotation, field_default
from soapstone.model.contract import (
    AnyXml,
    ChoiceOf,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    RecordRef,
    Scalar,
    Type,
)


def field_changes(
    subject: str,
    old: Field | None,
    new: Field | None,
    usage: Usage,
    before: Classes,
    after: Classes,
) -> Iterator[Change]:
    """Yield the changes of one member of a record.

    ``old`` or ``new`` is None if the member does not exist in that version. ``before`` and
    ``after`` have the Python class of each type in the two versions.
    """
    if old is None and new is not None:
        yield _for_senders(
            _for_python(
                assessed(Kind.MEMBER_ADDED, subject, "", described(new), usage),
                *(None, new, usage, before, after),
            ),
            *(new, usage),
        )
    elif old is not None and new is None:
        yield assessed(Kind.MEMBER_REMOVED, subject, described(old), "", usage)
    elif old is not None and new is not None and old != new:
        yield from _changed(subject, old, new, usage, before, after)


def _changed(
    subject: str, old: Field, new: Field, usage: Usage, before: Classes, after: Classes
) -> Iterator[Change]:
    if old.name != new.name:
        yield assessed(
            Kind.NAMESPACE, subject, old.name.namespace, new.name.namespace, usage
        )
    kind = _kind(old, new)
    if kind is not None:
        change = assessed(kind, subject, described(old), described(new), usage)
        change = _for_python(change, old, new, usage, before, after)
        yield (
            _for_senders(change, new, usage)
            if kind is Kind.CONSTRUCTOR_REQUIRES
            else change
        )
    if old.read_only != new.read_only:
        kind = Kind.MEMBER_READ_ONLY if new.read_only else Kind.MEMBER_WRITABLE
        yield assessed(kind, subject, usage=usage)
    if old.documentation != new.documentation:
        yield assessed(
            Kind.DOCUMENTATION, subject, old.documentation, new.documentation
        )


def _kind(old: Field, new: Field) -> Kind | None:
    """The kind of change of the value; None if only the name or the description changed."""
    if (old.type, old.repeated) != (new.type, new.repeated):
        return _retyped(old, new)
    if old.nullable != new.nullable:
        return Kind.MEMBER_OPTIONAL if new.nullable else Kind.MEMBER_REQUIRED
    if old.demanded != new.demanded:
        return Kind.CONSTRUCTOR_REQUIRES if new.demanded else Kind.CONSTRUCTOR_RELAXED
    if any(getattr(old, each) != getattr(new, each) for each in _ON_THE_WIRE):
        return Kind.WIRE_FORM
    return None


_ON_THE_WIRE = ("required", "nillable", "omitted", "default", "fixed", "alternative")


def _retyped(old: Field, new: Field) -> Kind:
    """The kind of change of the type: scalars can get wider or narrower, others are replaced."""
    one, other = old.type, new.type
    if isinstance(one, AnyXml) and isinstance(other, AnyXml):
        return Kind.WIRE_FORM  # stated, or not any more
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        if old.repeated == new.repeated and one.name == other.name:
            return Kind.WIRE_FORM  # guessed, or not any more
        if old.repeated == new.repeated and is_wider(other.name, one.name):
            return Kind.MEMBER_WIDENED
        if old.repeated == new.repeated and is_wider(one.name, other.name):
            return Kind.MEMBER_NARROWED
    return Kind.MEMBER_RETYPED


def _for_senders(change: Change, new: Field, usage: Usage) -> Change:
    """Adds that senders break, if the page now requires a value that they do not send."""
    struct = not new.nullable and isinstance(new.type, EnumerationRef | RecordRef)
    if usage.requests and new.demanded and not new.required and not struct:
        return with_breaks(change, {Audience.SENDERS: REQUIRED_BY_PAGE})
    return change


def _for_python(
    change: Change,
    old: Field | None,
    new: Field,
    usage: Usage,
    before: Classes,
    after: Classes,
) -> Change:
    """Adds that Python callers break, if their constructor calls or annotations no longer fit."""
    rule = RULES[change.kind].python
    if rule not in (PythonRule.CONSTRUCTOR, PythonRule.ANNOTATION):
        return change
    required = not field_default(new) and (old is None or bool(field_default(old)))
    if required and usage.requests:
        reason = PYTHON_REASONS[PythonRule.CONSTRUCTOR]
        return with_breaks(change, {Audience.PYTHON: reason})
    if old is None or rule is PythonRule.CONSTRUCTOR:
        return change
    had, has = _annotation(old, before), _annotation(new, after)
    if (usage.requests and not had <= has) or (usage.responses and not has <= had):
        reason = PYTHON_REASONS[PythonRule.ANNOTATION]
        return with_breaks(change, {Audience.PYTHON: reason})
    return change


def _annotation(field: Field, classes: Classes) -> frozenset[str]:
    """The annotation's alternatives: ``list[Kind | str] | None`` has two."""
    found, depth, start = [], 0, 0
    text = field_annotation(field, classes)
    for at, char in enumerate(text):
        depth += (char == "[") - (char == "]")
        if char == "|" and not depth:
            found.append(text[start:at].strip())
            start = at + 1
    return frozenset([*found, text[start:].strip()])


def described(field: Field) -> str:
    """Return a member's type in words: ``list of Account, can be null``."""
    words = [_type(field.type)]
    if field.repeated:
        words[0] = f"{words[0]}, repeated"
    if field.nullable:
        words.append("can be null")
    if field.demanded:
        words.append("must be given")
    return ", ".join(words)


def _type(type_: Type) -> str:
    match type_:
        case Scalar(name):
            return f"{name} by guess" if type_.guessed else name
        case RecordRef(key) | EnumerationRef(key):
            return key
        case ListOf():
            return f"list of {_type(type_.type)}"
        case MapOf():
            return f"map of {_type(type_.key_type)} to {_type(type_.value_type)}"
        case AnyXml():
            return "any XML"
        case ChoiceOf(branches):
            kinds = (f"{each.name.name} ({_type(each.type)})" for each in branches)
            return f"choice of {', '.join(kinds)}"
