"""The plan for every state that a file can have."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from soapstone.model.findings import Origin, SpecError
from soapstone.output.diff import unified_diff
from soapstone.output.packages import Generated, Package
from soapstone.output.plan import (
    MANIFEST,
    OLD_MANIFEST,
    ROOT,
    OutputError,
    Plan,
    PlannedPackage,
    State,
    compare,
)
from soapstone.output.writing import write

FILES = {"__init__.py": '"""tc2."""\n', "types/account.py": "class Account: ...\n"}


def generated(files: dict[str, str] | None = None, name: str = "tc2") -> Generated:
    return Generated((Package(name, FILES if files is None else files),))


def package(plan: Plan, name: str = "tc2") -> PlannedPackage:
    return next(package for package in plan.packages if package.name == name)


def states(plan: Plan, name: str = "tc2") -> dict[str, str]:
    return {file.path: file.state for file in package(plan, name).files}


def failure(plan: Plan, name: str = "tc2") -> OutputError:
    error = package(plan, name).error
    assert isinstance(error, OutputError)
    return error


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder that holds FILES as the package tc2."""
    folder = tmp_path / "out"
    assert not write(generated(), folder).failed
    return folder


def test_nothing_there_creates_everything(tmp_path: Path) -> None:
    plan = compare(generated(), tmp_path / "out")
    assert plan.changes
    assert states(plan) == dict.fromkeys([*FILES, MANIFEST], State.CREATE)
    assert states(plan, ROOT) == {"__init__.py": State.CREATE, "py.typed": State.CREATE}
    assert not (tmp_path / "out").exists()


def test_written_is_unchanged(out: Path) -> None:
    plan = compare(generated(), out, complete=True)
    assert not plan.changes
    assert not plan.failed
    assert set(states(plan).values()) == {State.UNCHANGED}


def test_manifest_is_sorted_and_names_every_file(out: Path) -> None:
    manifest = json.loads((out / "tc2" / MANIFEST).read_text())
    assert list(manifest) == sorted(FILES)
    reordered = dict(reversed(FILES.items()))
    assert not compare(generated(reordered), out).changes


def test_new_text_updates(out: Path) -> None:
    plan = compare(generated({**FILES, "__init__.py": "new\n"}), out)
    assert states(plan) == {
        "__init__.py": State.UPDATE,
        MANIFEST: State.UPDATE,
        "types/account.py": State.UNCHANGED,
    }


def test_no_longer_generated_is_removed(out: Path) -> None:
    plan = compare(generated({"__init__.py": FILES["__init__.py"]}), out)
    assert states(plan)["types/account.py"] is State.REMOVE
    assert states(plan)[MANIFEST] is State.UPDATE


def test_deleted_by_hand_is_created_again(out: Path) -> None:
    (out / "tc2/types/account.py").unlink()
    assert states(compare(generated(), out))["types/account.py"] is State.CREATE


def test_edited_by_hand_is_an_error_that_says_what_to_do(out: Path) -> None:
    (out / "tc2/__init__.py").write_text("mine\n")
    error = failure(compare(generated(), out))
    assert str(error) == (
        f"{out}/tc2/__init__.py: found a file of Soapstone that was edited by hand; expected the "
        "file as it was generated. Undo the edit, or move it into specs/ or your own code. Then "
        "delete the file, and run soapstone generate."
    )


def test_every_edited_file_is_named(out: Path) -> None:
    for path in FILES:
        (out / "tc2" / path).write_text("mine\n")
    assert failure(compare(generated(), out)).found == (
        "a file of Soapstone that was edited by hand (and 1 more: types/account.py)"
    )


def test_edited_and_no_longer_generated_is_an_error(out: Path) -> None:
    (out / "tc2/types/account.py").write_text("mine\n")
    plan = compare(generated({"__init__.py": FILES["__init__.py"]}), out)
    assert states(plan)["types/account.py"] is State.EDITED
    assert plan.failed
    assert not package(plan).changes


