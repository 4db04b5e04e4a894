"""Refuses requests that HTTP does not allow, before anything is sent.

Libraries find that out at different times, with errors of their own or not at all.
"""

from __future__ import annotations

import re
from typing import Final

from ..scalars.python_values import type_name
from .errors import CannotCall
from .http_messages import HttpRequest

_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~\w-]+", re.ASCII)
"""A token (RFC 9110 section 5.6.2)."""
_TEXT: Final = re.compile(r"[\t -~\x80-\xff]*")
"""A field value (RFC 9110 section 5.5): no line break may end it."""
_URL: Final = re.compile(r"https?://[^\x00-\x20\x7f]+")


def allowed(request: HttpRequest) -> HttpRequest:
    """Return a request as it is. Raises CannotCall, without the value: it may be a secret."""
    if not isinstance(request, HttpRequest):
        found = "None" if request is None else type_name(request)
        raise CannotCall(f"prepare has to return an HttpRequest, not {found}")
    if not _URL.fullmatch(request.url):
        raise CannotCall("the address of the request is no URL of http or https")
    for name, text in request.headers.items():
        if not _NAME.fullmatch(name):
            raise CannotCall(f"HTTP allows no header of the name {name!r}")
        if not isinstance(text, str) or not _TEXT.fullmatch(text):
            expected = "a text in Latin-1 without line breaks"
            raise CannotCall(f"the header {name} takes {expected}")
    length = request.headers.get("Content-Length")
    if length is not None and length != str(len(request.body)):
        raise CannotCall("Content-Length is not that of the body: leave it out")
    return request
