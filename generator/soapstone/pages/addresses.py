"""Finds the addresses that a page states besides its samples, which show no scheme.

A browser notes in a comment where it saved a page from, and makes the page's links absolute. Text
keeps some of this: ``[here](http://…)`` in Markdown, ``here <http://…>`` as Firefox saves text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from soapstone.model.facts import DEFAULT_PORTS, Address, AddressSource
from soapstone.model.findings import Origin
from soapstone.pages.document import Document
from soapstone.pages.filled_in import HIDDEN

_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<person>[^\s/?#@<>\"']{0,200}@)?"
    r"(?P<host>[^\s/?#@:<>\"'()\[\]]{1,253})"
    r"(?::(?P<port>\d{1,5}))?(?P<path>/[^\s?#<>\"'()]{0,2000})?",
    re.I,
)
_SAVED = re.compile(
    r"saved from url=\(\d{1,9}\)|^[ \t]{0,20}url:[ \t]{1,20}"
    r"|^Snapshot-Content-Location:[ \t]{1,20}",
    re.I | re.M,
)
"""What stands before the address in the comment of a browser, in that of SingleFile, and in the
head of an MHTML file.
"""
_SERVICE = re.compile(r"\.asmx(?:/|$)|/metadata/?$", re.I)
"""The path of an ASMX service, and that of the index of ServiceStack's pages."""
_IN_TEXT = re.compile(r"(?<![\"'=>)/\w])https?://", re.I)
"""In quotes stand namespaces and SOAP actions, after ``>`` the text of an element, after ``)`` what
a browser notes.
"""


def addresses(
    text: str, document: Document, hosts: Collection[str]
) -> tuple[Address, ...]:
    """Return the addresses on ``hosts`` that a page states, the first of each kind.

    ``text`` is that of the saved file, ``hosts`` has the ``Host`` headers of its samples. Paths,
    queries and user names are left out: they may hold a secret.
    """
    kept: dict[tuple[AddressSource, str, str, int], Address] = {}
    for found in _all(text, document):
        if any(map(found.is_of, hosts)):
            kept.setdefault((found.source, found.scheme, found.name, found.port), found)
    return tuple(kept.values())


def _all(text: str, document: Document) -> Iterator[Address]:
    line, at = 1, 0
    lower = text.lower()
    # Most pages have neither, and searching for them takes long.
    has_mark = any(mark in lower for mark in ("url=(", "url:", "snapshot-content-"))
    marks = _SAVED.finditer(text) if has_mark else ()
    for mark in marks:
        line, at = line + text.count("\n", at, mark.end()), mark.end()
        if found := _ADDRESS.match(text, at):
            yield _address(found, AddressSource.SAVED, document.file, line)
    for link in document.links:
        if found := _ADDRESS.match(link.target.strip()):
            source = (
                AddressSource.SERVICE if _is_service(found) else AddressSource.OTHER
            )
            yield _address(found, source, document.file, link.line)
    for shown in document.lines:
        if "://" not in shown.text:
            continue
        for start in _IN_TEXT.finditer(shown.text):
            found = _ADDRESS.match(shown.text, start.start())
            # Prose names a namespace like an address; only the service's path tells them apart.
            if found and _is_service(found):
                yield _address(
                    found, AddressSource.SERVICE, document.file, shown.origin.line
                )


def _is_service(found: re.Match[str]) -> bool:
    return bool(_SERVICE.search((found["path"] or "").rstrip(".,;:")))


def _address(
    found: re.Match[str], source: AddressSource, file: str, line: int
) -> Address:
    scheme = found["scheme"].lower()
    port = f":{found['port']}" if found["port"] else ""
    person = HIDDEN if found["person"] else ""
    shown = f"{HIDDEN}{found['scheme']}://{person}{found['host']}{port}{HIDDEN}"
    return Address(
        source,
        scheme,
        # Chrome writes "--" in a comment as %2D%2D.
        unquote(found["host"]).lower().rstrip("."),
        int(found["port"] or DEFAULT_PORTS[scheme]),
        Origin(file, line, shown),
    )
