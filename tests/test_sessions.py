"""A session finds what a document says wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sessions import Session

WRONG = {
    "a command that fails": "```sh\nfalse\n```\n",
    "a command that ends well against what is said": "```sh\ntrue  # exit 1\n```\n",
    "another output": "```sh\necho one\n```\n\n```text\ntwo\n```\n",
    "more output": "```sh\necho one; echo two\n```\n\n```text\none\n```\n",
    "another print": "```python\nprint(1)  # 2\n```\n",
    "a print that is not said": "```python\nprint(1)  # 1\nprint(2)\n```\n",
    "an error of Python": "```python\nraise SystemExit(1)\n```\n",
    "a diff of other lines": "<!-- changes: a.txt -->\n```diff\n-three\n+four\n```\n",
    "a block that nobody runs": "```json\n{}\n```\n",
    "a server that does not start": "```sh\nsoapstone serve nowhere\n```\n",
}


@pytest.mark.parametrize("document", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_found(document: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one\ntwo\n", encoding="utf-8")
    with pytest.raises(AssertionError):
        Session(document, tmp_path).run()


def test_files_are_written_added_to_and_changed(tmp_path: Path) -> None:
    document = (
        "<!-- file: new/a.txt -->\n```text\none\ntwo\n```\n"
        "<!-- adds to: new/a.txt -->\n```text\nthree\n```\n"
        "<!-- changes: new/a.txt -->\n```diff\n one\n-two\n+2\n three\n```\n"
        "```sh\ncat new/a.txt\n```\n\n```text\none\n…\nthree\n```\n"
    )
    Session(document, tmp_path).run()
    assert (tmp_path / "new/a.txt").read_text("utf-8") == "one\n2\nthree\n"


def test_what_is_not_installed_is_left_out(tmp_path: Path) -> None:
    missing = (
        "<!-- needs: no_such_package -->\n```python\nimport no_such_package\n```\n"
    )
    session = Session(missing + "```python\nprint(1)  # 1\n```\n", tmp_path)
    session.run()
    assert [each.about for each in session.skipped] == ["no_such_package"]
    assert session.program == "print(1)  # 1\n"
