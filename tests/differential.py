"""Compares the scanner with the reader on mutated messages: both must give the same result."""

from __future__ import annotations

import random
import re
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from soapstone.emit.python.naming import name_everything
from soapstone.inference import inferred
from soapstone.model.names import NO_NAMES
from soapstone.pages import read_page
from tests.benchmarks.payloads import payloads
from tests.filling import FILLINGS, Filler
from tests.packages import load, runtime_of
from tests.services import FOLDERS, Service, service

DATA = Path(__file__).parent / "data"
ARRAYS = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"


@dataclass(frozen=True)
class Case:
    """A document, the class that reads it, and the runtime that the class stands on."""

    name: str
    data: bytes
    soap: bool
    of: Any
    runtime: ModuleType

    def scanned(self, data: bytes | str, limits: Any = None) -> Any:
        """What the scanner makes of a document, or None."""
        reader, usual = self.of._document.reader, self.runtime.Limits()
        return reader.scan(data, limits or usual, self.soap)

    def read(self, data: bytes | str, limits: Any = None) -> Any:
        """What the reader makes of it. Raises WireError, SoapFault."""
        reader, usual = self.of._document.reader, self.runtime.Limits()
        if self.soap:
            envelope = self.runtime.Envelope.parse(data, limits=limits or usual)
            return reader.from_element(envelope.body)
        parse = import_module(f"{self.runtime.__name__}.reading.parsing").parse
        return reader.from_element(parse(data, limits or usual))


# --- messages -----------------------------------------------------------------------------------


def cases(folder: Path) -> list[Case]:
    """Documents of metering, tc2 and the services in tests/data, made below ``folder``."""
    found = [*_payloads()]
    for name in FOLDERS:
        found += _filled(service(name), service(name).package)
    for name in ("basic", "demo"):
        shown = _asmx(name)
        package = load(shown.contract, folder, name)
        found += [*_filled(shown, package), *_captured(shown, package)]
    found += [again for each in found for again in _written(each)]
    found += [again for each in found for again in _reshaped(each)]
    return list({(each.of, each.soap, each.data): each for each in found}.values())


def _payloads() -> Iterator[Case]:
    for each in payloads(2):
        shown = service(each.service)
        of = getattr(shown.package, each.element)
        yield Case(each.name, each.data, False, of, runtime_of(shown.package))


def _filled(shown: Service, package: ModuleType) -> Iterator[Case]:
    """Every sample of the service's pages, filled; with prefixes by depth, too."""
    classes = name_everything(shown.contract, shown.locked_names).classes
    for message, sample in shown.samples():
        for filling in FILLINGS:
            data = Filler(shown.contract, filling).document(sample, message.record)
            name, of = message.element.name, getattr(package, classes[message.record])
            yield Case(name, data, False, of, runtime_of(package))
            yield Case(name, by_depth(data), False, of, runtime_of(package))


def by_depth(data: bytes) -> bytes:
    """The document with prefixes as DataContractSerializer gives them: by depth."""
    return re.sub(rb"\bns([0-9]+)\b", rb"d\1p1", data)


def _asmx(name: str) -> Service:
    files = sorted((DATA / "services" / name).iterdir())
    pages = [read_page(f"{name}/{path.name}", path.read_bytes()) for path in files]
    return Service(name, tuple(pages), inferred(name, pages).contract, NO_NAMES)


def _captured(shown: Service, package: ModuleType) -> Iterator[Case]:
    """What .NET sent and received."""
    naming, runtime = name_everything(shown.contract), runtime_of(package)
    classes = {
        str(message.element): getattr(package, naming.classes[message.record])
        for message in shown.messages()
    }
    for path in sorted((DATA / "dotnet" / "asmx").glob("*.http")):
        data = path.read_bytes().partition(b"\r\n\r\n")[2].strip()
        with suppress(runtime.SoapstoneError):
            root = runtime.Envelope.parse(data).body
            if root.tag in classes:
                yield Case(path.name, data, True, classes[root.tag], runtime)


def _written(case: Case) -> Iterator[Case]:
    """The same message as we write it: bare, and in envelopes of both versions."""
    errors = case.runtime.SoapstoneError
    with suppress(errors):
        record = case.read(case.data)
        yield Case(case.name, record.to_xml(), False, case.of, case.runtime)
        if hasattr(record, "to_soap"):
            for version in ("1.1", "1.2"):
                data = record.to_soap(version)
                yield Case(case.name, data, True, case.of, case.runtime)


def _reshaped(case: Case) -> Iterator[Case]:
    """The same message as other programs write it: all but the first are scanned after a change."""
    shapes = [indented(case.data), shortened(case.data), _emptied(case.data)]
    if case.soap:
        shapes += [headed(case.data), indented(headed(case.data))]
    for data in shapes:
        yield replace(case, data=data)


def indented(data: bytes) -> bytes:
    """The document with each tag on a line of its own, but for the texts."""
    spread = re.sub(rb"(?<=>)(?=<[^/])", b"\r\n  ", data)
    return re.sub(rb"((?:</[^<>]*|/)>)(?=</)", rb"\1\n\t", spread)


