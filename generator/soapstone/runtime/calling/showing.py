"""Shows exchanges as text for people, and logs them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from .http_messages import HttpRequest, HttpResponse
from .masked_bodies import mask_tree, masked_text, parsed
from .masking import masked_header, masked_url

if TYPE_CHECKING:
    from .exchange import Exchange

_LONGEST: Final = 100_000
"""Characters of a body that are shown."""


def shown_exchange(exchange: Exchange[Any], *, mask: bool = True) -> str:
    """Return both messages, or the request and the error where no answer came."""
    if exchange.response is not None:
        came = shown_message(exchange.response, mask=mask)
    else:
        came = f"({exchange.error or 'no answer'})"
    return f"{shown_message(exchange.request, mask=mask)}\n\n{came}"


def shown_message(message: HttpRequest | HttpResponse, *, mask: bool = True) -> str:
    """Return the first line, the headers and the body of a message."""
    if isinstance(message, HttpRequest):
        url = masked_url(message.url) if mask else message.url
        lines = [f"{message.method} {url}"]
    else:
        lines = [f"HTTP {message.status} {message.reason}".rstrip()]
    for name, text in message.headers.items():
        lines.append(f"{name}: {masked_header(name, text) if mask else text}")
    kind = message.headers.get("Content-Type", "")
    body = _shown_body(message.body, kind, mask)
    return "\n".join([*lines, "", body] if body else lines)


def _shown_body(body: bytes, kind: str, mask: bool) -> str:
    """XML is indented, other text as it is, bytes are counted."""
    if not body:
        return ""
    root = parsed(body, indented=False)
    if root is None:
        text = _text(body, kind, mask)
    else:
        if mask:
            mask_tree(root)
        text = etree.tostring(root, pretty_print=True, encoding="unicode").rstrip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} in all)"


def _text(body: bytes, kind: str, mask: bool) -> str:
    text = body.decode("utf-8", "replace")
    if "\0" in text or text.count("\ufffd") * 10 > len(text):
        return f"({len(body)} bytes)"
    return masked_text(text, kind) if mask else text


def log(logger: logging.Logger, exchange: Exchange[Any]) -> None:
    """Log an exchange: INFO a line, DEBUG both messages."""
    response, error = exchange.response, exchange.error
    said = f"{response.status}, {len(response.body)} bytes" if response else "no answer"
    if error is not None:
        first = str(error).partition("\n")[0][:200]
        said += f", {type(error).__name__}: {first}"
    name, url = exchange.operation.name, masked_url(exchange.request.url)
    logger.info("%s %s: %s in %.3f s", name, url, said, exchange.seconds)
    if logger.isEnabledFor(logging.DEBUG):
        logger.debug("%s", shown_exchange(exchange))
