"""Finds the files of a ``recorded`` folder and reads the documents in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from soapstone.inputs.recordings import har
from soapstone.inputs.recordings.documents import Document, read_document
from soapstone.inputs.recordings.http_dumps import is_dump, is_xml, read_dump
from soapstone.inputs.regular_files import read_regular, remedy
from soapstone.model.catalogue import files, recordings
from soapstone.model.findings import Finding, Origin, SpecError

SUFFIXES = (".xml", ".http", ".txt", ".har")

_LARGEST = 64 * 2**20


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
    if len(data) > _LARGEST:
        raise SpecError(
            Origin(name, 0),
            f"a file of more than {_LARGEST:,} bytes",
            "a recording",
            "Split it, or remove the messages of other services.",
        )
    return data


def documents_of(file: str, data: bytes) -> Iterator[Document | None]:
    """Return the documents of a file, with None for each message whose body is not XML."""
    match kind_of(file, data):
        case "har":
            for body in har.bodies(file, data):
                yield _from(body.text, body.start, body.has_xml, one_line=True)
        case "xml":
            yield read_document(data, Origin(file, 1))
        case _:
            for message in read_dump(file, data):
                if message.body:
                    yield _from(message.body, message.start, message.has_xml)


def _from(
    text: bytes | str, start: Origin, has_xml: bool, *, one_line: bool = False
) -> Document | None:
    return read_document(text, start, one_line=one_line) if has_xml else None


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
    raise SpecError(
        Origin(file, 1),
        "no message" if data.strip() else "an empty file",
        "an XML message, raw HTTP (POST /path HTTP/1.1 …), or a HAR file",
        "Record the message again, or delete the file.",
    )
