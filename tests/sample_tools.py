"""Writes samples as tools do: browsers' commands, SoapUI, Postman, traces of WCF."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from soapstone.dotnet.namespaces import ARRAYS
from tests.help_pages import INSTANCE, Member, Type

# Commands


def _bash(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _cmd(text: str) -> str:
    """As Chrome escapes for cmd.exe: for its parser, and before for that of the program."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    text = re.sub(r"[^a-zA-Z0-9\s_\-:=+~'/.',?;()*`]", lambda each: f"^{each[0]}", text)
    text = re.sub(r"%(?=[a-zA-Z0-9_])", "%^", text)
    return '^"' + text.replace("\n", "^\n\n") + '^"'


def _cmd_of_firefox(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '""')
    return '"' + text.replace("\n", '"^\n\n"') + '"'


def _powershell(text: str) -> str:
    text = re.sub(r'[`$"]', lambda each: f"`{each[0]}", text)
    odd = re.sub(r"[^\x20-\x7e]", lambda each: f"$([char]{ord(each[0])})", text)
    return f'"{odd}"'


SHELLS: Mapping[str, tuple[Callable[[str], str], str]] = {
    "bash": (_bash, " \\\n"),
    "cmd": (_cmd, " ^\n"),
    "cmd of Firefox": (_cmd_of_firefox, " ^\n"),
    "PowerShell": (_powershell, " `\n"),
}
"""How each quotes a text, and goes on in the next line."""


def command(shell: str, address: str, action: str, envelope: str) -> str:
    """The command with which a browser sends a request again."""
    quoted, goes_on = SHELLS[shell]
    quotes = f'"{action}"'
    if shell == "PowerShell":
        parts = [
            f"Invoke-WebRequest -UseBasicParsing -Uri {quoted(address)}",
            "-Method POST",
            f'-Headers @{{\n"SOAPAction"={quoted(quotes)}\n}}',
            '-ContentType "text/xml; charset=utf-8"',
            f"-Body {quoted(envelope)}",
        ]
    else:
        parts = [
            f"curl {quoted(address)}",
            f"  -H {quoted('Content-Type: text/xml; charset=utf-8')}",
            f"  -H {quoted('SOAPAction: ' + quotes)}",
            f"  --data-raw {quoted(envelope)}",
        ]
    return goes_on.join(parts) + "\n"


# Envelopes of types


@dataclass(frozen=True)
class Shown:
    """An element of a sample."""

    name: str
    home: str
    """Its namespace."""
    type: str
    """An XSD type, or the name of a type of our own."""
    inside: Sequence[Shown] = ()
    is_list: bool = False
    """It holds items."""
    optional: bool = False
    is_cut: bool = False
    """Its type contains itself, and so no more of it is shown."""


