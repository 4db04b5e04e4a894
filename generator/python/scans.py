"""The view of a scan module: what takes the records of one module off a message's text.

Every line follows from the field's type and form alone, as those of the codecs do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.contract import (
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
    held_by,
)
from generator.python.breaking import WIDTH, Group, broken, constant_lines, parsed
from generator.python.imports import Import, import_lines
from generator.python.names import constant
from generator.python.naming import Naming
from generator.python.scalars import is_text, python_scalar
from generator.python.slices import Slice
from generator.python.text import docstring, literal

_SHAPES: Mapping[str, tuple[str, str]] = {
    "byte": ("BYTE", "int"),
    "short": ("SHORT", "int"),
    "int": ("INT", "int"),
    "long": ("LONG", "int"),
    "integer": ("LONG", "int"),
    "number": ("LONG", "int"),
    "unsigned_byte": ("UNSIGNED_BYTE", "int"),
    "unsigned_short": ("UNSIGNED_SHORT", "int"),
    "unsigned_int": ("UNSIGNED_INT", "int"),
    "unsigned_long": ("UNSIGNED_LONG", "int"),
    "date_time": ("DATE_TIME", "moment"),
}
"""Of the scalars that need no full reader, by their functions: shape and function of the text.

Both do the same as the scalar's own function does for these texts.
"""


@dataclass(frozen=True, slots=True)
class RunView:
    """Members that one pattern takes."""

    name: str
    namespace: str
    pieces: list[str]


@dataclass(frozen=True, slots=True)
class RecordScanView:
    """A class's runs and its function, line by line."""

    name: str
    head: list[str]
    runs: list[RunView]
    stores: list[str]


@dataclass(frozen=True, slots=True)
class ScanModuleView:
    """A scan module."""

    docstring: list[str]
    imports: list[str]
    constants: list[str]
    records: list[RecordScanView]


# --- what can be scanned ------------------------------------------------------------------------


def scannable(c: Contract) -> frozenset[str]:
    """The keys of the records that hold nothing but elements that can be scanned."""
    holders: dict[str, list[str]] = {}
    for record in c.records:
        for each in record.fields:
            for key in held_by(each.type):
                holders.setdefault(key, []).append(record.key)
    work = [each.key for each in c.records if not all(map(_is_plain, each.fields))]
    refused = set(work)
    while work:
        for key in holders.get(work.pop(), ()):
            if key not in refused:
                refused.add(key)
                work.append(key)
    return frozenset(each.key for each in c.records if each.key not in refused)


def _is_plain(each: Field) -> bool:
    """Whether a field can be scanned, as far as it shows without the records that it holds."""
    if each.particle is not Particle.ELEMENT:
        return False
    match each.type:
        case RecordRef():
            return True
        case _ if each.repeated:
            return False
        case ListOf(type=inner):
            return isinstance(inner, RecordRef) or is_text(inner)
        case MapOf(entry, key, key_type, value, value_type):
            one = entry.namespace == key.namespace == value.namespace
            return one and key_type == value_type == Scalar("string")
        case _:
            return is_text(each.type)


# --- modules --------------------------------------------------------------------------------------


def scan_view(s: Slice) -> ScanModuleView:
    """All that a scan module prints."""
    lines = _Lines(s.naming)
    views = [lines.record(each) for each in s.contract.records if each.key in s.scanned]
    classes = [s.naming.classes[key] for key in s.scanned]
    names = ", ".join(classes)
    imports: list[Import] = [
        ("....runtime.reading", "new"),
        ("....runtime.scanning", "Scanner"),
        *((f"....runtime.{home}", name) for home, name in lines.runtime),
        *(("..." + s.own_module, name) for name in classes),
        *_siblings(s, lines),
    ]
    return ScanModuleView(
        docstring=docstring([f"{names} off the text of XML."], 0),
        imports=import_lines(imports),
        constants=lines.constants(),
        records=views,
    )


def _siblings(s: Slice, lines: _Lines) -> Iterator[Import]:
    for key, function in lines.scans:
        if key not in s.module.keys:
            yield ".." + s.home(key), function
    for key, function in lines.enumerations:
        yield "..._xml." + s.home(key), function


# --- lines ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Runs:
    """A record's runs while its fields are gone through."""

    stem: str
    done: list[RunView] = field(default_factory=list)
    namespace: str | None = None
    groups: int = 0


