"""SOAP faults, 1.1 (§4.4) and 1.2 (part 1, §5.4): the exception, and how it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from ..errors import SoapstoneError
from ..immutable import Value, value
from ..limits import OWN
from ..reading.elements import TYPE, Element, local_name
from ..reading.fragments import xml_of
from ..reading.namespaces import XML, Scopes
from ..reading.parsing import parse
from ..reading.reader import read_document
from ..records.record import Record
from ..records.xml import Xml
from .writing import DECLARATION

if TYPE_CHECKING:
    from .writing import Message, Version

R = TypeVar("R", bound=Record)

_LANGUAGE: Final = f"{{{XML}}}lang"


@value()
class FaultCode(Value):
    """A code or subcode of a fault: a qualified name."""

    name: str
    """Without its prefix; the whole text where it is no qualified name."""
    namespace: str = ""
    """"" where the code has none, and where its prefix is bound to none."""

    def __str__(self) -> str:
        return f"{{{self.namespace}}}{self.name}" if self.namespace else self.name


class SoapFault(SoapstoneError):
    """A SOAP fault: the service reports that the call failed.

    ``code`` is ``faultcode`` of SOAP 1.1 or the ``Value`` of ``Code`` of 1.2, without its prefix;
    ``reason`` is ``faultstring`` or the first ``Text`` of ``Reason``, without blanks around it.
    To answer with one, ``detail`` may also be a message, of those that ``Operation.faults`` has.
    Raises WireError for a message that cannot be written.
    """

    def __init__(
        self,
        code: str,
        reason: str,
        *,
        subcodes: tuple[str, ...] = (),
        actor: str | None = None,
        node: str | None = None,
        detail: Xml | Message | None = None,
        codes: tuple[FaultCode, ...] = (),
        reasons: tuple[tuple[str, str], ...] = (),
        headers: tuple[Xml, ...] = (),
        version: Version | None = None,
        xml: Xml | None = None,
    ) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason
        self.subcodes = subcodes
        """The subcodes of SOAP 1.2 without their prefixes, the outermost first."""
        self.codes = codes or tuple(map(FaultCode, (code, *subcodes)))
        """The code and then the subcodes, with their namespaces."""
        self.reasons = reasons or (("", reason),)
        """Every text of the reason as it was sent, after its language (``xml:lang``, or "")."""
        self.actor = actor
        """``faultactor`` of SOAP 1.1 or ``Role`` of 1.2."""
        self.node = node
        """``Node`` of SOAP 1.2."""
        self.detail = detail if isinstance(detail, Xml | None) else _holding(detail)
        """The ``detail`` element with all that is in it; None without one."""
        self.headers = headers
        """The entries of the SOAP header beside the fault; ``from_envelope`` reads them, too."""
        self.version = version
        """The SOAP version of the envelope; None if the fault was not read from one."""
        self.xml = xml
        """The whole ``Fault`` element; None if the fault was not read from one."""

    def __str__(self) -> str:
        codes = " / ".join(filter(None, (self.code, *self.subcodes)))
        return ": ".join(filter(None, (codes, self.reason))) or "a fault without a code"

    def detail_as(self, kind: type[R], name: str = "") -> R | None:
        """Return the first entry of the detail that is a ``kind``; None without one.

        A message class is known by its element. For another record ``name`` is that of the entry's
        element or of its ``xsi:type``: ``{urn:shop}OutOfStock``.

        Raises ValueError for a record without a name, WireError with every wrong value.
        """
        document = getattr(kind, "_document", None)
        wanted = name or (document.element if document else "")
        if not wanted:
            raise ValueError(
                f"{kind.__name__} has no element of its own: pass name='{{namespace}}Name'"
            )
        entries = () if self.detail is None else parse(self.detail.text, OWN)
        for entry in entries:
            if wanted in (entry.tag, _type_of(entry)):
                found: R = read_document(entry, kind._members.reader)
                return found
        return None


def _type_of(entry: Element) -> str:
    code = _code(entry.get(TYPE) or "", entry, Scopes())
    return str(code)


def read_fault(
    fault: Element, version: Version, headers: tuple[Xml, ...] = ()
) -> SoapFault:
    """Return the fault that an element holds.

    Its parts are found by local name: ASMX writes an un-namespaced detail into SOAP 1.2 faults.
    """
    parts = {local_name(part): part for part in fault}
    if "faultcode" in parts or "faultstring" in parts:
        codes = [part for part in fault if local_name(part) == "faultcode"]
        reasons = [part for part in fault if local_name(part) == "faultstring"]
        actor = parts.get("faultactor")
    else:
        levels = parts["Code"].iter() if "Code" in parts else ()
        codes = [each for each in levels if local_name(each) == "Value"]
        reasons = [*parts.get("Reason", ())]
        actor = parts.get("Role")
    detail = parts.get("Detail", parts.get("detail"))
    scopes = Scopes()
    named = tuple(_code(each.text or "", each, scopes) for each in codes)
    texts = tuple((each.get(_LANGUAGE) or "", each.text or "") for each in reasons)
    return SoapFault(
        named[0].name if named else "",
        texts[0][1].strip() if texts else "",
        subcodes=tuple(each.name for each in named[1:]),
        actor=_text(actor),
        node=_text(parts.get("Node")),
        detail=None if detail is None else Xml(xml_of(detail, scopes)),
        codes=named,
        reasons=texts,
        headers=headers,
        version=version,
        xml=Xml(xml_of(fault, scopes)),
    )


def _holding(entry: Message) -> Xml:
    """The detail with a message as its only entry."""
    text = entry.to_xml().removeprefix(DECLARATION).decode()
    return Xml(f"<detail>{text}</detail>")


def _text(element: Element | None) -> str | None:
    return None if element is None else (element.text or "").strip()


def _code(text: str, element: Element, scopes: Scopes) -> FaultCode:
    """The name in a text: ``soap:Server``. A sentence with a colon in it stays as it is."""
    name = text.strip()
    if name.count(":") > 1 or len(name.split()) != 1:
        return FaultCode(name)
    prefix, _, local = name.rpartition(":")
    return FaultCode(local, scopes.at(element).bound(prefix) or "")