def test_edit_that_equals_the_new_text_is_no_edit(out: Path) -> None:
    (out / "tc2/__init__.py").write_text("new\n")
    plan = compare(generated({**FILES, "__init__.py": "new\n"}), out)
    assert not plan.failed
    assert states(plan)["__init__.py"] is State.UNCHANGED
    assert states(plan)[MANIFEST] is State.UPDATE


def test_edit_to_bytes_that_are_no_text(out: Path) -> None:
    (out / "tc2/__init__.py").write_bytes(b"\xff\x00")
    assert "edited by hand" in failure(compare(generated(), out)).found


OLD = {"__init__.py": "old\n", "_xml/a.py": "old\n", "contract.json": "{}\n"}


@pytest.fixture
def old(out: Path) -> Path:
    """An output folder with the package as version 0.1 made it: its manifest beside the modules."""
    write(generated(OLD), out)
    (out / "tc2" / MANIFEST).rename(out / "tc2" / OLD_MANIFEST)
    (out / "tc2" / MANIFEST).parent.rmdir()
    return out


def test_a_package_of_the_old_layout_is_taken_over(old: Path) -> None:
    (old / "tc2/mine.py").write_text("mine\n")
    plan = write(generated(), old)
    assert not plan.failed
    assert states(plan) == {
        **dict.fromkeys([MANIFEST, "types/account.py"], State.CREATE),
        **dict.fromkeys(["_xml/a.py", "contract.json", OLD_MANIFEST], State.REMOVE),
        "__init__.py": State.UPDATE,
        "mine.py": State.FOREIGN,
    }
    assert not compare(generated(), old).changes
    left = {path.name for path in (old / "tc2").iterdir()}
    assert left == {".soapstone", "__init__.py", "types", "mine.py"}


@pytest.mark.parametrize("path", ["_xml/a.py", "__init__.py"])
def test_a_package_of_the_old_layout_edited_by_hand(old: Path, path: str) -> None:
    (old / "tc2" / path).write_text("mine\n")
    before = (old / "tc2" / OLD_MANIFEST).read_bytes()
    plan = write(generated(), old)
    assert f"tc2/{path}: found a file of Soapstone that was edited by hand" in str(
        failure(plan)
    )
    assert (old / "tc2" / OLD_MANIFEST).read_bytes() == before


def test_a_package_of_the_old_layout_that_is_no_longer_generated(old: Path) -> None:
    write(generated(name="other"), old, complete=True)
    assert not (old / "tc2").exists()


def test_a_manifest_of_the_users_own_beside_ours_is_not_read(out: Path) -> None:
    (out / "tc2" / OLD_MANIFEST).write_text("mine\n")
    assert states(compare(generated(), out))[OLD_MANIFEST] is State.FOREIGN
    assert not compare(generated(), out).failed


def test_crlf_of_a_checkout_is_no_edit(out: Path) -> None:
    for path in [*FILES, MANIFEST]:
        file = out / "tc2" / path
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    plan = compare(generated(), out)
    assert not plan.changes
    assert not plan.failed


def test_foreign_file_is_reported_only(out: Path) -> None:
    (out / "tc2/notes.txt").write_text("mine")
    plan = compare(generated(), out)
    assert states(plan)["notes.txt"] is State.FOREIGN
    assert not plan.changes
    assert not plan.failed


def test_caches_of_python_are_not_foreign(out: Path) -> None:
    cache = out / "tc2/types/__pycache__"
    cache.mkdir()
    (cache / "account.cpython-311.pyc").write_bytes(b"")
    (out / "tc2/old.pyc").write_bytes(b"")
    assert set(states(compare(generated(), out)).values()) == {State.UNCHANGED}


