"""Text to records without a tree, for messages in the shape that .NET writes.

A generated scanner takes its class's members off the text, a run of them with one pattern::

    def scan_sync_status(s: Scanner) -> SyncStatus:
        record = new(SyncStatus)
        g = s.run(SYNC_STATUS_RUN)
        record.device_id = int(g[0])
        record.device_name = g[1]
        ...

What is taken is a strict subset of XML: every member in the class's order, nil or absent only where
the class writes None so, the namespaces of the message and no others, nothing between the elements,
five entities. Whatever else comes raises Unscanned, and ``Reader`` reads the document as if nothing
had been; it alone tells what is wrong. Between the two no difference can be seen but time.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, TypeVar

from .limits import Limits
from .parsing import XSI
from .reading import Form
from .scalar_text import BLANKS
from .scan_patterns import PREFIX, Run, Scope, Unscanned, legible, unescaped
from .soap import NAMESPACES

R = TypeVar("R")

_XMLNS: Final = rf' xmlns(?::{PREFIX})?="[^"<&]++"'
_DECLARATIONS: Final = re.compile(rf' xmlns(?::({PREFIX}))?="([^"]*+)"').findall
_NAME: Final = rf"(?:({PREFIX}):)?([A-Za-z_][A-Za-z0-9_.-]*+)"
_START: Final = re.compile(
    rf'<{_NAME}((?:{_XMLNS})*+)(?: ({PREFIX}):nil="true"((?:{_XMLNS})*+) ?/)?+>'
    rf"|<{_NAME}((?:{_XMLNS})*+) ?/>"
).fullmatch
_LEAVES: Final = re.compile(r"<[^/>]++>([^<]*+)</").findall
_DECLARATION: Final = re.compile(
    r"""<\?xml version="1\.0" encoding="[Uu][Tt][Ff]-8"\?>"""
).match

_DEEPEST: Final = 50
"""Elements inside each other that are scanned."""
_DEEPEST_MEMBER: Final = 3
"""Elements that a member of a run is deep: a map's wrapper, entry and key."""
_LARGEST: Final = 2**28
"""Bytes of a document that is scanned: some way below libxml2's own limits."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """The name of an element that holds records."""

    namespace: str
    name: str


@dataclass(frozen=True, slots=True)
class _Start:
    """What a start tag means at a place."""

    scope: Scope
    """Inside."""
    end: str
    """The end tag to come; "" where there is none."""
    nil: bool


class Scanner:
    """Goes through one document, from its start to its end. Every method raises Unscanned."""

    def __init__(self, text: str, namespaces: frozenset[str], depth: int) -> None:
        declaration = _DECLARATION(text)
        self._text = text
        self._at = declaration.end() if declaration else 0
        self._namespaces = namespaces
        self._escaped = "&" in text
        self._scope = Scope({})
        self._left = min(depth, _DEEPEST) - _DEEPEST_MEMBER
        self._starts: dict[tuple[str, Place, Scope], _Start | None] = {}
        self._matchers: dict[tuple[Run, Scope], Any] = {}

    def document(self, places: Sequence[Place], scan: Scan[R]) -> R:
        """The record in the last of the places, each the only child of the one before it."""
        outer = []
        for place in places:
            start = self._start(place)
            if start is None or not start.end:
                raise Unscanned
            outer.append(start.end)
            self._scope = start.scope
        self._down()
        record = scan(self)
        for end in reversed(outer):
            self._skip(end)
        if self._text[self._at :].strip(BLANKS):
            raise Unscanned
        return record

    # --- members ----------------------------------------------------------------------------

    def run(self, run: Run) -> Any:
        """The groups of a run: of a scalar its text or None, of a list or map two."""
        matcher = self._matchers.get((run, self._scope))
        if matcher is None:
            matcher = self._matchers[run, self._scope] = run.matcher(self._scope)
        found = matcher(self._text, self._at)
        if found is None:
            raise Unscanned
        self._at = found.end()
        groups = found.groups()
        if self._escaped and "&" in found[0]:
            # The items of a list have tags between them, and are unescaped one by one.
            return [
                unescaped(each) if each and "<" not in each else each for each in groups
            ]
        return groups

    def texts(self, wrapper: str | None, items: str | None) -> list[str] | None:
        """The items of a list of texts from its two groups."""
        if wrapper is None:
            return None
        found: list[str] = _LEAVES(items or "")
        if self._escaped and items and "&" in items:
            return list(map(unescaped, found))
        return found

    def values(
        self, wrapper: str | None, items: str | None, read: Callable[[str], R]
    ) -> list[R] | None:
        """The items of a list from its two groups. Raises ValueError, too."""
        found = self.texts(wrapper, items)
        return None if found is None else list(map(read, found))

    def pairs(self, wrapper: str | None, items: str | None) -> dict[str, str] | None:
        """The entries of a map of texts from its two groups."""
        found = self.texts(wrapper, items)
        if found is None:
            return None
        result = dict(zip(found[::2], found[1::2], strict=True))
        if 2 * len(result) != len(found):
            raise Unscanned  # a key comes twice
        return result

    # --- records ----------------------------------------------------------------------------

    def struct(self, place: Place, scan: Scan[R]) -> R:
        """A record that is always there."""
        start = self._start(place)
        if start is None:
            raise Unscanned
        return self._inside(start, scan)

    def record(self, place: Place, scan: Scan[R], form: Form) -> R | None:
        """A record; None where it is nil or absent, if that is how its class writes None."""
        start = self._start(place)
        if start is None or start.nil:
            _check_none(start, form)
            return None
        return self._inside(start, scan)

    def records(
        self, place: Place, item: Place, scan: Scan[R], form: Form
    ) -> list[R] | None:
        """The records in a wrapper; None like ``record``."""
        start = self._start(place)
        if start is None or start.nil:
            _check_none(start, form)
            return None
        if not start.end:
            return []
        return self._inside(start, lambda s: s.repeated(item, scan))

    def repeated(self, item: Place, scan: Scan[R]) -> list[R]:
        """Records one after the other, however many."""
        name = f"{self._scope.prefix(item.namespace)}{item.name}>"
        opening, closing, text = f"<{name}", f"</{name}", self._text
        result = []
        self._down()
        while text.startswith(opening, self._at):
            self._at += len(opening)
            result.append(scan(self))
            self._skip(closing)
        self._left += 1
        return result

    def _inside(self, start: _Start, scan: Scan[R]) -> R:
        """What stands in an element, up to its end tag."""
        if not start.end:
            raise Unscanned
        outer, self._scope = self._scope, start.scope
        self._down()
        found = scan(self)
        self._left += 1
        self._skip(start.end)
        self._scope = outer
        return found

    def _down(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Unscanned

    def _skip(self, expected: str) -> None:
        if not self._text.startswith(expected, self._at):
            raise Unscanned
        self._at += len(expected)

    # --- start tags -------------------------------------------------------------------------

    def _start(self, place: Place) -> _Start | None:
        """Goes past a start tag; None where another element comes, or an end."""
        end = self._text.find(">", self._at) + 1
        tag = self._text[self._at : end]
        key = tag, place, self._scope
        if key in self._starts:
            start = self._starts[key]
        else:
            start = self._starts[key] = self._understood(tag, place)
        if start is not None:
            self._at = end
        return start

    def _understood(self, tag: str, place: Place) -> _Start | None:
        found = _START(tag)
        if found is None:
            if tag.startswith("</"):
                return None
            raise Unscanned
        prefix, name, declared, nil, more, *empty = found.groups()
        if name is None:
            prefix, name, declared = empty
        if name != place.name:
            return None
        scope = self._within(_DECLARATIONS(declared + (more or "")))
        before = f"{prefix}:" if prefix else ""
        if scope.prefix(place.namespace) != before or (nil and nil != scope.nil):
            raise Unscanned
        end = "" if nil or tag.endswith("/>") else f"</{before}{name}>"
        return _Start(scope, end, nil=bool(nil))

    def _within(self, declared: Iterable[tuple[str, str]]) -> Scope:
        """The scope of an element with these declarations, which bind nothing anew."""
        if not declared:
            return self._scope
        prefixes = dict(self._scope.prefixes)
        bound = set(prefixes.values())
        for prefix, uri in declared:
            if uri not in self._namespaces or prefix in bound or uri in prefixes:
                raise Unscanned
            bound.add(prefix)
            prefixes[uri] = prefix
        return Scope(prefixes)


def _check_none(start: _Start | None, form: Form) -> None:
    if form is not (Form.OPTIONAL if start is None else Form.NILLABLE):
        raise Unscanned


Scan = Callable[[Scanner], R]
"""Takes a record's members off the text."""