@dataclass(frozen=True)
class Tool:
    """How a tool writes types; all of a service in one namespace, or as data contracts."""

    types: Mapping[str, Type]
    is_contract: bool
    values: Mapping[str, str]
    """The text for each XSD type; for another that of its first member."""
    counts: bool = False
    """It writes how often an element occurs, as SoapUI does, and shows each item once."""
    names_types: bool = False
    """It writes the type of each value, as SoapUI does."""

    def shown(self, name: str) -> Shown:
        """The request that sends one of a type."""
        return Shown(f"Save{name}", TNS, "", [self._member("value", name, TNS, ())])

    def envelope(self, root: Shown) -> str:
        homes = {TNS: "t", ARRAYS: "arr"}
        for each in self.types.values():
            homes.setdefault(each.namespace, f"h{len(homes)}")
        known = homes if self.is_contract else {TNS: "t"}
        declared = "".join(f' xmlns:{prefix}="{uri}"' for uri, prefix in known.items())
        body = "\n".join(self._lines(root, known))
        return (
            f'<s:Envelope xmlns:s="{ENVELOPE}"{declared} {INSTANCE}>\n<s:Body>\n{body}\n'
            "</s:Body>\n</s:Envelope>"
        )

    def document(self, name: str, *, several: bool = False) -> str:
        """The document of one of a type, or of two, as DataContractSerializer writes it."""
        home = self.types[name].namespace
        homes = {home: "", ARRAYS: "a"}
        for each in self.types.values():
            homes.setdefault(each.namespace, f"d{len(homes)}")
        item = self._element(name, name, home, (), False)
        root = Shown(f"ArrayOf{name}", home, name, [item, item]) if several else item
        declared = "".join(
            f' xmlns{":" if prefix else ""}{prefix}="{uri}"'
            for uri, prefix in homes.items()
        )
        lines = (
            "\n".join(self._lines(root, homes)).replace("<:", "<").replace("</:", "</")
        )
        start = f"<{root.name}"
        return lines.replace(start, f"{start} {INSTANCE}{declared}", 1)

    def _member(
        self, name: str, type_: str, home: str, around: tuple[str, ...]
    ) -> Shown:
        member = Member(name, type_)
        of, own = member.of, self.types.get(member.of)
        optional = self.is_contract or is_reference(of, own) or member.is_list
        if member.is_list:
            within = home if not self.is_contract else own.namespace if own else ARRAYS
            items = [self._element(of, of, within, around, False)]
            items *= 1 if self.counts else 2
            return Shown(name, home, of, items, is_list=True, optional=optional)
        return self._element(name, of, home, around, optional)

    def _element(
        self, name: str, of: str, home: str, around: tuple[str, ...], optional: bool
    ) -> Shown:
        own = self.types.get(of)
        if own is None or own.texts:
            return Shown(name, home, of, optional=optional)
        if of in around:
            return Shown(name, home, of, optional=optional, is_cut=True)
        members = [
            self._member(
                each.name,
                each.type,
                owner.namespace if self.is_contract else home,
                (*around, of),
            )
            for owner in self._with_bases(own)
            for each in owner.members
        ]
        return Shown(name, home, of, members, optional=optional)

    def _with_bases(self, own: Type) -> list[Type]:
        return [*(self._with_bases(self.types[own.base]) if own.base else []), own]

    def _lines(self, shown: Shown, homes: Mapping[str, str]) -> Iterator[str]:
        own = self.types.get(shown.type)
        tag = f"{homes[shown.home]}:{shown.name}"
        if self.counts and shown.optional:
            yield "<!--Optional:-->"
        if shown.inside:
            yield f"<{tag}>"
            for each in shown.inside:
                if self.counts and shown.is_list:
                    yield "<!--Zero or more repetitions:-->"
                yield from self._lines(each, homes)
            yield f"</{tag}>"
        elif shown.is_cut or (own and not own.texts):
            yield f"<{tag}/>" if self.counts else f'<{tag} i:nil="true"/>'
        else:
            if self.names_types:
                listed = f" - enumeration: [{','.join(own.texts)}]" if own else ""
                yield f"<!--type: {shown.type}{listed}-->"
            yield f"<{tag}>{self._text(shown.type)}</{tag}>"

    def _text(self, type_: str) -> str:
        texts = self.types[type_].texts if type_ in self.types else ()
        return self.values.get(type_) or self.values.get("") or texts[0]


TNS = "http://harbour.example/"
ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"


def is_reference(of: str, own: Type | None) -> bool:
    """Whether XmlSerializer leaves out null of a type."""
    if own:
        return not own.texts
    return of in ("string", "base64Binary", "anyURI", "anyType")


# Layouts

ADDRESS = "https://harbour.example/Harbour.asmx"
Requests = Mapping[str, str]
"""The envelope of each operation, by its name."""


def action(name: str) -> str:
    return TNS + name


def raw_http(requests: Requests) -> str:
    """As a proxy shows them."""
    return "\n\n".join(
        "POST /Harbour.asmx HTTP/1.1\nHost: harbour.example\n"
        f'Content-Type: text/xml; charset=utf-8\nSOAPAction: "{action(name)}"\n\n{each}'
        for name, each in requests.items()
    )


def markdown(requests: Requests) -> str:
    return "# Harbour\n\n" + "\n".join(
        f"## {name}\n\nPOST {ADDRESS}, SOAPAction: {action(name)}\n\n```xml\n{each}\n```\n"
        for name, each in requests.items()
    )


