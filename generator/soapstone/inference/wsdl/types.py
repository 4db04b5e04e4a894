"""Builds the records and enumerations that the messages of a service hold, and assigns their keys.

Everything is walked twice: once to find all types, whose keys depend on each other, and once more
to build them with their keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from soapstone.dotnet.nulls import is_value
from soapstone.dotnet.scalars import STRING
from soapstone.inference.names import assign
from soapstone.inference.wsdl import fields
from soapstone.inference.wsdl.content import Member
from soapstone.inference.wsdl.fields import Made, Typed
from soapstone.inference.wsdl.nodes import Message, Node, Root, Wrapper
from soapstone.inference.wsdl.schema_types import SchemaTypes
from soapstone.inference.wsdl.translation import is_encoded_array
from soapstone.inference.wsdl.type_fields import TypeFields
from soapstone.inference.wsdl.visits import Visits
from soapstone.model.catalogue import wsdl
from soapstone.model.contract import (
    AnyXml,
    Enumeration,
    Field,
    ListOf,
    QName,
    Record,
    Scalar,
    innermost,
)
from soapstone.model.decisions import Provenance
from soapstone.model.description import (
    ComplexType,
    ElementUse,
    MessagePart,
    SimpleType,
    TypeUse,
)
from soapstone.model.findings import Origin
from soapstone.model.limits import DESCRIBED_MEMBERS, DESCRIBED_TEXT, DESCRIBED_TYPES
from soapstone.model.rules import Rule


@dataclass(frozen=True, slots=True)
class Built:
    """The types of a contract, and the decisions on them."""

    records: tuple[Record, ...]
    enumerations: tuple[Enumeration, ...]
    keys: Mapping[Node, str]
    provenance: Provenance


def build(types: SchemaTypes, messages: Iterable[Message]) -> Built:
    """Build every type that the messages hold. Raises SpecError where there are too many."""
    roots = tuple(dict.fromkeys(messages))
    found = _Walk(types, roots, {})
    found.walk()
    keys = found.assigned()
    built = _Walk(types, roots, keys)
    built.walk()
    return Built(
        tuple(sorted(built.records, key=lambda each: each.key)),
        tuple(sorted(built.enumerations, key=lambda each: each.key)),
        keys,
        built.provenance,
    )


class _Walk:
    """Visits every type that the messages hold, directly or not."""

    def __init__(
        self, types: SchemaTypes, roots: tuple[Message, ...], keys: Mapping[Node, str]
    ) -> None:
        self._types = types
        self._keys = keys
        self._roots = roots
        named = Counter(map(self._named, roots))
        self._alone = {
            name for name, times in named.items() if name not in keys and times == 1
        }
        """The types that one message has and nothing else."""
        self._visits = Visits(types, keys)
        self._fields = TypeFields(types, self._visits)
        self._members = self._text = 0
        self.records: list[Record] = []
        self.enumerations: list[Enumeration] = []
        self.provenance = Provenance()

    def walk(self) -> None:
        """Visit everything."""
        for root in self._roots:
            self._visits.add(root, root.element.name, root.element.namespace)
        enumerations: list[tuple[Node, SimpleType]] = []
        while (node := self._visits.next()) is not None:
            type_ = self._types.schema.types[node] if isinstance(node, QName) else node
            if isinstance(type_, SimpleType):
                enumerations.append((node, type_))
            elif isinstance(type_, Wrapper):
                self._wrapper(type_)
            elif isinstance(type_, Root):
                self._root(type_)
            else:
                name = node if isinstance(node, QName) else None
                self._record(node, type_, name)
        for node, one in enumerations:  # every use may have been the one of a list
            self._enumeration(node, one)

    def assigned(self) -> dict[Node, str]:
        """Return the key of each type that was visited."""
        ids = self._visits.ids
        found = assign(map(self._visits.claim, ids))
        return {node: found[number] for node, number in ids.items()}

    def _named(self, root: Message) -> QName | None:
        """The name of the type of a message; None where it has none."""
        if isinstance(root, Wrapper):
            return None
        type_ = self._types.schema.elements[root.element].type
        return type_ if isinstance(type_, QName) else None

    # Messages

    def _root(self, node: Root) -> None:
        element = self._types.schema.elements[node.element]
        type_ = self._types.complex(element.type)
        if type_ is not None:
            named = self._named(node)
            self._record(node, type_, named if named in self._alone else None)
            return
        record = Record(self._visits.key(node), None, node.element.namespace, fields=())
        of_text = self._fields.typed(element.type, node.element, element.origin)
        made: list[Made] = []
        if isinstance(of_text.type, AnyXml):
            record = replace(record, any_elements="##any")
        else:
            made.append(
                fields.text(
                    of_text, element.nillable, element.origin, self._types.serializer
                )
            )
        self._keep(record, made, wsdl.ANONYMOUS, element.origin)

    def _wrapper(self, node: Wrapper) -> None:
        record = Record(self._visits.key(node), None, node.element.namespace, fields=())
        made = [self._part(node, each) for each in node.parts]
        self._keep(record, made, wsdl.ANONYMOUS, node.origin)

    def _part(self, node: Wrapper, part: MessagePart) -> Made:
        """A part of the rpc style, without a namespace (WS-I Basic Profile 1.1, R2735); or a
        parameter of a form.
        """
        home = node.element.namespace if node.qualified else ""
        name = QName(home, part.name)
        type_: TypeUse = part.type or QName("", part.name)
        if part.element and part.element in self._types.schema.elements:
            name, type_ = part.element, self._types.schema.elements[part.element].type
        use = ElementUse(name, type_, part.origin)
        of_part = self._fields.typed(use.type, name, part.origin)
        declared = self._types.complex(use.type)
        if node.qualified and declared and is_encoded_array(declared):
            list_ = ListOf(QName(home, "string"), STRING, nillable=False)
            of_part = Typed(list_, (wsdl.SCHEMA_ARRAY.here,))
        value = is_value(of_part.type, self._types.serializer)
        member = Member((use,), required=value or not node.qualified)
        return fields.element(member, of_part, self._types.serializer)

    # Types

    def _record(self, node: Node, type_: ComplexType, name: QName | None) -> None:
        base = self._types.base_of(type_)
        further, attributes = self._further(type_)
        record = Record(
            self._visits.key(node),
            name,
            self._visits.home(node),
            fields=(),
            documentation=type_.documentation,
            base=self._visits.extended(base) if base else "",
            abstract=type_.abstract,
            any_elements=further,
            any_attributes=attributes,
        )
        named = wsdl.SCHEMA_NAME if name else wsdl.ANONYMOUS
        self._keep(record, self._fields.of(type_), named, type_.origin)

    def _further(self, type_: ComplexType) -> tuple[str, bool]:
        """What else than its members a type allows: the namespaces of elements, and attributes."""
        chain = [type_]
        chain += filter(None, map(self._types.complex, self._types.above(type_)))
        allowed = {
            each.namespace
            for one in chain
            for each in self._types.content(one).wildcards
        }
        elements = "##any" if len(allowed) > 1 else "".join(allowed)
        return elements, any(each.any_attribute for each in chain)

    def _keep(
        self, record: Record, made: Sequence[Made], named: Rule, origin: Origin
    ) -> None:
        """Add a record with its fields, and the decisions on them."""
        for each in made:
            self._count_field(origin, each.field)
            place = record.key, each.field.name, each.field.particle
            self.provenance.members[place] = each.decisions
        self.records.append(replace(record, fields=tuple(each.field for each in made)))
        DESCRIBED_TYPES.check(len(self._visits.ids), origin)
        decisions = [named.at(origin), wsdl.SCHEMA_SEQUENCE.at(origin)]
        if record.base:
            decisions.append(wsdl.SCHEMA_BASE.at(origin, base=record.base))
        self.provenance.types[record.key] = tuple(decisions)

    def _enumeration(self, node: Node, type_: SimpleType) -> None:
        key, flags = self._visits.key(node), node in self._visits.flags
        items = type_.items if isinstance(type_.items, SimpleType) else type_
        members = tuple(dict.fromkeys(items.members or ()))
        self._count(type_.origin, 1, members)
        self.enumerations.append(
            Enumeration(key, type_.name, members, flags, type_.documentation)
        )
        named = wsdl.SCHEMA_NAME if type_.name else wsdl.ANONYMOUS
        rules = [named, wsdl.SCHEMA_ENUMERATION, *([wsdl.SCHEMA_LIST] if flags else [])]
        self.provenance.types[key] = tuple(each.at(type_.origin) for each in rules)

    def _count_field(self, origin: Origin, field: Field) -> None:
        """Count a member with what the code and the schema repeat wherever it stands."""
        branches = field.elements
        facets = [
            each.value
            for branch in branches
            for type_ in innermost(branch.type)
            if isinstance(type_, Scalar) and type_.restriction
            for each in type_.restriction.facets
        ]
        names = (each.name.name for each in branches)
        stated = (field.documentation, field.default or "", field.fixed or "")
        self._count(origin, len(branches) + len(facets), (*names, *stated, *facets))

    def _count(self, origin: Origin, members: int, texts: Iterable[str]) -> None:
        """Raise SpecError where the service has too many members, or too much text."""
        self._members += members
        DESCRIBED_MEMBERS.check(self._members, origin)
        self._text += sum(map(len, texts))
        DESCRIBED_TEXT.check(self._text, origin)
