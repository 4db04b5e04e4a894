"""Commands as browsers copy them for the shells of Windows."""

from __future__ import annotations

import pytest

from soapstone.model.facts import Notation
from soapstone.pages import read_page
from soapstone.pages.shell_escapes import without_shell_escapes
from tests.sample_tools import SHELLS, command

ENVELOPE = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">\n<s:Body>\n'
    '<Ask xmlns="urn:a/">\n<A>50% of `this` &amp; $that, C:\\Temp</A>\n<B>Zoë</B>\n'
    "</Ask>\n</s:Body>\n</s:Envelope>"
)


@pytest.mark.parametrize("shell", list(SHELLS))
def test_a_command_holds_its_envelope(shell: str) -> None:

    text = command(shell, "https://h.example/x.asmx", "urn:a/Ask", ENVELOPE)
    (operation,) = read_page("s/a.txt", text.encode()).operations
    (exchange,) = operation.exchanges
    head, body = exchange.request.head, exchange.request.body
    assert operation.notation is Notation.SAMPLES
    assert (head.path, head.header("Host")) == ("/x.asmx", "h.example")
    assert head.header("SOAPAction") == "urn:a/Ask"
    assert body
    assert [each.name for each in body.children] == ["A", "B"]


def test_no_line_is_added_or_dropped() -> None:
    lines = ["curl ^", '  --data-raw ^"^<a^>^', "", 'x^</a^>^"', "2^3", '"a"^', '"b"']
    shown = without_shell_escapes(lines)
    assert shown == ["curl ", '  --data-raw "<a>', "", 'x</a>"', "2^3", '"a', 'b"']


@pytest.mark.parametrize(
    "lines", [["x ^< y", "a^"], ['Say `"hello`"'], ['"a"^', "b"], ['a"^']]
)
def test_what_is_of_no_command_stays(lines: list[str]) -> None:
    assert without_shell_escapes(lines) == lines
