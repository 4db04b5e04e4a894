"""Pages that a person filled in: no value of them may stand in anything that a run leaves behind.

``python -m tests.fuzz.filled 5000 [FOLDER …]`` fills in that many pages, those of the test data and
of the folders, and looks for every value in all that is written and printed.
"""

from __future__ import annotations

import base64
import contextlib
import html
import io
import itertools
import json
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from soapstone.cli import run
from soapstone.inputs.files import PAGE_SUFFIXES
from tests.fuzz.corpus import DATA
from tests.services import FOLDERS, SPECS

Service = Mapping[str, str]
"""Pages that stand in one folder, by name."""

_PAGES_AT_ONCE = 12

_PLACES = (
    re.compile(r"(?<=>)(?P<value>[^<>&\n]+)(?=</[^f])"),
    re.compile(
        r"(?<=&gt;)(?P<value>(?:<font class=value>[^<>]+</font>|[^<>&\n])+)(?=&lt;/)"
    ),
    re.compile(
        r"(?<=\s)(?!xmlns|version|encoding)(?<!<font )\w+=\"(?P<value>(?!http)[^\"<>:]+)\""
        r"(?=[^<>]*>\s*$)",
        re.MULTILINE,
    ),
    re.compile(r"=\"<font class=value>(?P<value>[^<>]+)</font>\""),
    re.compile(r"(?<=[?&\w])=(?:<font class=value>)?(?P<value>string)(?=[&\s<])"),
)
"""Leaves and attributes of XML samples, and parameters; the first in text only, others in HTML."""
_PLAIN = re.compile(
    r"(?<![\w.<>/-])(?P<value>String|0|False|True|A|AA==|WS-5|0001-01-01|0{32}|2025-[\d:T.-]+)"
    r"(?![\w.-])(?=\"?\s*[:,}\]\n])"
)
"""Leaves of JSON, JSV and CSV samples, and keys of dictionaries."""
_SAMPLE = re.compile(r"(?:POST|PUT|GET) \S+ HTTP/1.1|HTTP/1.1 \d{3}")
_HOST = re.compile(r"^Host: .*$", re.MULTILINE)


@dataclass(slots=True)
class Filler:
    """Fills in pages with values that stand nowhere else."""

    random: random.Random
    cores: list[str] = field(default_factory=list)
    """What a value is told by, however it is spelt: its letters and digits."""

    def page(self, name: str, text: str) -> str:
        """A page with some of its leaves, parameters and headers filled in."""
        start = _SAMPLE.search(text)
        if start is None:
            return text
        above, samples = text[: start.start()], text[start.start() :]
        share = self.random.choice((0.1, 0.5, 0.9, 1))
        for place in _PLACES[name.endswith(".html") :]:
            samples = place.sub(lambda found: self._filled(found, share), samples)
        if re.search(r"\.(?:json|csv|jsv)\b|-jsv-", name):
            samples = _PLAIN.sub(lambda found: self._plain(found, share), samples)
        if self.random.random() < 0.3:
            samples = _HOST.sub(self._headers, samples)
        return above + samples

    def _filled(self, found: re.Match[str], share: float) -> str:
        if found["value"] == "length" or self.random.random() > share:
            return found[0]
        in_line = found[0].startswith("=")  # a target ends at a blank
        value = self.random.choice(_IN_TARGETS)(self) if in_line else self.value()
        start, end = (at - found.start() for at in found.span("value"))
        if found[0] == found["value"] != "string" and self.random.random() < 0.15:
            value = self.random.choice(_SPELT)(value)
        return found[0][:start] + value + found[0][end:]

    def _plain(self, found: re.Match[str], share: float) -> str:
        if self.random.random() > share:
            return found[0]
        kinds = [self.number, self.guid, self.mixed]
        # A word before a colon is a name, as far as anybody can tell without a table.
        key = found.string[found.end() :].lstrip('" ').startswith(":")
        return self.random.choice(kinds if key else [*kinds, self.word])()

    def _headers(self, found: re.Match[str]) -> str:
        return f"{found[0]}\nAuthorization: Basic {self.base64()}\nCookie: sid={self.word()}"

    # Values

    def value(self) -> str:
        kinds: tuple[Callable[[], str], ...] = (
            self.word,
            self.prose,
            self.number,
            self.decimal,
            self.date,
            self.mail,
            self.base64,
            self.guid,
            self.mixed,
        )
        return self.random.choice(kinds)()

    def word(self) -> str:
        return self._told(self.random.choice(("", "Mc", "x_")) + self._letters(9))

    def prose(self) -> str:
        return f"{self._told(self._letters(9))} {self._told(self._letters(9).lower())}!"

    def number(self) -> str:
        length = self.random.choice((9, 12, 17))
        return self._told("9" + self._of("123456789", length))

    def decimal(self) -> str:
        return self._told(f"9{self._of('123456789', 7)}.{self._of('123456789', 5)}")

    def date(self) -> str:
        pick = self.random.randint
        day = f"{pick(1900, 2090)}-{pick(10, 12)}-{pick(10, 28)}"
        time = (
            f"{pick(10, 23)}:{pick(10, 59)}:{pick(10, 59)}.{self._of('123456789', 7)}"
        )
        return self._told(f"{day}T{time}")

    def mail(self) -> str:
        return self._told(f"{self._letters(7)}@{self._letters(7)}.example")

    def base64(self) -> str:
        return self._told(base64.b64encode(self.random.randbytes(15)).decode())

    def guid(self) -> str:
        parts = (self._of("0123456789abcdef", length) for length in (8, 4, 4, 4, 12))
        return self._told("-".join(parts))

    def mixed(self) -> str:
        return self._told(f"{self._letters(5)}-{self._of('123456789', 6)}/ä")

    def _letters(self, length: int) -> str:
        return self._of("bcdfghjkmnpqrstvwxz", length).capitalize()

    def _of(self, letters: str, length: int) -> str:
        return "".join(self.random.choices(letters, k=length))

    def _told(self, value: str) -> str:
        self.cores.append(core(value))
        return value


