"""The ground of the benchmark of generating: a service of any size, and a page that changes."""

from __future__ import annotations

from pathlib import Path

from soapstone.run.pipeline import generate
from tests.benchmarks import generating
from tests.benchmarks.generating import PAGES, change, save


def test_repeated_pages_are_a_service_of_that_size(tmp_path: Path) -> None:
    many = len(list(PAGES.glob("*.txt"))) * 3
    save(tmp_path / "specs", tmp_path / "samples", many)
    demo = generate(tmp_path / "specs").packages[0]
    assert demo.error is None
    assert demo.pages == many
    assert demo.operations == many
    # SOAP 1.1 and 1.2, request and response.
    assert len(list((tmp_path / "samples").iterdir())) > 3 * many


def test_the_page_that_changes_changes(tmp_path: Path) -> None:
    save(tmp_path / "specs", tmp_path / "samples", 3)
    before = generate(tmp_path / "specs").packages[0].files
    change(tmp_path / "specs")
    after = generate(tmp_path / "specs").packages[0].files
    assert "operations/add.py" in {
        path for path in after if after[path] != before[path]
    }


def test_what_a_run_takes_is_measured(tmp_path: Path) -> None:
    kinds = dict(generating.measure(tmp_path, 2))
    assert [*kinds][:3] == ["first run", "one page changed", "nothing changed"]
    assert all(taken.elapsed and taken.processor for taken in kinds.values())
    assert (tmp_path / "generated/demo/__init__.py").is_file()