def commands(shell: str) -> Callable[[Requests], str]:
    return lambda requests: "\n".join(
        command(shell, ADDRESS, action(name), each) for name, each in requests.items()
    )


def php(requests: Requests) -> str:
    return "<?php\n" + "\n".join(
        f"$action = '{action(name)}';\n$xml = '{each}';\n"
        f'$client->send($xml, "{ADDRESS}", array("SOAPAction: $action"));\n'
        for name, each in requests.items()
    )


def project(requests: Requests) -> str:
    con = "http://eviware.com/soapui/config"
    operations = "".join(
        f'<con:operation name="{name}" action="{action(name)}"><con:call name="Request 1">'
        f"<con:endpoint>{ADDRESS}</con:endpoint><con:request><![CDATA[{each}]]></con:request>"
        "</con:call></con:operation>"
        for name, each in requests.items()
    )
    return (
        f'<?xml version="1.0"?>\n<con:soapui-project xmlns:con="{con}"><con:interface>'
        f"{operations}</con:interface></con:soapui-project>"
    )


def postman(requests: Requests) -> str:
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    items = [
        {
            "name": name,
            "request": {
                "method": "POST",
                "header": [{"key": "SOAPAction", "value": f'"{action(name)}"'}],
                "url": {"raw": ADDRESS},
                "body": {"mode": "raw", "raw": each},
            },
        }
        for name, each in requests.items()
    ]
    return json.dumps({"info": {"schema": schema}, "item": [{"item": items}]}, indent=1)


def old_postman(requests: Requests) -> str:
    shown = [
        {
            "url": ADDRESS,
            "headers": f'SOAPAction: "{action(name)}"\n',
            "dataMode": "raw",
            "rawModeData": each,
        }
        for name, each in requests.items()
    ]
    return json.dumps({"name": "Harbour", "requests": shown})


def trace(requests: Requests) -> str:
    """As the service logs its messages, each as it came in and as it was read."""
    none = "http://schemas.microsoft.com/ws/2005/05/addressing/none"
    return "".join(
        "<E2ETraceEvent><ApplicationData><MessageLogTraceRecord>"
        + each.replace(
            "<s:Body>",
            f'<s:Header><To s:mustUnderstand="1" xmlns="{none}">{ADDRESS}</To>'
            f'<Action s:mustUnderstand="1" xmlns="{none}">{action(name)}</Action></s:Header>'
            "<s:Body>",
        )
        + "</MessageLogTraceRecord></ApplicationData></E2ETraceEvent>"
        for name, each in requests.items()
        for _ in range(2)
    )


LAYOUTS: Mapping[str, tuple[str, Callable[[Requests], str]]] = {
    "raw HTTP": ("a.txt", raw_http),
    "Markdown": ("a.md", markdown),
    **{shell: ("a.txt", commands(shell)) for shell in SHELLS},
    "PHP": ("a.txt", php),
    "SoapUI project": ("a.xml", project),
    "Postman": ("a.json", postman),
    "Postman, first format": ("a.json", old_postman),
    "trace": ("a.svclog", trace),
}
"""Files in which the same requests stand, and who writes them."""


def sentences(request: str, response: str) -> str:
    return f"Request (application/xml):\n\n{request}\n\nResponse:\n\n{response}\n"


def rest(request: str, response: str) -> str:
    head = "Content-Type: application/xml\n\n"
    return (
        f"POST /things HTTP/1.1\nHost: harbour.example\n{head}{request}\n\n"
        f"HTTP/1.1 200 OK\n{head}{response}\n"
    )


def wiki(request: str, response: str) -> str:
    return f"# Ask\n\n```xml\n{request}\n```\n\nAnswer:\n\n```xml\n{response}\n```\n"


CONTRACT_LAYOUTS: Mapping[str, tuple[str, Callable[[str, str], str]]] = {
    "sentences": ("a.txt", sentences),
    "HTTP": ("a.txt", rest),
    "wiki": ("a.md", wiki),
}
"""Files with the data contracts of a request and its response."""