def test_foreign_file_where_ours_must_go(out: Path) -> None:
    (out / "tc2/order.py").write_text("mine")
    error = failure(compare(generated({**FILES, "order.py": "ours\n"}), out))
    assert error.origin.file == f"{out}/tc2/order.py"
    assert error.found == "a file that is not Soapstone's where one of its own must go"


def test_foreign_file_that_equals_ours_is_adopted(out: Path) -> None:
    (out / "tc2/order.py").write_text("ours\n")
    plan = compare(generated({**FILES, "order.py": "ours\n"}), out)
    assert not plan.failed
    assert states(plan)["order.py"] is State.UNCHANGED


@pytest.mark.parametrize("ours", ["notes/a.py", "deep"])
def test_foreign_file_where_a_folder_of_ours_must_go(out: Path, ours: str) -> None:
    (out / "tc2/notes").write_text("mine")
    (out / "tc2/deep").mkdir()
    (out / "tc2/deep/file").write_text("mine")
    assert (
        "not Soapstone's" in failure(compare(generated({**FILES, ours: ""}), out)).found
    )


def test_link_where_ours_must_go_is_not_followed(out: Path, tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("class Order: ...\n")
    (out / "tc2/order.py").symlink_to(tmp_path / "victim")
    plan = compare(generated({**FILES, "order.py": "class Order: ...\n"}), out)
    assert states(plan)["order.py"] is State.BLOCKED


def test_linked_folder_where_ours_must_go_is_not_followed(
    out: Path, tmp_path: Path
) -> None:
    (tmp_path / "victim").mkdir()
    (out / "tc2/schema").symlink_to(tmp_path / "victim")
    plan = compare(generated({**FILES, "schema/tc2.xsd": "<x/>"}), out)
    assert "not Soapstone's" in failure(plan).found


@pytest.mark.parametrize("kind", ["a symbolic link", "a file"])
def test_package_folder_that_is_none(tmp_path: Path, kind: str) -> None:
    (
        (tmp_path / "tc2").write_text("")
        if kind == "a file"
        else (tmp_path / "tc2").symlink_to("/")
    )
    error = failure(compare(generated(), tmp_path))
    assert str(error) == (
        f"{tmp_path}/tc2: found {kind}; expected a folder for the package tc2. Move it away, or "
        "name another output folder with --out."
    )


@pytest.mark.parametrize(
    "text", ["", "<<<<<<< HEAD", "[]", '{"name": "a web app"}', "[" * 9999]
)
def test_manifest_that_is_none(out: Path, text: str) -> None:
    (out / "tc2" / MANIFEST).write_text(text)
    error = failure(compare(generated(), out))
    assert error.found == "a file that is not a manifest of Soapstone"
    assert "Restore it from version control" in error.advice


def test_manifest_naming_a_file_outside_reaches_nothing(
    out: Path, tmp_path: Path
) -> None:
    (tmp_path / "victim").write_text("")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    manifest = out / "tc2" / MANIFEST
    manifest.write_text(
        json.dumps({**json.loads(manifest.read_text()), "../../victim": empty})
    )
    write(generated(), out)
    assert (tmp_path / "victim").exists()
    assert not compare(generated(), out).changes


@pytest.mark.parametrize(
    "path",
    ["", "/etc/x", "../x", "a/../x", "a//b", "./a", "a\\b", "c:x", "a\0", MANIFEST],
)
def test_path_that_leaves_the_package_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="is no path of a generated file"):
        compare(generated({path: ""}), tmp_path)


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", ".soapstone-x", "a\\b"])
def test_package_name_that_is_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="a package cannot be called"):
        compare(generated(name=name), tmp_path)


def test_names_that_are_one_on_some_disks_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="differ in case only"):
        compare(generated({"a.py": "", "A.py": ""}), tmp_path)
    with pytest.raises(ValueError, match="two packages share a folder"):
        compare(Generated((Package("tc2", {}), Package("TC2", {}))), tmp_path)


