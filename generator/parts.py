"""The parts of a service that the last run made already: facts of pages, files of modules.

What a memo says is not trusted. The facts of a page are checked as they are read, and a page could
have said the same. Of a module's files a memo has only digests: they are taken as they stand in the
package, where these agree.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from generator import facts_json
from generator.facts import PageFacts
from generator.findings import SpecError
from generator.memo import Memo, key_of
from generator.pages import read_page, read_pages
from generator.python.slices import Slice
from generator.second_process import LARGE, results_of
from generator.seen import Seen, Standing, digests

Files = Mapping[str, str]
"""Path below the package to text."""


class Parts:
    """Those of one service, of which ``package`` is the folder below that of ``seen``."""

    def __init__(self, package: Path, pages: Memo, modules: Memo, seen: Seen) -> None:
        self._package = package
        self._pages = pages
        self._modules = modules
        self._seen = seen

    @classmethod
    def none(cls) -> Parts:
        """Those of a service of which nothing is known: all is made anew."""
        nowhere = Path(os.devnull)
        return cls(nowhere, Memo(nowhere), Memo(nowhere), Seen(nowhere))

    def facts(self, sources: Mapping[str, bytes]) -> list[PageFacts]:
        """The facts of pages, given by path. Raises SpecError as ``read_pages`` does."""
        keys = {file: key_of(os.fsencode(file), sources[file]) for file in sources}
        known = {file: self._known_facts(key) for file, key in keys.items()}
        new = [file for file, facts in known.items() if facts is None]
        jobs = [partial(_read, file, sources[file]) for file in new]
        results = results_of(jobs, large=len(jobs) >= LARGE)
        for file, page in zip(new, results, strict=True):
            if page is not None:
                known[file] = page.facts
                self._pages.keep(keys[file], page.text)
        # Those that cannot be used are told together.
        read_pages({file: sources[file] for file in known if known[file] is None})
        return [facts for facts in known.values() if facts is not None]

    def files(
        self,
        slices: Sequence[Slice],
        files_of: Callable[[Slice], Files],
        others: Callable[[], Files],
    ) -> Files:
        """The files of modules, which follow from their slices, and the other ones.

        Those are asked for when it is known which modules are to be made.
        """
        found = self._found(slices)
        standing: dict[str, str] = {}
        new: dict[str, Slice] = {}
        for each in slices:
            key = key_of(each.text.encode())
            there = {path: found[path] for path in each.paths if path in found}
            made = self._modules.recall(key)
            if len(there) == len(each.paths) and " ".join(there.values()) == made:
                standing |= there
            else:
                new[key] = each
        self._seen.forget()  # before these are written, files are looked at again
        jobs = [partial(files_of, each) for each in new.values()]
        results = [others(), *results_of(jobs, large=len(jobs) >= LARGE)]
        texts = {path: text for files in results for path, text in files.items()}
        known = dict(sorted({**standing, **digests(texts)}.items()))
        for key, each in new.items():
            self._modules.keep(key, " ".join(known[path] for path in each.paths))
        return Standing(self._package, known, texts)

    def save(self) -> None:
        """Keep what this run has made or used. Raises OSError."""
        self._pages.save()
        self._modules.save()

    def _known_facts(self, key: str) -> PageFacts | None:
        text = self._pages.recall(key)
        with contextlib.suppress(ValueError):
            return facts_json.from_json(text) if text else None
        return None

    def _found(self, slices: Sequence[Slice]) -> dict[str, str]:
        """The digests of the files of modules that are there, by path."""
        paths = [path for each in slices for path in each.paths]
        with contextlib.suppress(OSError):
            return self._seen.digests(self._package.name, paths)
        return {}


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that has been read. From another process only its text comes."""

    facts: PageFacts
    text: str

    def __reduce__(self) -> tuple[Any, ...]:
        return _from_text, (self.text,)


def _from_text(text: str) -> _Page:
    return _Page(facts_json.from_json(text), text)


def _read(file: str, content: bytes) -> _Page | None:
    """A page, or None for one that cannot be used."""
    try:
        facts = read_page(file, content)
    except SpecError:
        return None
    return _Page(facts, facts_json.to_json(facts))
