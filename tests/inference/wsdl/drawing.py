"""Draws documents that a schema allows, at random, for tests of what reads and writes them."""

from __future__ import annotations

import base64
from random import Random

from lxml import etree

from soapstone.model.contract import QName
from soapstone.model.description import (
    ComplexType,
    Compositor,
    Derivation,
    Element,
    ElementUse,
    ParticleUse,
    Schema,
    SimpleType,
    TypeUse,
    Wildcard,
)

XS = "http://www.w3.org/2001/XMLSchema"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NIL, _TYPE = f"{{{XSI}}}nil", f"{{{XSI}}}type"
_SPACE = QName("http://www.w3.org/XML/1998/namespace", "space")
_SERIALIZATION = "http://schemas.microsoft.com/2003/10/Serialization/"
_DEEPEST = 12
"""Below, what may be left out is."""

_TEXTS = {
    "boolean": ("true", "false"),
    "byte": ("-128", "7"),
    "unsignedByte": ("0", "255"),
    "short": ("-300", "12"),
    "unsignedShort": ("60000", "1"),
    "int": ("-70000", "0", "42"),
    "unsignedInt": ("4000000000", "2"),
    "long": ("-9000000000", "3"),
    "unsignedLong": ("18000000000000000000", "4"),
    "integer": ("99999999999999999999", "-1"),
    "decimal": ("1.50", "-3", "7.25"),
    "float": ("1.5", "INF"),
    "double": ("2.25", "-1E+20"),
    "dateTime": ("2026-01-02T03:04:05", "2026-01-02T03:04:05.1234567Z"),
    "date": ("2026-01-02",),
    "time": ("03:04:05",),
    "duration": ("P1DT2H", "PT3.5S"),
    "guid": ("0d1f1c0e-3a55-4c1c-8a52-5f5b8f6f0001",),
    "char": ("65",),
    "base64Binary": (base64.b64encode(b"ab\0").decode(),),
    "hexBinary": ("0AFF",),
    "anyURI": ("urn:x:y",),
    "QName": ("xs:int",),
    "NMTOKEN": ("cm", "m"),
    "language": ("en",),
    "gYear": ("2026",),
}
_WORDS = ("", "a", "Deck 9", "<&>", " b ", "é\n")
PATTERNS = {"[A-Z]+": "ABCD", "[0-9]+": "1234", r"\d{5}": "01067"}
"""A text for each pattern of the tests' schemas."""


