"""Reads tables of C# members and of enumerations, in every form that saving a page leaves.

Cells stand in an HTML row, between pipes (leading, trailing or both), between tabs, or joined
without a separator. Captions, header rows, empty cells and some words may be lost; then the cells
after them move left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from soapstone.model.facts import EnumerationRow, EnumerationTable, Row, Table
from soapstone.model.findings import Origin
from soapstone.model.limits import TABLES
from soapstone.pages.document import Line

MAX_CELLS = 64

FORMAT_HINT = "?format="
"""Part of the sentence that ends the header and the tables of every page."""
_ACCEPT = re.compile(r"\bAccept\b")
_WRAPPED = 4
"""Lines that this sentence has at most."""

_LOCATIONS = ("path", "query", "form", "body", "header", "model")
_REQUIRED = {"yes": True, "no": False}
_MEMBER_COLUMNS = ("name", "parameter", "data type", "required", "description")
_ENUMERATION_COLUMNS = ("name", "value", "description")
_NAMED_ENUMERATION_COLUMNS = ("name", "description")

_DESCRIPTION = re.compile(
    r"(?P<text>.*?) ?"
    r"(?:Allowable Values ?(?P<allowable>.*?) ?)?"
    r"(?:Valid Range: ?(?P<range>\S{1,100} - \S{0,100}))?",
    re.DOTALL,
)
"""A description (with single blanks), and the allowable values and valid range that a page adds to
it.
"""

_ALLOWABLE = re.compile(
    r"[#*\s]{0,9}Allowable Values[*:\s]{0,9}(?P<more>.*)", re.DOTALL
)
_ALLOWABLE_ENDS = re.compile(r"Allowable Values[\s|]*$")
_RANGE = re.compile(r"[#*\s]{0,9}Valid Range:\s{0,9}(?P<range>\S{1,100} - \S{0,100})")
_BULLET = re.compile(r"(?:[*\u2022\u25E6\u25CB\u00B7+-]|\d{1,4}[.)])\s+")
"""What the items of a list begin with in a page saved as text."""

_SEPARATOR = re.compile(r"[-|:\s]+")
_PIPE = re.compile(r"(?<!\\)\|")
_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_KEYWORD = re.compile(
    r"string|bool|sbyte|byte|short|ushort|int|uint|long|ulong|float|double|decimal|char|object"
)
_TYPE_SUFFIX = re.compile(r"(?:\[,*\]|\?)*")
_GLUED_LOCATION = re.compile(rf"(?:{'|'.join(_LOCATIONS)})(?=[A-Z]|{_KEYWORD.pattern})")
_GLUED_ENUMERATION = re.compile(r"([^\W\d]\w*?)(-?\d+)?")


class _Kind(Enum):
    MEMBERS = auto()
    ENUMERATION = auto()


_CAPTION_KINDS = {"Parameters:": _Kind.MEMBERS, "Enum:": _Kind.ENUMERATION}


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables among some lines."""

    members: tuple[Table, ...]
    enumerations: tuple[EnumerationTable, ...]
    unread: tuple[Line, ...]
    """Rows inside a table that do not fit its columns."""
    first: int
    """Index of the first line of a table; the number of lines where there is none."""


@dataclass(slots=True)
class _Open:
    """A table whose end is still to come."""

    kind: _Kind
    caption: str
    origin: Origin
    columns: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    enumeration_rows: list[EnumerationRow] = field(default_factory=list)
    listing: str = ""
    """While the allowable values of the last row are read: ``values``, or ``bullets`` once one of
    them began with a bullet.
    """

    def read(self, line: Line) -> bool:
        """Add a line as a row; return False where it is not a row of this table."""
        if self.kind is _Kind.MEMBERS:
            member = _member(line, self.columns or _MEMBER_COLUMNS)
            if member:
                self.rows.append(member)
                self.listing = "values" if _ALLOWABLE_ENDS.search(line.text) else ""
            return member is not None or self._limits(line)
        row = _enumeration_row(line, self.columns)
        if row:
            self.enumeration_rows.append(row)
        return row is not None

    def _limits(self, line: Line) -> bool:
        """Add allowable values or a valid range to the last row; return False for another line.

        They are a list inside the row's last cell. Saved as text it may stand on lines of its own.
        """
        cells, bullet = split_cells(line), _BULLET.match(line.text)
        if not self.rows or line.cells or (len(cells) > 1 and not bullet):
            return False
        text = cells[0] if len(cells) == 1 else line.text
        row, valid_range = self.rows[-1], _RANGE.fullmatch(text)
        allowable = _ALLOWABLE.fullmatch(text)
        if valid_range:
            self.rows[-1] = replace(row, valid_range=valid_range["range"])
            self.listing = ""
        elif allowable:
            self.rows[-1] = _allowing(row, allowable["more"])
            self.listing = "values"
        elif bullet and (self.listing or row.allowable):
            self.rows[-1] = _allowing(row, text[bullet.end() :])
            self.listing = "bullets"
        elif self.listing == "values" and not line.heading:
            self.rows[-1] = _allowing(row, text)
        else:
            self.listing = ""
            return False
        return True

    @property
    def is_bare(self) -> bool:
        """Whether only its caption has been read."""
        return not (self.columns or self.rows or self.enumeration_rows)


