"""Finds the files of a ``recorded`` folder and reads the documents in each."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from soapstone.inputs.recordings import har
from soapstone.inputs.recordings.documents import Document, read_document
from soapstone.inputs.recordings.http_dumps import (
    HttpMessage,
    is_dump,
    is_xml,
    read_dump,
)
from soapstone.inputs.regular_files import read_regular, remedy
from soapstone.model.catalogue import files, recordings
from soapstone.model.findings import Finding, Origin, SpecError

SUFFIXES = (".xml", ".http", ".txt", ".har")

LARGEST = 64 * 2**20
"""Bytes of a file at most."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a file."""

    document: Document | None
    """Its XML; None where it has none."""
    http: HttpMessage | None = None
    """The request or response that it came in; None where it stands alone."""


@dataclass(frozen=True, slots=True)
class Recordings:
    """The recorded messages of a service."""

    documents: tuple[Document, ...] = ()
    findings: tuple[Finding, ...] = ()
    unread: tuple[SpecError, ...] = ()
    """The errors of files that cannot be used."""


def read_recordings(folder: Path) -> Recordings:
    """Return the recordings of a folder and its subfolders; the folder need not exist.

    A file that cannot be used is left out as a whole: it is one error, with file and line.
    """
    documents: list[Document] = []
    findings: list[Finding] = []
    unread: list[SpecError] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder.parent.parent).as_posix()
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if path.is_symlink():
                made = files.LINKED_FOLDER.at(Origin(name, 0))
                findings.append(made.finding(name))
            continue
        if path.suffix.lower() not in SUFFIXES:
            suffixes = ", ".join(f"*{each}" for each in SUFFIXES)
            made = recordings.IGNORED.at(Origin(name, 0), suffixes=suffixes)
            findings.append(made.finding(name))
            continue
        try:
            found = list(documents_of(name, content_of(path, name)))
        except SpecError as error:
            unread.append(error)
            continue
        documents += [each for each in found if each]
        if None in found:
            count, of = str(found.count(None)), str(len(found))
            made = recordings.NOT_XML.at(Origin(name, 0), count=count, of=of)
            findings.append(made.finding(name))
    return Recordings(tuple(documents), tuple(findings), tuple(unread))


def content_of(path: Path, name: str) -> bytes:
    """Return the bytes of a file. Raises SpecError where it cannot be read; the error calls it
    ``name``.
    """
    try:
        data = read_regular(path)
    except OSError as error:
        raise SpecError(
            Origin(name, 0),
            f"a file that cannot be read ({error.strerror})",
            "a recording",
            remedy(error),
        ) from None
    return checked_size(data, name)


def checked_size(data: bytes, name: str) -> bytes:
    """Return the bytes of a file. Raises SpecError for more than are read."""
    if len(data) > LARGEST:
        raise SpecError(
            Origin(name, 0),
            f"a file of more than {LARGEST:,} bytes",
            "a recording",
            "Split it, or remove the messages of other services.",
        )
    return data


def documents_of(file: str, data: bytes) -> Iterator[Document | None]:
    """Return the documents of a file, with None for each message whose body is not XML."""
    for each in messages_of(file, data):
        if each.http is None or each.http.body:
            yield each.document


def messages_of(file: str, data: bytes) -> Iterator[Message]:
    """Return the messages of a file, in order, also those without XML. Raises SpecError."""
    match kind_of(file, data):
        case "har":
            for message in har.messages(file, data):
                yield _from(message, one_line=True)
        case "xml":
            yield Message(read_document(data, Origin(file, 1)))
        case _:
            for message in read_dump(file, data):
                yield _from(message)


def _from(http: HttpMessage, *, one_line: bool = False) -> Message:
    if not http.has_xml:
        return Message(None, http)
    return Message(read_document(http.body, http.start, one_line=one_line), http)


def kind_of(file: str, data: bytes) -> str:
    """Return ``xml``, ``har`` or ``http``. Raises SpecError for a file that is none of them.

    The content decides: tools choose different suffixes.
    """
    if file.lower().endswith(".har"):
        return "har"
    if is_xml(data):
        return "xml"
    if is_dump(data):
        return "http"
    if data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        return "har"
    raise SpecError(
        Origin(file, 1),
        "no message" if data.strip() else "an empty file",
        "an XML message, raw HTTP (POST /path HTTP/1.1 …), or a HAR file",
        "Record the message again, or delete the file.",
    )
