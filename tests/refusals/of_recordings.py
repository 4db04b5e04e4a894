"""Trials of refusals of recorded messages."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

from tests.refusals.of_folders import forbidden, opened, unprivileged
from tests.refusals.pages import SOAP, envelope
from tests.refusals.trials import SERVICE, Trial, Way

WHOLE = "Record the whole message again, or delete it."
MESSAGE = '<Board xmlns="urn:ferry"><Deck>1</Deck></Board>'
ENVELOPE = f'<s:Envelope xmlns:s="{SOAP}"><s:Body>\n{{}}</s:Body></s:Envelope>'
HEAD = "POST /Ferry.asmx HTTP/1.1\nHost: ferry.example\nContent-Type: text/xml\n"
UTF_16 = f'<?xml version="1.0" encoding="utf-16"?>{MESSAGE}'
ANOTHER = f"{ENVELOPE.format(MESSAGE)}\n"
HAR = json.dumps({"log": {"entries": [{"request": {"postData": {"text": MESSAGE}}}]}})
GZIP = gzip.compress(MESSAGE.encode())
CODED = f"{HEAD}Content-Encoding: gzip\n\n"
DEEP = f'<Board xmlns="urn:ferry">{"<A>" * 98}<A>1</A>{"</A>" * 98}</Board>'


def recorded(
    found: str, advice: str, bad: str | bytes, *good: str, name: str = "recorded/a.xml"
) -> Trial:
    ways: list[dict[str, str | None]] = [{name: each} for each in good]
    return Trial(found, advice, {name: bad}, [*ways, {name: None}])


def large(path: Path) -> None:
    """A file with nothing in it, which takes no room on the disk."""
    path.write_bytes(MESSAGE.encode())
    os.truncate(path, 64 * 2**20 + 1)


LONG = "r" * 300

OF_RECORDINGS = {
    "a message that breaks off": recorded(
        "a message that is not well-formed XML, or incomplete",
        WHOLE,
        "<Board xmlns='urn:ferry'>\n¶<Deck>1</Deck>",
        MESSAGE,
    ),
    "a recorded document type": recorded(
        "a message with a document type (<!DOCTYPE …>)",
        "Remove it: .NET sends none, and it can make a parser load other files.",
        f"¶<!DOCTYPE Board>\n{MESSAGE}",
        MESSAGE,
    ),
    "another encoding": recorded(
        "a message whose first line names an encoding that is not read",
        "Save it as UTF-8, and name that in its first line, or no encoding.",
        f'¶<?xml version="1.0" encoding="ebcdic"?>\n{MESSAGE}',
        f'<?xml version="1.0" encoding="utf-8"?>\n{MESSAGE}',
        MESSAGE,
    ),
    "half a character": Trial(
        "a message with bytes that are not text in its encoding",
        WHOLE,
        {"recorded/a.xml": UTF_16.encode("utf-16") + b"\xd8"},
        [{"recorded/a.xml": UTF_16.encode("utf-16")}, {"recorded/a.xml": None}],
        at="ferry/recorded/a.xml:1",
    ),
    "a deep message": recorded(
        "a message that is too deep or too large",
        "Shorten it by hand: repetitions of a member add nothing.",
        "¶" + DEEP.replace("<A>", "<A><A>").replace("</A>", "</A></A>"),
        DEEP,
    ),
    "two messages in an envelope": Trial(
        "2 elements in the Body of an envelope",
        "Remove the others, or put each into an envelope and a file of its own.",
        {"recorded/a.xml": ENVELOPE.format(f"{MESSAGE}\n¶{MESSAGE}")},
        [
            {"recorded/a.xml": ANOTHER},
            {"recorded/a.xml": ANOTHER, "recorded/b.xml": ANOTHER},
        ],
    ),
    "a dump of something else": recorded(
        "no message",
        "Record the message again, or delete the file.",
        "¶Hello.\n",
        f"{HEAD}\n{envelope('Board', '<Deck>1</Deck>')}",
        name="recorded/a.http",
    ),
    "an empty recording": recorded(
        "an empty file",
        "Record the message again, or delete the file.",
        "¶\n",
        MESSAGE,
    ),
    "a HAR file that is none": Trial(
        "a file that is not HAR",
        "Save the traffic again as HAR, or name the file by what it is: .xml or .http.",
        {"recorded/a.har": "¶" + MESSAGE},
        [
            {"recorded/a.har": HAR},
            {"recorded/a.har": None, "recorded/a.xml": MESSAGE},
        ],
    ),
    "a compressed body that is damaged": Trial(
        "a compressed body that cannot be unpacked, or is too large",
        "Record the message again without compression.",
        {"recorded/a.http": CODED.encode() + b"\xc2\xb6" + GZIP[:3] + b"xx" + GZIP[5:]},
        [{"recorded/a.http": f"{HEAD}\n{MESSAGE}"}],
    ),
    "a large recording": Trial(
        "a file of more than 67,108,864 bytes",
        "Split it, or remove the messages of other services.",
        {"recorded/a.xml": large},
        [
            {"recorded/a.xml": MESSAGE},
            {"recorded/a.xml": MESSAGE, "recorded/b.xml": MESSAGE},
        ],
        at="ferry/recorded/a.xml",
    ),
    "a recording of a long name": Trial(
        "a file that cannot be read (File name too long)",
        "Give it a shorter name.",
        {"recorded/a.xml": MESSAGE},
        [Way(command="redact specs/ferry/recorded/a.xml")],
        at=LONG,
        command=f"redact {LONG}",
    ),
    "a recording of a long name that is forbidden": Trial(
        "a file that cannot be read (Permission denied)",
        "Check its permissions.",
        {f"recorded/{LONG[:248]}.xml": forbidden},
        [Way(steps=[opened(f"{SERVICE}/recorded/{LONG[:248]}.xml")])],
        at=f"{SERVICE}/recorded/{LONG[:248]}.xml",
        command=f"redact {SERVICE}/recorded/{LONG[:248]}.xml",
        around=unprivileged,
    ),
    "a recording misspelt": Trial(
        "a file that cannot be read (No such file or directory)",
        "Check its name; if it is a link, mend it, or delete it.",
        {"recorded/a.xml": MESSAGE},
        [Way(command="redact specs/ferry/recorded/a.xml")],
        at="specs/ferry/recorded/b.xml",
        command="redact specs/ferry/recorded/b.xml",
    ),
}
