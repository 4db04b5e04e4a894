"""Reads the single file that a browser saves of a page and its pictures (MHTML, RFC 2557).

It is a MIME message: the page is its first part of type ``text/html``, quoted-printable or base64.
"""

from __future__ import annotations

import email
from dataclasses import dataclass, replace
from email.errors import MessageError
from email.message import Message
from pathlib import PurePosixPath

from soapstone.model import limits
from soapstone.model.findings import Origin, SpecError
from soapstone.pages.document import Document

SUFFIXES = (".mhtml", ".mht")


@dataclass(frozen=True, slots=True)
class Archive:
    """The page in a saved file."""

    html: bytes
    charset: str
    """The charset that the part states; "" if it states none."""
    before: str
    """The lines of the file before the page, which say where it was saved from."""
    numbers: tuple[int, ...]
    """Of each line of the page the line of the file where it starts."""

    def placed(self, document: Document) -> Document:
        """Return the document with the line numbers of the file."""
        lines = (
            replace(each, origin=self.place(each.origin)) for each in document.lines
        )
        links = (replace(each, line=self._number(each.line)) for each in document.links)
        return Document(document.file, tuple(lines), tuple(links))

    def place(self, origin: Origin) -> Origin:
        """Return an origin with the line number of the file."""
        return replace(origin, line=self._number(origin.line))

    def _number(self, line: int) -> int:
        return self.numbers[min(line, len(self.numbers)) - 1]


def is_mhtml(file: str) -> bool:
    """Return whether a file is one by its name."""
    return PurePosixPath(file).suffix.lower() in SUFFIXES


def open_archive(file: str, data: bytes) -> Archive:
    """Return the page in a saved file. Raises SpecError where it has none, or is too large."""
    limits.BYTES.check(len(data), Origin(file, 1))
    text = data.decode("ascii", "surrogateescape").replace("\r\n", "\n")
    try:
        part = _page(email.message_from_string(text))
    except RecursionError:  # parts inside each other: the parser calls itself for each
        part = None
    if part is None:
        raise SpecError(
            Origin(file, 1),
            "a web archive without a part of type text/html",
            "the MHTML file that a browser saves",
            "Save the page again from the browser, as HTML only.",
        )
    body = str(part.get_payload())
    at = text.find(body)
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    html = part.get_payload(decode=True)
    assert isinstance(html, bytes)
    return Archive(
        html,
        _charset(part),
        text[:at].encode("ascii", "replace").decode(),
        tuple(_numbers(body, text.count("\n", 0, at) + 1, encoding)),
    )


def _page(message: Message) -> Message | None:
    """The first HTML part; frames and pictures follow it."""
    html = (each for each in message.walk() if each.get_content_type() == "text/html")
    return next((each for each in html if not each.is_multipart()), None)


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset("") or ""
    except (MessageError, ValueError, LookupError):
        return ""


def _numbers(body: str, first: int, encoding: str) -> list[int]:
    """The file's line of each decoded line; ``=`` at a line's end joins it to the next."""
    if encoding == "base64":
        return [first]
    numbers, joined = [], False
    for number, line in enumerate(body.split("\n"), first):
        if not joined:
            numbers.append(number)
        joined = encoding == "quoted-printable" and line.rstrip().endswith("=")
    return numbers or [first]
