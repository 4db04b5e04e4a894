"""Compares recorded documents with the contract and notes what occurs where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from soapstone.dotnet.namespaces import DIFFGRAM, SERIALIZATION, XSD
from soapstone.inputs.recordings import values
from soapstone.inputs.recordings.documents import (
    XML,
    XSI,
    Document,
    Element,
    qname,
    split,
    type_of,
)
from soapstone.inputs.recordings.observations import Body, Derived, Layer, Name, Place
from soapstone.inputs.recordings.stand_ins import is_stand_in
from soapstone.model.contract import (
    AnyXml,
    Contract,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Particle,
    QName,
    Record,
    RecordRef,
    Scalar,
    Type,
)
from soapstone.model.findings import Origin
from soapstone.pages.soap import PROTOCOLS

NOT_MEMBERS = {XSI, SERIALIZATION, XML, *PROTOCOLS}
"""Namespaces of attributes that serializers, SOAP or XML itself add; they are no members."""
_IN_DATA_SETS = {QName(XSD, "schema"), QName(DIFFGRAM, "diffgram")}

TEXT: Name = (Particle.TEXT, QName("", "Value"))
"""The name of the text of an element with attributes, as in ASMX samples."""


class Observer:
    """What the messages of a service show beyond its contract."""

    def __init__(self, contract: Contract) -> None:
        self.bodies: defaultdict[str, Body] = defaultdict(Body)
        """Observations by key of the record."""
        self.derived: dict[QName, Derived] = {}
        """Types that ``xsi:type`` shows to extend a record, by name."""
        self.words: defaultdict[str, dict[str, Origin]] = defaultdict(dict)
        """The texts of each enumeration, and where each first occurs, by key."""
        self._records = {record.key: record for record in contract.records}
        self._types = {r.type_name: r for r in contract.records if r.type_name}
        self._roots = {each.element: each.record for each in contract.messages()}
        self._fields = {key: _by_name(each) for key, each in self._records.items()}
        self._document: Document

    def see(self, document: Document) -> bool:
        """Observe a document; return False where it is no message of the service."""
        self._document = document
        for element in (*document.headers, document.root):
            key = self._roots.get(qname(element))
            if key is not None:
                self._members([self._layer(key)], element)
        return qname(document.root) in self._roots

    def _layer(self, key: str) -> Layer:
        return Layer(self._fields[key], self.bodies[key])

    def _origin(self, element: Element) -> Origin:
        return self._document.origin(element)

    # Elements with members

    def _members(self, layers: Sequence[Layer], element: Element) -> None:
        """Observe the inside of an element. ``layers`` are the bases of its type, the furthest
        first, and the type itself.
        """
        for layer in layers:
            layer.body.times += 1
        times = Counter(map(qname, element))
        layers[-1].body.orders[tuple(times)] = None
        if len(times) < len(element):
            for names in mixed(list(map(qname, element))):
                layers[-1].body.mixed.setdefault(names, self._origin(element))
        there: set[Name] = set()
        for name, text in element.attrib.items():
            found = (Particle.ATTRIBUTE, split(str(name)))
            if found[1].namespace not in NOT_MEMBERS:
                field, place = self._place(layers, found, element)
                there.add(found)
                place.times += 1
                type_ = field.type if field else None
                self._text(place, type_, str(text), self._origin(element))
        for child in element:
            found = (Particle.ELEMENT, qname(child))
            if _named_like(layers, found):
                layers[-1].body.strangers.setdefault(found[1], self._origin(child))
                continue
            field, place = self._place(layers, found, child, again=found in there)
            there.add(found)
            if times[found[1]] > 1:
                place.twice = place.twice or self._origin(child)
            self._see(place, field.type if field else None, child)
        if not len(element) and (element.text or "").strip():
            self._own_text(layers, element)
        self._absent(layers, there, element)

    def _place(
        self,
        layers: Sequence[Layer],
        name: Name,
        element: Element,
        *,
        again: bool = False,
    ) -> tuple[Field | None, Place]:
        """Return the field of a name, and the place for observations of it."""
        known = [layer for layer in layers if name in layer.fields]
        body = known[0].body if known else layers[-1].body
        place = body.places.setdefault(name, Place(self._origin(element)))
        place.holders += not again
        return known[0].fields[name] if known else None, place

    def _own_text(self, layers: Sequence[Layer], element: Element) -> None:
        """Observe the text of an element that is a record."""
        texts = (name for layer in layers for name in layer.fields)
        name = next((n for n in texts if n[0] is Particle.TEXT), TEXT)
        field, place = self._place(layers, name, element)
        place.times += 1
        type_, text = field.type if field else None, element.text or ""
        self._text(place, type_, text, self._origin(element))

    def _absent(
        self, layers: Sequence[Layer], there: set[Name], element: Element
    ) -> None:
        """Note absent members: of a request, too, where the service takes its default instead."""
        for layer in layers:
            for name, field in layer.fields.items():
                if field.required and name not in there:
                    origin = self._origin(element)
                    place = layer.body.places.setdefault(name, Place(origin))
                    place.absent = place.absent or origin

    # Values

    def _see(self, place: Place, type_: Type | None, element: Element) -> None:
        """Observe an element in its place."""
        origin = self._origin(element)
        place.times += 1
        if (element.get(f"{{{XSI}}}nil") or "").strip() in ("true", "1"):
            place.nil = place.nil or origin
            return
        match type_:
            case None:
                self._unknown(place, element)
            case RecordRef():
                self._known(place, type_.key, element)
            case ListOf():
                self._items(place, {type_.item: type_.type}, element)
            case MapOf():
                parts = {type_.key: type_.key_type, type_.value: type_.value_type}
                for entry in element:
                    self._items(place, parts, entry)
            case AnyXml(silent=True):
                self._silent(place, element)
            case Scalar() | EnumerationRef() if len(element):
                place.misfit = place.misfit or origin
            case _:
                self._text(place, type_, element.text or "", origin)

    def _items(
        self, place: Place, parts: Mapping[QName, Type], element: Element
    ) -> None:
        for child in element:
            name, origin = qname(child), self._origin(child)
            if name in parts:
                item = place.inner.setdefault(name, Place(origin))
                self._see(item, parts[name], child)
            else:
                place.misfit = place.misfit or origin

    def _text(
        self, place: Place, type_: Type | None, text: str, origin: Origin
    ) -> None:
        if isinstance(type_, AnyXml):
            return
        if isinstance(type_, EnumerationRef):
            # The only text that is kept: a member of an enumeration.
            word = " ".join(text.split())
            if values.is_word(word) and not is_stand_in(word):
                self.words[type_.key].setdefault(word, origin)
            return
        place.text(text)
        if isinstance(type_, Scalar) and not type_.guessed:
            fits = values.fits(type_, place.readable or frozenset())
            place.misfit = place.misfit or (None if fits else origin)

    def _unknown(self, place: Place, element: Element) -> None:
        """Observe an element that no page shows."""
        type_ = type_of(element)
        known = self._types.get(type_ or qname(element))
        if known and (type_ or self._looks_like(known, element)):
            place.record = known.key
            self._known(place, known.key, element)
        elif (type_ and type_.namespace != XSD) or _is_data_set(element):
            place.any = place.any or self._origin(element)
        elif _has_members(element):
            place.members = place.members or self._origin(element)
            place.body = place.body or Body()
            self._members([Layer({}, place.body)], element)
        else:
            place.text(element.text or "")

    def _silent(self, place: Place, element: Element) -> None:
        """Observe an element that pages leave open. They print every built-in type, so that one
        with an ``xsi:type`` is an object.
        """
        if type_of(element) is None:
            self._unknown(place, element)
        else:
            place.any = place.any or self._origin(element)

    def _known(self, place: Place, key: str, element: Element) -> None:
        """Observe an element whose type is a record, or a type that extends it."""
        record, type_ = self._records[key], type_of(element)
        if type_ is None or type_ == record.type_name:
            if record.fields or _has_members(element):
                place.members = place.members or self._origin(element)
                self._members([self._layer(key)], element)
            else:
                place.text(element.text or "")
        elif type_.namespace == XSD or not record.fields:
            place.any = place.any or self._origin(element)
        elif self._extends(self._types.get(type_), key):
            # Its known members include those of its base.
            self._members([self._layer(self._types[type_].key)], element)
        else:
            self._extension(type_, key, element)

    def _extension(self, type_: QName, key: str, element: Element) -> None:
        """Observe a value of a type that extends the declared record."""
        own = self._types.get(type_)
        found = self.derived.get(type_)
        if found is None:
            body = self.bodies[own.key] if own else Body()
            found = Derived(key, self._origin(element), own.key if own else "", body)
            self.derived[type_] = found
        fields = self._fields[own.key] if own else {}
        self._members([self._layer(found.base), Layer(fields, found.body)], element)

    def _extends(self, record: Record | None, key: str) -> bool:
        """Whether a record has another as its base, directly or not."""
        seen: set[str] = set()
        while record and record.base not in seen:
            if record.base == key:
                return True
            seen.add(record.base)
            record = self._records.get(record.base)
        return False

    def _looks_like(self, record: Record, element: Element) -> bool:
        """Whether everything inside an element is among the members of a record."""
        names = {(Particle.ELEMENT, qname(child)) for child in element}
        return bool(names) and names <= self._fields[record.key].keys()


def mixed(names: Sequence[QName]) -> Iterator[frozenset[QName]]:
    """Yield the names that stand between each other: A and B of A B A C C."""
    last = {name: at for at, name in enumerate(names)}
    start = end = 0
    for at, name in enumerate(names):
        end = max(end, last[name])
        if at == end:
            found = frozenset(names[start : at + 1])
            if len(found) > 1:
                yield found
            start = at + 1


def _by_name(record: Record) -> dict[Name, Field]:
    return {(field.particle, field.name): field for field in record.fields}


def _named_like(layers: Sequence[Layer], name: Name) -> bool:
    """Whether no member has this name, but one has it in another namespace."""
    known = [each for layer in layers for each in layer.fields if each[0] is name[0]]
    return name not in known and any(name[1].name == each[1].name for each in known)


def _is_data_set(element: Element) -> bool:
    """Whether an element is a DataSet: it contains its schema, or a typed one only a diffgram."""
    return any(qname(child) in _IN_DATA_SETS for child in element)


def _has_members(element: Element) -> bool:
    names = (split(str(name)) for name in element.attrib)
    return len(element) > 0 or any(n.namespace not in NOT_MEMBERS for n in names)
