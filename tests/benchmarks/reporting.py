"""How large a report is and how fast it opens: ``python -m tests.benchmarks.reporting [N…]``.

For so many operations, the pages of ``generating`` are reported, and opened in Chromium (the extra
``browser``). Beside them stand pages by hand: the same list as links, the same saved page in a
``pre``. Times in the browser are medians of nine. Prints a Markdown table.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.generating import SIZES, repeated, run

TIMES = 9
NAME = "EchoCustomer"
"""The operation whose page is opened; its pages in the report and by hand show the same."""
_PAINTED = (
    """() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"""
)
_SEARCH = """async (asked) => {
  const field = document.querySelector('#search'), found = document.querySelector('#counted');
  const start = performance.now();
  field.value = asked;
  field.dispatchEvent(new Event('input'));
  while (!found.textContent.includes('found')) await new Promise((done) => setTimeout(done, 1));
  document.body.offsetHeight;
  return performance.now() - start;
}"""


def save(folder: Path, count: int) -> None:
    """Write the pages of a service, and beside them the same by hand."""
    specs, by_hand = folder / "specs/demo", folder / "by_hand"
    specs.mkdir(parents=True)
    by_hand.mkdir()
    links = []
    for name, text in repeated(count):
        (specs / f"{name}.txt").write_text(text, "utf-8")
        page = f"<!doctype html><title>{name}</title><h1>{name}</h1><pre>{escape(text)}</pre>"
        (by_hand / f"{name}.html").write_text(page, "utf-8")
        links.append(f'<li><a href="{name}.html">{name}</a></li>')
    index = f"<!doctype html><title>demo</title><h1>demo</h1><ul>{''.join(links)}</ul>"
    (by_hand / "index.html").write_text(index, "utf-8")


def first_paint(browser: Any, path: Path) -> float:
    """Milliseconds until a page opened from the disk has its first content."""
    taken: list[float] = []
    for _ in range(TIMES):
        page = browser.new_page()
        page.goto(path.as_uri())
        while (painted := page.evaluate(_PAINTED)) is None:
            page.wait_for_timeout(5)
        taken.append(float(painted))
        page.close()
    return median(taken)


def searches(browser: Any, index: Path) -> tuple[float, float]:
    """Milliseconds that a first search takes, which loads the index, and later ones."""
    first, later = [], []
    for _ in range(TIMES):
        page = browser.new_page()
        page.goto(index.as_uri())
        first.append(page.evaluate(_SEARCH, "customer"))
        for asked in ("echo", "customer.born", "guess"):
            page.evaluate("document.querySelector('#counted').textContent = ''")
            later.append(page.evaluate(_SEARCH, asked))
        page.close()
    return median(first), median(later)


def sizes(folder: Path) -> tuple[float, float]:
    """Megabytes of a folder, and kilobytes of its median page of an operation."""
    files = [each.stat().st_size for each in folder.rglob("*") if each.is_file()]
    pages = [
        each.stat().st_size for each in folder.rglob("*.html") if each.stem != "index"
    ]
    return sum(files) / 1e6, median(pages) / 1e3


def rows(folder: Path, count: int, browser: Any) -> Iterable[str]:
    """The report's line and that of the pages by hand."""
    save(folder, count)
    taken = run(folder, "soapstone", "report")
    report, by_hand = folder / "report", folder / "by_hand"
    whole, one = sizes(report)
    operation = first_paint(browser, report / "demo/operations/echo_customer.html")
    listed = first_paint(browser, report / "demo/index.html")
    first, later = searches(browser, report / "index.html")
    yield (
        f"| {count:,} | report | {taken.processor:.1f} s | {whole:.1f} MB | {one:.0f} kB | "
        f"{operation:.0f} ms | {listed:.0f} ms | {first:.0f} ms | {later:.0f} ms |"
    )
    whole, one = sizes(by_hand)
    operation = first_paint(browser, by_hand / f"{NAME}.html")
    listed = first_paint(browser, by_hand / "index.html")
    yield (
        f"| {count:,} | by hand | | {whole:.1f} MB | {one:.0f} kB | "
        f"{operation:.0f} ms | {listed:.0f} ms | | |"
    )


def main(counts: Sequence[int]) -> None:
    """Measures; see the module."""
    from playwright.sync_api import sync_playwright

    print(
        "| operations | | processor | folder | page | paint: operation | paint: list | "
        "first search | next |\n|---:|---|---:|---:|---:|---:|---:|---:|---:|"
    )
    with sync_playwright() as play:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for count in counts:
            with tempfile.TemporaryDirectory() as folder:
                for row in rows(Path(folder), count, browser):
                    print(row, flush=True)
        browser.close()


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or SIZES)
