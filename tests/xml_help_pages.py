"""Writes WCF REST help pages of operations with [XmlSerializerFormat], by the rules of the program.

XmlSchemaExporter states how often each element occurs: a value type once, a reference type at most
once. Only the root is a global element. Such operations have no JSON. HelpExampleGenerator prints
attributes first, what may be repeated twice, and nothing of the text beside attributes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from soapstone.dotnet.scalars import XML_SERIALIZER_VALUES
from tests.help_pages import CONSTANT, INSTANCE, Member, Operation, Part, Service, Type

XS = "http://www.w3.org/2001/XMLSchema"
TEXT = "#text"
"""The member that is the text of its element."""
_REQUIRED = ' use="required"'


@dataclass(frozen=True)
class XmlMember(Member):
    """Also ``@Unit`` for an attribute, ``#text``, ``int*`` for a list without an element around it,
    and ``int!`` for a value type that may be left out (``XSpecified``).
    """

    @property
    def of(self) -> str:
        return self.type.rstrip("?*!").removesuffix("[]")


class XmlService(Service):
    """A service whose types lie in one namespace, ``home``, which may be none."""

    def _parts(self, operation: Operation, with_schema: bool) -> list[Part]:
        sides = [("request", operation.request), ("response", operation.response)]
        shown = [(side, name) for side, name in sides if name]
        found = [
            Part(side, "xml", f"an example {side} Xml body", "\n".join(self.xml(name)))
            for side, name in shown
        ]
        if with_schema:
            found += [
                Part(side, "schema", f"the {side} Xml Schema", self.schema(name))
                for side, name in shown
            ]
        return found

    @property
    def home(self) -> str:
        """The namespace of all types."""
        return next(iter(self.types.values())).home

    def is_value(self, name: str) -> bool:
        """Whether a type is a value type."""
        own = self.types.get(name)
        return bool(own.texts) if own else name in XML_SERIALIZER_VALUES

    # Samples

    def xml(self, name: str) -> Iterator[str]:
        """The lines of a document."""
        root = XmlMember(name, name)
        around = f' xmlns="{self.home}"' if self.home else ""
        if root.is_list:
            yield f"<ArrayOf{_title(root.of)}{around}>"
            yield from self._twice(root.of, root.of, {}, 1)
            yield f"</ArrayOf{_title(root.of)}>"
            return
        yield from self._lines(root.of, root.of, {}, 0, around)

    def _twice(
        self, name: str, of: str, depths: Mapping[str, int], level: int
    ) -> Iterator[str]:
        for _ in range(2):
            yield from self._lines(name, of, depths, level)

    def _lines(
        self,
        name: str,
        of: str,
        depths: Mapping[str, int],
        level: int,
        around: str = "",
    ) -> Iterator[str]:
        pad, type_ = "  " * level, self.types.get(of)
        if type_ is None or type_.texts:
            text = type_.texts[0] if type_ else CONSTANT[of]
            yield f"{pad}<{name}{around}>{text}</{name}>"
            return
        nesting = {**depths, f"{name} {of}": depths.get(f"{name} {of}", 0) + 1}
        if nesting[f"{name} {of}"] > 2:
            yield f'{pad}<{name} i:nil="true" {INSTANCE} />'
            return
        members = [each for _, each in self._all(type_)]
        start = f"{pad}<{name}{around}{''.join(self._attributes(members))}"
        elements = [each for each in members if each.name[0] not in "@#"]
        if not elements:
            yield f"{start} />"
            return
        yield f"{start}>"
        for each in elements:
            yield from self._member_lines(each, nesting, level + 1)
        yield f"{pad}</{name}>"

    def _attributes(self, members: Sequence[Member]) -> Iterator[str]:
        for each in members:
            if each.name[0] == "@":
                own = self.types.get(each.of)
                text = own.texts[0] if own else CONSTANT[each.of]
                yield f' {each.name[1:]}="{text}"'

    def _member_lines(
        self, member: Member, depths: Mapping[str, int], level: int
    ) -> Iterator[str]:
        if member.type.endswith("*"):
            yield from self._twice(member.name, member.of, depths, level)
        elif member.is_list:
            pad = "  " * level
            yield f"{pad}<{member.name}>"
            yield from self._twice(member.of, member.of, depths, level + 1)
            yield f"{pad}</{member.name}>"
        else:
            yield from self._lines(member.name, member.of, depths, level)

    # Schemas

    def schema(self, name: str) -> str:
        """The schema of a document."""
        root = XmlMember(name, name)
        used = self._used(root.of)
        lists = {m.of for u in used for m in self.types[u].members if m.is_list}
        kind = f"ArrayOf{_title(root.of)}" if root.is_list else root.of
        lists |= {root.of} if root.is_list else set()
        body = [
            f'  <xs:element name="{kind}" nillable="true" type="{self._q(kind)}" />'
        ]
        body += [self._type(self.types[each]) for each in used]
        body += [self._array(each) for each in sorted(lists)]
        target = f' targetNamespace="{self.home}" xmlns:tns="{self.home}"'
        lines = "\n".join(body)
        return (
            f'<xs:schema{target if self.home else ""} elementFormDefault="qualified"'
            f' xmlns:xs="{XS}">\n{lines}\n</xs:schema>'
        )

    def _q(self, name: str) -> str:
        if name in CONSTANT:
            return f"xs:{name}"
        return f"tns:{name}" if self.home else name

    def _type(self, type_: Type) -> str:
        if type_.texts:
            texts = "".join(f'<xs:enumeration value="{e}" />' for e in type_.texts)
            inner = f'<xs:restriction base="xs:string">{texts}</xs:restriction>'
            if type_.flags:
                inner = f"<xs:list><xs:simpleType>{inner}</xs:simpleType></xs:list>"
            return f'  <xs:simpleType name="{type_.name}">{inner}</xs:simpleType>'
        text = next((e for e in type_.members if e.name == TEXT), None)
        attributes = "".join(
            f'<xs:attribute name="{e.name[1:]}" type="{self._q(e.of)}"'
            f"{_REQUIRED if self.is_value(e.of) else ''} />"
            for e in type_.members
            if e.name[0] == "@"
        )
        elements = "\n".join(
            self._element_of(each) for each in type_.members if each.name[0] not in "@#"
        )
        content = f"<xs:sequence>\n{elements}\n</xs:sequence>{attributes}"
        if text:
            base = (
                f'<xs:extension base="{self._q(text.of)}">{attributes}</xs:extension>'
            )
            content = f"<xs:simpleContent>{base}</xs:simpleContent>"
        elif type_.base:
            base = (
                f'<xs:extension base="{self._q(type_.base)}">{content}</xs:extension>'
            )
            content = f'<xs:complexContent mixed="false">{base}</xs:complexContent>'
        abstract = ' abstract="true"' if type_.abstract else ""
        return f'  <xs:complexType name="{type_.name}"{abstract}>{content}</xs:complexType>'

    def _element_of(self, member: Member) -> str:
        value = self.is_value(member.of)
        least = int(value and not member.is_list and member.type[-1] not in "*!")
        most = "unbounded" if member.type.endswith("*") else "1"
        nil = ' nillable="true"' if member.type.endswith("?") else ""
        name = f"ArrayOf{_title(member.of)}" if member.is_list else member.of
        return (
            f'<xs:element minOccurs="{least}" maxOccurs="{most}" name="{member.name}"{nil}'
            f' type="{self._q(name)}" />'
        )

    def _array(self, of: str) -> str:
        nil = "" if self.is_value(of) else ' nillable="true"'
        return (
            f'  <xs:complexType name="ArrayOf{_title(of)}"><xs:sequence>\n'
            f'<xs:element minOccurs="0" maxOccurs="unbounded" name="{of}"{nil}'
            f' type="{self._q(of)}" />\n</xs:sequence></xs:complexType>'
        )


def _title(name: str) -> str:
    return name[:1].upper() + name[1:]
