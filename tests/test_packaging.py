"""The wheel has all files, and works outside the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
SHIPPED = (
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "generator",
    "templates",
    "generated",
    "tests",
)


def pip(*arguments: str | Path) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--quiet",
            "--disable-pip-version-check",
            *arguments,
        ],
        check=True,
        capture_output=True,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the tree so that the tree stays clean."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in SHIPPED:
        source, target = REPOSITORY / name, folder / "tree" / name
        if source.is_dir():
            shutil.copytree(
                source, target, ignore=shutil.ignore_patterns("__pycache__")
            )
        elif source.is_file():
            target.parent.mkdir(exist_ok=True)
            shutil.copy(source, target)
    pip(
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        folder,
        folder / "tree",
    )
    (built,) = folder.glob("*.whl")
    return built


def tree(folder: str) -> set[str]:
    """The files of a folder of the repository, but for caches and staging."""
    return {
        path.relative_to(REPOSITORY).as_posix()
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def test_wheel_ships_the_generator_with_templates_and_runtime(wheel: Path) -> None:
    shipped = {
        name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name
    }
    modules = {path.removeprefix("generator/") for path in tree("generator")}
    assert shipped == modules | {f"soapstone/{path}" for path in tree("templates")}
    assert "soapstone/py.typed" in shipped
    assert any(name.startswith("soapstone/templates/") for name in shipped)
    assert any(name.startswith("soapstone/runtime/reading/") for name in shipped)


def test_wheel_names_its_command_and_license(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (info,) = {
        name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name
    }
    assert (
        "soapstone = soapstone.cli:main"
        in archive.read(f"{info}/entry_points.txt").decode()
    )
    assert f"{info}/licenses/LICENSE" in archive.namelist()


def test_installed_wheel_generates_what_the_repository_generates(
    wheel: Path, tmp_path: Path
) -> None:
    target = tmp_path / "site"
    pip("install", "--no-deps", "--no-compile", "--target", target, wheel)
    shutil.copytree(REPOSITORY / "specs", tmp_path / "work/specs")
    run = subprocess.run(
        [sys.executable, "-m", "soapstone", "generate", "-q"],
        cwd=tmp_path / "work",
        env={**os.environ, "PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert (tmp_path / "work/generated/tc2/__init__.py").is_file()
    where = subprocess.check_output(
        [sys.executable, "-c", "import soapstone; print(soapstone.__file__)"],
        cwd=tmp_path / "work",
        env={**os.environ, "PYTHONPATH": str(target)},
        text=True,
    )
    assert Path(where.strip()).is_relative_to(target), "it was the repository that ran"