def test_failed_service_is_left_as_it_is(out: Path) -> None:
    error = SpecError(
        Origin("tc2/x.txt", 3), "nothing", "a sample", "Save the page again."
    )
    plan = compare(Generated((Package("tc2", {}, error=error),)), out, complete=True)
    assert package(plan).error is error
    assert not plan.changes


def test_root_file_of_another_hand_is_an_error(out: Path) -> None:
    (out / "__init__.py").write_text("mine")
    plan = compare(generated(), out)
    assert failure(plan, ROOT).origin.file == f"{out}/__init__.py"
    assert package(plan).error is None


def test_stale_package_is_removed_only_if_all_services_were_generated(
    out: Path,
) -> None:
    other = generated(name="metering")
    assert "tc2" not in {package.name for package in compare(other, out).packages}
    stale = package(compare(other, out, complete=True))
    assert stale.stale
    assert {file.state for file in stale.files} == {State.REMOVE}


def test_stale_package_with_a_foreign_file_stays_whole(out: Path) -> None:
    (out / "tc2/notes.txt").write_text("mine")
    stale = package(compare(generated(name="metering"), out, complete=True))
    assert stale.paths(State.FOREIGN) == ["notes.txt"]
    assert not stale.changes
    assert stale.error is None


def test_stale_package_edited_by_hand_is_an_error(out: Path) -> None:
    (out / "tc2/__init__.py").write_text("mine")
    plan = compare(generated(name="metering"), out, complete=True)
    assert "edited by hand" in failure(plan).found


@pytest.mark.parametrize("place", [MANIFEST, OLD_MANIFEST])
def test_folder_with_a_manifest_of_something_else_is_not_ours(
    place: str, tmp_path: Path
) -> None:
    for name, text in (
        ("web", '{"short_name": "app"}'),
        ("empty", "{}"),
        ("none", None),
    ):
        file = tmp_path / name / place
        file.parent.mkdir(parents=True)
        if text:
            file.write_text(text)
    plan = compare(generated(), tmp_path, complete=True)
    assert [package.name for package in plan.packages] == ["tc2", ROOT]


@pytest.mark.parametrize("where", ["out", "file/out"])
def test_output_folder_that_is_a_file(tmp_path: Path, where: str) -> None:
    (tmp_path / "out").write_text("")
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError) as caught:
        write(generated(), tmp_path / where)
    assert caught.value.expected in (
        "the output folder",
        "a folder and files that can be read and written",
    )
    assert sorted(os.listdir(tmp_path)) == ["file", "out"]


def test_diff_shows_created_updated_and_removed(out: Path) -> None:
    files = {"__init__.py": "new\n", "py.typed": "", "order.py": "no line end"}
    shown = list(unified_diff(compare(generated(files), out)))
    base = f"{out.as_posix()}/tc2"
    init = shown.index(f"--- {base}/__init__.py")
    assert shown[init : init + 5] == [
        f"--- {base}/__init__.py",
        f"+++ {base}/__init__.py",
        "@@ -1 +1 @@",
        '-"""tc2."""',
        "+new",
    ]
    order = shown.index(f"+++ {base}/order.py")
    assert shown[order - 1 : order + 4] == [
        "--- /dev/null",
        f"+++ {base}/order.py",
        "@@ -0,0 +1 @@",
        "+no line end",
        "\\ No newline at end of file",
    ]
    assert f"+++ {base}/py.typed" in shown  # empty, and still to be seen
    account = shown.index(f"--- {base}/types/account.py")
    assert shown[account + 1 : account + 4] == [
        "+++ /dev/null",
        "@@ -1 +0,0 @@",
        "-class Account: ...",
    ]


def test_diff_leaves_out_what_would_not_be_written(out: Path) -> None:
    (out / "tc2/__init__.py").write_text("mine\n")
    assert list(unified_diff(compare(generated({**FILES, "new.py": ""}), out))) == []
