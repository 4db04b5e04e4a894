"""Answers requests for help pages and WSDL where the real service has them.

ASMX has ``x.asmx`` (the index), ``x.asmx?op=Name`` and ``x.asmx?WSDL``; ServiceStack has
``/metadata`` and ``/xml/metadata?op=Name``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from soapstone.model.contract import Contract, Operation, Transport
from soapstone.pages.hypertext import is_html
from soapstone.pages.mhtml import is_mhtml, open_archive
from soapstone.pages.plain import read_plain
from soapstone.pages.source import read_text
from soapstone.runtime.calling.http_messages import Headers, HttpRequest, HttpResponse
from soapstone.runtime.standin.faults import page_response
from soapstone.serving.rendering import (
    SAFE,
    asmx_index,
    described_page,
    markdown_page,
    servicestack_index,
    text_page,
)
from soapstone.serving.samples import samples_of

_ASMX: Final = {
    Transport.SOAP_1_1: False,
    Transport.SOAP_1_2: False,
    Transport.HTTP_GET: True,
    Transport.HTTP_POST: True,
}
"""The transports of ASMX, and whether their paths end with the operation."""
_INDEX: Final = "/metadata"
_OPERATION: Final = "/xml/metadata"


class ServicePages:
    """The pages of one service. It is the ``pages`` of a StandIn."""

    def __init__(
        self,
        contract: Contract,
        sources: Mapping[str, bytes],
        shown_by: Mapping[str, frozenset[str]],
        wsdl: str,
    ) -> None:
        """``sources`` has the saved pages by path, ``shown_by`` those of each operation by path
        below the service's folder. ``wsdl`` is "" if there is none.
        """
        self._contract = contract
        self._sources = {path.partition("/")[2]: path for path in sources}
        self._contents = sources
        self._shown_by = shown_by
        self._wsdl = wsdl
        self.paths: Mapping[str, tuple[Operation, ...]] = _paths(contract)
        """The path of each index, with the operations on it."""

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The operations of which no page shows the XML, so that no call of them is answered."""
        return tuple(each.name for each in self._contract.operations if each.lacks_xml)

    def __call__(self, request: HttpRequest) -> HttpResponse | None:
        """Return the page of a request; None if it asks for none that there is."""
        if request.method not in ("GET", "HEAD"):
            return None
        parts = urlsplit(request.url)
        path = parts.path.lower()
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        asked = {name.lower(): text for name, text in query.items()}
        if path in ("", "/") and self.paths:
            to = Headers({"Location": next(iter(self.paths))})
            return HttpResponse(status=302, reason="Found", headers=to)
        for index, operations in self.paths.items():
            if index == _INDEX:
                if path.endswith(_OPERATION):
                    return self._operation(operations, asked.get("op", ""))
                if path.endswith(_INDEX):
                    return _html(servicestack_index(self._name, _listed(operations)))
            elif _last(path) == _last(index.lower()):
                return self._asmx(index, operations, asked, parts.netloc)
        return None

    @property
    def _name(self) -> str:
        return self._contract.service

    def _asmx(
        self,
        path: str,
        operations: tuple[Operation, ...],
        asked: Mapping[str, str],
        host: str,
    ) -> HttpResponse | None:
        if "wsdl" in asked:
            return _xml(_at(self._wsdl, host)) if self._wsdl else None
        if "op" in asked:
            return self._operation(operations, asked["op"])
        return _html(asmx_index(self._name, _last(path), _listed(operations)))

    def _operation(
        self, operations: tuple[Operation, ...], name: str
    ) -> HttpResponse | None:
        """The saved page of an operation; one saved as HTML rather than one saved as text.

        Without any it is one made of what the WSDL declares.
        """
        operation = next((each for each in operations if each.name == name), None)
        if operation is None:
            return page_response(404, "Not Found", f"There is no operation {name!r}.")
        pages = []
        for file in sorted(self._shown_by.get(name, ())):
            if file not in self._sources:
                continue  # a WSDL declares it
            path = self._sources[file]
            content = self._contents[path]
            if is_mhtml(path, content):
                return _saved(open_archive(path, content).html)
            text = read_text(path, content)
            if is_html(path, text):
                return _saved(content)
            pages.append((path, text))
        if pages:
            return _html(_rendered(name, *pages[0]))
        samples = samples_of(self._contract, operation)
        return _html(described_page(name, operation.documentation, samples))


def _paths(contract: Contract) -> dict[str, tuple[Operation, ...]]:
    found: dict[str, dict[str, Operation]] = {}
    for operation in contract.operations:
        for binding in operation.bindings:
            named = _ASMX.get(binding.transport)
            path = binding.path.partition("?")[0]
            index = _INDEX
            if named is not None:
                index = path.rpartition("/")[0] if named else path
            # IIS ignores the case of a path.
            spelt = {each.lower(): each for each in found}
            place = found.setdefault(spelt.get(index.lower(), index), {})
            place[operation.name] = operation
        if operation.routes:
            found.setdefault(_INDEX, {})[operation.name] = operation
    return {path: tuple(each.values()) for path, each in found.items()}


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _listed(operations: tuple[Operation, ...]) -> list[tuple[str, str]]:
    return sorted((each.name, each.documentation) for each in operations)


def _rendered(name: str, file: str, text: str) -> str:
    if PurePosixPath(file).suffix.lower() == ".md":
        return markdown_page(name, read_plain(file, text, markdown=True))
    return text_page(name, text)


def _html(text: str) -> HttpResponse:
    headers = Headers({"Content-Type": "text/html; charset=utf-8", **SAFE})
    return HttpResponse(status=200, reason="OK", headers=headers, body=text.encode())


def _saved(page: bytes) -> HttpResponse:
    """The file as it is. One in another charset than UTF-8 says so itself, if at all."""
    try:
        page.decode()
        kind = "text/html; charset=utf-8"
    except UnicodeDecodeError:
        kind = "text/html"
    headers = Headers({"Content-Type": kind, **SAFE})
    return HttpResponse(status=200, reason="OK", headers=headers, body=page)


def _xml(body: bytes) -> HttpResponse:
    headers = Headers({"Content-Type": "text/xml; charset=utf-8"})
    return HttpResponse(status=200, reason="OK", headers=headers, body=body)


def _at(wsdl: str, host: str) -> bytes:
    """The WSDL with the addresses of its ports on this host, as it was asked for."""
    root = etree.fromstring(wsdl.encode())
    for address in root.iter("{*}address"):
        path = urlsplit(address.get("location") or "").path
        address.set("location", f"http://{host}{path}")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
