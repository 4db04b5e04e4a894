"""Draws messages that a real service could send; it knows more members than the contract does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from soapstone.dotnet.integers import RANGES
from soapstone.dotnet.namespaces import XSD
from soapstone.model.contract import (
    AnyXml,
    ChoiceOf,
    Contract,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Message,
    Particle,
    QName,
    Record,
    RecordRef,
    Scalar,
    Type,
)
from soapstone.proving.texts import texts
from soapstone.runtime.scalars import every as scalars
from soapstone.runtime.scalars import ticks
from tests.canonical import XSI
from tests.values import TEXT, values

NIL = f"{{{XSI}}}nil"
XML = "{http://www.w3.org/XML/1998/namespace}"
_DEEPEST = 4
_MOST_MEMBERS = 5

PREFIXES = ("", "a", "o", "m", "t", "i", "xsi", "w0", "p")
"""Prefixes of a message: ours among them, for something else."""
NAMES = ("p:Dog", "o:Dog", "i:Dog", "w0:Dog", "nowhere:Dog", "Dog", "a:b and http://x/")
"""What may be a qualified name, in a namespace that the message binds, or in none."""
FOREIGN_TEXTS = ("", "text", "&<>\"'\r\n\t\x85", "\U0001f600", *NAMES)
FOREIGN = "urn:foreign"
CHILDREN = ("ResultCode", f"{{{FOREIGN}}}f", "{shop}f")
ATTRIBUTES = (
    *("for", f"{{{FOREIGN}}}for", "{shop}for"),
    *(f"{XML}lang", f"{XML}space", f"{XML}base", f"{{{XSI}}}schemaLocation"),
)


@dataclass(frozen=True)
class _Written:
    """A scalar's texts, by way of values and the runtime's own writer."""

    write: Callable[[Any], str]


_OF_VALUES: dict[str, _Written] = {
    "float": _Written(scalars.write_float),
    "double": _Written(scalars.write_double),
    "decimal": _Written(scalars.write_decimal),
    "dateTime": _Written(scalars.write_date_time),
    "date": _Written(scalars.write_date),
    "time": _Written(scalars.write_time),
    "duration": _Written(scalars.write_duration),
    "guid": _Written(scalars.write_guid),
    "base64Binary": _Written(scalars.write_base64_binary),
    "hexBinary": _Written(scalars.write_hex_binary),
}
_MORE: dict[str, tuple[str, ...]] = {
    "dateTime": (
        *("2021-03-04T05:06:07Z", "2021-03-04T05:06:07+00:00"),
        *("2021-03-04T05:06:07.0000001-05:30", "2021-03-04T00:00:00.1+14:00"),
    ),
    "date": ("2021-03-04+02:00", "2021-03-04Z"),
    "time": ("05:06:07.0000001+02:00", "23:59:59.9999999Z"),
    "decimal": ("0.00", "-0.10", "100", "1.0000000000000000000000000000"),
    "double": ("NaN", "INF", "-INF"),
    "float": ("NaN", "INF", "-INF"),
}


def _texts(scalar: Scalar) -> st.SearchStrategy[str]:
    name = scalar.name
    usual = st.sampled_from([*texts(scalar), *_MORE.get(name, ())])
    if name == "string":
        return TEXT
    if name in RANGES:
        return st.integers(*RANGES[name]).map(str)
    if name in _OF_VALUES:
        return usual | values(scalar, ticks).map(_OF_VALUES[name].write)
    return usual


class Messages:
    """Draws the documents of a contract's messages."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract

    def of(self, message: Message) -> st.SearchStrategy[str]:
        """Documents of one kind."""

        @st.composite
        def document(draw: st.DrawFn) -> str:
            return _Document(self._contract, draw).of(message)

        return document()


