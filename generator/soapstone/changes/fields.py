"""What has changed of a member."""

from __future__ import annotations

from collections.abc import Iterator

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
from soapstone.changes.verdict import Place, broken, judged
from soapstone.emit.python.types import Classes, field_annotation, field_default
from soapstone.model.contract import (
    AnyXml,
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
    place: Place,
    before: Classes,
    after: Classes,
) -> Iterator[Change]:
    """The changes of one member of a record; None: it is not there."""
    if old is None and new is not None:
        yield _for_senders(
            _for_python(
                judged(Kind.MEMBER_ADDED, subject, "", described(new), place),
                *(None, new, place, before, after),
            ),
            *(new, place),
        )
    elif old is not None and new is None:
        yield judged(Kind.MEMBER_REMOVED, subject, described(old), "", place)
    elif old is not None and new is not None and old != new:
        yield from _changed(subject, old, new, place, before, after)


def _changed(
    subject: str, old: Field, new: Field, place: Place, before: Classes, after: Classes
) -> Iterator[Change]:
    if old.name != new.name:
        yield judged(
            Kind.NAMESPACE, subject, old.name.namespace, new.name.namespace, place
        )
    kind = _kind(old, new)
    if kind is not None:
        change = judged(kind, subject, described(old), described(new), place)
        change = _for_python(change, old, new, place, before, after)
        yield (
            _for_senders(change, new, place) if kind is Kind.MEMBER_DEMANDED else change
        )
    if old.read_only != new.read_only:
        kind = Kind.MEMBER_READ_ONLY if new.read_only else Kind.MEMBER_WRITABLE
        yield judged(kind, subject, place=place)
    if old.documentation != new.documentation:
        yield judged(Kind.DOCUMENTATION, subject, old.documentation, new.documentation)


def _kind(old: Field, new: Field) -> Kind | None:
    """What has become of the value; None where its name or its description alone have changed."""
    if (old.type, old.repeated) != (new.type, new.repeated):
        return _retyped(old, new)
    if old.nullable != new.nullable:
        return Kind.MEMBER_OPTIONAL if new.nullable else Kind.MEMBER_REQUIRED
    if old.demanded != new.demanded:
        return Kind.MEMBER_DEMANDED if new.demanded else Kind.MEMBER_RELAXED
    if (old.required, old.nillable) != (new.required, new.nillable):
        return Kind.WIRE_FORM
    return None


def _retyped(old: Field, new: Field) -> Kind:
    """Scalars can get wider or narrower; anything else is another type."""
    one, other = old.type, new.type
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        if old.repeated == new.repeated and one.name == other.name:
            return Kind.WIRE_FORM  # guessed, or not any more
        if old.repeated == new.repeated and is_wider(other.name, one.name):
            return Kind.MEMBER_WIDENED
        if old.repeated == new.repeated and is_wider(one.name, other.name):
            return Kind.MEMBER_NARROWED
    return Kind.MEMBER_RETYPED


def _for_senders(change: Change, new: Field, place: Place) -> Change:
    """A value that a page demands and old senders do not know of."""
    struct = not new.nullable and isinstance(new.type, EnumerationRef | RecordRef)
    if place.requests and new.demanded and not new.required and not struct:
        return broken(change, {Audience.SENDERS: REQUIRED_BY_PAGE})
    return change


def _for_python(
    change: Change,
    old: Field | None,
    new: Field,
    place: Place,
    before: Classes,
    after: Classes,
) -> Change:
    """Whether the constructor, or the annotation, breaks callers."""
    rule = RULES[change.kind].python
    if rule not in (PythonRule.CONSTRUCTOR, PythonRule.ANNOTATION):
        return change
    demanded = not field_default(new) and (old is None or bool(field_default(old)))
    if demanded and place.requests:
        reason = PYTHON_REASONS[PythonRule.CONSTRUCTOR]
        return broken(change, {Audience.PYTHON: reason})
    if old is None or rule is PythonRule.CONSTRUCTOR:
        return change
    had, has = _annotation(old, before), _annotation(new, after)
    if (place.requests and not had <= has) or (place.responses and not has <= had):
        reason = PYTHON_REASONS[PythonRule.ANNOTATION]
        return broken(change, {Audience.PYTHON: reason})
    return change


def _annotation(field: Field, classes: Classes) -> frozenset[str]:
    """The annotation's alternatives: ``list[Kind | str] | None`` has two."""
    found, depth, start = [], 0, 0
    text = field_annotation(field, classes)
    for place, char in enumerate(text):
        depth += (char == "[") - (char == "]")
        if char == "|" and not depth:
            found.append(text[start:place].strip())
            start = place + 1
    return frozenset([*found, text[start:].strip()])


def described(field: Field) -> str:
    """A member's type as people write it: ``list of Account, can be null``."""
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