def _allowing(row: Row, text: str) -> Row:
    return replace(row, allowable=(*row.allowable, *filter(None, [text.strip()])))


def hint(lines: Sequence[Line]) -> range:
    """Return the indices of the sentence below the tables: one line, unless its lines were
    wrapped. It names HTTP's header Accept before the parameter.
    """
    end = next((i for i, line in enumerate(lines) if FORMAT_HINT in line.text), None)
    if end is None:
        return range(len(lines), len(lines))
    start = end
    for index in range(end, max(end - _WRAPPED, -1), -1):
        if _ACCEPT.search(lines[index].text):
            start = index
            break
    while start and _goes_on(lines[start]) and not split_cells(lines[start - 1]):
        start -= 1
    return range(start, end + 1)


def _goes_on(line: Line) -> bool:
    """Whether a line starts inside a sentence."""
    return line.text[:1].islower() or not line.text[:1].isalnum()


def split_cells(line: Line) -> tuple[str, ...]:
    """Return the cells of a row; () where the line is not a row of cells."""
    if line.cells:
        return line.cells
    text = line.text
    if 0 < text.count("|") <= MAX_CELLS:
        cells = _PIPE.split(text)
        start, end = text.startswith("|"), len(cells) - text.endswith("|")
        return tuple(cell.replace("\\|", "|").strip() for cell in cells[start:end])
    if 0 < text.count("\t") <= MAX_CELLS:
        return tuple(cell.strip() for cell in text.split("\t"))
    return ()


def read_tables(lines: Sequence[Line]) -> Tables:
    """Return all tables among ``lines``, in order. A table that is printed twice is there twice.

    Raises SpecError for more tables than the limit.
    """
    found: list[_Open] = []
    unread: list[Line] = []
    first = len(lines)
    table: _Open | None = None
    below = hint(lines)
    for index, line in enumerate(lines):
        if index in below:
            table = None
            continue
        if _SEPARATOR.fullmatch(line.text):
            continue
        opened = _opening(line, table)
        if opened is None and table and not table.read(line):
            cells = split_cells(line)
            opened = (
                _headless_enumeration(line, cells)
                if table.kind is _Kind.MEMBERS
                else None
            )
            if opened is None and cells and any(cells):
                unread.append(line)
            elif opened is None:
                table = None
        if opened and opened is not table:
            found.append(opened)
            TABLES.check(len(found), line.origin)
            table = opened
            first = min(first, index)
    return Tables(
        members=tuple(
            Table(each.caption, tuple(each.rows), each.origin)
            for each in found
            if each.kind is _Kind.MEMBERS
        ),
        enumerations=tuple(
            EnumerationTable(each.caption, tuple(each.enumeration_rows), each.origin)
            for each in found
            if each.kind is _Kind.ENUMERATION
        ),
        unread=tuple(unread),
        first=first,
    )


def _opening(line: Line, table: _Open | None) -> _Open | None:
    """Return the table that a caption or header row opens; ``table`` itself where the line is its
    header.
    """
    caption, kind = _caption(line)
    if kind:
        return _Open(kind, caption, line.origin)
    header = _header(line)
    if header is None:
        return None
    if table and table.is_bare and table.kind is header[0]:
        table.columns = header[1]
        return table
    return _Open(header[0], "", line.origin, header[1])


def _caption(line: Line) -> tuple[str, _Kind | None]:
    """Return the type's name and the kind of table, if the line is a caption: ``Account
    Parameters:``.
    """
    shown = [cell for cell in split_cells(line) if cell] or [line.text]
    name, _, word = shown[0].rpartition(" ")
    return name.strip(), _CAPTION_KINDS.get(word) if len(shown) == 1 and name else None


def _header(line: Line) -> tuple[_Kind, tuple[str, ...]] | None:
    """Return the kind of table that a header row announces, and its columns."""
    cells = tuple(cell.lower() for cell in split_cells(line))
    if not cells:
        glued = line.text.lower().replace(" ", "")
        if glued.startswith("nameparameterdatatype"):
            return _Kind.MEMBERS, _MEMBER_COLUMNS
        return (
            (_Kind.ENUMERATION, _ENUMERATION_COLUMNS) if glued == "namevalue" else None
        )
    if "data type" in cells:
        return _Kind.MEMBERS, cells
    if cells[0] == "name" and "value" in cells[1:]:
        return _Kind.ENUMERATION, _ENUMERATION_COLUMNS
    if cells[0] == "name" and not any(set(cells[1:]) - {"", "description"}):
        return _Kind.ENUMERATION, _NAMED_ENUMERATION_COLUMNS
    return None