def shortened(data: bytes) -> bytes:
    """The document with ``<a/>`` for ``<a></a>``."""
    return re.sub(rb"<([^<>/]+)></[^<>]*>", rb"<\1 />", data)


def _emptied(data: bytes) -> bytes:
    """The document without its first list, or what else ends with the first of its end tags."""
    return re.sub(rb"<(\w+)((?: [^<>]*)?)>.*</\1>", rb"<\1\2/>", data, count=1)


HEADER = b'<Seen xmlns="urn:x" a:must="1" xmlns:a="urn:y"><a:At>1 &amp; 2</a:At></Seen>'


def headed(data: bytes) -> bytes:
    """The envelope with a header."""
    wrapped = rb"<\1Header>" + HEADER + rb"</\1Header><\1Body"
    return re.sub(rb"<(\w+:|)Body", wrapped, data, count=1)


# --- mutations ----------------------------------------------------------------------------------

SNIPPETS = (
    *(b"<", b">", b"&", b"&amp;", b"&lt;", b"&#65;", b"&#xD;", b"&amp", b"&bogus;"),
    *(b"\r", b"\r\n", b"\n", b"\t", b" ", b"  ", b"\0", b"\x0b", b"\x1f", b"\x7f"),
    *(b"\xc2\x85", b"\xc3\xa9", b"\xff", b"\xef\xbf\xbe", b"\xef\xbf\xbf"),
    *(b"\xef\xbf\xbd", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xef\xbb\xbf", b""),
    *(b"]]>", b"<!-- c -->", b"<?pi x?>", b"<![CDATA[x]]>", b"<!DOCTYPE x>"),
    *(b"</", b"/>", b" />", b'"', b"'", b"=", b":", b"xml:", b"d2p1:", b"d4p1:"),
    *(b' i:nil="true"', b' i:nil="false"', b' i:nil="1"', b' xsi:nil="true"'),
    *(b' a="b"', b' xmlns:i="urn:x"', b' xmlns="urn:x"', b' xmlns=""'),
    *(b' xmlns:d2p1="urn:x"', b' xmlns:xml="urn:x"', b' xmlns:xmlns="urn:x"'),
    f' xmlns:d4p1="{ARRAYS}"'.encode(),
    *(b"i:", b"m:", b"-0", b"+1", b"1_0", b"0x1", b"\xd9\xa1", b"1e5", b"9999999999"),
    *(b"true", b"1", b"TRUE", b"007", b"2021-02-30T00:00:00", b"2021-02-28T24:00:00"),
    *(b"2020-W01-1", b".1234567", b".12345678", b"Z", b"+00:00", b"-00:00", b"+14:60"),
    *(
        b"\r\n  ",
        b"\n\t",
        b"<a> </a>",
        b"<soap:Header/>",
        b"<soap:Header></soap:Header>",
    ),
    *(b"<soap:Header>", b"</soap:Header>", b"<soap:Body>", b"</soap:Body>", HEADER),
    *(b"<Extra>1</Extra>", b"<d2p1:Extra/>", b'<x xmlns="urn:y"/>'),
    *(b'<?xml version="1.0"?>', b'<?xml version="1.0" encoding="utf-8"?>'),
)
UNKNOWN = (b"Extra", b"ErrorCode", b"Id", b"_x", b"New-1.b", b"xmlOf", b"ResultCode2")
UNKNOWN_TEXTS = (
    *(b"", b"0", b"ok", b" x ", b"i:x", b"a:b", b"T05:06:07", b"x &amp; y", b"1 > 2"),
    *(b"&lt;a&gt;", b"&quot;", b"&#65;", b"\n", b"\xc3\xa9"),
)
"""Names and texts of members that no page shows."""
BLANK = (b" ", b"\n", b"\t", b"\n  ", b"\r\n", b"\r", b"\xc2\xa0", b"\x0c")
RESHAPES = (indented, shortened, headed)
_TOKENS = re.compile(rb"<[^>]*>|[^<]+")


class Mutations:
    """Draws mutations of documents: of bytes, and of tags and texts."""

    def __init__(self, documents: Sequence[bytes], seed: int) -> None:
        self._documents = documents
        self._draw = random.Random(seed)

    def of(self, data: bytes) -> bytes:
        """A document with one to three changes."""
        for _ in range(self._draw.choice((1, 1, 1, 2, 2, 3))):
            data = (
                self._in_tokens(data) if self._draw.random() < 0.5 else self._in(data)
            )
        return data

    def _in(self, data: bytes) -> bytes:
        """A snippet put in, some bytes taken out, one byte changed, a snippet in their place."""
        draw = self._draw
        at = draw.randrange(len(data) + 1)
        width = draw.choice((1, 1, 1, 2, 3, 8))
        put, taken = draw.choice(
            (
                (draw.choice(SNIPPETS), 0),
                (draw.choice(SNIPPETS), 0),
                (b"", width),
                (bytes([draw.randrange(256)]), 1),
                (draw.choice(SNIPPETS), width),
            )
        )
        return data[:at] + put + data[at + taken :]

    def _in_tokens(self, data: bytes) -> bytes:
        draw, tokens = self._draw, _TOKENS.findall(data)
        if not tokens:
            return data
        first, last = sorted(draw.randrange(len(tokens)) for _ in range(2))
        token, snippet = tokens[first], draw.choice(SNIPPETS)
        match draw.randrange(13):
            case 0:
                del tokens[first]
            case 1:
                tokens.insert(first, tokens[last])
            case 2:
                tokens[first], tokens[last] = tokens[last], tokens[first]
            case 3:
                tag = token.startswith(b"<")
                tokens[first] = token[:-1] + snippet + b">" if tag else snippet
            case 4:
                tokens[first] = token.replace(b'"', b"'")
            case 5:
                tokens[first] = re.sub(rb"^(</?)\w+:", rb"\1", token)
            case 6:
                tokens[first] = snippet + token
            case 9:
                tokens[first] = draw.choice(BLANK) + token
            case 11 | 12:
                tokens[first:first] = [self._unknown(token)] * draw.choice((1, 1, 2))
            case 10:
                tokens[first : last + 1] = _TOKENS.findall(
                    draw.choice(RESHAPES)(b"".join(tokens[first : last + 1]))
                )
            case 7:
                tokens[first] = draw.choice(
                    _TOKENS.findall(draw.choice(self._documents))
                )
            case _:
                tokens[first:first] = tokens[first : min(last, first + 6)]
        return b"".join(tokens)

    def _unknown(self, beside: bytes) -> bytes:
        """A member that no page shows, mostly with the prefix of the one beside it."""
        found = re.match(rb"</?(\w+:)", beside)
        prefix = self._draw.choice((found[1] if found else b"", b""))
        name = prefix + self._draw.choice(UNKNOWN)
        text = self._draw.choice(UNKNOWN_TEXTS)
        return b"<%b>%b</%b>" % (name, text, name)


# --- comparison ---------------------------------------------------------------------------------


def difference(case: Case, data: bytes | str, limits: Any = None) -> str | None:
    """What is otherwise in one of two ways: "" for nothing, None where nothing was scanned.

    The scanner is held against the reader, and what was read against what is read of its text.
    """
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        scanned = case.scanned(data, limits)
    if warned:
        return f"a warning: {warned[0].message}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            read = case.read(data, limits)
        except case.runtime.SoapstoneError as error:
            return None if scanned is None else f"the reader refuses it: {error}"
        try:
            again = case.of.from_xml(read.to_xml())
        except case.runtime.SoapstoneError as error:
            return f"what it holds is not read again: {error}"
    same = _is_same(again, read) and again.to_xml() == read.to_xml()
    if not same and "b''" not in repr(read):
        # .NET takes one digit of base64 for no bytes. Where an element and more text follow it,
        # that text is read in its place once it has been written as nothing.
        return f"{again.to_xml()!r} is read again from {read.to_xml()!r}"
    if scanned is None:
        return None
    if not _is_same(scanned, read) or repr(scanned) != repr(read):
        return f"{scanned} instead of {read}"
    if scanned._wire != read._wire or scanned.to_xml() != read.to_xml():
        return f"{scanned.to_xml()!r} is written instead of {read.to_xml()!r}"
    return ""


def _is_same(one: object, other: object) -> bool:
    """Equal, but for a NaN: from Python 3.13 on what holds one is equal to nothing."""
    return one == other or (repr(one) == repr(other) and "nan" in repr(one))


@dataclass
class Result:
    """How a trial went."""

    mutations: int = 0
    scanned: int = 0
    differences: list[str] | None = None

    def __str__(self) -> str:
        found = len(self.differences or ())
        return (
            f"{self.mutations} mutations, {self.scanned} scanned, {found} differences"
        )


@contextmanager
def any_prefixes(of: Sequence[Case]) -> Iterator[None]:
    """Lets mutated prefixes be scanned, of which there are more than a process ever takes."""
    runs = {
        sys.modules[f"{runtime}.scanning.patterns"].Run
        for runtime in {case.runtime.__name__ for case in of}
    }
    most = {run: run.MOST for run in runs}
    for run in runs:
        run.MOST = sys.maxsize
    try:
        yield
    finally:
        for run in runs:
            run.MOST = most[run]


def trial(of: Sequence[Case], count: int, seed: int) -> Result:
    """Scans and reads so many mutations."""
    mutations = Mutations([each.data for each in of], seed)
    draw = random.Random(seed)
    result = Result(count, differences=[])
    assert result.differences is not None
    for _ in range(count):
        case = draw.choice(of)
        data = mutations.of(case.data)
        found = difference(case, data)
        result.scanned += found is not None
        if found:
            result.differences.append(f"{case.name}: {data!r}: {found}")
    return result


def main(count: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        of = [c for c in cases(Path(folder)) if c.scanned(c.data) is not None]
        with any_prefixes(of):
            result = trial(of, count, seed)
    print(f"{len(of)} documents: {result}")
    print(*(result.differences or ())[:20], sep="\n")
    return 1 if result.differences else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