class _Document:
    """One document while it is drawn."""

    def __init__(self, contract: Contract, draw: st.DrawFn) -> None:
        self._contract = contract
        self._members = {each.key: each.members for each in contract.enumerations}
        self._draw = draw
        self._foreign = draw(st.integers(0, 6))
        """How many foreign things are still to come, at most."""

    def of(self, message: Message) -> str:
        spaces = sorted({each.namespace for each in self._contract.records} - {""})
        uris = st.sampled_from([*spaces, XSI, FOREIGN, "urn:other", "shop"])
        bound = self._draw(st.dictionaries(st.sampled_from(PREFIXES), uris, max_size=4))
        nsmap = {prefix or None: uri for prefix, uri in bound.items()}
        nsmap.setdefault("w0", "urn:other")  # the runtime's own for attributes
        for number, uri in enumerate(sorted({XSD, *self._type_namespaces()})):
            nsmap.setdefault(f"t{number}", uri)
        root = etree.Element(str(message.element), nsmap=nsmap)
        self._record(root, message.record, 0)
        return etree.tostring(root, encoding="unicode")

    def _record(self, element: etree._Element, key: str, depth: int) -> None:
        fields = self._contract.record(key).fields
        numbers = st.integers(0, max(0, len(fields) - 1))
        chosen = self._draw(st.sets(numbers, max_size=_MOST_MEMBERS)) if fields else ()
        self._any_attributes(element, typed=True)
        for number in sorted(chosen):
            self._any_children(element)
            self._field(element, fields[number], depth)
        self._any_children(element)

    def _field(self, element: etree._Element, field: Field, depth: int) -> None:
        if field.particle is Particle.ATTRIBUTE:
            element.set(str(field.name), self._text(field.type))
        elif field.particle is Particle.TEXT:
            self._append(element, self._text(field.type))
        else:
            for _ in range(self._draw(st.integers(1, 3)) if field.repeated else 1):
                one = self._draw(st.sampled_from(field.elements))
                self._member(element, one.name, one.type, depth)
                self._any_children(element)

    def _member(
        self, element: etree._Element, name: QName, type_: Type, depth: int
    ) -> None:
        inner = etree.SubElement(element, str(name))
        if not self._is_nil(inner):
            self._value(inner, type_, depth)

    def _is_nil(self, element: etree._Element) -> bool:
        nil = self._draw(st.integers(0, 5)) == 5
        if nil:
            element.set(NIL, "true")
            self._any_attributes(element)
        return nil

    def _value(self, element: etree._Element, type_: Type, depth: int) -> None:
        match type_:
            case Scalar() | EnumerationRef():
                self._any_attributes(element, typed=True)
                text = self._text(type_)
                if text.strip():  # blanks beside a foreign element are no value
                    self._any_children(element)
                self._append(element, text)
                self._any_children(element)
            case RecordRef(key):
                if depth < _DEEPEST:
                    key = self._draw(st.sampled_from([key, *self._derived(key)]))
                    self._set_type(element, self._contract.record(key))
                    self._record(element, key, depth + 1)
            case ListOf():
                for _ in range(self._draw(st.integers(0, 2))):
                    self._any_children(element)
                    self._member(element, type_.item, type_.type, depth + 1)
                self._any_attributes(element)
                self._any_children(element)
            case MapOf():
                self._entries(element, type_, depth)
            case AnyXml() if self._draw(st.booleans()):
                kind = self._draw(st.sampled_from(("int", "string", "dateTime")))
                element.set(f"{{{XSI}}}type", _qualified(element, QName(XSD, kind)))
                element.text = self._draw(_texts(Scalar(kind)))
            case AnyXml():
                self._any_attributes(element, typed=True)
                self._any_children(element, 2)
            case ChoiceOf():  # only a field is one
                raise AssertionError

    def _type_namespaces(self) -> list[str]:
        names = [each.type_name for each in self._contract.records if each.base]
        return [name.namespace for name in names if name]

    def _derived(self, key: str) -> list[str]:
        """The records that extend a record, directly or not."""
        own = [each.key for each in self._contract.records if each.base == key]
        return [*own, *(more for each in own for more in self._derived(each))]

    def _set_type(self, element: etree._Element, record: Record) -> None:
        """Say the type of a record, as .NET does where another one is declared."""
        if record.base and record.type_name:
            element.set(f"{{{XSI}}}type", _qualified(element, record.type_name))

    def _entries(self, element: etree._Element, type_: MapOf, depth: int) -> None:
        assert isinstance(type_.key_type, Scalar)
        keys = st.sets(_texts(type_.key_type), max_size=2)
        for key in sorted(self._draw(keys)):
            entry = etree.SubElement(element, str(type_.entry))
            etree.SubElement(entry, str(type_.key)).text = key
            self._any_children(entry)
            if self._draw(st.integers(0, 5)) < 5:
                self._member(entry, type_.value, type_.value_type, depth + 1)
            self._any_attributes(entry)

    def _append(self, element: etree._Element, text: str) -> None:
        if len(element):
            element[-1].tail = text
        else:
            element.text = text

    def _text(self, type_: Type) -> str:
        if isinstance(type_, EnumerationRef):
            members = self._members[type_.key]
            return self._draw(st.sampled_from([*members, "Unheard", "", "A B"]))
        assert isinstance(type_, Scalar)
        return self._draw(_texts(type_))

    def _any_children(self, element: etree._Element, most: int = 1) -> None:
        for _ in range(min(most, self._foreign)):
            if self._draw(st.booleans()):
                self._foreign -= 1
                inner = self._foreign_element(element)
                self._any_attributes(inner, typed=True)
                self._any_children(inner, 2)
                if len(inner) and self._draw(st.booleans()):
                    inner[0].tail = self._draw(st.sampled_from(FOREIGN_TEXTS))

    def _foreign_element(self, element: etree._Element) -> etree._Element:
        known = [str(QName(each.namespace, "Newer")) for each in self._contract.records]
        tag = self._draw(st.sampled_from([*CHILDREN, *known]))
        prefixes = st.sampled_from(PREFIXES[1:])
        bound = self._draw(st.dictionaries(prefixes, st.just("urn:inner"), max_size=1))
        inner = etree.SubElement(element, tag, nsmap=bound)
        inner.text = self._draw(st.sampled_from(FOREIGN_TEXTS))
        return inner

    def _any_attributes(self, element: etree._Element, typed: bool = False) -> None:
        if not self._foreign or not self._draw(st.booleans()):
            return
        self._foreign -= 1
        type_ = f"{{{XSI}}}type"
        name = self._draw(st.sampled_from([*ATTRIBUTES, *([type_] * typed)]))
        drawn = NAMES[:-1] if name == type_ else FOREIGN_TEXTS
        element.set(name, self._draw(st.sampled_from(drawn)))


def _qualified(element: etree._Element, name: QName) -> str:
    """A name with the prefix that is bound to its namespace, whichever that is."""
    bound = (prefix for prefix, uri in element.nsmap.items() if uri == name.namespace)
    return f"{next(filter(None, bound))}:{name.name}"
