"""What a trial of a text is: something that a user does, and the error that it leads to."""

from __future__ import annotations

import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from soapstone.inference import inferred
from soapstone.model.contract import MapOf, QName, RecordRef, Scalar
from soapstone.pages import read_page
from tests import contracts
from tests.packages import load, runtime_of
from tests.runtime.calling.orders import orders
from tests.runtime.calling.test_forms import PAGES
from tests.runtime.calling.test_rest import contract as harbour
from tests.runtime.support import document, shop
from tests.runtime.texts.sites import below_top

Lines = set[tuple[str, int]]


class World:
    """Packages that stand on one runtime, which is watched."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shop: Any = load(shop(), folder, "shop")
        self._top = self.shop.__name__.partition(".")[0]
        self.rt: Any = runtime_of(self.shop)

    def _load(self, name: str, contract: Any) -> Any:
        return load(contract, self.folder, name, self._top)

    @cached_property
    def all(self) -> Any:
        """A package with a member of every type."""
        return self._load("everything", contracts.everything())

    @cached_property
    def kennel(self) -> Any:
        return self._load("kennel", contracts.kennel())

    @cached_property
    def park(self) -> Any:
        return self._load("park", contracts.park())

    @cached_property
    def orders(self) -> Any:
        return self._load("orders", orders())

    @cached_property
    def quay(self) -> Any:
        """A service by HTTP GET and POST."""
        pages = [read_page(f"quay/{name}.txt", page) for name, page in PAGES.items()]
        return self._load("quay", inferred("quay", pages).contract)

    @cached_property
    def harbour(self) -> Any:
        """A service of WCF REST."""
        return self._load("harbour", harbour())

    @cached_property
    def diary(self) -> Any:
        """Scalars that are written as elements, and a map whose keys are records."""
        keys = MapOf(
            QName(contracts.ORDERS, "Entry"),
            *(QName(contracts.ORDERS, "Key"), RecordRef("Place")),
            *(QName(contracts.ORDERS, "Value"), Scalar("int")),
            nillable=True,
        )
        members = (
            contracts.optional("At", Scalar("DateTimeOffset")),
            contracts.optional("Kind", Scalar("QName")),
            contracts.optional("Where", keys),
        )
        page = contracts.record("Page", *members)
        place = contracts.record("Place", contracts.plain("X", Scalar("int")))
        made = contracts.service(page, place, messages=("Page",))
        return self._load("diary", made)

    @property
    def runtime(self) -> Path:
        return Path(self.rt.__file__).parent

    def read(self, body: str, attributes: str = "", **options: Any) -> Any:
        """An Order from its members."""
        return self.shop.Order.from_xml(document(body, attributes), **options)

    def order(self, **members: Any) -> Any:
        """An Order of which nothing is remarkable but what is passed."""
        usual = {"rank": 1, "id": 2, "colour": "Red", "guess": 4}
        usual |= {"period": self.shop.Period(days=3), "when": self.read("").when}
        return self.shop.Order(**(usual | members))

    def any_value(self, **members: Any) -> Any:
        """An Everything that was read, with other values."""
        read = self.all.Everything.from_xml('<Everything xmlns="urn:orders"/>')
        for name, value in members.items():
            setattr(read, name, value)
        return read


Act = Callable[[World], object]
"""What a user does. It raises, or returns texts that it has found without an exception."""
Trials = Mapping[str, Act]


@dataclass(frozen=True)
class Told:
    """What the user is shown."""

    kind: str
    """The class of the exception, with its bases; "" if there was none."""
    text: str
    """``str(error)``."""
    last: str
    """The end of the traceback, from the last line of a program."""
    lines: frozenset[tuple[str, int]]
    """The lines of the runtime that were reached."""
    error: BaseException | None


def tell(act: Act, world: World) -> Told:
    """Do what a trial does, and watch."""
    lines: Lines = set()
    error: BaseException | None = None
    found: object = None
    with _watched(lines, world.runtime), warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            found = act(world)
        except Exception as raised:
            error = raised
    if error is not None:
        last = "".join(traceback.format_exception(error))
        return Told(_kinds(error), str(error), last, frozenset(lines), error)
    texts = [str(each.message) for each in warned]
    of_act = found if isinstance(found, list) else [found] if found else []
    texts += map(str, of_act)
    return Told("", "\n".join(texts), "", frozenset(lines), None)


def _kinds(error: BaseException) -> str:
    return " ".join(each.__name__ for each in type(error).__mro__)


@contextmanager
def _watched(lines: Lines, runtime: Path) -> Iterator[None]:
    names: dict[str, str] = {}

    def entered(frame: FrameType, event: str, argument: object) -> Any:
        path = frame.f_code.co_filename
        if path not in names:
            names[path] = below_top(path, runtime)
        if not names[path]:
            return None

        def reached(frame: FrameType, event: str, argument: object) -> Any:
            if event == "line":
                lines.add((names[path], frame.f_lineno))
            return reached

        return reached

    before = sys.gettrace()
    threading.settrace(entered)
    sys.settrace(entered)
    try:
        yield
    finally:
        sys.settrace(before)
        threading.settrace(before)


def module(name: str) -> ModuleType:
    """A module that is no generated package."""
    return ModuleType(name)
