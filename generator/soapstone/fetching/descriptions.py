"""Reads from a WSDL or XML Schema which others it imports."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from soapstone.model import limits
from soapstone.runtime.errors import WireError
from soapstone.runtime.limits import Limits
from soapstone.runtime.reading.parsing import parse
from soapstone.wsdl.namespaces import WSDL, XS

WSDL_SUFFIX: Final = ".wsdl"
SCHEMA_SUFFIX: Final = ".xsd"
_WSDL_2: Final = "{http://www.w3.org/ns/wsdl}description"
"""It is saved for the error that explains it; its imports would be of no use."""
_ROOTS: Final = frozenset([f"{{{WSDL}}}definitions", f"{{{XS}}}schema", _WSDL_2])
_IMPORTS: Final = {
    f"{{{WSDL}}}import": ("location", WSDL_SUFFIX),
    f"{{{XS}}}import": ("schemaLocation", SCHEMA_SUFFIX),
    f"{{{XS}}}include": ("schemaLocation", SCHEMA_SUFFIX),
    f"{{{XS}}}redefine": ("schemaLocation", SCHEMA_SUFFIX),
}
"""What imports, the attribute that says from where, and what is found there."""
_LIMITS: Final = Limits(size=limits.BYTES.most)


Imports = tuple[tuple[str, str], ...]
"""Locations as they are written, each with the ending of a file of its kind."""


def imports_of(data: bytes) -> Imports | None:
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
    return tuple(dict.fromkeys(found))


def part_name(url: str) -> str:
    """Return what a part is called: ``xsd0`` of ``x.svc?xsd=xsd0``, else by its path."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query)
    last = unquote(parts.path.rpartition("/")[2])
    stem = last.removesuffix(SCHEMA_SUFFIX).removesuffix(WSDL_SUFFIX)
    return query[0][1] if query else stem
