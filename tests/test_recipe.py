"""The recipe makes a package of every output in its list."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from soapstone.emit.python.naming import Naming, name_everything
from soapstone.model.contract import Contract
from soapstone.output.packages import CONTRACT
from soapstone.run import pipeline, recipe
from tests.services import FOLDERS, SPECS, service


def made(folder: Path) -> dict[str, str]:
    pages = pipeline.pages_of(folder).pages
    return dict(recipe.package(folder, pages).files)


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_output_overwrites_a_file_of_another(folder: str) -> None:
    shown = service(folder)
    naming = name_everything(shown.contract, shown.locked_names)
    paths = [CONTRACT]
    for output in recipe.OUTPUTS:
        paths += output(shown.contract, naming)
    assert [path for path, times in Counter(paths).items() if times > 1] == []
    assert sorted(paths) == list(made(SPECS / folder))


def test_another_output_is_a_name_in_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    def classes(contract: Contract, naming: Naming) -> dict[str, str]:
        return {"classes.txt": f"{contract.service}: {len(naming.classes)}\n"}

    before = made(SPECS / "tc2")
    monkeypatch.setattr(recipe, "OUTPUTS", (*recipe.OUTPUTS, classes))
    assert made(SPECS / "tc2") == {**before, "classes.txt": "svcTC2API: 5\n"}
