"""Generated Python in black's style, with black's defaults, so that any project can hold it."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import black
from black.mode import TargetVersion

_WORTH_A_POOL = 200
"""Files from which on other processes save more time than starting them takes."""


def formatted_files(files: Mapping[str, str]) -> dict[str, str]:
    """The files by path with their Python formatted, on all cores where there are many.

    Formatting takes most of the time of a run: black needs 0.4 s for a thousand lines.
    """
    items = sorted(files.items())
    paths, texts = [path for path, _ in items], [text for _, text in items]
    workers = os.cpu_count() or 1
    if len(items) >= _WORTH_A_POOL and workers > 1:
        # Not forked: a progress display runs in a thread, and its locks would be copied.
        context = multiprocessing.get_context("spawn")
        try:
            with ProcessPoolExecutor(workers, mp_context=context) as pool:
                done = list(pool.map(formatted, paths, texts, chunksize=16))
            return dict(zip(paths, done, strict=True))
        except BrokenProcessPool:
            pass  # a script without a main guard cannot start processes: do it here
    return dict(zip(paths, map(formatted, paths, texts), strict=True))


def formatted(path: str, text: str) -> str:
    """The text as black leaves it. Only Python is formatted; black is told of stub files."""
    if not path.endswith((".py", ".pyi")):
        return text
    mode = black.Mode(
        target_versions={TargetVersion.PY311}, is_pyi=path.endswith(".pyi")
    )
    return black.format_str(text, mode=mode)
