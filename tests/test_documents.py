"""Every code block of the documents is run, or says why it is not; and its Python is typed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from soapstone.cli import run
from tests.benchmarks.payloads import accounts
from tests.documented import DOCUMENTS, blocks
from tests.services import ROOT
from tests.sessions import Session

FERRY = ROOT / "examples/order_desk"
SESSIONS: dict[str, Path | None] = {
    "README.md": FERRY,
    "docs/changes.md": FERRY,
    "docs/explaining.md": ROOT,
    "docs/generated-code.md": ROOT,
    "docs/large-documents.md": ROOT,
    "docs/moving.md": FERRY,
    "docs/overrides.md": FERRY,
    "docs/recipes.md": FERRY,
    "docs/recordings.md": FERRY,
    "docs/report.md": ROOT,
    "docs/saving-pages.md": FERRY,
    "docs/tutorial.md": None,
}
"""The documents that are followed from the first block to the last, and whose pages they use; None
is an empty folder."""

RUN_BY = {
    ("docs/calling.md", "python"): ["tests/test_calling_docs.py"],
    ("docs/command.md", "bash"): ["tests/test_command_docs.py"],
    ("docs/command.md", "console"): ["tests/test_command_docs.py"],
    ("docs/command.md", "fish"): ["tests/test_command_docs.py"],
    ("docs/command.md", "toml"): ["tests/test_command_docs.py"],
    ("docs/command.md", "zsh"): ["tests/test_command_docs.py"],
    ("docs/plain-data.md", "python"): ["tests/test_plain_data_docs.py"],
    ("docs/standing-in.md", "python"): ["tests/test_standing_in_docs.py"],
    ("docs/standing-in.md", "sh"): ["tests/test_standing_in_docs.py"],
    ("docs/standing-in.md", "text"): ["tests/test_standing_in_docs.py"],
    ("docs/testing.md", "python"): ["tests/test_testing_docs.py"],
    ("docs/testing.md", "text"): ["tests/test_testing_docs.py"],
    ("docs/testing.md", ""): ["tests/validating/test_command.py"],
    ("docs/values.md", "python"): [
        "tests/test_values_docs.py",
        "tests/test_tables_docs.py",
        "tests/test_documented_types.py",
    ],
    ("docs/values.md", "text"): ["tests/test_tables_docs.py"],
    ("docs/values.md", "toml"): ["tests/test_values_docs.py"],
    ("examples/order_desk/README.md", "sh"): ["tests/test_order_desk.py"],
}
"""Who runs the blocks of a language in the other documents."""

MADE_BY_PROGRAMS = ("docs/findings.md", "docs/rules.md")
"""Documents whose blocks are what the commands print, in runs of their own tests."""


@pytest.mark.parametrize("name", SESSIONS)
def test_a_document_can_be_followed(name: str, tmp_path: Path) -> None:
    project(SESSIONS[name], tmp_path)
    if name == "README.md":  # it begins before anything is generated
        shutil.rmtree(tmp_path / "generated")
    session = Session((ROOT / name).read_text("utf-8"), tmp_path)
    session.run()
    assert session.type_errors() == ""
    if session.skipped:
        pytest.skip(f"not installed: {[each.about for each in session.skipped]}")


def project(source: Path | None, folder: Path) -> None:
    """What somebody has who uses Soapstone for a while: pages, packages, a tag, data."""
    if source is None:
        return
    shutil.copytree(source / "specs", folder / "specs")
    specs, out = str(folder / "specs"), str(folder / "generated")
    assert run(["generate", "--quiet", "--specs", specs, "--out", out]) == 0
    for command in ("init -q", "add .", "commit -q -m first", "tag v1.0"):
        name = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *name, *command.split()], cwd=folder, check=True)
    (folder / "batches").mkdir()
    for file in ("batch.xml", "batches/1.xml"):
        (folder / file).write_bytes(accounts(3).data)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: each.name)
def test_every_block_is_run_or_says_why_not(document: Path) -> None:
    name = str(document.relative_to(ROOT))
    found = list(blocks(document.read_text("utf-8")))
    assert len(found) == document.read_text("utf-8").count("\n```") / 2
    for each in found:
        assert (
            each.mark == "not run"
            or name in (*SESSIONS, *MADE_BY_PROGRAMS)
            or (name, each.language) in RUN_BY
        ), f"{name}:{each.line} is not run"
        assert each.mark != "not run" or each.about


@pytest.mark.parametrize(("name", "language"), RUN_BY)
def test_the_tests_of_a_document_read_it(name: str, language: str) -> None:
    languages = [each.language for each in blocks((ROOT / name).read_text("utf-8"))]
    assert language in languages
    for test in RUN_BY[name, language]:
        folder = name.removesuffix("/README.md")
        assert folder in (ROOT / test).read_text("utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: each.name)
def test_files_to_save_are_named_to_the_reader(document: Path) -> None:
    text = document.read_text("utf-8")
    shown = re.sub(r"<!--.*?-->", "", text)
    files = [
        each.about
        for each in blocks(text)
        if each.mark in ("file", "adds to", "changes")
    ]
    named = [each.replace("/ferry/", "/<service>/") for each in files]
    others = [each.replace("/ferry/", "/SERVICE/") for each in files]
    for names in zip(files, named, others, strict=True):
        assert any(f"`{each}`" in shown for each in names)
