"""The wheel and the sdist: what they ship, and that they work away from the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.metadata import Metadata
from trove_classifiers import classifiers

import soapstone
from soapstone import __version__

REPOSITORY = Path(__file__).resolve().parents[1]
SOURCES = ("generator", "templates", "pyproject.toml", "README.md", "LICENSE")
NOT_SHIPPED = (
    "specs/private/Page.html",
    "generated/private/__init__.py",
    "tests/test_it.py",
)
"""Files of a repository; what a person saved there is nobody else's."""
PAGES = REPOSITORY / "generator/soapstone/pages"
INFO = f"soapstone-{__version__}.dist-info"


def pip(*arguments: str | Path) -> None:
    """Run pip without network and without a build environment of its own."""
    subprocess.run(
        [
            sys.executable,
            *("-m", "pip", "--quiet", "--disable-pip-version-check"),
            *(arguments[0], "--no-index", "--no-deps"),
            *arguments[1:],
        ],
        check=True,
        capture_output=True,
    )


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel, built from a copy so that the tree stays clean."""
    dist = tmp_path_factory.mktemp("dist")
    build(copied(tmp_path_factory.mktemp("tree")), dist)
    return dist


def build(tree: Path, dist: Path, umask: int = -1, **environment: str) -> None:
    """Build the sdist and the wheel of a tree."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--directory", str(dist)],
        cwd=tree,
        check=True,
        capture_output=True,
        umask=umask,
        env={**os.environ, **environment},
    )


def copied(tree: Path) -> Path:
    """A copy of what is built from, and files that must not be shipped."""
    for name in SOURCES:
        source = REPOSITORY / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, tree / name, ignore=ignored)
        else:
            shutil.copy(source, tree / name)
    for name in NOT_SHIPPED:
        (tree / name).parent.mkdir(parents=True)
        (tree / name).write_text("")
    return tree


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    return dist / f"soapstone-{__version__}-py3-none-any.whl"


