"""Reads the single file that a browser saves of a page and its pictures (MHTML, RFC 2557).

It is a MIME message: the page is its first part of type ``text/html``, quoted-printable or base64.

What a file holds counts, not its name: Chromium on Linux (GTK) proposes a name with the ending of
the type that was chosen last time, and keeps it when another type is chosen.
"""

from __future__ import annotations

import codecs
import email
import re
from dataclasses import dataclass, replace
from email.errors import MessageError
from email.message import Message
from email.parser import HeaderParser
from pathlib import PurePosixPath

from soapstone.model import limits
from soapstone.model.findings import Origin, SpecError
from soapstone.pages.document import Document
from soapstone.pages.hypertext import starts_as_html

SUFFIXES = (".mhtml", ".mht")
_HEAD = 4096
"""Bytes at the start of a file that show what it is."""
_FIELD = re.compile(r"[A-Za-z-]{1,40}:[ \t]")


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


def is_mhtml(file: str, data: bytes) -> bool:
    """Return whether a file is one: by its head, or by its name if that is not the head of HTML."""
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8).decode("latin-1")
    if _FIELD.match(head) and _is_of_page(head.replace("\r\n", "\n")):
        return True
    return PurePosixPath(file).suffix.lower() in SUFFIXES and not starts_as_html(head)


def _is_of_page(head: str) -> bool:
    """Whether it is the head of a message whose main part is a page. That of a SOAP message with
    attachments, which somebody may have copied, has the type of an envelope.
    """
    message = HeaderParser().parsestr(head.partition("\n\n")[0])
    try:
        types = (message.get_content_type(), message.get_param("type"))
    except (MessageError, ValueError, LookupError):
        return False
    return "MIME-Version" in message and "text/html" in types


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