class Drawing:
    """Draws elements of a schema."""

    def __init__(self, schema: Schema, seed: int) -> None:
        self._schema = schema
        self._random = Random(seed)
        self._ids = 0
        homes = {each.namespace for each in schema.types} - {""}
        self._prefixes = {uri: f"n{n}" for n, uri in enumerate(sorted(homes))}

    def document(self, name: QName) -> bytes:
        """A document whose root is a global element."""
        bound = {prefix: uri for uri, prefix in self._prefixes.items()}
        root = etree.Element(str(name), nsmap={"xs": XS, "i": XSI, **bound})
        one = self._schema.elements[name]
        self._fill(root, one.type, one.nillable, one.fixed, 0)
        return etree.tostring(root)

    # Elements

    def _fill(
        self,
        element: etree._Element,
        use: TypeUse,
        nillable: bool,
        fixed: str | None,
        depth: int,
    ) -> None:
        type_ = self._resolved(use)
        if isinstance(type_, ComplexType):
            type_ = self._substituted(element, use, type_)
            self._attributes(element, type_)
        # No dictionary has null for a key, though the schema allows it, or a key twice.
        is_key = str(element.tag).endswith("}Key")
        nillable = nillable and not is_key
        if nillable and self._random.random() < 0.3:
            element.set(_NIL, "true")
        elif fixed is not None:
            element.text = fixed
        elif isinstance(type_, ComplexType):
            self._content(element, type_, depth)
        elif use == QName(XS, "anyType"):
            etree.SubElement(element, "{urn:any}Thing").text = "5"
        else:
            unique = is_key and use == QName(XS, "string")
            element.text = self._built_in("ID", {}) if unique else self._text(use)

    def _resolved(self, use: TypeUse) -> TypeUse:
        return self._schema.types.get(use, use) if isinstance(use, QName) else use

    def _substituted(
        self, element: etree._Element, use: TypeUse, type_: ComplexType
    ) -> ComplexType:
        """The type itself or one that extends it, which ``xsi:type`` names."""
        if not isinstance(use, QName):
            return type_
        others = [
            (name, other)
            for name, other in self._schema.types.items()
            if isinstance(other, ComplexType)
            and not other.abstract
            and self._extends(other, use)
        ]
        if others and (type_.abstract or self._random.random() < 0.5):
            name, chosen = self._random.choice(others)
            prefix = self._prefixes.get(name.namespace)
            element.set(_TYPE, f"{prefix}:{name.name}" if prefix else name.name)
            return chosen
        return type_

    def _extends(self, type_: ComplexType, base: QName) -> bool:
        while (
            isinstance(type_.base, QName) and type_.derivation is Derivation.EXTENSION
        ):
            if type_.base == base:
                return True
            above = self._schema.types.get(type_.base)
            if not isinstance(above, ComplexType):
                return False
            type_ = above
        return False

    def _attributes(self, element: etree._Element, type_: ComplexType) -> None:
        chain = self._chain(type_)
        attributes = {
            each.name: each for one in reversed(chain) for each in one.attributes
        }
        for name, one in attributes.items():
            if one.prohibited or not (one.required or self._random.random() < 0.5):
                continue
            text = one.fixed if one.fixed is not None else self._text(one.type)
            element.set(str(name), "preserve" if name == _SPACE else text)

    def _chain(self, type_: ComplexType) -> list[ComplexType]:
        """The type and those above it, the nearest first; of a restriction only its attributes."""
        found = [type_]
        for base in (type_.base, type_.text):
            above = self._schema.types.get(base) if isinstance(base, QName) else None
            if isinstance(above, ComplexType):
                found += self._chain(above)
        return found

    def _content(self, element: etree._Element, type_: ComplexType, depth: int) -> None:
        if type_.text is not None:
            element.text = self._text(type_.text, type_)
            return
        above = self._schema.types.get(type_.base) if type_.base else None
        extends = type_.derivation is Derivation.EXTENSION
        if extends and isinstance(above, ComplexType):
            self._content(element, above, depth)
        if type_.content:
            self._particle(element, type_.content, depth)

    def _particle(
        self, parent: etree._Element, particle: ParticleUse, depth: int
    ) -> None:
        for _ in range(self._times(particle, depth)):
            if isinstance(particle, ElementUse):
                self._element(parent, particle, depth)
            elif isinstance(particle, Wildcard):
                etree.SubElement(parent, "{urn:other}Extra").text = "x"
            elif particle.compositor is Compositor.CHOICE:
                if particle.particles:
                    chosen = self._random.choice(particle.particles)
                    self._particle(parent, chosen, depth)
            else:
                for each in particle.particles:
                    self._particle(parent, each, depth)

    def _times(self, particle: ParticleUse, depth: int) -> int:
        if depth > _DEEPEST:
            return particle.least
        most = particle.least + 2 if particle.most is None else particle.most
        return self._random.randint(particle.least, min(most, particle.least + 3))

    def _element(self, parent: etree._Element, use: ElementUse, depth: int) -> None:
        name, type_, nillable, fixed = use.name, use.type, use.nillable, use.fixed
        if use.referred:
            one = self._random.choice(self._standing_for(use.name))
            name, type_, nillable = one.name, one.type, one.nillable
        child = etree.SubElement(parent, str(name))
        self._fill(child, type_, nillable, fixed, depth + 1)

    def _standing_for(self, name: QName) -> list[Element]:
        found = [self._schema.elements[name]]
        for each in found:
            found += [
                e for e in self._schema.elements.values() if e.substitutes == each.name
            ]
        return [each for each in found if not each.abstract]

    # Texts

    def _text(self, use: TypeUse, narrowed: ComplexType | None = None) -> str:
        facets = {f.name: f.value for f in narrowed.facets} if narrowed else {}
        while True:
            found = self._resolved(use)
            if isinstance(use, QName) and use.namespace == _SERIALIZATION:
                break
            if isinstance(found, ComplexType):
                facets = {f.name: f.value for f in found.facets} | facets
                assert found.text is not None
                use = found.text
            elif isinstance(found, SimpleType):
                if found.members is not None:
                    return self._random.choice(found.members)
                if found.items is not None:
                    count = self._random.randint(0, int(facets.get("maxLength", 2)))
                    words = [self._text(found.items).strip() for _ in range(count)]
                    return " ".join(each for each in words if each)
                if found.union:
                    return self._text(self._random.choice(found.union))
                own = [f for f in found.facets if f.name == "pattern"]
                if own:
                    return PATTERNS[self._random.choice(own).value]
                facets = {f.name: f.value for f in found.facets} | facets
                assert found.base is not None
                use = found.base
            else:
                break
        assert isinstance(use, QName)
        return self._built_in(use.name, facets)

    def _built_in(self, name: str, facets: dict[str, str]) -> str:
        if name in ("ID", "NCName", "Name"):
            self._ids += 1
            return f"id{self._ids}"
        if name in _TEXTS:
            texts = _TEXTS[name]
            most = facets.get("maxInclusive")
            fitting = [e for e in texts if most is None or float(e) <= float(most)]
            return self._random.choice(fitting)
        if name in ("token", "NMTOKENS"):
            return "two words"
        length = int(facets.get("length", facets.get("minLength", -1)))
        if length >= 0:
            return "x" * length
        longest = int(facets.get("maxLength", 99))
        return self._random.choice([each for each in _WORDS if len(each) <= longest])