@dataclass(slots=True)
class _Lines:
    """Makes the lines of a module's records and collects what they use."""

    n: Naming
    used: set[str] = field(default_factory=set)
    """The namespaces that the expressions name."""
    places: dict[str, Group] = field(default_factory=dict)
    runtime: set[tuple[str, str]] = field(default_factory=set)
    scans: set[tuple[str, str]] = field(default_factory=set)
    """(key, function) of the records that are held."""
    enumerations: set[tuple[str, str]] = field(default_factory=set)

    def record(self, record: Record) -> RecordScanView:
        """The view of one record."""
        name, stem = self.n.classes[record.key], self.n.stems[record.key]
        runs = _Runs(stem.upper())
        stores = [
            line
            for each, attribute in zip(
                record.fields, self.n.fields[record.key], strict=True
            )
            for line in self._store(each, attribute, runs)
        ]
        head = parsed(f"def scan_{stem}(s: Scanner)")
        return RecordScanView(
            name, list(broken(("", head), 0, f" -> {name}:")), runs.done, stores
        )

    def constants(self) -> list[str]:
        """The lines of the namespaces and of the places."""
        found = sorted((self._namespace(uri), literal(uri)) for uri in self.used)
        lines = [line for pair in found for line in constant_lines(*pair)]
        for name, place in sorted(self.places.items()):
            lines += broken((f"{name} = ", place), 0)
        return lines

    def _namespace(self, uri: str) -> str:
        if not uri:
            return '""'
        self.used.add(uri)
        return f"_{self.n.prefixes[uri].upper()}"

    def _place(self, name: QName) -> str:
        """The constant of an element that holds records."""
        self._use("scan_starts", "Place")
        namespace = self._namespace(name.namespace)
        place = Group("Place", (("", namespace), ("", literal(name.name))))
        wanted = f"{namespace.strip(chr(34))}_{constant(name.name)}_"
        while self.places.setdefault(wanted, place) != place:
            wanted += "_"
        return wanted

    def _use(self, module: str, name: str) -> str:
        self.runtime.add((module, name))
        return name

    def _store(self, each: Field, attribute: str, runs: _Runs) -> Iterator[str]:
        """The lines that store a member, before them the line of the run that it begins."""
        target = f"record.{attribute} = "
        held = each.type.type if isinstance(each.type, ListOf) else each.type
        if isinstance(held, RecordRef):
            runs.namespace = None
            call = parsed(target + self._records(each, held))
            if not (isinstance(each.type, ListOf) and not each.nullable):
                yield from broken(("", call), 4)
                return
            yield f"    {call} or []"
            return
        if runs.namespace != each.name.namespace:
            self._begin(each.name.namespace, runs)
            yield f"    g = s.run({runs.done[-1].name})"
        at = runs.groups
        runs.groups += 1 if is_text(each.type) else 2
        piece, value = self._member(each, at)
        runs.done[-1].pieces.extend(broken(("", parsed(piece)), 4, ","))
        yield from _assigned(target, value)

    def _begin(self, namespace: str, runs: _Runs) -> None:
        self._use("scan_patterns", "Run")
        runs.namespace, runs.groups = namespace, 0
        number = f"_{len(runs.done) + 1}" if runs.done else ""
        name = f"{runs.stem}_RUN{number}"
        runs.done.append(RunView(name, self._namespace(namespace), []))

    def _records(self, each: Field, held: RecordRef) -> str:
        scan = f"scan_{self.n.stems[held.key]}"
        self.scans.add((held.key, scan))
        place = self._place(each.name)
        if each.repeated:
            return f"s.repeated({place}, {scan})"
        if isinstance(each.type, ListOf):
            item, form = self._place(each.type.item), self._form(each)
            return f"s.records({place}, {item}, {scan}, {form})"
        if not each.nullable:
            return f"s.struct({place}, {scan})"
        return f"s.record({place}, {scan}, {self._form(each)})"

    def _member(self, each: Field, at: int) -> tuple[str, str]:
        """A member of a run: its part of the pattern, and its value from the groups."""
        name, form = literal(each.name.name), self._form(each)
        match each.type:
            case ListOf(item, inner):
                shape, read = self._scalar(inner)
                names = f"{self._namespace(item.namespace)}, {literal(item.name)}"
                shape = f", shape={shape}" if shape else ""
                found = f"(g[{at}], g[{at + 1}]{f', {read}' if read else ''})"
                value = f"s.{'values' if read else 'texts'}{found}"
                instead = "" if each.nullable else " or []"
            case MapOf(entry, key, _, value_name):
                names = ", ".join(
                    [
                        self._namespace(entry.namespace),
                        *(literal(part.name) for part in (entry, key, value_name)),
                    ]
                )
                shape, value = "", f"s.pairs(g[{at}], g[{at + 1}])"
                instead = "" if each.nullable else " or {}"
            case _:
                shape, read = self._scalar(each.type)
                shape = f", {shape}" if shape else ""
                piece = f"{self._use('scan_patterns', 'scalar')}({name}, {form}{shape})"
                value = f"{read}(g[{at}])" if read else f"g[{at}]"
                if read and each.nullable:
                    value = f"None if g[{at}] is None else {value}"
                return piece, value
        piece = (
            f"{self._use('scan_patterns', 'wrapper')}({name}, {form}, {names}{shape})"
        )
        return piece, value + instead

    def _scalar(self, type_: Type) -> tuple[str, str]:
        """The shape of a text, and the function that reads it; "" for any text, and the text."""
        if isinstance(type_, EnumerationRef):
            read = f"read_{self.n.stems[type_.key]}"
            self.enumerations.add((type_.key, read))
            return "", read
        assert isinstance(type_, Scalar)
        function = python_scalar(type_).function
        if function == "string":
            return "", ""
        if function not in _SHAPES:
            return "", self._use(python_scalar(type_).home, f"read_{function}")
        shape, read = _SHAPES[function]
        if read == "int":
            return self._use("scan_patterns", shape), read
        return self._use("scan_moments", shape), self._use("scan_moments", read)

    def _form(self, each: Field) -> str:
        form = "PLAIN"
        if each.nullable:
            form = "NILLABLE" if each.nillable else "OPTIONAL"
        return self._use("writing", form)


def _assigned(target: str, value: str) -> Iterator[str]:
    """The lines of an assignment; a value that does not fit has parentheses, as black gives it."""
    line = f"    {target}{value}"
    if len(line) <= WIDTH:
        yield line
    elif " or " not in value and " if " not in value:
        yield from broken(("", parsed(target + value)), 4)
    else:
        yield from (f"    {target}(", f"        {value}", "    )")
