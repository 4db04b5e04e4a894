"""Reads the samples of a ServiceStack page: XML, SOAP, JSON, JSV or CSV."""

from __future__ import annotations

from soapstone.model.facts import Protocol, Sample, Value
from soapstone.model.findings import Incomplete, SpecError
from soapstone.pages.document import Line
from soapstone.pages.http import RAW_ANSWERS, Message
from soapstone.pages.servicestack.csv_samples import parse_csv
from soapstone.pages.servicestack.object_notation import parse_object
from soapstone.pages.soap import read_envelope
from soapstone.pages.xml_samples import missing_sample, parse_sample

_FORMATS = {"json": Protocol.JSON, "jsv": Protocol.JSV, "csv": Protocol.CSV}
"""Part of a content type, and the format that it announces. Any other is XML."""

_BODILESS = ("GET", "DELETE", "HEAD", "OPTIONS")

Left = tuple[Line, ...]


def announced(message: Message) -> Protocol:
    """Return the format that Content-Type, or else Accept, announces."""
    head = message.head
    stated = head.header("Content-Type") or head.header("Accept")
    return next(
        (format_ for part, format_ in _FORMATS.items() if part in stated), Protocol.XML
    )


def read_sample(
    message: Message,
) -> tuple[Sample, Protocol, Left, SpecError | None]:
    """Return a sample, its format, the lines after it, and why its document is missing.

    Raises SpecError for a sample that is not well-formed.
    """
    try:
        return *_read(message), None
    except Incomplete as error:
        missing = Sample(message.head, (), None, error.origin, missing=error.found)
        left = () if message.has_xml else message.content
        return missing, announced(message), left, error


def _read(message: Message) -> tuple[Sample, Protocol, Left]:
    protocol = announced(message)
    empty = Sample(message.head, (), None, message.line.origin)
    if message.head.verb in _BODILESS or not message.content:
        content_type = message.head.header("Content-Type")
        if message.head.verb not in _BODILESS and "xml" in content_type:
            raise missing_sample(message.line.origin, content_type)
        return empty, protocol, message.content
    raw = RAW_ANSWERS.get(message.content[0].text)
    if raw:
        sample = Sample(message.head, (), None, message.line.origin, None, raw)
        return sample, protocol, message.content[1:]
    if message.has_xml:
        return _read_xml(message)
    value, left = _read_value(message, protocol)
    return Sample(message.head, (), None, empty.origin, value), protocol, left


def _read_xml(message: Message) -> tuple[Sample, Protocol, Left]:
    root, left = parse_sample(message.content)
    origin = message.line.origin
    envelope = read_envelope(root)
    if envelope:
        sample = Sample(message.head, envelope.headers, envelope.body, origin)
        return sample, envelope.protocol, left
    return Sample(message.head, (), root, origin), Protocol.XML, left


def _read_value(message: Message, protocol: Protocol) -> tuple[Value | None, Left]:
    """Return the document of a JSON, JSV or CSV sample; None where it is none of them."""
    if message.content[0].text.startswith(("{", "[")):
        return parse_object(message.content, typed=protocol is not Protocol.JSV)
    if protocol is Protocol.CSV:
        return parse_csv(message.content)
    return None, message.after_form
