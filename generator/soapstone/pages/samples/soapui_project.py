"""Reads SoapUI projects: the WSDL documents that they cache, their requests, those of test cases,
and the responses of their mock services.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml import etree

from soapstone.model.facts import Head
from soapstone.model.findings import Origin, SpecError
from soapstone.pages.samples.commands import Sent
from soapstone.pages.samples.tool_files import ToolFile

_CON = "{http://eviware.com/soapui/config}"
_SIGN = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,99}(?:<\?xml[^<>]{0,200}\?>\s{0,99})?(?:<!--[^<>]{0,2000}-->\s{0,99})?"
    rb"<(?:[\w.-]{1,40}:)?soapui-project\b"
)
_HEAD = 1 << 16
_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Project:
    """What a project holds."""

    sent: Sent | None
    """Its requests and responses; None without any that has XML."""
    documents: Mapping[str, bytes]
    """The WSDL and XSD documents in its cache, by a path below that of the project."""


def is_project(data: bytes) -> bool:
    """Return whether a file is a project."""
    return _SIGN.match(data[:_HEAD]) is not None


def read_project(file: str, data: bytes) -> Project:
    """Return what a project holds. Raises SpecError for one that is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SpecError(
            Origin(file, error.lineno or 1),
            "a SoapUI project that is not well-formed",
            "a project as SoapUI saves it",
            "Save the project from SoapUI again.",
        ) from None
    reader = _Reader(file, root)
    for interface in root.iter(f"{_CON}interface"):
        reader.interface(interface)
    reader.left()
    return Project(
        reader.found.sent if reader.found.messages else None, reader.documents
    )


class _Reader:
    def __init__(self, file: str, root: etree._Element) -> None:
        self.found = ToolFile(file)
        self.documents: dict[str, bytes] = {}
        self._steps: defaultdict[str, list[etree._Element]] = defaultdict(list)
        """Requests of test cases, by the name of the operation."""
        self._mocked: defaultdict[str, list[etree._Element]] = defaultdict(list)
        """Responses that a mock service gives, by the name of the operation."""
        for step in root.iter(f"{_CON}testStep"):
            for config in step.iter(f"{_CON}config"):
                shown = config.findall(f"{_CON}request")
                self._steps[_inside(config, "operation")] += shown
        for mock in root.iter(f"{_CON}mockOperation"):
            shown = mock.findall(f"{_CON}response")
            self._mocked[mock.get("operation") or mock.get("name") or ""] += shown

    def interface(self, interface: etree._Element) -> None:
        """Read a binding of a service: its documents, then its requests."""
        for part in interface.iter(f"{_CON}part"):
            content = _inside(part, "content")
            if content.startswith("<"):
                self._document(_inside(part, "url"), content)
        for operation in interface.iter(f"{_CON}operation"):
            name = operation.get("name") or ""
            steps = self._steps.pop(name, [])
            for call in (*operation.iter(f"{_CON}call"), *steps):
                self._request(operation.get("action") or "", call)
            for response in self._mocked.pop(name, ()):
                self._response(response)

    def left(self) -> None:
        """Read the messages of operations that no interface of the project has."""
        for steps in self._steps.values():
            for step in steps:
                self._request("", step)
        for responses in self._mocked.values():
            for response in responses:
                self._response(response)

    def _response(self, response: etree._Element) -> None:
        text = _inside(response, "responseContent")
        if text.startswith("<"):
            status = Head("", "", 200)
            number = response.sourceline or 1
            body = text.replace("\\r", "")
            self.found.messages.append(self.found.message(number, status, body))

    def _document(self, url: str, content: str) -> None:
        name = PurePosixPath(url.replace("\\", "/").partition("?")[0]).name
        query = url.partition("?")[2]
        name = _NAME.sub("_", f"{name}.{query}" if query else name) or "part"
        data = re.sub(r"^<\?xml[^<>]{0,200}\?>", "", content).lstrip().encode()
        path = f"{self.found.file}/{name}"
        while self.documents.get(path, data) != data:
            path += "_"
        self.documents[path] = data

    def _request(self, action: str, call: etree._Element) -> None:
        text = _inside(call, "request")
        if not text.startswith("<"):
            return
        headers = [("SOAPAction", action)] if action else []
        address = _inside(call, "endpoint")
        # Old versions wrote the two characters \r at the end of each line.
        body = text.replace("\\r", "")
        request = self.found.request(call.sourceline or 1, address, headers, body)
        self.found.messages.append(request)


def _inside(element: etree._Element, name: str) -> str:
    return (element.findtext(f"{_CON}{name}") or "").strip()
