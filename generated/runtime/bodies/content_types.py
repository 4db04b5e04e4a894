"""Parses the value of a Content-Type header (RFC 9110, 8.3.1)."""

from __future__ import annotations

import re

_PARAMETER = re.compile(
    r""";\s*+([\w!#$%&'*+.^`|~-]++)\s*+=\s*+(?:"((?:[^"\\]|\\.)*+)"|([^;\s"]++))"""
)


def media_type(content_type: str) -> tuple[str, dict[str, str]]:
    """Return the media type and the parameters; their names and the type in lower case."""
    parameters = {
        name.lower(): re.sub(r"\\(.)", r"\1", quoted) or plain
        for name, quoted, plain in _PARAMETER.findall(content_type)
    }
    return content_type.partition(";")[0].strip().lower(), parameters
