"""An unchanged service is not generated again; a changed one is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from soapstone.cli import run as command
from soapstone.commands.exit_codes import ExitCode
from soapstone.output.packages import Generated, Package
from soapstone.output.plan import MANIFEST, compare, digest
from soapstone.output.writing import write
from soapstone.run.build_cache import (
    FOLDER,
    BuildCache,
    digest_of,
    digests_of,
    files_of,
)
from soapstone.run.pipeline import generate
from tests.services import SPECS

MODULE = "__init__.py"


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
    """Generate as the command does."""
    cache = BuildCache(out)
    generated = generate(specs, cache=cache)
    for package in generated.packages:
        for path, new in package.specs.items():
            (specs / path).write_text(new.text, "utf-8")
    cache.keep(generated, write(generated, out, complete=True))
    return generated


def recalled(specs: Path, out: Path, name: str = "tc2") -> Package | None:
    return BuildCache(out).recall(name, digest_of(name, files_of(specs / name)))


def test_what_is_recalled_is_what_would_be_made(specs: Path, out: Path) -> None:
    fresh = {package.name: package for package in generate(specs).packages}
    for name in ("tc2", "metering"):
        known = recalled(specs, out, name)
        assert known is not None
        assert known == fresh[name]
        assert known.findings


def test_nothing_is_written_where_nothing_has_changed(specs: Path, out: Path) -> None:
    """The first run has written names.toml: what it would read now is what it remembers."""
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    run(specs, out)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_the_inputs_of_a_package_are_known_as_long_as_it_is_that_package(
    specs: Path, out: Path
) -> None:
    (specs / "tc2/notes.pdf").write_bytes(b"")
    now = digests_of(files_of(specs / "tc2"))
    assert now.keys() == {"SynchronizePanelUser.txt", "names.toml", "overrides.toml"}
    page(specs, out)
    assert BuildCache(out).inputs_of("tc2") == now
    assert digests_of(files_of(specs / "tc2")) != now
    assert BuildCache(out).inputs_of("other") is None
    (out / "tc2" / MODULE).write_text("mine")
    assert BuildCache(out).inputs_of("tc2") is None


# --- changes --------------------------------------------------------------------------------------


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
    (out / "tc2" / MODULE).write_text("x = 1\n")


def generated_file_of_the_same_size_and_time(specs: Path, out: Path) -> None:
    change_unseen(out / "tc2" / MODULE)


def change_unseen(file: Path) -> None:
    state, content = file.stat(), file.read_bytes()
    file.write_bytes(content.replace(b"service", b"Service", 1))
    assert file.read_bytes() != content
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))


def generated_file_gone(specs: Path, out: Path) -> None:
    (out / "tc2/__init__.pyi").unlink()


def generated_file_behind_a_link(specs: Path, out: Path) -> None:
    file = out / "tc2" / MODULE
    file.rename(out / "elsewhere.py")
    file.symlink_to(out / "elsewhere.py")


def manifest(specs: Path, out: Path) -> None:
    (out / "tc2" / MANIFEST).write_text("{}")


def manifest_of_somebody(specs: Path, out: Path) -> None:
    (out / "tc2" / MANIFEST).write_text("not ours")


def manifest_that_leads_away(specs: Path, out: Path) -> None:
    (out / "away.py").write_text("x = 1\n")
    text = json.dumps({"../away.py": digest(b"x = 1\n")})
    (out / "tc2" / MANIFEST).write_text(text)


def package_gone(specs: Path, out: Path) -> None:
    shutil.rmtree(out / "tc2")


def package_behind_a_link(specs: Path, out: Path) -> None:
    (out / "tc2").rename(out.with_name("elsewhere"))
    (out / "tc2").symlink_to(out.with_name("elsewhere"))


def cache_gone(specs: Path, out: Path) -> None:
    shutil.rmtree(out / FOLDER)


def cache_of_another(specs: Path, out: Path) -> None:
    shutil.copy(out / FOLDER / "metering.json", out / FOLDER / "tc2.json")


def cache_that_came_with_a_repository(specs: Path, out: Path) -> None:
    """It may have been made to vouch for the files beside it."""
    shutil.copytree(out.rename(out.with_name("sent")), out)


def cache_behind_a_link(specs: Path, out: Path) -> None:
    (out / FOLDER).rename(out.with_name("elsewhere"))
    (out / FOLDER).mkdir()
    for file in out.with_name("elsewhere").iterdir():
        (out / FOLDER / file.name).symlink_to(file)


@pytest.mark.parametrize(
    "change",
    [
        page,
        page_renamed,
        file_beside_the_pages,
        file_in_a_folder_of_the_service,
        generated_file,
        generated_file_of_the_same_size_and_time,
        generated_file_gone,
        generated_file_behind_a_link,
        manifest,
        manifest_of_somebody,
        manifest_that_leads_away,
        package_gone,
        package_behind_a_link,
        cache_gone,
        cache_of_another,
        cache_that_came_with_a_repository,
        cache_behind_a_link,
    ],
)
def test_what_has_changed_is_made_anew(
    change: Callable[[Path, Path], None], specs: Path, out: Path
) -> None:
    assert recalled(specs, out) is not None
    change(specs, out)
    assert recalled(specs, out) is None
    assert generate(specs, cache=BuildCache(out)) == generate(specs)


def test_a_changed_page_is_generated_and_remembered(specs: Path, out: Path) -> None:
    page_of_another(specs)
    fresh = generate(specs)
    assert run(specs, out) == fresh
    assert not compare(fresh, out, complete=True).changes
    known = recalled(specs, out)
    assert known is not None
    assert known == replace(fresh.packages[1], specs={})


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "{", "null", "a\nb\n{}", "a\nb\nc\nd", "[" * 100_000, "\udc80"],
)
def test_a_cache_that_cannot_be_read_is_none(text: str, specs: Path, out: Path) -> None:
    (out / FOLDER / "tc2.json").write_bytes(text.encode(errors="surrogateescape"))
    assert recalled(specs, out) is None


def test_a_cache_with_a_changed_bit_is_none(specs: Path, out: Path) -> None:
    """Of its digests or of what it has to report, wherever that stands."""
    file = out / FOLDER / "tc2.json"
    content = file.read_bytes()
    for at in range(0, len(content), len(content) // 60):
        changed = bytearray(content)
        changed[at] ^= 1
        file.write_bytes(changed)
        assert recalled(specs, out) is None, at


# --- what is trusted ------------------------------------------------------------------------------


def vouch_for_a_change(specs: Path, out: Path) -> str:
    """A cache and a manifest that hold a changed module for ours; its text before."""
    known = recalled(specs, out)
    assert known is not None
    change_unseen(out / "tc2" / MODULE)
    text = (out / "tc2" / MODULE).read_text("utf-8")
    inputs = digest_of("tc2", files_of(specs / "tc2"))
    forged = replace(known, files={**known.files, MODULE: text}, inputs=inputs)
    manifest = out / "tc2" / MANIFEST
    old, new = (digest(each.encode()) for each in (known.files[MODULE], text))
    manifest.write_text(manifest.read_text("utf-8").replace(old, new), "utf-8")
    BuildCache(out).keep(Generated((forged,)), compare(Generated((forged,)), out))
    assert recalled(specs, out) is not None
    return known.files[MODULE]


def test_check_believes_no_cache(
    specs: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["check", "--specs", str(specs), "--out", str(out)]
    assert command(arguments) == ExitCode.OK
    vouch_for_a_change(specs, out)
    assert command(arguments) == ExitCode.WOULD_CHANGE
    assert f"generated/tc2: 2 files to change ({MODULE})\n" in capsys.readouterr().out


def test_no_cache_puts_a_text_into_a_package(specs: Path, out: Path) -> None:
    """Not even one that vouches for a changed module, when anything is written."""
    text = vouch_for_a_change(specs, out)
    page(specs, out)
    run(specs, out)
    assert (out / "tc2" / MODULE).read_text("utf-8") == text


# --- what is remembered ---------------------------------------------------------------------------


def test_nothing_is_remembered_of_what_was_not_written(specs: Path, out: Path) -> None:
    (out / "tc2" / MODULE).write_text("edited = True\n")
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

    class Reading(BuildCache):
        """At its first question all has been read once."""

        def recall(self, name: str, inputs: str) -> Package | None:
            if name == "tc2":
                overrides_edited(specs)
            return super().recall(name, inputs)

    cache = Reading(out)
    generated = generate(specs, cache=cache)
    cache.keep(generated, write(generated, out, complete=True))
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
    cache = BuildCache(out)
    generated = generate(specs, cache=cache)
    plan = write(generated, out, complete=True)
    run(other, out)
    cache.keep(generated, plan)
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
        if path.is_file() and not path.match(MANIFEST)
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


def test_nothing_is_remembered_where_a_link_leads(specs: Path) -> None:
    """A link of that name can come with a repository, and lead anywhere."""
    out, elsewhere = specs.parent / "generated", specs.parent / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (out / FOLDER).symlink_to(elsewhere)
    run(specs, out)
    assert not [*elsewhere.iterdir()]


def test_where_nothing_can_be_remembered_nothing_else_is_lost(specs: Path) -> None:
    out = specs.parent / "generated"
    out.mkdir()
    (out / FOLDER).write_text("in the way")
    run(specs, out)
    assert (out / "tc2" / MODULE).is_file()
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
    assert f"generated/tc2/{MODULE}" in git("ls-files")
