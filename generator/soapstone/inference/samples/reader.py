"""Reads the shapes of samples that no help page shows: all samples of a service at once.

Every place of a member is looked at together, so that its type fits all values, and what one of
several elements lacks may be absent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from soapstone.dotnet.namespaces import SYSTEM
from soapstone.dotnet.scalars import SCALARS
from soapstone.inference.data_contract import collections
from soapstone.inference.data_contract.nulls import items, nil_inside
from soapstone.inference.data_contract.type_namespaces import type_namespace
from soapstone.inference.merged_order import merged_order
from soapstone.inference.samples import structure
from soapstone.inference.samples.leaves import by_comment, by_forms, leaf
from soapstone.inference.samples.nulls import VALUE, Place, member, outside
from soapstone.inference.samples.structure import is_shown, name_of
from soapstone.inference.shapes import (
    CutOff,
    Extension,
    FieldShape,
    ListShape,
    Naming,
    Read,
    RecordShape,
    inside,
)
from soapstone.inference.xml_serializer import samples as xml_serializer
from soapstone.model.catalogue import asmx, data_contract, samples, service
from soapstone.model.contract import AnyXml, Particle, QName, Scalar, Serializer
from soapstone.model.facts import Node, Notation, OperationFacts, Protocol
from soapstone.model.facts import Sample as SampleFacts
from soapstone.model.rules import Decision

_OFFSET = [QName(SYSTEM, "DateTime"), QName(SYSTEM, "OffsetMinutes")]
_NAMES = {Naming.MESSAGE: (samples.MESSAGE_NAME,), Naming.ITEM: (samples.ITEM_NAME,)}
"""The decision on a name, by where it comes from."""
_ANY = frozenset({"anyType", *SCALARS})
"""Types that ``xsi:type`` names where an element can hold any."""


class Reader:
    """Reads the documents of a service's samples; documents of one root are one type."""

    def __init__(self, facts: Iterable[OperationFacts], serializer: Serializer) -> None:
        self._serializer = serializer
        self._roots: defaultdict[QName, list[Node]] = defaultdict(list)
        self._contracts: set[QName] = set()
        """The roots that are data contracts, outside SOAP."""
        self._known: dict[QName, RecordShape] = {}
        self.derived: list[RecordShape] = []
        """Types that only ``xsi:type`` names."""
        self.extensions: list[Extension] = []
        for each in facts:
            if each.notation is Notation.SAMPLES:
                self._add(each)

    def _add(self, facts: OperationFacts) -> None:
        for exchange in facts.exchanges:
            shown: list[SampleFacts] = [exchange.request]
            shown += [exchange.response] if exchange.response else []
            for sample in shown:
                for root in (*sample.headers, *((sample.body,) if sample.body else ())):
                    self._roots[name_of(root)].append(root)
                    if exchange.protocol is Protocol.XML:
                        self._contracts.add(name_of(root))

    @property
    def is_contract(self) -> bool:
        """Whether DataContractSerializer writes the messages."""
        return self._serializer is Serializer.DATA_CONTRACT

    def message(self, root: Node) -> RecordShape:
        """Return the shape of a document, by all documents with its root element."""
        name = name_of(root)
        if name not in self._known:
            self._known[name] = self._message(name, self._roots[name])
        return self._known[name]

    def _message(self, name: QName, nodes: Sequence[Node]) -> RecordShape:
        if not (self.is_contract and name in self._contracts):
            return self._record(nodes, name, Naming.MESSAGE)
        shown = [node for node in nodes if node.children]
        is_array = shown and shown[0].name == f"ArrayOf{shown[0].children[0].name}"
        if not (is_array and structure.is_sure_list(shown)):
            return self._record(nodes, name, Naming.TYPE)
        children = [child for node in shown for child in node.children]
        item = name_of(children[0])
        shape, made = self._shape(children, item, Naming.TYPE, None)
        field = items(item, shape, children[0].origin, made)
        order = (samples.ORDER.at(nodes[0].origin),)
        return RecordShape(name, Naming.TYPE, (field,), True, order)

    def _record(
        self, nodes: Sequence[Node], name: QName, naming: Naming
    ) -> RecordShape:
        """Read elements with members, all of one type."""
        fields = self._attributes(nodes)
        texts = {node.text for node in nodes if node.text and not node.children}
        if texts and not any(node.children for node in nodes):
            shape, made = by_forms(texts, self._serializer)
            fields.append(outside(Particle.TEXT, VALUE, (shape, made), nodes[0]))
        around = None if naming is Naming.MESSAGE else name
        several, lacking = structure.several(nodes), structure.lacking(nodes)
        choices = structure.alternatives(nodes)
        of_name: defaultdict[QName, list[Node]] = defaultdict(list)
        for node in nodes:
            for child in node.children:
                of_name[name_of(child)].append(child)
        for element in merged_order(map(name_of, node.children) for node in nodes):
            same = of_name[element]
            shape, made = self._shape(same, element, Naming.ELEMENT, around)
            repeated = element in several or any(map(structure.repeats, same))
            lacks, choice = element in lacking, choices.get(element)
            place = Place(element, same, repeated, lacks, choice)
            fields.append(member(place, shape, made, self._serializer))
        rule = samples.ORDER if fields else service.NOT_SHOWN
        names = [each.at(nodes[0].origin) for each in _NAMES.get(naming, ())]
        decisions = (*names, rule.at(nodes[0].origin))
        more = any(map(structure.holds_any, nodes))
        return RecordShape(name, naming, tuple(fields), False, decisions, more)

    def _attributes(self, nodes: Sequence[Node]) -> list[FieldShape]:
        forms: defaultdict[QName, set[str]] = defaultdict(set)
        origins: dict[QName, Node] = {}
        for node in nodes:
            for namespace, name, value in node.attributes:
                forms[QName(namespace, name)].add(value)
                origins.setdefault(QName(namespace, name), node)
        attribute = Particle.ATTRIBUTE
        return [
            outside(attribute, name, by_forms(shown, self._serializer), origins[name])
            for name, shown in forms.items()
        ]

    def _shape(
        self, nodes: Sequence[Node], name: QName, naming: Naming, around: QName | None
    ) -> Read:
        """Read the elements of one member or item. ``around``: the record that holds them."""
        types = {node.xsi_type.rpartition(":")[2] for node in nodes}
        if types & _ANY:
            return AnyXml(), (data_contract.ANY_TYPE.here,)
        shown = [node for node in nodes if is_shown(node)]
        if not shown and any(map(structure.holds_any, nodes)):
            return AnyXml(), (samples.WILDCARD.here,)
        if not any(node.children or node.attributes for node in shown):
            return self._text(nodes, shown, name, naming, around)
        if any(map(xml_serializer.is_any, shown)):
            return AnyXml("DataSet"), (asmx.DATA_SET.here,)
        full = [node for node in shown if node.children]
        if self.is_contract and full:
            if collections.is_map(full[0]):
                return self._map(full)
            if [name_of(each) for each in full[0].children] == _OFFSET:
                return Scalar("DateTimeOffset"), (data_contract.OFFSET.here,)
        if full and len(full) == len(shown):
            if structure.is_sure_list(full):
                return self._list(full, samples.ITEMS.here, around)
            if structure.may_be_list(full):
                item = full[0].children[0].name
                made = samples.GUESSED_ITEMS.at(full[0].origin, item=item)
                return self._list(full, made, around)
        return self._members(shown, name, naming), (samples.INSIDE.here,)

    def _text(
        self,
        nodes: Sequence[Node],
        shown: Sequence[Node],
        name: QName,
        naming: Naming,
        around: QName | None,
    ) -> Read:
        """Read elements without children and attributes."""
        if shown:
            return leaf(shown, name, naming, self._serializer)
        stated = by_comment(nodes, name, self._serializer)
        if stated:
            return stated
        by_soapui = any(
            each.comments and each.comments.least is not None for each in nodes
        )
        if by_soapui and around and not any(node.nil for node in nodes):
            return CutOff(True, origin=nodes[0].origin, around=around), ()
        return AnyXml(silent=True), (samples.EMPTY.here,)

    def _list(
        self, nodes: Sequence[Node], rule: Decision, around: QName | None
    ) -> Read:
        children = [child for node in nodes for child in node.children]
        item = name_of(children[0])
        naming = Naming.TYPE if self.is_contract else Naming.ITEM
        shape, made = self._shape(children, item, naming, around)
        if self.is_contract:
            nillable = nil_inside(shape, made)
        else:
            nillable = not xml_serializer.is_value(shape)
        return ListShape(item, shape, nillable), (
            rule,
            *inside("items", made, children[0].origin),
        )

    def _map(self, nodes: Sequence[Node]) -> Read:
        entries = [entry for node in nodes for entry in node.children]
        whole = [entry for entry in entries if len(entry.children) == 2]
        key, value = collections.entry_types(whole[0].name)
        keys, values = ([entry.children[at] for entry in whole] for at in (0, 1))
        key_shape, of_key = self._named(key, keys)
        value_shape, of_value = self._named(value, values)
        nillable = nil_inside(value_shape, of_value)
        found = collections.map_of(whole[0], key_shape, value_shape, nillable)
        return found, (
            data_contract.DICTIONARY.here,
            *inside("keys", of_key, keys[0].origin),
            *inside("values", of_value, values[0].origin),
        )

    def _named(self, scalar: str, nodes: Sequence[Node]) -> Read:
        """Read keys or values, whose scalar the name of the entry has."""
        if scalar:
            return Scalar(scalar), ()
        return self._shape(nodes, name_of(nodes[0]), Naming.ELEMENT, None)

    def _members(
        self, nodes: Sequence[Node], name: QName, naming: Naming
    ) -> RecordShape:
        """Read elements with members; those that ``xsi:type`` names may add to their base."""
        longest = max(nodes, key=lambda node: len(node.children))
        own = QName(self._type_namespace(longest), name.name)
        if naming is Naming.TYPE:
            own = name  # an item has the name and namespace of its type
            nodes = self._without_derived(nodes, own)
        return self._record(nodes, own, naming)

    def _type_namespace(self, node: Node) -> str:
        if self.is_contract:
            return type_namespace(node)
        return xml_serializer.type_namespace(node)

    def _without_derived(self, nodes: Sequence[Node], base: QName) -> Sequence[Node]:
        """Return elements with the members of their base alone, and note the types that add
        some.
        """
        plain = [node for node in nodes if not node.xsi_type and node.children]
        if not plain:
            return nodes
        of_base = {name_of(child) for node in plain for child in node.children}
        derived: defaultdict[str, list[Node]] = defaultdict(list)
        kept: list[Node] = []
        for node in nodes:
            inherited = tuple(c for c in node.children if name_of(c) in of_base)
            kept.append(replace(node, children=inherited))
            if node.xsi_type:
                more = tuple(c for c in node.children if name_of(c) not in of_base)
                local = node.xsi_type.rpartition(":")[2]
                derived[local].append(replace(node, children=more))
        for local, some in derived.items():
            longest = max(some, key=lambda node: len(node.children))
            namespace = longest.children[0].namespace if longest.children else ""
            name = QName(namespace or base.namespace, local)
            if name == base:
                continue
            decision = samples.DERIVED.at(some[0].origin, base=base.name)
            self.derived.append(self._record(some, name, Naming.TYPE))
            self.extensions.append(Extension(name, base, decision))
        return kept
