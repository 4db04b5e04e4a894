"""The lines that read and write one record as XML, and what these lines need around them.

A scalar is read by what the table of members says; every other line is one call of
``runtime.reading.Reader`` or ``runtime.writing.Writer``. All follows from the field's type and form
alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.contract import (
    AnyXml,
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
from generator.python.breaking import Group, broken, parsed, subscript
from generator.python.names import constant
from generator.python.naming import Naming
from generator.python.scalars import is_text, python_scalar
from generator.python.text import literal
from generator.python.types import absent, annotation, is_dict


@dataclass(frozen=True, slots=True)
class RecordCodecView:
    """A class's table of members and its two functions, line by line."""

    name: str
    stem: str
    table: str
    members: list[str]
    read_head: list[str]
    """Down to the line that sorts the members."""
    reads: list[str]
    write_head: list[str]
    attributes: list[str]
    writes: list[str]


@dataclass(frozen=True, slots=True)
class ListCodecView:
    """Functions for a list or map that is itself an item or a value."""

    name: str
    annotation: str
    read: list[str]
    write: list[str]


@dataclass(slots=True)
class Lines:
    """Makes the lines of a module's records and collects what they use."""

    n: Naming
    tags: dict[str, str] = field(default_factory=dict)
    """Constant to expression: ``_ARR_STRING`` to ``_ARR + "string"``."""
    used: set[str] = field(default_factory=set)
    """The namespaces that the expressions name."""
    lists: dict[Type, ListCodecView] = field(default_factory=dict)
    runtime: set[tuple[str, str]] = field(default_factory=set)
    """(module, name) of the runtime's functions that the lines call."""
    codecs: set[tuple[str, str]] = field(default_factory=set)
    """(key, function) of other classes' codecs."""

    def record(self, record: Record) -> RecordCodecView:
        """The view of one record."""
        named = list(zip(record.fields, self.n.fields[record.key], strict=True))
        writes = [(each, self._write(each, f"record.{name}")) for each, name in named]
        attributes = [
            ("", parsed(call))
            for each, call in writes
            if each.particle is Particle.ATTRIBUTE
        ]
        name, stem = self.n.classes[record.key], self.n.stems[record.key]
        read = f"def read_{stem}(element: Element, r: Reader)"
        write = f"def write_{stem}(tag: str, record: {name}, w: Writer)"
        table = f"{self.n.stems[record.key].upper()}_MEMBERS"
        return RecordCodecView(
            name=name,
            stem=stem,
            read_head=_lines(read, 0, f" -> {name}:")
            + _lines(f"m = r.members(element, {table})", 4),
            write_head=_lines(write, 0, " -> str:"),
            table=table,
            members=[
                line
                for each in record.fields
                for line in _lines(self._member(each), 4, ",")
            ],
            reads=[
                line
                for i, (each, name) in enumerate(named)
                for line in self._store(each, i, name)
            ],
            attributes=(
                [*broken(("", Group("", tuple(attributes))), 8, ",")]
                if attributes
                else []
            ),
            writes=[
                line
                for each, call in writes
                if each.particle is not Particle.ATTRIBUTE
                for line in _lines(call, 8, ",")
            ],
        )

    # --- names ------------------------------------------------------------------------------

    def namespaces(self) -> list[tuple[str, str]]:
        """The constants of namespaces."""
        return sorted(
            (self._namespace(uri), literal(f"{{{uri}}}")) for uri in self.used
        )

    def _namespace(self, uri: str) -> str:
        return f"_{self.n.prefixes[uri].upper()}"

    def _clark(self, name: QName) -> str:
        if not name.namespace:
            return literal(name.name)
        self.used.add(name.namespace)
        return f"{self._namespace(name.namespace)} + {literal(name.name)}"

    def _constant(self, name: QName) -> str:
        """What stands for the name of an item, entry, key or value."""
        expression = self._clark(name)
        if not name.namespace:
            return expression
        wanted = f"{self._namespace(name.namespace)}_{constant(name.name)}"
        while self.tags.setdefault(wanted, expression) != expression:
            wanted += "_"
        return wanted

    def _tag(self, name: QName) -> str:
        return literal(
            f"{self.n.prefixes[name.namespace]}:{name.name}"
            if name.namespace
            else name.name
        )

    def _use(self, module: str, name: str) -> str:
        self.runtime.add((module, name))
        return name

    # --- members ----------------------------------------------------------------------------

    def _member(self, each: Field) -> str:
        """A line of the table: the name, and of a scalar what reads it."""
        if each.particle is Particle.TEXT:
            form, arguments = "text", []
        else:
            form, arguments = _form(each).lower(), [self._clark(each.name)]
            if each.particle is Particle.ATTRIBUTE:
                form = "optional_attribute" if each.nullable else "attribute"
            elif each.repeated:
                form = "repeated"
        if _is_scalar(each):
            arguments.append(self._reader(each.type, of_text=True))
            if not each.nullable:
                arguments.append(absent(each.type))
        return f"{self._use('members', form)}({', '.join(arguments)})"

    # --- reading ----------------------------------------------------------------------------

    def _store(self, each: Field, slot: int, name: str) -> list[str]:
        """The lines that read a member and store it."""
        if _is_scalar(each):
            value = subscript(f"record.{name} = m", [str(slot)])
            return [*broken(("", value), 4)]
        call = self._read(each, f"m[{slot}]")
        instead = "" if each.nullable or each.repeated else _empty(each.type)
        if not instead:
            return _lines(f"record.{name} = {call}", 4)
        found = f"found_{slot}"
        return [
            *_lines(f"{found} = {call}", 4),
            f"    record.{name} = {found}{instead}",
        ]

    def _read(self, each: Field, at: str) -> str:
        scalar = is_text(each.type)
        if each.repeated:
            method = "repeated" if scalar else "repeated_records"
            return f"r.{method}({at}, {self._reader(each.type, scalar)})"
        if isinstance(each.type, RecordRef) and not each.nullable:
            return f"r.struct({at}, {self._reader(each.type)})"
        if isinstance(each.type, Scalar) and not each.nullable:
            read = self._reader(each.type)
            return f"r.plain_record({at}, {read}, {absent(each.type)})"
        return self._read_element(each.type, at)

    def _read_element(self, type_: Type, at: str) -> str:
        match type_:
            case ListOf(item, inner):
                scalar, name = is_text(inner), self._constant(item)
                if _is_string(inner):
                    return f"r.strings({at}, {name})"
                method = "values" if scalar else "records"
                return f"r.{method}({at}, {name}, {self._reader(inner, scalar)})"
            case MapOf(entry, key, key_type, value, value_type):
                if _is_string(key_type) and _is_string(value_type):
                    names = map(self._constant, (entry, key, value))
                    return f"r.string_pairs({', '.join((at, *names))})"
                method = "pairs" if is_dict(type_) else "entries"
                arguments = [
                    *(at, self._constant(entry)),
                    *(self._constant(key), self._reader(key_type)),
                    *(self._constant(value), self._reader(value_type)),
                ]
                return f"r.{method}({', '.join(arguments)})"
            case AnyXml():
                return f"r.xml({at})"
            case _:
                return f"r.record({at}, {self._reader(type_)})"

    def _reader(self, type_: Type, of_text: bool = False) -> str:
        """A function from text, or else one from an element."""
        match type_:
            case Scalar() if not (of_text or is_text(type_)):
                return self._element_function("read", type_)
            case Scalar() | EnumerationRef():
                read = self._text_function("read", type_)
                return (
                    read if of_text else f"{self._use('reading', 'reader_of')}({read})"
                )
            case RecordRef(key):
                return self._codec("read", key)
            case AnyXml():
                return self._use("reading", "read_any")
            case _:
                return f"_read_{self._list(type_)}"

    # --- writing ----------------------------------------------------------------------------

    def _write(self, each: Field, value: str) -> str:
        scalar = is_text(each.type)
        form = self._use("writing", _form(each))
        if each.particle is Particle.TEXT:
            return f"w.text({value}, {self._writer(each.type, True)}, {form})"
        tag = self._tag(each.name)
        if each.particle is Particle.ATTRIBUTE:
            return (
                f"w.attribute({tag}, {value}, {form}, {self._writer(each.type, True)})"
            )
        if each.repeated:
            method = "repeated" if scalar else "repeated_records"
            return (
                f"w.{method}({tag}, {value}, {form}, {self._writer(each.type, scalar)})"
            )
        return self._write_element(each.type, tag, value, form)

    def _write_element(self, type_: Type, tag: str, value: str, form: str) -> str:
        match type_:
            case Scalar() if not is_text(type_):
                write = self._element_function("write", type_)
                return f"w.record({tag}, {value}, {form}, {write})"
            case Scalar() if _is_string(type_):
                return f"w.string({tag}, {value}, {form})"
            case Scalar() | EnumerationRef():
                write = self._text_function("write", type_)
                return f"w.scalar({tag}, {value}, {form}, {write})"
            case ListOf(item, inner, nillable):
                scalar = is_text(inner)
                items = self._use("writing", "NILLABLE" if nillable else "PLAIN")
                if _is_string(inner):
                    return (
                        f"w.strings({tag}, {value}, {form}, {self._tag(item)}, {items})"
                    )
                method, write = "values" if scalar else "records", self._writer(
                    inner, scalar
                )
                return f"w.{method}({tag}, {value}, {form}, {self._tag(item)}, {items}, {write})"
            case MapOf():
                values = self._use("writing", "NILLABLE" if type_.nillable else "PLAIN")
                if _is_string(type_.key_type) and _is_string(type_.value_type):
                    names = map(self._tag, (type_.entry, type_.key, type_.value))
                    arguments = [tag, value, form, *names, values]
                    return f"w.string_pairs({', '.join(arguments)})"
                method = "pairs" if is_dict(type_) else "entries"
                arguments = [
                    *(tag, value, form, self._tag(type_.entry)),
                    *(self._tag(type_.key), self._writer(type_.key_type)),
                    *(self._tag(type_.value), values, self._writer(type_.value_type)),
                ]
                return f"w.{method}({', '.join(arguments)})"
            case AnyXml():
                return f"w.xml({tag}, {value}, {form})"
            case RecordRef(key):
                return f"w.record({tag}, {value}, {form}, {self._codec('write', key)})"

    def _writer(self, type_: Type, of_text: bool = False) -> str:
        """A function to text, or else one to an element."""
        match type_:
            case Scalar() if not (of_text or is_text(type_)):
                return self._element_function("write", type_)
            case Scalar() | EnumerationRef():
                write = self._text_function("write", type_)
                return (
                    write
                    if of_text
                    else f"{self._use('writing', 'writer_of')}({write})"
                )
            case RecordRef(key):
                return self._codec("write", key)
            case AnyXml():
                return self._use("writing", "write_any")
            case _:
                return f"_write_{self._list(type_)}"

    # --- functions --------------------------------------------------------------------------

    def _text_function(self, verb: str, type_: Scalar | EnumerationRef) -> str:
        if isinstance(type_, EnumerationRef):
            if verb == "write":
                return self._use("enumerations", "write_enumeration")
            return self._codec(verb, type_.key)
        # An attribute's prefix is bound by the element around it, out of reach: a plain text.
        scalar = python_scalar(type_ if is_text(type_) else Scalar("string"))
        return self._use(scalar.home, f"{verb}_{scalar.function}")

    def _element_function(self, verb: str, type_: Scalar) -> str:
        scalar = python_scalar(type_)
        return self._use(scalar.home, f"{verb}_{scalar.function}")

    def _codec(self, verb: str, key: str) -> str:
        name = f"{verb}_{self.n.stems[key]}"
        self.codecs.add((key, name))
        return name

    def _list(self, type_: Type) -> str:
        """The name of the functions for a list or map inside another."""
        if type_ not in self.lists:
            name = _spoken(type_, self.n)
            taken = {view.name for view in self.lists.values()}
            while name in taken:
                name += "_"
            form = self._use("writing", "PLAIN")
            self.lists[type_] = ListCodecView(name, "", [], [])
            kind = annotation(type_, self.n.classes)
            read = f"def _read_{name}(element: Element, r: Reader)"
            write = f"def _write_{name}(tag: str, value: {kind}, w: Writer)"
            found = self._read_element(type_, "element")
            made = self._write_element(type_, "tag", "value", form)
            self.lists[type_] = ListCodecView(
                name=name,
                annotation=kind,
                read=[
                    *_lines(read, 0, f" -> {kind}:"),
                    *_lines(f"found = {found}", 4),
                    f"    return found{_empty(type_)}",
                ],
                write=[
                    *_lines(write, 0, " -> str:"),
                    *_lines(f"return {made}", 4),
                ],
            )
        return self.lists[type_].name


def _lines(call: str, indent: int, end: str = "") -> list[str]:
    return list(broken(("", parsed(call)), indent, end))


def _is_scalar(each: Field) -> bool:
    """Whether a member is one text, or an attribute."""
    if each.particle is Particle.ELEMENT:
        return is_text(each.type) and not each.repeated
    return True


def _is_string(type_: Type) -> bool:
    return isinstance(type_, Scalar) and python_scalar(type_).function == "string"


def _form(each: Field) -> str:
    """How None is written: the name of the runtime's Form."""
    if each.repeated:
        return "NILLABLE" if each.nillable else "PLAIN"
    if not each.nullable:
        return "PLAIN"
    return "NILLABLE" if each.nillable else "OPTIONAL"


def _empty(type_: Type) -> str:
    """What stands for an absent list where there is no None."""
    if isinstance(type_, MapOf) and is_dict(type_):
        return " or {}"
    return " or []" if isinstance(type_, ListOf | MapOf) else ""


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
