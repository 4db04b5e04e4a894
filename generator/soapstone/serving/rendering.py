"""Writes the web pages of a service that is stood in for.

A saved page is hostile: its text is text, and in a browser it can neither run nor send anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import Final
from urllib.parse import quote

from soapstone.pages.document import Document

SAFE: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; sandbox"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""Headers of every page: nothing in it runs, sends, or loads anything."""


def asmx_index(service: str, file: str, operations: Iterable[tuple[str, str]]) -> str:
    """Return the index of an ASMX service, as the real one has it.

    ``file`` is the last part of its path. ``operations`` are names and documentation.
    """
    return _page(
        f"{service} Web Service",
        f"<h1>{escape(service)}</h1>\n"
        "<p>The following operations are supported. For a formal definition, please review the "
        f'<a href="{quote(file)}?WSDL">Service Description</a>.</p>\n'
        + _operations(f"{quote(file)}?op=", operations),
    )


def servicestack_index(service: str, operations: Iterable[tuple[str, str]]) -> str:
    """Return the index of a ServiceStack service: ``/metadata``."""
    return _page(
        service,
        f"<h1>{escape(service)}</h1>\n<p>Operations:</p>\n"
        + _operations("xml/metadata?op=", operations),
    )


def _operations(link: str, operations: Iterable[tuple[str, str]]) -> str:
    items = (
        f'<li><a href="{escape(link)}{quote(name, safe="")}">{escape(name)}</a>'
        + (f"<br>{escape(documentation)}" if documentation else "")
        for name, documentation in operations
    )
    return "<ul>\n" + "\n".join(items) + "\n</ul>"


def text_page(title: str, text: str) -> str:
    """Return a page that was saved as text."""
    # The first newline in pre is none (HTML, 13.1.2.5).
    return _page(title, f"<pre>\n{escape(text, quote=False)}</pre>")


def markdown_page(title: str, document: Document) -> str:
    """Return a page that was saved as Markdown, with the headings and links that it marks."""
    links = "".join(
        f'<a href="{escape(link.target)}"></a>'
        for link in document.links
        if link.target.lower().startswith(("http://", "https://"))
    )
    parts = []
    for level, lines in groupby(document.lines, lambda line: line.heading):
        if level:
            tag = f"h{level}"
            parts += [f"<{tag}>{escape(each.text)}</{tag}>" for each in lines]
        else:
            text = "\n".join(each.text for each in lines)
            parts.append(f"<pre>\n{escape(text, quote=False)}</pre>")
    return _page(title, links + "\n".join(parts))


def described_page(
    name: str, documentation: str, samples: Iterable[tuple[str, str]]
) -> str:
    """Return a page of an operation of which none was saved; ``samples`` have a title each."""
    parts = [f"<h1>{escape(name)}</h1>"]
    parts += [f"<p>{escape(documentation)}</p>"] if documentation else []
    parts.append("<p>No page of it was saved. Its WSDL declares these messages:</p>")
    for title, text in samples:
        parts.append(f"<h2>{escape(title)}</h2>")
        parts.append(f"<pre>\n{escape(text, quote=False)}</pre>")
    return _page(name, "\n".join(parts))


def _page(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head><body>\n{body}\n</body></html>\n"
    )
