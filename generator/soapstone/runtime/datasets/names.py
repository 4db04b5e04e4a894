"""Names of tables and columns in XML, where .NET escapes what no XML name can hold."""

from __future__ import annotations

import re

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4}|[0-9A-Fa-f]{8})_")


def decoded(name: str) -> str:
    """Return a name without the escapes of XmlConvert.EncodeLocalName: ``_x0020_`` is a blank."""
    return _ESCAPE.sub(_character, name) if "_x" in name else name


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return escape[0]
    return chr(code)
