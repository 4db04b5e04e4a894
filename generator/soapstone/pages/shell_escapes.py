"""Takes away how the shells of Windows escape what stands in a command.

A browser copies a request for cmd.exe with ``^`` before each character but letters and digits, and
for PowerShell with a backtick before a quote. What is left is a literal as other languages have it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_CARET_TAG = re.compile(r"\^<[\w?!/]")
"""XML in an argument of cmd.exe, which takes a bare ``<`` for a redirection."""
_CARET = re.compile(r"\^([^\w\s])|\^$")
"""An escaped character, or a line that goes on in the next."""
_POWERSHELL = re.compile(r"\bInvoke-(?:WebRequest|RestMethod)\b", re.I)
_BACKTICK = re.compile(
    r"`(?P<quote>\")|`(?P<kept>[`$])|`(?P<letter>[nr])|\$\(\[char\](?P<code>\d{1,6})\)"
    r"|(?P<backslash>\\)"
)
"""What PowerShell takes for something else in a string, and a backslash, which it does not."""
_BREAKS = {"n": "\\n", "r": "", "10": "\\n", "13": ""}


def without_shell_escapes(lines: Sequence[str]) -> list[str]:
    """Return the lines without escapes of cmd.exe and PowerShell; none is added or dropped."""
    shown = _with_whole_arguments(lines)
    if any("^<" in line and _CARET_TAG.search(line) for line in shown):
        shown = [_CARET.sub(r"\1", line) if "^" in line else line for line in shown]
    if any(map(_POWERSHELL.search, shown)):
        shown = [
            _BACKTICK.sub(_unescaped, line) if '`"' in line else line for line in shown
        ]
    return shown


def _with_whole_arguments(lines: Sequence[str]) -> list[str]:
    """The lines of an argument that ends before each line break and begins again behind it, for
    cmd.exe takes no other line break.
    """
    shown = list(lines)
    ends = [at for at, line in enumerate(lines) if line.endswith('"^')]
    for at in ends:
        after = next((n for n in range(at + 1, at + 3) if "".join(lines[n : n + 1])), 0)
        if after and lines[after].startswith('"'):
            shown[at], shown[after] = shown[at][:-2], shown[after][1:]
    return shown


def _unescaped(escape: re.Match[str]) -> str:
    if escape["quote"]:
        return '\\"'
    if escape["backslash"]:
        return "\\\\"
    found = escape["letter"] or escape["code"]
    if found in _BREAKS:
        return _BREAKS[found]
    return escape["kept"] or chr(min(int(found), 0xFFFF))
