"""Reads and writes scalars that need more than one text: QName and DateTimeOffset.

The prefix of a QName is bound by an element; a DateTimeOffset has two child elements. So these
functions take and return elements.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import partial

from ..reading.elements import Element
from ..reading.fragments import quoted
from ..reading.namespaces import Scopes
from ..reading.reader import Reader
from ..records.unknown_content import Place
from ..writing.writer import Writer
from .integers import read_short
from .plain_times import plain_datetime
from .python_values import other_type
from .text import BLANKS, write_string
from .ticks import TickDatetime
from .times import read_date_time, write_date_time

_QNAME_EXPECTED = "a QName whose prefix stands for a namespace"
_CLARK = re.compile(r"(?:\{([^{}]+)\})?([^\s:{}<>&]+)").fullmatch

_SYSTEM = "http://schemas.datacontract.org/2004/07/System"
OFFSET_PARTS = (f"{{{_SYSTEM}}}DateTime", f"{{{_SYSTEM}}}OffsetMinutes")
"""The names of a DateTimeOffset's children."""
_OFFSET_EXPECTED = "a DateTimeOffset: a DateTime, and OffsetMinutes from -840 to 840"
_MOST_MINUTES = 14 * 60


def read_qname(element: Element, r: Reader, place: Place) -> str:
    """Return a qualified name as ``{namespace}name``; "" for .NET's XmlQualifiedName.Empty."""
    return r.scalar(element, partial(_resolved, element, r.scopes), place) or ""


def _resolved(element: Element, scopes: Scopes, text: str) -> str:
    prefix, colon, name = text.strip(BLANKS).rpartition(":")
    namespace = scopes.at(element).bound(prefix)
    if colon and not (prefix and namespace and name):
        raise ValueError(_QNAME_EXPECTED)
    return f"{{{namespace}}}{name}" if namespace and name else name


def write_qname(tag: str, value: str, w: Writer) -> str:
    """Return the element, which binds the prefix of the name."""
    return w.composed(tag, value, qname_parts)


def qname_parts(value: str) -> tuple[str, str]:
    """Return the attribute that binds the prefix of a name, and the name with it.

    Raises ValueError for what is no ``{namespace}name``.
    """
    if value == "":
        return "", ""
    if not isinstance(value, str):
        raise other_type("a QName as {namespace}name, in a str", value)
    found = _CLARK(value)
    if found is None:
        raise ValueError("a QName as {namespace}name")
    namespace, name = found.groups()
    if namespace is None:
        # No default namespace is bound in what is written.
        return "", write_string(name)
    return f" xmlns:qn={quoted(namespace)}", f"qn:{write_string(name)}"


def read_date_time_offset(element: Element, r: Reader, place: Place) -> datetime:
    """Return a moment with its offset, from the moment in UTC and the offset in minutes.

    An offset of 0 is ``timezone.utc``. The tick of a moment stays.
    """
    return r.composed(element, OFFSET_PARTS, moment_of, _OFFSET_EXPECTED, place)


def moment_of(moment_text: str, minutes_text: str) -> datetime:
    """Return the moment of the texts of the two children. Raises ValueError."""
    moment, minutes = read_date_time(moment_text), read_short(minutes_text)
    if abs(minutes) > _MOST_MINUTES:
        raise ValueError(_OFFSET_EXPECTED)
    zone = timezone(timedelta(minutes=minutes)) if minutes else UTC
    try:
        # A DateTime without zone is .NET's local time at that offset already.
        there = (
            moment.replace(tzinfo=zone)
            if moment.tzinfo is None
            else moment.astimezone(zone)
        )
        there.astimezone(UTC)
    except OverflowError:
        raise ValueError(_OFFSET_EXPECTED) from None
    return _ticked(there, moment)


def write_date_time_offset(tag: str, value: datetime, w: Writer) -> str:
    """Return the element with its two children. A datetime without zone is a problem."""
    return w.composed(tag, value, _offset_parts)


def _offset_parts(value: datetime) -> tuple[str, str]:
    value = plain_datetime(value)
    offset = value.utcoffset()
    if offset is None:
        raise ValueError("a datetime with a zone")
    minutes, rest = divmod(offset, timedelta(minutes=1))
    if rest or abs(minutes) > _MOST_MINUTES:
        raise ValueError("a datetime whose offset is whole minutes up to 14 hours")
    try:
        moment = _ticked(value.astimezone(UTC), value)
    except OverflowError:
        raise ValueError("a datetime from the year 1 to 9999 in UTC, too") from None
    return (
        f" xmlns:dto={quoted(_SYSTEM)}",
        f"<dto:DateTime>{write_date_time(moment)}</dto:DateTime>"
        f"<dto:OffsetMinutes>{minutes}</dto:OffsetMinutes>",
    )


def _ticked(moment: datetime, source: datetime) -> datetime:
    """The moment with the seventh digit of another; ``astimezone`` drops it."""
    tick = source.tick if isinstance(source, TickDatetime) else 0
    return TickDatetime.of(moment, tick) if tick else moment
