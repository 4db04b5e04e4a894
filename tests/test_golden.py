"""The pages of specs/ generate exactly the checked-in files, on any platform."""

from __future__ import annotations

import codecs
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from soapstone.inputs.files import PAGE_SUFFIXES
from soapstone.output.diff import unified_diff
from soapstone.output.packages import Generated
from soapstone.output.plan import compare
from soapstone.run.pipeline import generate
from tests.services import FOLDERS, GENERATED, ROOT, SPECS

# A digest of every file and every finding.
PROGRAM = """
import hashlib, sys
from pathlib import Path
from soapstone.run.pipeline import generate
made = generate(Path(sys.argv[1]))
result = [(p.name, [*p.files.items()], p.findings, p.error) for p in made.packages]
print(hashlib.sha256(repr(result).encode("utf-8", "surrogatepass")).hexdigest())
"""


@pytest.fixture(scope="module")
def golden() -> Generated:
    return generate(SPECS)


@pytest.fixture(scope="module")
def digest() -> str:
    return run(SPECS)


def run(specs: Path, cwd: Path = ROOT, environment: Mapping[str, str] = {}) -> str:
    """The digest that a fresh Python prints."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, os.path.relpath(specs, cwd)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout


def copied(target: Path, order: Callable[[list[Path]], list[Path]] = sorted) -> Path:
    """A copy of specs/ whose files are made in the order given."""
    for path in order([path for path in SPECS.rglob("*") if path.is_file()]):
        copy = target / path.relative_to(SPECS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return target


def test_what_is_checked_in_is_what_the_pages_make(golden: Generated) -> None:
    plan = compare(golden, GENERATED, complete=True)
    assert "\n".join(unified_diff(plan)) == ""
    assert not plan.changes
    assert not plan.failed


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Apia"},
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "tr_TR.UTF-8", "PYTHONOPTIMIZE": "2"},
    ],
    ids=["hash seed", "another hash seed", "C locale", "Turkish and -OO"],
)
def test_nothing_around_the_run_shows(
    environment: Mapping[str, str], digest: str
) -> None:
    assert run(SPECS, environment=environment) == digest


def test_the_working_directory_does_not_show(tmp_path: Path, digest: str) -> None:
    assert run(SPECS, cwd=tmp_path) == digest


def test_where_the_specs_lie_and_in_which_order_they_came_does_not_show(
    tmp_path: Path, digest: str
) -> None:
    specs = copied(tmp_path / "else where", lambda paths: sorted(paths)[::-1])
    assert run(specs) == digest


def _with(mark: bytes, codec: str, end: str) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        return mark + text.replace("\n", end).encode(codec)

    return changed


@pytest.mark.parametrize(
    "change",
    [
        _with(b"", "utf-8", "\n"),
        _with(b"", "utf-8", "\r\n"),
        _with(b"", "utf-8", "\r"),
        _with(codecs.BOM_UTF8, "utf-8", "\n"),
        _with(codecs.BOM_UTF16_LE, "utf-16-le", "\r\n"),
        _with(codecs.BOM_UTF16_BE, "utf-16-be", "\n"),
        _with(b"", "utf-16-le", "\n"),
    ],
    ids=["LF", "CRLF", "CR", "BOM", "UTF-16 LE", "UTF-16 BE", "UTF-16 no BOM"],
)
def test_how_a_page_is_saved_does_not_show(
    change: Callable[[bytes], bytes], tmp_path: Path, golden: Generated
) -> None:
    specs = copied(tmp_path)
    pages = [path for path in specs.rglob("*") if path.suffix in PAGE_SUFFIXES]
    for path in pages:
        path.write_bytes(change(path.read_bytes()))
    assert len(pages) >= len(FOLDERS)
    assert generate(specs) == golden


def test_one_service_alone_is_the_same(golden: Generated) -> None:
    for folder in FOLDERS:
        alone = generate(SPECS, [folder]).packages
        assert alone[0] in golden.packages
        assert alone[-1] == golden.packages[-1]


def test_nothing_of_the_machine_stands_in_a_generated_file(golden: Generated) -> None:
    for package in golden.packages:
        for path, text in package.files.items():
            where = f"{package.name}/{path}"
            assert str(ROOT) not in text, where
            assert text == "" or text.endswith("\n"), where
            assert "\r" not in text, where
            assert all(line == line.rstrip() for line in text.split("\n")), where
