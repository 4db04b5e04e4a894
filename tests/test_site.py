"""The site of docs/ is built, its links lead somewhere, and it loads nothing from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documented import DOCUMENTS
from tests.services import ROOT

_LINK = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^(`{3,})\w*\n.*?^\1$", re.M | re.S)
PAGES = (*DOCUMENTS, ROOT / "CONTRIBUTING.md")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("docs") / "site"
    done = build(ROOT / "mkdocs.yml", made)
    assert done.returncode == 0, done.stderr
    return made


def build(settings: Path, made: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file"]
    return subprocess.run(
        [*command, str(settings), "--site-dir", str(made)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_page_is_on_the_site(site: Path) -> None:
    pages = {each.stem for each in ROOT.glob("docs/*.md")}
    assert {each.stem for each in site.glob("*.html")} == pages | {"404"}


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert not re.findall(
            r"<(?:script|img|iframe)[^>]+src=\"(?:https?:)?//", text
        ), page
        sheets = re.findall(r"<link href=\"([^\"]+)\" rel=\"stylesheet\"", text)
        assert sheets
        assert not [each for each in sheets if "//" in each], page
    for sheet in site.rglob("*.css"):
        assert not re.findall(
            r"(?:@import|url\()\s*['\"]?(?:https?:)?//", sheet.read_text("utf-8")
        )


@pytest.mark.parametrize("link", ["nowhere.md", "tutorial.md#nowhere"])
def test_a_link_that_leads_nowhere_is_found(link: str, tmp_path: Path) -> None:
    """Strictness counts warnings, which quiet building does not make."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text(f"[there]({link})\n", encoding="utf-8")
    (tmp_path / "docs/tutorial.md").write_text("# Tutorial\n", encoding="utf-8")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0]
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    done = build(tmp_path / "mkdocs.yml", tmp_path / "site")
    assert done.returncode == 1
    assert "nowhere" in done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda each: str(each.relative_to(ROOT)))
def test_links_in_the_repository_lead_somewhere(page: Path) -> None:
    """Those that mkdocs does not see, and all others as GitHub follows them."""
    for link in links(page):
        name, _, anchor = link.partition("#")
        if "://" in name:
            continue
        target = page.parent / name if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def links(page: Path) -> list[str]:
    return _LINK.findall(_FENCED.sub("", page.read_text("utf-8")))


def anchors(page: Path) -> set[str]:
    """The anchors of the headings of a page, as GitHub makes them."""
    text = _FENCED.sub("", page.read_text("utf-8"))
    headings = re.findall(r"^#+ (.*)$", text, re.M)
    return {
        re.sub(r"[^\w\- ]", "", each).strip().lower().replace(" ", "-")
        for each in headings
    }
