"""Makes a field of a member that a schema declares: null and presence, by the serializer's rules.

XmlSerializer has a member XSpecified for a value type with minOccurs 0: absence is a value of its
own, and goes before nil, which not every receiver takes. DataContractSerializer writes null as nil,
and value types always.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from soapstone.dotnet.nulls import is_value
from soapstone.inference.wsdl.content import Member
from soapstone.model.catalogue import wsdl
from soapstone.model.contract import (
    Alternative,
    Branch,
    ChoiceOf,
    Field,
    Particle,
    QName,
    Scalar,
    Serializer,
    Type,
)
from soapstone.model.decisions import Decisions
from soapstone.model.description import Attribute
from soapstone.model.findings import Origin

VALUE = QName("", "Value")
"""How .NET's xsd.exe calls the text of an element that has attributes."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A type of the contract, and the decisions that led to it."""

    type: Type
    decisions: Decisions
    note: str = ""
    """What the type does not say, for the documentation."""


@dataclass(frozen=True, slots=True)
class Made:
    """A field, and the decisions on it."""

    field: Field
    decisions: Decisions


def element(member: Member, typed: Typed, serializer: Serializer) -> Made:
    """Return the field of an element."""
    use = member.use
    field = Field(
        use.name,
        typed.type,
        documentation=_documentation(use.documentation, typed.note),
        default=use.default,
        fixed=use.fixed,
        required=member.required,
    )
    if member.repeated:
        field = replace(
            field,
            repeated=True,
            nillable=use.nillable,
            alternative=member.alternative,
        )
    elif serializer is Serializer.XML or member.alternative:
        field = _xml(field, use.nillable, member.alternative)
    else:
        field = _data_contract(field, member)
    return Made(field, _decisions(field, typed, use.origin, serializer))


def choice(member: Member, branches: list[Typed], serializer: Serializer) -> Made:
    """Return the field of a repeated group."""
    elements = tuple(
        Branch(use.name, typed.type)
        for use, typed in zip(member.uses, branches, strict=True)
    )
    name = "|".join(each.name.name for each in elements)
    said = "\n".join(each.documentation for each in member.uses if each.documentation)
    field = Field(
        QName(elements[0].name.namespace, name),
        ChoiceOf(elements),
        repeated=True,
        documentation=said,
    )
    typed = Typed(field.type, (wsdl.SCHEMA_CHOICE.here,))
    return Made(field, _decisions(field, typed, member.use.origin, serializer))


def attribute(one: Attribute, typed: Typed, serializer: Serializer) -> Made:
    """Return the field of an attribute. One that may be absent is null then."""
    field = Field(
        one.name,
        typed.type,
        Particle.ATTRIBUTE,
        nullable=not one.required,
        required=one.required,
        demanded=one.required,
        documentation=_documentation(one.documentation, typed.note),
        default=one.default,
        fixed=one.fixed,
    )
    return Made(field, _decisions(field, typed, one.origin, serializer))


def text(typed: Typed, nillable: bool, origin: Origin, serializer: Serializer) -> Made:
    """Return the field of an element's own text, which is there unless the element is nil."""
    field = replace(text_field(typed.type, nillable), documentation=typed.note)
    return Made(field, _decisions(field, typed, origin, serializer))


def text_field(type_: Type, nillable: bool) -> Field:
    """Return the field of a text of this type."""
    return Field(
        VALUE,
        type_,
        Particle.TEXT,
        nullable=nillable,
        nillable=nillable,
        required=not nillable,
        demanded=not nillable,
    )


def _xml(field: Field, nillable: bool, place: Alternative | None) -> Field:
    absent = place is not None or not field.required
    return replace(
        field,
        nullable=absent or nillable,
        nillable=nillable,
        omitted=absent and nillable,
        demanded=not (absent or nillable),
        alternative=place,
    )


def _data_contract(field: Field, member: Member) -> Field:
    """A scalar that may be absent has its default then, and is always written. No other value type
    has a default that the schema tells, so absence stands for it.
    """
    use = member.use
    left_out = not (use.emits_default or field.required)
    scalar = isinstance(field.type, Scalar)
    always = scalar and is_value(field.type, Serializer.DATA_CONTRACT) and not left_out
    return replace(
        field,
        nullable=use.nillable or not (always or field.required),
        nillable=use.nillable,
        omitted=use.nillable and left_out,
        demanded=field.required,
    )


def _decisions(
    field: Field, typed: Typed, origin: Origin, serializer: Serializer
) -> Decisions:
    contract = serializer is Serializer.DATA_CONTRACT
    contract = contract and field.particle is Particle.ELEMENT and not field.repeated
    contract = contract and field.alternative is None
    made = (
        *typed.decisions,
        wsdl.MAX_OCCURS.here,
        (wsdl.NILLABLE_CONTRACT if contract else wsdl.NILLABLE).here,
        (wsdl.MIN_OCCURS_CONTRACT if contract else wsdl.MIN_OCCURS).here,
    )
    return tuple(each.placed(origin) for each in made)


def _documentation(stated: str, note: str) -> str:
    return "\n".join(filter(None, (stated, note)))
