"""The documents of WCF REST: each root element has the type that a schema gives it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from soapstone.inference.joining.types import JoinedTypes
from soapstone.inference.names import free
from soapstone.inference.wsdl.fields import text_field
from soapstone.model.catalogue import data_contract
from soapstone.model.contract import (
    AnyXml,
    Field,
    ListOf,
    Message,
    QName,
    Record,
    RecordRef,
)
from soapstone.model.decisions import Decisions
from soapstone.model.description import Element
from soapstone.model.findings import Origin


class Documents:
    """The messages of root elements, and all records that are needed.

    ``members``: for each root element, the key of a record that has it as a member. ``holders``:
    the keys of all such records, which are left out.
    """

    def __init__(
        self,
        types: JoinedTypes,
        members: Mapping[QName, str],
        holders: Collection[str],
        elements: Mapping[QName, Element],
    ) -> None:
        self._made = types.provenance
        self._holders = members
        self._elements = elements
        self._by_key = {each.key: each for each in types.records}
        self._taken = {*self._by_key, *(each.key for each in types.enumerations)}
        self._messages: dict[QName, Message] = {}
        self.records = [each for each in types.records if each.key not in holders]
        for key in holders:
            self._made.types.pop(key, None)
        self._members = {
            place: self._made.members.pop(place)
            for place in [*self._made.members]
            if place[0] in holders
        }

    def message(self, element: QName, origin: Origin) -> Message:
        """Return the message of a root element; ``origin``: of the sample that shows it."""
        if element not in self._messages:
            self._messages[element] = self._message(element, origin)
        return self._messages[element]

    def _message(self, element: QName, origin: Origin) -> Message:
        holder = self._by_key[self._holders[element]]
        member = next(each for each in holder.fields if each.name == element)
        if isinstance(member.type, RecordRef):
            return Message(element, member.type.key)
        key = self._free(element.name)
        made = self._members[holder.key, element, member.particle]
        record = Record(key, None, element.namespace, ())
        if isinstance(member.type, ListOf):
            field = Field(
                member.type.item,
                member.type.type,
                repeated=True,
                nillable=member.type.nillable,
            )
            record = replace(record, fields=(field,), collection=True)
            self._keep(record, field, _of_items(made), origin)
        elif isinstance(member.type, AnyXml):
            record = replace(record, any_elements="##any")
        else:
            field = text_field(member.type, self._elements[element].nillable)
            record = replace(record, fields=(field,))
            self._keep(record, field, made, origin)
        rules = data_contract.CONTRACT_NAME, data_contract.SAMPLE_ORDER
        self._made.types[key] = tuple(each.at(origin) for each in rules)
        self.records.append(record)
        return Message(element, key)

    def _keep(
        self, record: Record, field: Field, made: Decisions, origin: Origin
    ) -> None:
        place = record.key, field.name, field.particle
        self._made.members[place] = tuple(
            each if each.origin and each.origin.file else replace(each, origin=origin)
            for each in made
        )

    def _free(self, name: str) -> str:
        key = free(name, self._taken)
        self._taken.add(key)
        return key


def _of_items(made: Decisions) -> Decisions:
    """The decisions on the items of a list as decisions on the only member of a document."""
    within = [each for each in made if each.part.startswith("items")]
    whole = (
        replace(each, part=each.part.removeprefix("items").removeprefix("/"))
        for each in within
    )
    rules = data_contract.ITEMS, data_contract.ITEMS_NOT_NULL
    return (
        *whole,
        *(each.here for each in (*rules, data_contract.ITEMS_OPTIONAL)),
    )
