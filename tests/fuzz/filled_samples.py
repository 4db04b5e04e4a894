"""Samples of tools and people, filled with values that stand nowhere else: none may be left.

``python -m tests.fuzz.filled_samples 5000`` makes that many: SoapUI's with and without comments and
its projects, Postman collections, commands of curl and PowerShell, code, traces, data contracts,
and pages that show some beside an operation's own.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path

from tests.fuzz.filled import Filler, Target
from tests.sample_tools import SHELLS, command

_SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_CONTRACT = "http://schemas.datacontract.org/2004/07/Pier"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_PLACEHOLDERS = ("?", "{{token}}", "***", "[PIN]", "%s", "XXXX", "0", "1", "", "cid:1")
_COMMENTS = (
    "Optional:",
    "Zero or more repetitions:",
    "1 to 5 repetitions:",
    "type: string",
    "You have a CHOICE of the next 2 items at this level",
    "You may enter ANY elements at this point",
)
_PRINTED = ("int", "string", "boolean", "dateTime", "Up or Down or Left")


class Samples(Filler):
    """Makes samples, each with a share of values."""

    def text(self) -> str:
        if self.random.random() < 0.3:
            return self.random.choice(_PLACEHOLDERS)
        value, spelt = self.value(), self.random.random()
        if spelt < 0.05:
            return f"<![CDATA[{value}]]>"
        return escape(f"\n{value}\n" if spelt < 0.1 else value, quote=False)

    def members(self, depth: int) -> str:
        lines = []
        for name in self.random.sample("ABCDEFGH", self.random.randint(1, 5)):
            if self.random.random() < 0.3:
                lines.append(f"<!--{self.random.choice(_COMMENTS)}-->")
            attribute = f' Unit="{self.word()}"' if self.random.random() < 0.1 else ""
            inside = self.text() if depth or self.random.random() < 0.7 else ""
            inside = inside or f"\n{self.members(depth + 1)}\n"
            line = f"<p:{name}{attribute}>{inside}</p:{name}>"
            if self.random.random() < 0.1:
                line = (
                    f"<!--{line.replace('--', '')}-->" if "<!--" not in line else line
                )
            lines.append(line)
            if self.random.random() < 0.1:
                lines.append(f"<!-- {self.prose()} -->")
        return "\n".join(lines)

    def envelope(self, name: str = "Ask") -> str:
        uri = self.random.choice(("urn:pier/", _CONTRACT))
        header = ""
        if self.random.random() < 0.3:
            header = f"<s:Header><p:Ticket>{self.text()}</p:Ticket></s:Header>"
        return (
            f'<s:Envelope xmlns:s="{_SOAP}" xmlns:p="{uri}">{header}<s:Body>\n'
            f"<p:{name}>\n{self.members(0)}\n</p:{name}>\n</s:Body></s:Envelope>"
        )

    # Kinds

    def soapui(self) -> tuple[str, str]:
        return "Ask.xml", self.envelope()

    def pair(self) -> tuple[str, str]:
        return (
            "Ask.txt",
            f"{self.envelope()}\n\nAnswer:\n\n{self.envelope('AskResponse')}\n",
        )

    def curl(self) -> tuple[str, str]:
        envelope = self.envelope().replace("'", "")
        address = (
            f"https://{self.word()}:{self.word()}@pier.example/x.asmx?key={self.word()}"
        )
        headers = f"-H 'SOAPAction: \"urn:pier/Ask\"' -H 'Authorization: Basic {self.base64()}'"
        user = f"-u {self.word()}:{self.word()}"
        return (
            "Ask.md",
            f"```bash\ncurl {user} '{address}' \\\n{headers} \\\n -d '{envelope}'\n```\n",
        )

    def powershell(self) -> tuple[str, str]:
        headers = f'@{{ SOAPAction = "urn:pier/Ask"; Authorization = "Bearer {self.word()}" }}'
        return "Ask.txt", (
            f"$b = @'\n{self.envelope()}\n'@\nInvoke-WebRequest -Uri https://pier.example/x.asmx"
            f" -Headers {headers} -Body $b\n"
        )

    def browser(self) -> tuple[str, str]:
        shell = self.random.choice(list(SHELLS))
        address = f"https://pier.example/x.asmx?key={self.word()}"
        return "Ask.txt", command(shell, address, "urn:pier/Ask", self.envelope())

    def beside_page(self) -> tuple[str, str]:
        members = "\n".join(
            f"<{name}>{self.random.choice(_PRINTED)}</{name}>" for name in "ABCD"
        )
        page = self.envelope("AskPage")
        start, end = page.index("<p:AskPage>"), page.index("</p:AskPage>")
        printed = page[:start] + "<p:AskPage>\n" + members + page[end:]
        printed = printed[: printed.index(">") + 1] + "<s:Body>\n" + printed[start:]
        parts = [printed, self.envelope(), self.curl()[1], self.prose()]
        self.random.shuffle(parts)
        return "Ask.txt", "\n\n".join(parts)

    def first_postman(self) -> tuple[str, str]:
        request = {
            "url": f"https://pier.example/x.asmx?t={self.word()}",
            "headers": f"SOAPAction: urn:pier/Ask\nX-Token: {self.word()}\n",
            "dataMode": "raw",
            "rawModeData": self.envelope(),
            "preRequestScript": self.prose(),
            "responses": [{"text": self.envelope("AskResponse")}],
        }
        return "pier.json", json.dumps({"requests": [request]})

    def mocked(self) -> tuple[str, str]:
        name, text = self.project()
        mock = (
            '<con:mockService><con:mockOperation operation="Ask"><con:response>'
            f"<con:responseContent><![CDATA[{plain(self.envelope('AskResponse'))}]]>"
            f"</con:responseContent><con:script>{self.word()}</con:script></con:response>"
            "</con:mockOperation></con:mockService>"
        )
        step = (
            "<con:testStep><con:config><con:operation>Ask</con:operation><con:request>"
            f"<con:request><![CDATA[{plain(self.envelope())}]]></con:request></con:request>"
            "</con:config></con:testStep>"
        )
        end = "</con:soapui-project>"
        return name, text.replace(end, f"{step}{mock}{end}")

    def log(self) -> tuple[str, str]:
        shown = "".join(
            f"<E2ETraceEvent><Computer>{self.word()}</Computer><MessageLogTraceRecord><WebHeaders>"
            f"<Cookie>{self.word()}</Cookie></WebHeaders>{each}</MessageLogTraceRecord>"
            "</E2ETraceEvent>"
            for each in (self.trace()[1], self.envelope("AskResponse"))
        )
        return "Ask.svclog", shown

    def code(self) -> tuple[str, str]:
        envelope = self.envelope().replace("'", "").replace("\\", "")
        return "Ask.txt", (
            f"$password = '{self.word()}';\n$xml = '{envelope}';\n"
            f'$headers = array("SOAPAction: urn:pier/Ask", "Cookie: {self.word()}");\n'
        )

    def postman(self) -> tuple[str, str]:
        schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
        header = [
            {"key": "SOAPAction", "value": "urn:pier/Ask"},
            {"key": "X-Token", "value": self.word()},
        ]
        request = {
            "method": "POST",
            "header": header,
            "url": {"raw": f"https://pier.example/x.asmx?t={self.word()}"},
            "body": {"mode": "raw", "raw": self.envelope()},
        }
        answer = {"code": 200, "body": self.envelope("AskResponse")}
        item = {"name": "Ask", "request": request, "response": [answer]}
        auth = {"type": "basic", "password": self.word()}
        whole = {"info": {"schema": schema}, "item": [item], "auth": auth}
        return "pier.json", json.dumps(whole, indent=self.random.choice((None, 2)))

    def project(self) -> tuple[str, str]:
        envelope = plain(self.envelope())
        return "pier.xml", (
            '<con:soapui-project xmlns:con="http://eviware.com/soapui/config"><con:interface>'
            '<con:operation name="Ask" action="urn:pier/Ask"><con:call name="1">'
            "<con:endpoint>https://pier.example/x.asmx</con:endpoint>"
            f"<con:credentials><con:password>{self.word()}</con:password></con:credentials>"
            f"<con:request><![CDATA[{envelope}]]></con:request></con:call></con:operation>"
            "</con:interface></con:soapui-project>"
        )

    def trace(self) -> tuple[str, str]:
        action = (
            '<Action xmlns="http://schemas.microsoft.com/ws/2005/05/addressing/none">'
            "urn:pier/IPier/Ask</Action>"
        )
        secret = (
            '<o:Security xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-'
            f'wssecurity-secext-1.0.xsd"><o:Password>{self.word()}</o:Password></o:Security>'
        )
        plain = self.envelope().replace("<s:Header>", "<s:Header>" + secret, 1)
        if "<s:Header>" not in plain:
            plain = plain.replace(
                "<s:Body>", f"<s:Header>{action}{secret}</s:Header><s:Body>", 1
            )
        return "Ask.xml", plain

    def data_contract(self) -> tuple[str, str]:
        def root(name: str) -> str:
            inside = self.members(0).replace("<p:", "<").replace("</p:", "</")
            return f'<{name} xmlns="{_CONTRACT}" xmlns:i="{_XSI}">\n{inside}\n</{name}>'

        return "Ask.txt", f"{root('Ask')}\n\nResponse:\n\n{root('ArrayOfAsk')}\n"


def plain(text: str) -> str:
    """A text that can stand in CDATA."""
    return text.replace("<![CDATA[", "").replace("]]>", "")


KINDS: tuple[Callable[[Samples], tuple[str, str]], ...] = (
    Samples.soapui,
    Samples.pair,
    Samples.curl,
    Samples.powershell,
    Samples.code,
    Samples.postman,
    Samples.project,
    Samples.trace,
    Samples.data_contract,
    Samples.browser,
    Samples.beside_page,
    Samples.first_postman,
    Samples.mocked,
    Samples.log,
)


def fill(target: Target, samples: int, seed: int) -> None:
    """Make that many samples, each kind in turn, several to a service."""
    number = 0
    while target.counts["pages"] < samples:
        made = Samples(random.Random(seed + number))
        pages = {}
        for at in range(6):
            name, text = KINDS[(number * 6 + at) % len(KINDS)](made)
            pages[f"{at}{name}"] = text.replace("Ask", f"Ask{at}")
        target(pages, made.cores)
        number += 1


def main(samples: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Target(Path(folder))
        fill(target, samples, seed=0)
    counts = target.counts
    print(
        f"{counts['pages']:,} samples, {counts['refused']:,} of them refused:"
        f" none of {counts['values']:,} values was found"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
