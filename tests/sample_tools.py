"""Writes samples as tools do: browsers' commands, SoapUI, Postman, traces of WCF."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

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
