"""Writes WCF REST help pages from types, by the rules of the program (HelpExampleGenerator).

Base members first, a constant for each XSD type, what may be repeated twice, nil at the third
nesting of one element's declaration, and a schema in which every member may be absent.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from soapstone.dotnet.help_constants import CONSTANTS
from soapstone.dotnet.namespaces import ARRAYS, DATA_CONTRACT, SERIALIZATION

CONSTANT = {name: text for text, name in CONSTANTS.items()}
SER = ("char", "guid", "duration")
INSTANCE = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
Names = Callable[[str], str]


@dataclass(frozen=True)
class Member:
    """A member: an XSD type or the name of a type, with ``[]`` for a list and ``?`` for null."""

    name: str
    type: str
    required: bool = False

    @property
    def of(self) -> str:
        return self.type.rstrip("?").removesuffix("[]")

    @property
    def is_list(self) -> bool:
        return self.type.endswith("[]")


@dataclass(frozen=True)
class Type:
    """A class, or an enumeration with its texts."""

    name: str
    members: Sequence[Member] = ()
    base: str = ""
    home: str = "Harbour"
    abstract: bool = False
    texts: Sequence[str] = ()
    flags: bool = False

    @property
    def namespace(self) -> str:
        return DATA_CONTRACT + self.home


@dataclass(frozen=True)
class Operation:
    verb: str
    template: str
    request: str = ""
    response: str = ""
    description: str = ""


@dataclass(frozen=True)
class Service:
    address: str
    types: Mapping[str, Type]
    operations: Sequence[Operation]

    def page(self, operation: Operation, layout: str, with_schema: bool = True) -> str:
        """The page of an operation, as ``html``, ``txt``, ``md`` or ``de.html``."""
        return _LAYOUTS[layout](self._parts(operation, with_schema), operation, self)

    def url(self, operation: Operation) -> str:
        return f"{self.address}/{operation.template}"

    def _parts(self, operation: Operation, with_schema: bool) -> list[Part]:
        sides = [("request", operation.request), ("response", operation.response)]
        shown = [(side, name) for side, name in sides if name]
        found = []
        for side, name in shown:
            xml = "\n".join(self.sample(name))
            found.append(Part(side, "xml", f"an example {side} Xml body", xml))
            json = self.json(name)
            found.append(Part(side, "json", f"an example {side} Json body", json))
        for side, name in shown:
            for at, text in enumerate(self.schemas(name) if with_schema else ()):
                caption = f"the {side} Xml Schema" if not at else ""
                found.append(Part(side, "schema", caption, text))
        return found

    # Samples

    def sample(self, name: str) -> list[str]:
        """The lines of a document."""
        root = self._root(name)
        if root.is_list:
            item = self.types[root.of]
            around = f'<ArrayOf{root.of} xmlns="{item.namespace}">'
            inner = [*self._items(root, item.namespace, {}, 1)]
            return [around, *inner, f"</ArrayOf{root.of}>"]
        type_ = self.types.get(root.of)
        home = type_.namespace if type_ else SERIALIZATION
        return [*self._element(root.of, root.of, home, "", {}, 0)]

    def _root(self, name: str) -> Member:
        return Member(name, name)

    def _element(
        self,
        name: str,
        type_: str,
        home: str,
        around: str,
        depths: Mapping[str, int],
        level: int,
        is_list: bool = False,
    ) -> Iterator[str]:
        """An element of a type; ``home`` is its namespace, ``around`` that of what holds it."""
        pad, own = "  " * level, "" if home == around else f' xmlns="{home}"'
        declared = f"{home} {name} {type_}"
        nesting = {**depths, declared: depths.get(declared, 0) + 1}
        if is_list or (type_ in self.types and not self.types[type_].texts):
            if nesting[declared] > 2 and not is_list:
                yield f'{pad}<{name}{own} i:nil="true" {INSTANCE} />'
                return
            if is_list:
                yield f"{pad}<{name}{own}>"
                yield from self._items(
                    Member(name, f"{type_}[]"), home, nesting, level + 1
                )
            else:
                one = self.types[type_]
                derived = self._derived(type_)
                if derived:
                    yield f"{pad}<!--Valid elements of type: {', '.join(derived)}-->"
                    one = self.types[derived[0]]
                kind = f' i:type="{one.name}" {INSTANCE}' if derived else ""
                yield f"{pad}<{name}{own}{kind}>"
                for owner, member in self._all(one):
                    yield from self._element(
                        member.name,
                        member.of,
                        owner.namespace,
                        home,
                        nesting,
                        level + 1,
                        member.is_list,
                    )
            yield f"{pad}</{name}>"
        elif type_ == "anyType":
            yield f'{pad}<{name}{own} i:nil="true" {INSTANCE} />'
        else:
            yield f"{pad}<{name}{own}>{self._text(type_)}</{name}>"

    def _items(
        self, of: Member, around: str, depths: Mapping[str, int], level: int
    ) -> Iterator[str]:
        home = self.types[of.of].namespace if of.of in self.types else ARRAYS
        for _ in range(2):
            yield from self._element(of.of, of.of, home, around, depths, level)

    def _text(self, type_: str) -> str:
        return self.types[type_].texts[0] if type_ in self.types else CONSTANT[type_]

    def _derived(self, name: str) -> list[str]:
        return sorted(
            each.name for each in self.types.values() if name in self._bases(each)
        )

    def _bases(self, type_: Type) -> list[str]:
        return [type_.base, *self._bases(self.types[type_.base])] if type_.base else []

    def _all(self, type_: Type) -> Iterator[tuple[Type, Member]]:
        if type_.base:
            yield from self._all(self.types[type_.base])
        yield from ((type_, each) for each in type_.members)

    def json(self, name: str) -> str:
        """The document in JSON."""
        root = self._root(name)
        text = self._json(root.of, {})
        return f"[{text}]" if root.is_list else text

    def _json(self, type_: str, depths: Mapping[str, int]) -> str:
        one = self.types.get(type_)
        if one and one.texts:
            return "0"
        if one:
            if depths.get(type_, 0) > 1:
                return "null"
            deeper = {**depths, type_: depths.get(type_, 0) + 1}
            derived = self._derived(type_)
            pairs = [f'"__type":"{derived[0]}:#{one.home}"'] if derived else []
            for _, each in self._all(self.types[derived[0]] if derived else one):
                text = self._json(each.of, deeper)
                pairs.append(f'"{each.name}":{f"[{text}]" if each.is_list else text}')
            return "{\n\t" + ",\n\t".join(pairs) + "\n}"
        if type_ == "anyType":
            return "null"
        text = {
            "char": "a",
            "dateTime": r"\/Date(928142400000+0200)\/",
        }.get(type_, CONSTANT[type_])
        if type_ == "base64Binary":
            return f"[{','.join(str(ord(each)) for each in text)}]"
        bare = re.fullmatch(r"true|[\d.+E-]+", text) and type_ not in (
            "dateTime",
            "date",
        )
        return text if bare else f'"{text}"'

    # Schemas

    def schemas(self, name: str) -> list[str]:
        """The schemas of a document, that of its root element first."""
        root = self._root(name)
        if root.of not in self.types:
            return []
        used = self._used(root.of)
        lists = {
            each.of for one in used for each in self.types[one].members if each.is_list
        } | ({root.of} if root.is_list else set())
        homes = dict.fromkeys(
            [self.types[root.of].namespace, *(self.types[e].namespace for e in used)]
        )
        found = [self._schema(home, used, lists, homes) for home in homes]
        built_in = sorted(each for each in lists if each not in self.types)
        if built_in:
            body = "\n".join(
                _list(each, _qname(each), each == "string") for each in built_in
            )
            found.append(_schema(ARRAYS, body, {}))
        return [*found, _SERIALIZATION]

    def _used(self, name: str) -> list[str]:
        found: dict[str, None] = {}
        waiting = [name]
        while waiting:
            each = waiting.pop(0)
            if each in found or each not in self.types:
                continue
            found[each] = None
            one = self.types[each]
            waiting += [*self._derived(each), *([one.base] if one.base else [])]
            waiting += [member.of for member in one.members]
        return list(found)

    def _schema(
        self,
        home: str,
        used: Sequence[str],
        lists: set[str],
        homes: Mapping[str, None],
    ) -> str:
        prefixes = {
            uri: "tns" if uri == home else f"q{n}" for n, uri in enumerate(homes)
        }
        prefixes |= {ARRAYS: "q9", SERIALIZATION: "ser"}
        body = []
        for name in used:
            type_ = self.types[name]
            if type_.namespace == home:
                body.append(self._declared(type_, prefixes))
        for name in sorted(each for each in lists if each in self.types):
            if self.types[name].namespace == home:
                body.append(_list(name, f"tns:{name}", not self.types[name].texts))
        return _schema(home, "\n".join(body), prefixes)

    def _declared(self, type_: Type, prefixes: Mapping[str, str]) -> str:
        element = f'  <xs:element name="{type_.name}" nillable="true" type="tns:{type_.name}" />'
        if type_.texts:
            return f"{_enumeration(type_)}\n{element}"
        members = "\n".join(self._member(each, prefixes) for each in type_.members)
        content = f"    <xs:sequence>\n{members}\n    </xs:sequence>"
        if type_.base:
            prefix = prefixes[self.types[type_.base].namespace]
            content = (
                '    <xs:complexContent mixed="false">\n'
                f'      <xs:extension base="{prefix}:{type_.base}">\n{content}\n'
                "      </xs:extension>\n    </xs:complexContent>"
            )
        abstract = ' abstract="true"' if type_.abstract else ""
        return (
            f'  <xs:complexType name="{type_.name}"{abstract}>\n{content}\n'
            f"  </xs:complexType>\n{element}"
        )

    def _member(self, member: Member, prefixes: Mapping[str, str]) -> str:
        own = self.types.get(member.of)
        nullable = member.type.endswith("?") or member.is_list
        nullable |= (own is not None and not own.texts) or member.of in _REFERENCES
        nil = ' nillable="true"' if nullable else ""
        absent = "" if member.required else 'minOccurs="0" '
        if member.is_list:
            prefix = prefixes[own.namespace] if own else "q9"
            type_ = f"{prefix}:ArrayOf{member.of}"
        else:
            type_ = (
                f"{prefixes[own.namespace]}:{member.of}" if own else _qname(member.of)
            )
        return f'      <xs:element {absent}name="{member.name}"{nil} type="{type_}" />'


_REFERENCES = ("string", "base64Binary", "anyURI", "anyType")


@dataclass(frozen=True)
class Part:
    side: str
    format: str
    caption: str
    text: str


def _qname(type_: str) -> str:
    return f"{'ser' if type_ in SER else 'xs'}:{type_}"


def _list(name: str, type_: str, nillable: bool) -> str:
    nil = ' nillable="true"' if nillable else ""
    return (
        f'  <xs:complexType name="ArrayOf{name}">\n    <xs:sequence>\n'
        f'      <xs:element minOccurs="0" maxOccurs="unbounded" name="{name}"{nil}'
        f' type="{type_}" />\n'
        f"    </xs:sequence>\n  </xs:complexType>\n"
        f'  <xs:element name="ArrayOf{name}" nillable="true" type="tns:ArrayOf{name}" />'
    )


def _enumeration(type_: Type) -> str:
    values = "\n".join(
        f'      <xs:enumeration value="{each}" />' for each in type_.texts
    )
    inner = f'    <xs:restriction base="xs:string">\n{values}\n    </xs:restriction>'
    if type_.flags:
        inner = f"    <xs:list>\n    <xs:simpleType>\n{inner}\n    </xs:simpleType>\n    </xs:list>"
    return f'  <xs:simpleType name="{type_.name}">\n{inner}\n  </xs:simpleType>'


def _schema(home: str, body: str, prefixes: Mapping[str, str]) -> str:
    bound = {**{each: uri for uri, each in prefixes.items()}, "tns": home}
    bound |= {"ser": SERIALIZATION}
    xmlns = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in bound.items())
    return (
        f'<xs:schema {xmlns} elementFormDefault="qualified" targetNamespace="{home}"'
        f' xmlns:xs="http://www.w3.org/2001/XMLSchema">\n{body}\n</xs:schema>'
    )


_SERIALIZATION = _schema(
    SERIALIZATION,
    "\n".join(
        f'  <xs:element name="{name}" nillable="true" type="tns:{name}" />\n'
        f'  <xs:simpleType name="{name}">\n    <xs:restriction base="xs:{base}" />\n'
        "  </xs:simpleType>"
        for name, base in (
            ("char", "int"),
            ("duration", "duration"),
            ("guid", "string"),
        )
    ),
    {},
)


# Layouts


def _rows(parts: Sequence[Part]) -> list[tuple[str, str, str]]:
    found = []
    for side in ("request", "response"):
        own = [each for each in parts if each.side == side]
        title = side.capitalize()
        if not own:
            found.append((title, "N/A", f"The {title} body is empty."))
            continue
        schema = ",Schema" if any(each.format == "schema" for each in own) else ""
        found.append((title, "Xml", f"Example{schema}"))
        if any(each.format == "json" for each in own):
            found.append((title, "Json", "Example"))
    return found


def _caption(part: Part) -> str:
    if part.caption:
        return f"The following is {part.caption}:"
    return f"Additional {part.side} Xml Schemas:"


def _text(parts: Sequence[Part], operation: Operation, service: Service) -> str:
    url = service.url(operation)
    rows = ["\t".join(each) for each in _rows(parts)]
    lines = [
        f"Reference for {url}",
        *([operation.description] if operation.description else []),
        f"Url: {url}",
        f"HTTP Method: {operation.verb}",
        "Message direction\tFormat\tBody",
        *rows,
    ]
    for each in parts:
        lines += [_caption(each), each.text]
    return "\n".join(lines) + "\n"


def _markdown(parts: Sequence[Part], operation: Operation, service: Service) -> str:
    """As one program saves pages: code escaped, the start of optional elements lost."""
    url = service.url(operation)
    lines = [f"Reference for {url}", "", operation.description, ""]
    lines += [f"**Url:** {url}", "", f"**HTTP Method:** {operation.verb}", ""]
    lines += ["| Message direction | Format | Body |", "| --- | --- | --- |"]
    for side, format_, body in _rows(parts):
        anchor = f"#{side.lower()}-{format_.lower()}"
        body = body if format_ == "N/A" else f"[Example]({anchor})"
        lines.append(f"| {side} | {format_} | {body} |")
    for each in parts:
        text = re.sub(r'<xs:element minOccurs="0" (?=name=|maxOccurs=)', "<", each.text)
        text = re.sub(r"([\\_\[\]])", r"\\\1", text)
        lines += ["", _caption(each), "", "```", text, "```"]
    return "\n".join(lines) + "\n"


def _html(
    parts: Sequence[Part], operation: Operation, service: Service, german: bool = False
) -> str:
    def said(text: str) -> str:
        return re.sub(r"[A-Za-z]+", "Wort", text) if german else text

    url = html.escape(service.url(operation))
    title = said("Reference for")
    rows = "".join(
        f"<tr><td>{side[::-1] if german else side}</td><td>{format_}</td>"
        f"<td>{said(body)}</td></tr>"
        for side, format_, body in _rows(parts)
    )
    shown = "".join(
        f"<p><a>{said(_caption(each))}</a><pre class='{each.side}-{each.format}'>"
        f"{html.escape(each.text)}</pre></p>"
        for each in parts
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html><head><title>x</title>'
        f'</head><body><div id="content"><p class="heading1">{title} {url}</p>\n'
        f"<p>{html.escape(operation.description)}</p>\n<p><b>{said('Url')}: </b>"
        f'<span class="uri-template">{url}</span></p>\n<p><b>{said("HTTP Method")}: </b>'
        f'<span class="method">{operation.verb}</span></p>\n<table><tr><th>{said("a")}</th>'
        f"<th>{said('b')}</th><th>{said('c')}</th></tr>{rows}</table>\n{shown}</div></body></html>\n"
    )


def _german(parts: Sequence[Part], operation: Operation, service: Service) -> str:
    return _html(parts, operation, service, german=True)


_LAYOUTS = {"txt": _text, "md": _markdown, "html": _html, "de.html": _german}


# Types of our own

_ALL = "boolean byte short int long unsignedByte unsignedShort unsignedInt unsignedLong decimal"
_ALL += " float double char dateTime duration guid base64Binary anyURI string"
EVERY = tuple(Member(f"M{n}_{name}", name) for n, name in enumerate(_ALL.split()))
TYPES = (
    Type("Every", EVERY),
    Type(
        "Maybe",
        tuple(
            Member(each.name, f"{each.of}?")
            for each in EVERY
            if each.of not in _REFERENCES
        ),
    ),
    Type("Quay", (Member("Code", "string"), Member("Depth", "double", True))),
    Type("Berth", (Member("Number", "int"), Member("At", "Quay"))),
    Type("Pier", (Member("Berths", "Berth[]"), Member("Names", "string[]"))),
    Type("Kind", texts=("Bulk", "Liquid", "Container")),
    Type("Service", texts=("Water", "Power", "Crane"), flags=True),
    Type("Cargo", (Member("Kind", "Kind"), Member("Other", "Kind?"))),
    Type("Call", (Member("Needs", "Service"), Member("Kinds", "Kind[]"))),
    Type("Node", (Member("Children", "Node[]"), Member("Title", "string"))),
    Type("Link", (Member("Next", "Link"), Member("Mark", "guid"))),
    Type("Person", (Member("Name", "string"),), home="Harbour.People"),
    Type("Pilot", (Member("Rank", "int"),), "Person", "Harbour.People"),
    Type("Crew", (Member("Lead", "Person"), Member("All", "Pilot[]"))),
    Type("Asset", (Member("Tag", "string"),), abstract=True),
    Type("Crane", (Member("Load", "decimal?"),), "Asset"),
    Type("Tug", (Member("Power", "int"),), "Asset"),
    Type("Yard", (Member("First", "Asset"), Member("Rest", "Asset[]"))),
    Type("Note", (Member("Any", "anyType"), Member("Text", "string", True))),
    Type("Log", (Member("Notes", "Note[]"), Member("Days", "dateTime[]"))),
    Type("Empty"),
)
ROOTS = tuple(each.name for each in TYPES if not (each.texts or each.abstract))
SERVICE = Service(
    "http://harbour.example:8080/Harbour.svc",
    {each.name: each for each in TYPES},
    (
        *(
            Operation(
                "POST",
                f"{name.lower()}s/{{ID}}?dry={{DRY}}",
                name,
                f"{name}[]",
                "Does.",
            )
            for name in ROOTS
        ),
        Operation("GET", "berths/{NUMBER}", "", "Berth", "Finds a berth."),
        Operation("GET", "berths", "", "Berth[]"),
        Operation("DELETE", "berths/{NUMBER}"),
        Operation("GET", "count?of={KIND}", "", "int"),
        Operation("PUT", "quays", "Quay", "string"),
    ),
)
