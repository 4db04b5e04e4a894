"""An unchanged service is not generated again; whatever has changed is."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.memory import Memory, contents_of, digest_of
from generator.output import Generated, Package
from generator.pipeline import generate
from generator.seen import FOLDER, digest
from generator.writing import write
from tests.services import SPECS


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    for name in ("tc2", "metering"):
        shutil.copytree(SPECS / name, tmp_path / "specs" / name)
    return tmp_path / "specs"


@pytest.fixture
def out(specs: Path) -> Path:
    """A folder into which both services were generated, and remembered."""
    out = specs.parent / "generated"
    run(specs, out)
    return out


def run(specs: Path, out: Path) -> Generated:
    memory = Memory(out)
    generated = generate(specs, memory=memory)
    for package in generated.packages:
        for path, new in package.specs.items():
            (specs / path).write_text(new.text, "utf-8")
    memory.keep(generated, write(generated, out, complete=True))
    return generated


def recalled(specs: Path, out: Path, name: str = "tc2") -> Package | None:
    return Memory(out).recall(name, digest_of(name, contents_of(specs / name)))


def test_what_is_recalled_is_what_would_be_made(specs: Path, out: Path) -> None:
    fresh = {package.name: package for package in generate(specs).packages}
    for name in ("tc2", "metering"):
        known = recalled(specs, out, name)
        assert known is not None
        assert known == fresh[name]
        assert known.findings


def page(specs: Path, out: Path) -> None:
    file = next((specs / "tc2").glob("*.txt"))
    file.write_bytes(file.read_bytes() + b"\n")


def page_renamed(specs: Path, out: Path) -> None:
    file = next((specs / "tc2").glob("*.txt"))
    file.rename(file.with_name("Other.txt"))


def file_beside_the_pages(specs: Path, out: Path) -> None:
    (specs / "tc2/notes.rst").write_text("x")


def file_in_a_folder_of_the_service(specs: Path, out: Path) -> None:
    (specs / "tc2/below").mkdir()
    (specs / "tc2/below/x.xml").write_text("<x/>")


def generated_file(specs: Path, out: Path) -> None:
    (out / "tc2/__init__.py").write_text("x = 1\n")


def generated_file_gone(specs: Path, out: Path) -> None:
    (out / "tc2/__init__.pyi").unlink()


def manifest(specs: Path, out: Path) -> None:
    (out / "tc2/manifest.json").write_text("{}")


def manifest_of_somebody(specs: Path, out: Path) -> None:
    text = "not ours"
    (out / "tc2/manifest.json").write_text(text)
    memory = out / FOLDER / "tc2.json"
    known = json.loads(memory.read_bytes())
    memory.write_text(json.dumps({**known, "manifest": digest(text.encode())}))


def manifest_that_leads_away(specs: Path, out: Path) -> None:
    (out / "away.py").write_text("x = 1\n")
    text = json.dumps({"../away.py": digest(b"x = 1\n")})
    (out / "tc2/manifest.json").write_text(text)
    memory = out / FOLDER / "tc2.json"
    known = json.loads(memory.read_bytes())
    memory.write_text(json.dumps({**known, "manifest": digest(text.encode())}))


def package_gone(specs: Path, out: Path) -> None:
    shutil.rmtree(out / "tc2")


def memory_gone(specs: Path, out: Path) -> None:
    shutil.rmtree(out / FOLDER)


def memory_of_another(specs: Path, out: Path) -> None:
    shutil.copy(out / FOLDER / "metering.json", out / FOLDER / "tc2.json")


@pytest.mark.parametrize(
    "change",
    [
        page,
        page_renamed,
        file_beside_the_pages,
        file_in_a_folder_of_the_service,
        generated_file,
        generated_file_gone,
        manifest,
        manifest_of_somebody,
        manifest_that_leads_away,
        package_gone,
        memory_gone,
        memory_of_another,
    ],
)
def test_what_has_changed_is_made_anew(
    change: Callable[[Path, Path], None], specs: Path, out: Path
) -> None:
    assert recalled(specs, out) is not None
    change(specs, out)
    assert recalled(specs, out) is None
    assert generate(specs, memory=Memory(out)) == generate(specs)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"x"',
        "{}",
        '{"inputs": 1}',
        "[" * 100_000,
        "\udc80",
    ],
)
def test_a_memory_that_cannot_be_read_is_none(
    text: str, specs: Path, out: Path
) -> None:
    (out / FOLDER / "tc2.json").write_bytes(text.encode(errors="surrogateescape"))
    assert recalled(specs, out) is None


@pytest.mark.parametrize("key", ["numbers", "findings", "inputs", "manifest"])
@pytest.mark.parametrize("value", [None, [1], {"x": 1}, "x"])
def test_a_memory_of_another_shape_is_none(
    key: str, value: object, specs: Path, out: Path
) -> None:
    file = out / FOLDER / "tc2.json"
    file.write_text(json.dumps({**json.loads(file.read_bytes()), key: value}))
    assert recalled(specs, out) is None


def test_no_memory_is_kept_of_what_was_not_written(specs: Path, out: Path) -> None:
    (out / "tc2/__init__.py").write_text("edited = True\n")
    before = (out / FOLDER / "tc2.json").read_bytes()
    page(specs, out)
    run(specs, out)
    assert (out / FOLDER / "tc2.json").read_bytes() == before


def test_where_no_memory_can_be_kept_nothing_else_is_lost(specs: Path) -> None:
    out = specs.parent / "generated"
    out.mkdir()
    (out / FOLDER).write_text("in the way")
    run(specs, out)
    assert (out / "tc2/__init__.py").is_file()
    assert recalled(specs, out) is None


def test_version_control_does_not_see_it(specs: Path, out: Path) -> None:
    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=specs.parent, check=True, capture_output=True
        )
        return done.stdout.decode()

    git("init", "--quiet")
    git("add", "--all")
    assert f"generated/{FOLDER}" not in git("ls-files")
    assert "generated/tc2/__init__.py" in git("ls-files")
