"""Locked keys and names stay when pages come and go; overrides come last."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.inputs.names.writing import rewrite
from soapstone.model.facts import PageFacts
from soapstone.model.findings import SpecError
from soapstone.run.bound_names import BoundNames, bind_names
from soapstone.run.resolved_contract import resolve_contract
from tests.inference.samples import asmx

ASK = asmx("<Ask><Handle><Id>int</Id></Handle></Ask>", file="svc/a.txt")
BID = asmx(
    "<Bid><Handle><Number>string</Number></Handle></Bid>", file="svc/b.txt"
)  # another type of the same name
BETTER = asmx(
    "<List><Handles><Token><Id>int</Id></Token><Token><Id>int</Id></Token></Handles>"
    "<Handle><Id>int</Id></Handle></List>",
    file="svc/c.txt",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "svc").mkdir()
    return tmp_path / "svc"


def made(folder: Path, *pages: PageFacts) -> BoundNames:
    """The service, its names written as generating writes them."""
    service = bind_names(resolve_contract(folder, pages), "shop")
    if service.new_names is not None:
        rewrite(folder / "names.toml", service.new_names)
    return service


def classes(service: BoundNames) -> dict[str, str]:
    return {key: each.name for key, each in service.snapshot.names.types.items()}


def test_without_names_a_page_more_renames_a_type(folder: Path) -> None:
    """The trap itself: neither type has the better claim, so both lose the name."""
    one, two = (
        bind_names(resolve_contract(folder, pages), "shop")
        for pages in ([ASK], [ASK, BID])
    )
    assert "Handle" in classes(one)
    assert classes(two).keys() >= {"AskHandle", "BidHandle"}


def test_with_names_only_the_newcomer_goes_by_another(folder: Path) -> None:
    first = made(folder, ASK)
    assert classes(first) == {"Ask": "Ask", "Handle": "Handle", "R": "R"}
    second = made(folder, ASK, BID)
    assert classes(second).items() >= classes(first).items()
    assert second.snapshot.contract.record("Handle").fields[0].name.name == "Id"
    assert second.snapshot.contract.record("BidHandle").fields[0].name.name == "Number"
    again = made(folder, BID, ASK)
    assert again.new_names is None
    assert again.snapshot.contract == second.snapshot.contract


def test_a_page_that_is_gone_for_a_day_finds_its_names_again(folder: Path) -> None:
    both = made(folder, ASK)
    both = made(folder, ASK, BID)
    text = (folder / "names.toml").read_text()
    only = made(folder, BID)
    assert (folder / "names.toml").read_text() == text
    assert "unused-name" in {
        each.code for each in resolve_contract(folder, [BID]).findings
    }
    assert classes(only)["BidHandle"] == "BidHandle"
    assert made(folder, ASK, BID).snapshot.contract == both.snapshot.contract


def test_a_renamed_class_stays_renamed_and_so_do_its_members(folder: Path) -> None:
    made(folder, ASK)
    text = (folder / "names.toml").read_text()
    text = text.replace('class = "Handle"', 'class = "Grip"').replace('"id"', '"no"')
    (folder / "names.toml").write_text(text)
    service = made(folder, ASK, BID)
    assert classes(service)["Handle"] == "Grip"
    assert service.snapshot.names.types["Handle"].members == {"Id": "no"}


def test_overrides_use_the_names_that_were_given(folder: Path) -> None:
    made(folder, ASK)
    (folder / "overrides.toml").write_text(
        '[members."Handle.Id"]\ntype = "long"\n[records.Handle.last]\nTag = "string"\n'
    )
    service = made(folder, ASK, BID)
    evidence = resolve_contract(folder, [ASK, BID]).evidence
    assert [each.subject for each in evidence] == ["Handle.Tag", "Handle.Id"]
    assert service.snapshot.names.types["Handle"].members == {"Id": "id", "Tag": "tag"}
    assert 'Tag = "tag"' in (folder / "names.toml").read_text()


def test_what_an_override_leads_to_does_not_move(folder: Path) -> None:
    """The place of a type is where a page shows it, not where a person says it is, too."""
    (folder / "overrides.toml").write_text('[records.Ask.first]\nA = "BidHandle"\n')
    made(folder, ASK, BID)
    assert 'at = "Bid/Handle"' in (folder / "names.toml").read_text()


def test_a_place_stays_as_it_was_written_though_another_is_nearer(folder: Path) -> None:
    far = asmx("<Zap><In><Handle><Id>int</Id></Handle></In></Zap>", file="svc/z.txt")
    made(folder, far)
    text = (folder / "names.toml").read_text()
    assert 'at = "Zap/In/Handle"' in text
    assert "Handle" in classes(made(folder, far, ASK))
    assert 'at = "Zap/In/Handle"' in (folder / "names.toml").read_text()


def test_a_better_name_of_another_page_does_not_rename(folder: Path) -> None:
    first = made(folder, ASK)
    second = made(folder, ASK, BETTER)
    assert classes(second).items() >= classes(first).items()
    assert second.snapshot.contract.record("Handle").fields[0].name.name == "Id"


def test_the_order_of_pages_does_not_show(folder: Path, tmp_path: Path) -> None:
    pages = [ASK, BID, BETTER]
    other = tmp_path / "other" / "svc"
    other.mkdir(parents=True)
    one, two = made(folder, *pages), made(other, *reversed(pages))
    assert one == two


def test_files_for_windows_are_up_to_date(folder: Path) -> None:
    made(folder, ASK)
    path = folder / "names.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert bind_names(resolve_contract(folder, [ASK]), "shop").new_names is None


def test_a_file_that_cannot_be_read(folder: Path) -> None:
    (folder / "names.toml").mkdir()
    with pytest.raises(
        SpecError, match=r"svc/names\.toml: found a file that cannot be"
    ):
        resolve_contract(folder, [ASK])
