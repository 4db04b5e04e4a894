"""Turns round what a decision decides, one property of the contract at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from soapstone.model.contract import (
    AnyXml,
    Binding,
    Enumeration,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Message,
    Operation,
    QName,
    Record,
    RecordRef,
    Scalar,
    Transport,
    Type,
)
from soapstone.model.rules import Aspect
from tests.rules.cases import Case

T = TypeVar("T")
ITEM = QName("urn:flips", "Flipped")
MESSAGE = Message(ITEM, "Flipped")


def flips(case: Case) -> Iterator[tuple[str, Case]]:
    """Yield what was changed, and the case of the changed contract."""
    aspect = case.decision.rule.aspect
    if case.member:
        for what, member in _members(aspect, case, case.member):
            yield what, replace(case, member=member)
    elif isinstance(case.about, Record):
        for what, record in _records(aspect, case.about):
            yield what, _with(case, record)
    elif isinstance(case.about, Enumeration):
        for what, enumeration in _enumerations(aspect, case.about):
            yield what, _with(case, enumeration)
    elif isinstance(case.about, Operation):
        for what, operation in _operations(aspect, case.about):
            yield what, _with(case, operation)
    elif aspect is Aspect.ADDRESS:
        yield "scheme", _of_all(case, "scheme", "gopher")
        yield "host", _of_all(case, "host", "elsewhere.example.com")


def _with(case: Case, about: Record | Enumeration | Operation) -> Case:
    """The case with another thing in the place of the one that it is about."""
    held = {Record: "records", Enumeration: "enumerations", Operation: "operations"}
    name = held[type(about)]
    parts = tuple(
        about if each is case.about else each for each in getattr(case.contract, name)
    )
    return replace(case, about=about, contract=changed(case.contract, name, parts))


def changed(whole: T, name: str, value: object) -> T:
    """A part of the contract with another value of one field."""
    return replace(whole, **{name: value})  # type: ignore[type-var]  # a dataclass


def _of_all(case: Case, part: str, text: str) -> Case:
    found = tuple(_readdressed(op, part, text) for op in case.contract.operations)
    return replace(case, contract=replace(case.contract, operations=found))


def _readdressed(operation: Operation, part: str, text: str) -> Operation:
    bindings = tuple(changed(each, part, text) for each in operation.bindings)
    return replace(operation, bindings=bindings)


def _members(aspect: Aspect, case: Case, old: Field) -> Iterator[tuple[str, Field]]:
    if aspect is Aspect.TYPE:
        for type_ in other_types(case):
            new = put(old.type, case.decision.part, type_)
            yield f"type {type_}", replace(old, type=new)
    elif aspect is Aspect.OCCURRENCE:
        yield "repeated", replace(old, repeated=not old.repeated)
    elif aspect is Aspect.NULL and case.decision.part:
        outer = case.decision.part.rpartition("/")[0]
        whole = replace(case, decision=replace(case.decision, part=outer)).type
        assert isinstance(whole, ListOf | MapOf)
        other = replace(whole, nillable=not whole.nillable)
        yield "nillable inside", replace(old, type=put(old.type, outer, other))
    elif aspect is Aspect.NULL:
        yield "nullable", replace(old, nullable=not old.nullable)
        if not old.repeated:
            yield "nillable", replace(old, nillable=not old.nillable)
    elif aspect is Aspect.PRESENCE:
        yield "demanded", replace(old, demanded=not old.demanded)
        if not case.data_contract:
            yield "required", replace(old, required=not old.required)


def _carrying_another(binding: Binding) -> Binding:
    """The binding with parameters that carry no member of the request."""
    found = tuple(replace(each, member="Flipped") for each in binding.parameters)
    return replace(binding, parameters=found)


def other_types(case: Case) -> Iterator[Type]:
    """Types of every other kind, and another of the same kind."""
    type_ = case.type
    if isinstance(type_, Scalar):
        yield Scalar("anyURI" if type_.name != "anyURI" else "NMTOKEN")
        yield Scalar("float" if type_.name != "float" else "double")
        yield replace(type_, guessed=not type_.guessed)
    key = getattr(type_, "key", "")
    own = _names(case, key)
    for each in case.contract.records:
        if each.key != key and each.fields and not own & _names(case, each.key):
            yield RecordRef(each.key)
            break
    if not isinstance(type_, ListOf):
        yield ListOf(ITEM, type_, True)
    else:
        yield type_.type
    if type_ != AnyXml():
        yield AnyXml()
    enumerations = [e.key for e in case.contract.enumerations if e.key != key]
    if enumerations:
        yield EnumerationRef(enumerations[0])


def _names(case: Case, key: str) -> set[str]:
    """The names of a record's members."""
    found = (each.fields for each in case.contract.records if each.key == key)
    return {each.name.name for each in next(found, ())}