_IN_TARGETS = (Filler.word, Filler.number, Filler.guid, Filler.mail)

_SPELT: tuple[Callable[[str], str], ...] = (
    lambda value: f"<![CDATA[{value}]]>",
    lambda value: f"<!-- {value} -->string",
    lambda value: f"\n{value}\n",
    lambda value: f"<?x {value}?>{value}",
)
"""Ways to write a value, or to hide one beside it."""


def core(text: str) -> str:
    """The letters and digits of a text: names are spelt in ways of their own in Python."""
    return re.sub(r"[\W_]+", "", text).casefold()


class Target:
    """Generates from pages, and fails where a value is found in what comes of them."""

    def __init__(self, folder: Path) -> None:
        self.counts: Counter[str] = Counter()
        self._folder = folder

    def __call__(self, pages: Service, cores: Sequence[str]) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        service = self._folder / "specs" / "service"
        service.mkdir(parents=True)
        for name, text in pages.items():
            (service / name).write_text(text, encoding="utf-8")
        left = dict(self._left_behind())
        for core_ in cores:
            for place, text in left.items():
                assert core_ not in text, f"{core_} in {place}"
        self.counts["pages"] += len(pages)
        self.counts["values"] += len(cores)
        made = (self._folder / "out" / "service").is_dir()
        self.counts["refused"] += 0 if made else len(pages)

    def _left_behind(self) -> Iterator[tuple[str, str]]:
        """Everything that is printed or written, by command or file."""
        specs, out = self._folder / "specs", self._folder / "out"
        site = self._folder / "site"
        at = ["--specs", str(specs)]
        both = [*at, "--out", str(out)]
        yield "changes", _printed("changes", *both)
        yield "-v", _printed("generate", "-v", *both)
        yield "check", _printed("check", *both)
        yield "explain", _printed("explain", "service", *at)
        yield "explain --json", _printed("explain", "service", "--json", *at)
        shutil.rmtree(out / "service", ignore_errors=True)
        yield "--json", _printed("generate", "--json", *both)
        yield "report", _printed("report", *at, "--out", str(site))
        for path in site.rglob("*.*"):
            yield str(path), core(html.unescape(path.read_text("utf-8")))
        for path in (*out.rglob("*"), specs / "service" / "names.toml"):
            if path.is_file() and "runtime" not in path.parts:
                yield str(path), core(path.read_text("utf-8"))


def _printed(*arguments: str) -> str:
    """All that a command prints; of JSON the texts, without escapes."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        run(arguments)
    text = out.getvalue()
    if "--json" in arguments:
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return core(text + err.getvalue())


def corpus(*folders: Path) -> list[Service]:
    """The services of the test data, the seeds and ``folders``, a page of a kind each once."""
    data = [DATA / "pages", *(DATA / "pages" / name for name in ("made", "rendered"))]
    data += [*(DATA / "services").iterdir(), *map(SPECS.joinpath, FOLDERS), *folders]
    found = []
    for folder in sorted(data):
        pages = [
            each for each in sorted(folder.iterdir()) if each.suffix in PAGE_SUFFIXES
        ]
        for start in range(0, len(pages), _PAGES_AT_ONCE):
            some = pages[start : start + _PAGES_AT_ONCE]
            found.append({each.name: each.read_text("utf-8") for each in some})
    return [service for service in found if service]


def fill(target: Target, services: Sequence[Service], pages: int, seed: int) -> None:
    """Fill in ``pages`` pages, or a few more, of the services in turn."""
    for number, service in enumerate(itertools.cycle(services)):
        if target.counts["pages"] >= pages:
            return
        filler = Filler(random.Random(seed + number))
        filled = {name: filler.page(name, text) for name, text in service.items()}
        target(filled, filler.cores)


def main(pages: int, *folders: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Target(Path(folder))
        fill(target, corpus(*map(Path, folders)), pages, seed=0)
    counts = target.counts
    print(
        f"{counts['pages']:,} pages, {counts['refused']:,} of them refused:"
        f" none of {counts['values']:,} values was found"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
