"""The view of a member: what the templates print of it in its class, its table and its writer.

A view holds kinds and names, no syntax. ``templates/table.j2`` and ``templates/writer.j2`` have a
macro for each kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from soapstone.emit.python import types
from soapstone.emit.python.naming import Naming
from soapstone.emit.python.scalars import is_text, python_scalar
from soapstone.model import contract as model
from soapstone.model.contract import (
    AnyXml,
    ChoiceOf,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Particle,
    QName,
    RecordRef,
    Scalar,
    Type,
)


@dataclass(frozen=True, slots=True)
class Tag:
    """An XML name with the prefix of its namespace; the prefix is "" without a namespace."""

    prefix: str
    name: str


@dataclass(frozen=True, slots=True)
class Plain:
    """The view of a content that is neither a list nor a map."""

    kind: str
    """``string``, another ``scalar``, ``element`` (a scalar that needs its element, as a QName does
    for its prefix), ``enumeration``, ``record`` or ``xml``.
    """
    name: str
    """Of a scalar, ``x`` of the function ``read_x``; of XML, what reads it in the table of members;
    else the name of the class.
    """
    writer: str
    """``x`` of the function ``write_x``."""
    is_text: bool
    """Whether the text of its element is the whole value."""


@dataclass(frozen=True, slots=True)
class Items:
    """The view of a list."""

    kind: str
    """``strings``, ``values`` (other texts) or ``records`` (anything else)."""
    tag: Tag
    of: Content
    inner_null: str
    """How an item that is None is written: a name of the runtime's Representation."""
    writer: str = ""
    """Inside another list or map, ``x`` of the function ``_write_x`` that writes it; else ""."""
    annotation: str = ""
    """The annotation of the value that this function takes."""
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Entries:
    """The view of a map."""

    kind: str
    """``string_pairs``, ``pairs`` (any dict) or ``entries`` (a list of pairs)."""
    tag: Tag
    key_tag: Tag
    key: Content
    value_tag: Tag
    value: Content
    inner_null: str
    """How a value that is None is written: a name of the runtime's Representation."""
    writer: str = ""
    annotation: str = ""
    is_text: bool = False


Content = Plain | Items | Entries
"""The view of what an element holds."""


@dataclass(frozen=True, slots=True)
class Branch:
    """The view of a branch of a choice."""

    tag: Tag
    content: Content
    label: str
    """The first part of its values, which are pairs; "" where their class determines the branch."""
    value_class: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The view of a list whose items are elements of several names."""

    branches: list[Branch]
    kind: str = "choice"
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """The view of a member of a record."""

    field: Field
    name: str
    annotation: str
    default: str
    """The default as an expression; "" if the constructor requires a value."""
    wire_type: str
    """The name of its XSD type, for the docstring; "" if the annotation is enough."""
    declaration: str
    """The runtime's function that declares it in the table: ``plain``, ``optional`` ..."""
    tag: Tag | None
    """None if the member is the text of the record's own element."""
    content: Content | Choice
    absent: str
    """The value if the element is absent, as an expression; "" if that is None."""
    kind: str
    """Which macro writes it: the content's kind, or ``text``, ``attribute``, ``repeated``,
    ``repeated_records``, ``choice``.
    """
    null: str
    """How None is written: a name of the runtime's Representation."""
    branches: list[list[str]]
    """The members of each branch of the choice that it stands in; none outside of one."""


