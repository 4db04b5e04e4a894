"""An unchanged service is not generated again; whatever has changed is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
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


def overrides_edited(specs: Path) -> None:
    file = specs / "tc2/overrides.toml"
    file.write_text(file.read_text() + '[service]\nhost = "x.test"\n')


def test_what_was_edited_while_it_was_read_is_not_remembered(
    specs: Path, tmp_path: Path
) -> None:
    """Or an edit that is undone would stay in the package, which counted as unchanged."""
    kept = shutil.copytree(specs, tmp_path / "kept")
    out = tmp_path / "generated"

    class Reading(Memory):
        """At its first question all has been read once."""

        def recall(self, name: str, inputs: str) -> Package | None:
            if name == "tc2":
                overrides_edited(specs)
            return super().recall(name, inputs)

    memory = Reading(out)
    generated = generate(specs, memory=memory)
    memory.keep(generated, write(generated, out, complete=True))
    shutil.rmtree(specs)
    shutil.copytree(kept, specs)
    assert recalled(specs, out) is None
    assert recalled(specs, out, "metering") is not None


def test_what_another_run_writes_in_between_is_not_remembered_as_ours(
    specs: Path, out: Path
) -> None:
    """It may have been made from other pages: the next run of ours has to see that."""
    other = shutil.copytree(specs, specs.parent / "other")
    page_of_another(other)
    page(specs, out)
    memory = Memory(out)
    generated = generate(specs, memory=memory)
    plan = write(generated, out, complete=True, seen=memory.seen)
    run(other, out)
    memory.keep(generated, plan)
    assert recalled(specs, out) is None
    run(specs, out)
    assert tree(out / "tc2") == dict(generate(specs).packages[1].files)


def page_of_another(specs: Path) -> None:
    file = next((specs / "tc2").glob("*.txt"))
    file.write_text(file.read_text().replace("StatusOnly", "StatusAlone"))


def tree(package: Path) -> dict[str, str]:
    return {
        path.relative_to(package).as_posix(): path.read_text("utf-8")
        for path in package.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


@pytest.mark.skipif(sys.platform == "darwin", reason="it has no such names")
def test_a_page_whose_name_is_no_utf_8_is_a_page_like_others(
    specs: Path, out: Path
) -> None:
    """As archives of other systems leave them behind."""
    file = next((specs / "tc2").glob("*.txt"))
    file.rename(file.with_name(os.fsdecode(b"\xff.txt")))
    (specs / "tc2" / os.fsdecode(b"\xfe.rst")).touch()
    package = run(specs, out).packages[1]
    assert package.error is None
    assert recalled(specs, out) == package


def test_no_memory_is_kept_where_a_link_leads(specs: Path) -> None:
    """A link of that name can come with a repository, and lead anywhere."""
    out, elsewhere = specs.parent / "generated", specs.parent / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (out / FOLDER).symlink_to(elsewhere)
    run(specs, out)
    assert not [*elsewhere.iterdir()]


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
