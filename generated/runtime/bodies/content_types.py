"""Parses the value of a Content-Type header (RFC 9110, 8.3.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_PARAMETER = re.compile(
    r""";\s*+([\w!#$%&'*+.^`|~-]++)\s*+=\s*+(?:"((?:[^"\\]|\\.)*+)"|([^;\s"]++))"""
)


@lru_cache(maxsize=64)  # a service sends few, a client asks for each answer
def media_type(content_type: str) -> tuple[str, Mapping[str, str]]:
    """Return the media type and the parameters; their names and the type in lower case."""
    parameters = {
        name.lower(): re.sub(r"\\(.)", r"\1", quoted) or plain
        for name, quoted, plain in _PARAMETER.findall(content_type)
    }
    return content_type.partition(";")[0].strip().lower(), parameters
