"""Reads from a WSDL or XML Schema which others it imports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from soapstone.model import limits
from soapstone.runtime.errors import WireError
from soapstone.runtime.limits import Limits
from soapstone.runtime.reading.parsing import parse

WSDL: Final = ".wsdl"
SCHEMA: Final = ".xsd"
_ROOTS: Final = frozenset(
    [
        "{http://schemas.xmlsoap.org/wsdl/}definitions",
        "{http://www.w3.org/ns/wsdl}description",
        "{http://www.w3.org/2001/XMLSchema}schema",
    ]
)
_XS: Final = "{http://www.w3.org/2001/XMLSchema}"
_IMPORTS: Final = {
    "{http://schemas.xmlsoap.org/wsdl/}import": ("location", WSDL),
    "{http://www.w3.org/ns/wsdl}import": ("location", WSDL),
    "{http://www.w3.org/ns/wsdl}include": ("location", WSDL),
    f"{_XS}import": ("schemaLocation", SCHEMA),
    f"{_XS}include": ("schemaLocation", SCHEMA),
    f"{_XS}redefine": ("schemaLocation", SCHEMA),
}
"""What imports, the attribute that says from where, and what is found there."""
_LIMITS: Final = Limits(size=limits.BYTES.most)


@dataclass(frozen=True, slots=True)
class Description:
    """What matters of a WSDL or a schema to whoever fetches it."""

    imports: tuple[tuple[str, str], ...]
    """Locations as they are written, each with the ending of a file of its kind."""


def description_of(data: bytes) -> Description | None:
    """Return what a WSDL or schema imports; None for a document of another kind, or none."""
    try:
        root = parse(data, _LIMITS)
    except WireError:
        return None
    if root.tag not in _ROOTS:
        return None
    found = []
    for each in root.iter(*_IMPORTS):
        attribute, suffix = _IMPORTS[str(each.tag)]
        if location := each.get(attribute):
            found.append((location, suffix))
    return Description(tuple(dict.fromkeys(found)))


def part_name(url: str) -> str:
    """Return what a part is called: ``xsd0`` of ``x.svc?xsd=xsd0``, else by its path."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query)
    last = unquote(parts.path.rpartition("/")[2])
    stem = last.removesuffix(SCHEMA).removesuffix(WSDL)
    return query[0][1] if query else stem