def _headless_enumeration(line: Line, cells: tuple[str, ...]) -> _Open | None:
    """Open an enumeration's table that follows another table and has lost caption and header
    row.
    """
    if not 2 <= len(cells) <= 3 or not _IDENTIFIER.fullmatch(cells[0]):
        return None
    table = _Open(_Kind.ENUMERATION, "", line.origin)
    table.read(line)
    return table


def _member(line: Line, columns: tuple[str, ...]) -> Row | None:
    cells = split_cells(line) or _unglue_member(line.text)
    if "parameter" in columns:
        cells = _aligned(cells)
    if len(cells) < 2:
        return None
    values = dict(zip(columns, cells, strict=False))
    rest = [values.get("description", ""), *cells[len(columns) :]]
    parts = _DESCRIPTION.fullmatch(" | ".join(" ".join(t.split()) for t in rest if t))
    assert parts is not None
    allowable = parts["allowable"] or ""
    are_items = bool(line.items) and " ".join(line.items) == allowable
    return Row(
        name=values.get("name", ""),
        location=values.get("parameter", ""),
        csharp=values.get("data type", ""),
        required=_REQUIRED.get(values.get("required", "").lower()),
        description=parts["text"],
        origin=line.origin,
        allowable=line.items if are_items else tuple(allowable.split()),
        valid_range=parts["range"] or "",
    )


def _aligned(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells in their columns: the location shows whether the name is lost. () for no
    row.
    """
    if len(cells) > 1 and cells[1].lower() in _LOCATIONS:
        return cells
    if cells and cells[0].lower() in _LOCATIONS:
        return ("", *cells)
    # A service may use another word for the location.
    return cells if len(cells) > 3 and cells[3].lower() in _REQUIRED else ()


def _enumeration_row(line: Line, columns: tuple[str, ...]) -> EnumerationRow | None:
    cells = split_cells(line)
    if not cells:
        glued = _GLUED_ENUMERATION.fullmatch(line.text)
        cells = (glued[1], glued[2] or "") if glued else ()
    if not cells or not any(cells):
        return None
    if not columns:
        columns = _ENUMERATION_COLUMNS if len(cells) > 2 else _NAMED_ENUMERATION_COLUMNS
    values = dict(zip(columns, cells, strict=False))
    rest = [values.get("description", ""), *cells[len(columns) :]]
    return EnumerationRow(
        name=values["name"],
        value=values.get("value", ""),
        description=" | ".join(text for text in rest if text),
        origin=line.origin,
    )


def _unglue_member(text: str) -> tuple[str, ...]:
    """Return the cells of a row without separators: ``NullableIdqueryint?No``."""
    for location in _GLUED_LOCATION.finditer(text, 0, 200):
        name = text[: location.start()]
        if name and not _IDENTIFIER.fullmatch(name):
            return ()
        csharp, required, description = _unglue_type(text[location.end() :])
        if csharp:
            return name, location.group(), csharp, required, description.strip()
    return ()


def _unglue_type(text: str) -> tuple[str, str, str]:
    """Split a C# type, Required and description; the type is "" where there is none."""
    keyword = _KEYWORD.match(text)
    word = _IDENTIFIER.match(text)
    if keyword:
        end = keyword.end()
    elif word and text[word.end() : word.end() + 1] in ("<", "[", "?"):
        end = word.end()
    else:
        return _unglue_required(text, word.end() if word else 0)
    if text[end : end + 1] == "<":
        end = _generic_end(text, end)
    suffix = _TYPE_SUFFIX.match(text, end)
    end = suffix.end() if suffix else end
    rest = text[end:]
    required = next((word for word in ("Yes", "No") if rest.startswith(word)), "")
    return text[:end], required, rest[len(required) :]


def _unglue_required(text: str, end: int) -> tuple[str, str, str]:
    """Split ``NoteNo`` before a Required word that ends the row or precedes a sentence."""
    for match in re.finditer(r"(?<=\w)(Yes|No)(?=[A-Z]|\W|$)", text[:end]):
        if match.end() == len(text) or match.end() < end or not text[end].isalnum():
            return text[: match.start()], match.group(), text[match.end() :]
    return text[:end], "", text[end:]


def _generic_end(text: str, start: int) -> int:
    """Return where the type arguments that open at ``start`` close; ``start`` where they do not."""
    depth = 0
    for index, character in enumerate(text[start:], start):
        depth += {"<": 1, ">": -1}.get(character, 0)
        if depth == 0:
            return index + 1
    return start
