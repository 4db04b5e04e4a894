"""Parses SOAP envelopes, 1.1 and 1.2, into header entries and the element of the body."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import Problem, WireError, printable, shown
from ..limits import USUAL, ForbiddenCharacters, Limits
from ..reading.diagnosis import another_element
from ..reading.elements import Element, is_blank, local_name
from ..reading.fragments import xml_of
from ..reading.namespaces import Scopes
from ..reading.substituting import parse_either
from ..records.xml import Xml
from .faults import read_fault
from .writing import NAMESPACES, Version


@dataclass(frozen=True, slots=True, eq=False)
class Envelope:
    """A parsed SOAP envelope. Pass it to ``from_soap`` of the class of its body."""

    version: Version
    headers: tuple[Xml, ...]
    """The entries of the SOAP header."""
    body: Element
    """The one element in the body."""
    substitutes: int = 0
    """The plane of the substitutes for characters that XML forbids; 0 without any."""

    @classmethod
    def parse(
        cls,
        data: bytes | str,
        *,
        limits: Limits = USUAL,
        forbidden_characters: ForbiddenCharacters = "refuse",
    ) -> Envelope:
        """Return the envelope. Raises SoapFault if it holds a fault, WireError if it is none.

        An envelope that holds anything but header entries and one message is an error, too.
        """
        # Envelope and Body do not count for the depth.
        root, plane = parse_either(data, limits, 2, forbidden_characters)
        namespace, _, name = root.tag[1:].rpartition("}")
        version = NAMESPACES.get(namespace)
        if name != "Envelope" or version is None:
            raise another_element(root, "a SOAP 1.1 or 1.2 Envelope")
        refuse_beside(root)
        soap = f"{{{namespace}}}"
        body = root.find(f"{soap}Body")
        content = next(iter(body), None) if body is not None else None
        if content is None:
            raise WireError(
                [Problem("$", "an envelope without content", "an element in its Body")]
            )
        header = root.find(f"{soap}Header")
        # With scopes of its own, each entry would visit all declarations of the envelope.
        scopes = Scopes()
        entries = tuple(
            Xml(xml_of(entry, scopes)) for entry in (() if header is None else header)
        )
        if content.tag == f"{soap}Fault":
            raise read_fault(content, version, entries)
        return cls(version, entries, content, plane)


def refuse_beside(envelope: Element) -> None:
    """Raises WireError where an envelope, as far as it goes, holds more than header and message.

    A class has no place for what SOAP 1.1 (§4.1) allows behind the Body, nor for the objects that
    rpc/encoded services put beside the message (``multiRef``).
    """
    soap = envelope.tag.removesuffix("Envelope")
    order = iter((f"{soap}Header", f"{soap}Body"))
    for child in envelope:
        if child.tag not in order:
            found = f"element {printable(child.tag, 200)} in the Envelope"
            raise WireError([Problem("$", found, "at most a Header, then one Body")])
        for second in child[1:2] if child.tag.endswith("Body") else ():
            found = f"element {printable(second.tag, 200)} behind the first in Body"
            raise WireError([Problem("$", found, "one element in Body")])
    for parent in (envelope, *envelope):
        for text in (parent.text, *(child.tail for child in parent)):
            if text and not is_blank(text):
                found = f"text {shown(text.strip())} in {local_name(parent)}"
                raise WireError([Problem("$", found, "elements alone")])