# --- messages ---------------------------------------------------------------------------------

MessageScan = Callable[[object, Limits, bool], R | None]
"""The message of a bytes or str within limits, perhaps in a SOAP envelope; None for any other."""

_USUAL: Final = (XSI[1:-1], "http://www.w3.org/2001/XMLSchema")
_HEAD: Final = 1000
"""Characters in which an envelope tells its version."""
_UNQUOTED: Final = re.compile(r"[^&<\"\t\n\r]*").fullmatch


def message_scan(
    read: Callable[..., R], element: str, namespaces: Iterable[str]
) -> MessageScan[R]:
    """The scan that belongs to a generated ``read``: ``x._xml.y.read_z`` has ``x._scan.y.scan_z``.

    Where there is none, as for a class with attributes, no message is scanned. ``element`` is the
    root's name with its namespace.
    """
    scan = _generated(read)
    known = frozenset([*namespaces, *_USUAL, *NAMESPACES])
    if scan is None or not all(map(_UNQUOTED, known)):
        return _never
    namespace, _, name = element.rpartition("}")
    root = Place(namespace[1:], name)
    envelopes = {
        uri: (Place(uri, "Envelope"), Place(uri, "Body"), root) for uri in NAMESPACES
    }

    def scanned(data: object, limits: Limits, soap: bool) -> R | None:
        try:
            text = legible(_within_limits(data, limits))
            places = _of_version(envelopes, text) if soap else (root,)
            return Scanner(text, known, limits.depth).document(places, scan)
        except (Unscanned, ValueError):
            return None

    return scanned