@dataclass(frozen=True, slots=True)
class Members:
    """Makes the views of a module's members; collects the namespaces and helpers that they need."""

    n: Naming
    namespaces: set[str] = field(default_factory=set)
    nested: dict[Type, Items | Entries] = field(default_factory=dict)
    without_namespaces: bool = False
    """Of records without XML: JSON has local names."""

    def member(
        self, each: Field, name: str, choices: Mapping[int, list[list[str]]]
    ) -> Member:
        """Return the view of a field that is called ``name`` in Python.

        ``choices`` has the branches of the choices of its record.
        """
        content = self._of_field(each)
        if each.particle is not Particle.ELEMENT and not content.is_text:
            # An attribute's prefix is bound by the element around it, out of reach: a plain text.
            content = self._content(Scalar("string"))
        absence = not (each.nullable or each.repeated)
        absence = absence and isinstance(each.type, Scalar | EnumerationRef)
        return Member(
            field=each,
            name=name,
            annotation=types.field_annotation(each, self.n.classes),
            default=types.field_default(each),
            wire_type=types.wire_type(each),
            declaration=_declaration(each),
            tag=None if each.particle is Particle.TEXT else self.tag(_first(each)),
            content=content,
            absent=types.absent(each.type) if absence else "",
            kind=_kind(each, content),
            null=_item_null(each.nillable) if each.repeated else _null(each),
            branches=choices[each.alternative.choice] if each.alternative else [],
        )

    def _of_field(self, each: Field) -> Content | Choice:
        if isinstance(each.type, ChoiceOf):
            labels = types.branch_labels(each.type)
            return Choice([*map(self._branch, each.type.branches, labels)])
        return self._inner(each.type) if each.repeated else self._content(each.type)

    def _branch(self, branch: model.Branch, label: str) -> Branch:
        return Branch(
            self.tag(branch.name),
            self._inner(branch.type),
            label,
            types.class_of(branch.type, self.n.classes),
        )

    def tag(self, name: QName) -> Tag:
        """Return an XML name with its prefix, and note its namespace."""
        if not name.namespace or self.without_namespaces:
            return Tag("", name.name)
        self.namespaces.add(name.namespace)
        return Tag(self.n.prefixes[name.namespace], name.name)

    def _content(self, type_: Type) -> Content:
        match type_:
            case Scalar():
                return _scalar(type_)
            case EnumerationRef(key):
                return Plain("enumeration", self.n.classes[key], "enumeration", True)
            case RecordRef(key):
                return Plain("record", self.n.classes[key], self.n.stems[key], False)
            case AnyXml(dotnet_type):
                name = "data_set_xml" if dotnet_type else "any_xml"
                return Plain("xml", name, "any", is_text=False)
            case ListOf():
                return self._items(type_)
            case MapOf():
                return self._entries(type_)
            case ChoiceOf():  # only a field is one, and nothing inside it
                raise AssertionError

    def _items(self, type_: ListOf) -> Items:
        of = self._inner(type_.type)
        of_text = "strings" if of.kind == "string" else "values"
        kind = of_text if of.is_text else "records"
        return Items(kind, self.tag(type_.item), of, _item_null(type_.nillable))

    def _entries(self, type_: MapOf) -> Entries:
        key, value = self._inner(type_.key_type), self._inner(type_.value_type)
        kind = "pairs" if types.is_dict(type_) else "entries"
        return Entries(
            kind="string_pairs" if key.kind == value.kind == "string" else kind,
            tag=self.tag(type_.entry),
            key_tag=self.tag(type_.key),
            key=key,
            value_tag=self.tag(type_.value),
            value=value,
            inner_null=_item_null(type_.nillable),
        )

    def _inner(self, type_: Type) -> Content:
        """The view of an item, key or value; a list or map gets a function of its own."""
        content = self._content(type_)
        if isinstance(content, Plain):
            return content
        if type_ not in self.nested:
            name = _spoken(type_, self.n)
            while name in {each.writer for each in self.nested.values()}:
                name += "_"
            kind = types.annotation(type_, self.n.classes)
            self.nested[type_] = replace(content, writer=name, annotation=kind)
        return self.nested[type_]


def _scalar(type_: Scalar) -> Plain:
    name, of_text = python_scalar(type_).function, is_text(type_)
    kind = "string" if name == "string" else "scalar" if of_text else "element"
    return Plain(kind, name, name, of_text)


def _first(each: Field) -> QName:
    """The name of a field's element, or of the first branch of a choice."""
    return each.elements[0].name


def _declaration(each: Field) -> str:
    if isinstance(each.type, ChoiceOf):
        return "choice"
    if each.particle is Particle.TEXT:
        return "text"
    if each.particle is Particle.ATTRIBUTE:
        return "optional_attribute" if each.nullable else "attribute"
    return "repeated" if each.repeated else _null(each).lower()


def _kind(each: Field, content: Content | Choice) -> str:
    if isinstance(content, Choice):
        return "choice"
    if each.particle is not Particle.ELEMENT:
        return "text" if each.particle is Particle.TEXT else "attribute"
    if each.repeated:
        return "repeated" if content.is_text else "repeated_records"
    return content.kind


def _null(each: Field) -> str:
    """How a member that is None is written: a name of the runtime's Representation."""
    if not each.nullable:
        return "PLAIN"
    return "NILLABLE" if each.nillable and not each.omitted else "OPTIONAL"


def _item_null(nillable: bool) -> str:
    """How an item that is None is written."""
    return "NILLABLE" if nillable else "PLAIN"


def _spoken(type_: Type, n: Naming) -> str:
    match type_:
        case ListOf():
            return f"list_of_{_spoken(type_.type, n)}"
        case MapOf():
            return f"map_of_{_spoken(type_.key_type, n)}_{_spoken(type_.value_type, n)}"
        case RecordRef(key) | EnumerationRef(key):
            return n.stems[key]
        case Scalar():
            return python_scalar(type_).function
        case AnyXml():
            return "xml"
        case ChoiceOf():
            raise AssertionError
