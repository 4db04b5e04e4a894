"""A value that misfits its guess is warned of by its path, whatever was warned of before."""

from __future__ import annotations

import io
import sys
import threading
import warnings
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from soapstone.model.contract import RecordRef, Scalar
from soapstone.resources import runtime_files
from tests.contracts import (
    ORDERS,
    attribute,
    items,
    optional,
    plain,
    record,
    repeated,
    service,
)
from tests.packages import load, python_of, runtime_of, write

GUESS = Scalar("int", guessed=True)


@pytest.fixture(scope="module")
def depot(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    load_ = record(
        "Load",
        attribute("Rank", GUESS, nullable=True),
        plain("Weight", GUESS),
        repeated("Part", GUESS),
    )
    price = optional("Price", Scalar("decimal"))
    depot = record(
        "Depot", items_of_loads("Loads"), plain("Total", GUESS), plain("Id", GUESS)
    )
    other = record("Other", plain("Total", GUESS), price)
    contract = service(load_, depot, other, messages=("Depot", "Other"))
    return load(contract, tmp_path_factory.mktemp("depot"))


def items_of_loads(name: str) -> Any:
    return plain(name, items("Load", RecordRef("Load"), nillable=False))


def document(loads: str, total: str = "1", root: str = "Depot") -> str:
    body = f"<Loads>{loads}</Loads><Total>{total}</Total><Id>1</Id>"
    return f'<{root} xmlns="{ORDERS}">{body}</{root}>'


def said(read: Any, *arguments: Any) -> list[str]:
    """The paths that are warned of, under the filters that Python begins with."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        read(*arguments)
    assert all(str(each.message).endswith(" kept as a Decimal") for each in caught)
    return [str(each.message).partition(": found a number")[0] for each in caught]


HALF = "<Load><Weight>2.5</Weight></Load>"
WHOLE = "<Load><Weight>2</Weight></Load>"


def test_each_member_is_named_once_by_its_first_place(depot: Any) -> None:
    text = document(WHOLE + HALF + HALF, "7.5")
    assert said(depot.Depot.from_xml, text) == [
        "Depot $.Total",
        "Depot $.Loads[1].Weight",
    ]


def test_attributes_and_lists_of_numbers_are_named(depot: Any) -> None:
    load_ = '<Load Rank="1.5"><Weight>1</Weight><Part>1</Part><Part>INF</Part></Load>'
    assert said(depot.Depot.from_xml, document(load_)) == [
        "Depot $.Loads[0].@Rank",
        "Depot $.Loads[0].Part[1]",
    ]


def test_a_place_is_shown_once_for_a_line_of_the_program(depot: Any) -> None:
    def read() -> None:
        for loads in (HALF, HALF, WHOLE + HALF):
            depot.Depot.from_xml(document(loads))

    assert said(read) == ["Depot $.Loads[0].Weight", "Depot $.Loads[1].Weight"]


def test_a_decimal_that_is_stated_is_no_misfit(depot: Any) -> None:
    text = f'<Other xmlns="{ORDERS}"><Total>2.5</Total><Price>1.5</Price></Other>'
    assert said(depot.Other.from_xml, text) == ["Other $.Total"]


def test_a_program_around_the_generated_packages_is_the_caller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in the same package as they are, as ``app.main`` beside ``app.generated``."""
    contract = service(record("Other", plain("Total", GUESS)), messages=("Other",))
    write(tmp_path / "around/generated/runtime", runtime_files())
    write(tmp_path / "around/generated/depot", python_of(contract))
    monkeypatch.syspath_prepend(tmp_path)
    kind = import_module("around.generated.depot").Other
    text = f'<Other xmlns="{ORDERS}"><Total>2.5</Total></Other>'
    program = {"__name__": "around.main", "read": kind.from_xml, "text": text}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        exec(compile("read(text)", "main.py", "exec"), program)
    assert [each.filename for each in caught] == ["main.py"]


def test_another_message_is_shown_from_the_same_line(depot: Any) -> None:
    def read() -> None:
        for kind in (depot.Depot, depot.Other):
            name = kind.__name__
            kind.from_xml(document("", "2.5", name).replace("<Loads></Loads>", ""))

    assert said(read) == ["Depot $.Total", "Other $.Total"]


def test_the_line_of_the_caller_is_named(depot: Any) -> None:
    line = sys._getframe().f_lineno + 2
    with pytest.warns(runtime_of(depot).GuessWarning) as caught:
        depot.Depot.from_xml(document(HALF))
    assert (Path(caught[0].filename), caught[0].lineno) == (Path(__file__), line)


def test_a_warning_can_be_an_error_every_time(depot: Any) -> None:
    warning = runtime_of(depot).GuessWarning
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(2):
            with pytest.raises(warning, match=r"Depot \$\.Loads\[0\]\.Weight: "):
                depot.Depot.from_xml(document(HALF))
        assert depot.Depot.from_xml(document(WHOLE)).total == 1


def test_a_streamed_item_is_named_by_its_place_in_the_message(depot: Any) -> None:
    stream = io.BytesIO(document(WHOLE + HALF).encode())
    items = runtime_of(depot).iter_from_xml(stream, depot.Depot, depot.Load)
    assert said(list, items) == ["Load $.Loads[1].Weight"]


def test_what_another_thread_reads_is_not_warned_of_here(depot: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        number = sys.modules[f"{runtime_of(depot).__name__}.scalars.decimals"]
        thread = threading.Thread(target=number.read_number, args=("1.5",))
        thread.start()
        thread.join()
    misfits = sys.modules[f"{runtime_of(depot).__name__}.scalars.misfits"].misfits
    assert not misfits.found


def test_what_is_remembered_does_not_grow_for_ever(
    depot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(depot.Depot.from_xml, document(HALF))
    guesses = sys.modules[f"{runtime_of(depot).__name__}.records.guesses"]
    monkeypatch.setattr(guesses, "_MOST", 10)
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("default")
        for at in range(30):
            depot.Depot.from_xml(document(WHOLE * at + HALF))
            assert len(guesses._SHOWN) <= 12  # one is Python's own