@pytest.fixture(scope="module")
def sdist(dist: Path) -> Path:
    return dist / f"soapstone-{__version__}.tar.gz"


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel, and nothing else, is installed."""
    site = tmp_path_factory.mktemp("site")
    pip("install", "--no-compile", "--target", site, wheel)
    return site


def files(folder: str) -> set[str]:
    """The files of a folder of the repository, but for compiled ones."""
    return {
        path.relative_to(REPOSITORY).as_posix()
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def test_wheel_ships_the_package_with_templates_and_runtime(wheel: Path) -> None:
    shipped = {
        name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name
    }
    modules = {path.removeprefix("generator/") for path in files("generator")}
    assert shipped == modules | {f"soapstone/{path}" for path in files("templates")}
    assert "soapstone/py.typed" in shipped
    assert any(name.startswith("soapstone/templates/") for name in shipped)
    assert any(name.startswith("soapstone/runtime/reading/") for name in shipped)


def test_wheel_names_its_command_and_license(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    commands = archive.read(f"{INFO}/entry_points.txt").decode()
    assert "soapstone = soapstone.cli:main" in commands
    assert "[pytest11]\nsoapstone = soapstone.testing.plugin" in commands
    assert archive.read(f"{INFO}/licenses/LICENSE") == (
        (REPOSITORY / "LICENSE").read_bytes()
    )


def test_sdist_ships_the_sources_and_no_saved_page(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    sources = {"pyproject.toml", "README.md", "LICENSE"}
    sources |= files("generator") | files("templates")
    assert names == sources | {"PKG-INFO"}


def test_wheel_from_the_sdist_is_the_same(
    sdist: Path, wheel: Path, tmp_path: Path
) -> None:
    pip("wheel", "--no-build-isolation", "--wheel-dir", tmp_path, sdist)
    (built,) = tmp_path.iterdir()
    assert built.name == wheel.name
    assert built.read_bytes() == wheel.read_bytes()


def test_another_build_gives_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    """In another folder, on another day, for another user, in another zone."""
    tree = copied(tmp_path / "a longer name of a folder")
    for path in tree.rglob("*"):
        os.utime(path, (1e9, 1e9))
        path.chmod(0o700 if path.is_dir() else 0o600)
    built = tmp_path / "built"
    build(tree, built, umask=0o077, TZ="Asia/Kathmandu", LC_ALL="C")
    names = sorted(os.listdir(dist))
    assert sorted(os.listdir(built)) == names
    assert len(names) == 2
    for name in names:
        assert (built / name).read_bytes() == (dist / name).read_bytes(), name


def test_the_metadata_is_valid_and_true(wheel: Path) -> None:
    text = zipfile.ZipFile(wheel).read(f"{INFO}/METADATA")
    found = Metadata.from_email(text, validate=True)  # what a package index checks
    assert set(found.classifiers or ()) <= classifiers
    assert found.description == (REPOSITORY / "README.md").read_text("utf-8")
    assert found.description_content_type == "text/markdown"
    assert found.license_expression == "MIT"
    what = (found.summary or "").removesuffix(", tested Python")
    assert (soapstone.__doc__ or "").startswith(what)
    folders = {path.parent.name for path in PAGES.glob("*/page.py")} - {"samples"}
    assert [each for each in sorted(folders) if each not in what.lower()] == []


def test_the_first_python_that_is_named_is_what_is_required(wheel: Path) -> None:
    found = Metadata.from_email(zipfile.ZipFile(wheel).read(f"{INFO}/METADATA"))
    named = re.findall(
        r"Python :: (3\.\d+)$", "\n".join(found.classifiers or ()), re.MULTILINE
    )
    assert str(found.requires_python) == f">={named[0]}"


def test_the_changelog_begins_with_this_version() -> None:
    text = (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    sections = re.findall(
        r"^## (\S+) - (?:\d{4}-\d{2}-\d{2}|Unreleased)$", text, re.MULTILINE
    )
    assert sections[0] == __version__
    assert len(sections) == text.count("\n## ")


def test_the_runtime_carries_its_licence() -> None:
    licence = (REPOSITORY / "LICENSE").read_bytes()
    assert (REPOSITORY / "generated/runtime/LICENSE").read_bytes() == licence


def test_installing_adds_one_package_and_one_command(site: Path) -> None:
    assert sorted(os.listdir(site)) == ["bin", "soapstone", INFO]
    assert os.listdir(site / "bin") == ["soapstone"]


@pytest.mark.parametrize("command", [["-m", "soapstone"], ["{site}/bin/soapstone"]])
def test_installed_command_generates_what_the_repository_generates(
    command: list[str], site: Path, tmp_path: Path
) -> None:
    shutil.copytree(REPOSITORY / "specs/tc2", tmp_path / "pages/tc2")
    words = [word.format(site=site) for word in command]
    run = subprocess.run(
        [sys.executable, *words, "generate", "-q", "--specs", "pages", "--out", "out"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert sorted(os.listdir(tmp_path)) == ["out", "pages"]
    for path in files("generated/tc2") | files("generated/runtime"):
        made = tmp_path / "out" / path.removeprefix("generated/")
        assert made.read_bytes() == (REPOSITORY / path).read_bytes(), path


def test_installed_package_is_what_is_imported(site: Path, tmp_path: Path) -> None:
    where = subprocess.check_output(
        [sys.executable, "-c", "import soapstone; print(soapstone.__file__)"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        text=True,
    )
    assert Path(where.strip()).is_relative_to(site)


USERS_TEST = """
from generated import tc2


def test_it_answers(stand_in):
    client = tc2.Tc2Client(transport=stand_in(tc2))
    client.synchronize_panel_user(status_only=True, user_code_direct_push=False)


def test_answers_are_left(stand_in):
    stand_in(tc2).answer(tc2.SYNCHRONIZE_PANEL_USER, tc2.SynchronizePanelUserResponse())
"""


def test_pytest_of_a_user_has_the_fixture_of_the_wheel(
    site: Path, tmp_path: Path
) -> None:
    """In an environment of its own, to which pytest and lxml are lent."""
    folder, lent = tmp_path / "user", tmp_path / "lent"
    folder.mkdir()
    lent.mkdir()
    for each in ("pytest", "pluggy", "iniconfig", "packaging", "Pygments", "lxml"):
        found = metadata.distribution(each)
        for top in {path.parts[0] for path in found.files or ()} - {".."}:
            (lent / top).symlink_to(str(found.locate_file(top)))
    (folder / "test_user.py").write_text(USERS_TEST, encoding="utf-8")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "generated", folder / "generated", ignore=ignored)
    venv.create(tmp_path / "venv", with_pip=False)
    run = subprocess.run(
        [tmp_path / "venv/bin/python", "-m", "pytest", "-p", "no:cacheprovider"],
        cwd=folder,
        env={"PYTHONPATH": os.pathsep.join([str(site), str(lent)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "plugins: soapstone" in run.stdout, run.stdout + run.stderr
    assert "1 failed, 1 passed" in run.stdout
    assert "  SynchronizePanelUser: 1 answer was not asked for" in run.stdout