def _generated(read: Callable[..., R]) -> Scan[R] | None:
    package, found, module = read.__module__.rpartition("._xml.")
    if not found:
        return None
    home = f"{package}._scan.{module}"
    try:
        scans = import_module(home)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{home}.".startswith(f"{error.name}."):
            raise
        return None
    name = getattr(read, "__name__", "").replace("read_", "scan_", 1)
    scan: Scan[R] | None = getattr(scans, name, None)
    return scan


def _of_version(envelopes: dict[str, R], text: str) -> R:
    """That of the SOAP version whose namespace stands at the beginning."""
    for uri, found in envelopes.items():
        if uri in text[:_HEAD]:
            return found
    raise Unscanned


def _never(data: object, limits: Limits, soap: bool) -> None:
    return None


def _within_limits(data: object, limits: Limits) -> bytes:
    """The document in UTF-8. Raises Unscanned, or ValueError, also where it is near the limits."""
    most = min(limits.size, _LARGEST)
    if type(data) is str and len(data) <= most:
        text = data.encode()
    elif type(data) is bytes:
        text = data.removeprefix(codecs.BOM_UTF8)
    else:
        raise Unscanned
    if len(data) > most or len(text) > most:
        raise Unscanned
    if len(text) // len("<a/>") > limits.elements:
        # A start tag has one <, an attribute one =; both may also stand elsewhere.
        markup = text.count(b"<") - text.count(b"</") + text.count(b"=")
        if markup > limits.elements:
            raise Unscanned
    return text