def put(whole: Type, part: str, type_: Type) -> Type:
    """Replace a part of a type."""
    if not part:
        return type_
    step, _, rest = part.partition("/")
    if isinstance(whole, ListOf):
        return replace(whole, type=put(whole.type, rest, type_))
    assert isinstance(whole, MapOf)
    name = "key_type" if step == "keys" else "value_type"
    return changed(whole, name, put(getattr(whole, name), rest, type_))


def _records(aspect: Aspect, old: Record) -> Iterator[tuple[str, Record]]:
    if aspect is Aspect.ORDER:
        turned = old.fields[::-1]
        if turned != old.fields:
            yield "order", replace(old, fields=turned)
        if not old.fields:
            yield "members", replace(old, fields=(Field(ITEM, Scalar("int")),))
    elif aspect is Aspect.BASE:
        yield "base", replace(old, base="")
        yield "other base", replace(old, base=old.key)
        yield "members of the base", replace(old, fields=old.fields[1:])
    elif aspect is Aspect.IDENTITY:
        yield "type name", replace(old, type_name=None if old.type_name else ITEM)
        if old.type_name:
            yield "other type name", replace(old, type_name=ITEM)


def _enumerations(
    aspect: Aspect, old: Enumeration
) -> Iterator[tuple[str, Enumeration]]:
    if aspect is Aspect.MEMBERS:
        yield "dropped", replace(old, members=old.members[1:])
        yield "last dropped", replace(old, members=old.members[:-1])
        yield "added", replace(old, members=(*old.members, "Elsewhere"))
        if len(old.members) > 1:
            yield "order", replace(old, members=old.members[::-1])
    elif aspect is Aspect.FLAGS:
        yield "flags", replace(old, flags=not old.flags)
    elif aspect is Aspect.IDENTITY:
        yield "type name", replace(old, type_name=None if old.type_name else ITEM)


def _operations(aspect: Aspect, old: Operation) -> Iterator[tuple[str, Operation]]:
    if aspect is Aspect.MESSAGES:
        for name in ("request", "response"):
            there = getattr(old, name)
            yield name, changed(old, name, None if there else MESSAGE)
            if there:
                why = "" if there.no_xml else "No page shows it."
                silent = replace(there, no_xml=why)
                yield f"{name} xml", changed(old, name, silent)
                other = replace(there, element=ITEM)
                yield f"{name} element", changed(old, name, other)
        raw = None if old.raw_response else Scalar("string")
        yield "raw", replace(old, raw_response=raw)
    elif aspect is Aspect.CALL:
        yield "name", replace(old, name="Elsewhere")
        for way in (Transport.XML, Transport.SOAP_1_1):
            more = Binding(way, "POST", "https", "h", "/")
            yield f"{way} binding", replace(old, bindings=(*old.bindings, more))
    elif aspect in (Aspect.PARAMETERS, Aspect.MEMBERS):
        turned = tuple(map(_carrying_another, old.bindings))
        yield "parameters", replace(old, bindings=turned)
    elif aspect is Aspect.IDENTITY:
        yield "name", replace(old, name="Elsewhere")
    elif aspect is Aspect.ADDRESS:
        yield "host", _readdressed(old, "host", "elsewhere.example.com")
        yield "path", _readdressed(old, "path", "/elsewhere")
        yield "scheme", _readdressed(old, "scheme", "gopher")
