"""A pytest plugin: the fixture ``stand_in``, and its report when a test ends.

Every pytest of an environment loads this module, so it imports nothing but pytest.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Final, Protocol, TypeVar

import pytest

__all__ = [
    "Package",
    "StandIns",
    "pytest_runtest_call",
    "pytest_runtest_setup",
    "stand_in",
]

S = TypeVar("S")
S_co = TypeVar("S_co", covariant=True)


class Package(Protocol[S_co]):
    """The generated package of a service, to type checkers.

    A package stands on a runtime of its own, so its StandIn is a class of its own: the package's
    stub names it, in a line that only type checkers see.
    """

    @property
    def _stand_in(self) -> type[S_co]: ...


class StandIns(Protocol):
    """What the fixture ``stand_in`` is: a function that makes stand-ins."""

    def __call__(self, package: Package[S], *, strict: bool = True) -> S:
        """Return a StandIn for a generated package, such as ``generated.tc2``.

        Its ``check()`` is called when the test has passed, and fails it; without ``strict`` not.
        Raises TypeError if the package is no generated one.
        """


_MADE: Final = pytest.StashKey[list[tuple[str, Any]]]()
"""In the stash of the configuration: the strict stand-ins of the running test, with their names."""


# A function's scope in effect, but Hypothesis refuses those that say so: its examples would share
# what the fixture is. They may share this one, which only makes objects.
@pytest.fixture(scope="class")
def stand_in(pytestconfig: pytest.Config) -> StandIns:
    """Make stand-ins: ``stand_in(generated.tc2)``. They are checked when the test has passed."""

    def make(package: Any, *, strict: bool = True) -> Any:
        made = _kind_for(package)(package)
        if strict:
            pytestconfig.stash[_MADE].append((package.__name__, made))
        return made

    return make


def _kind_for(package: Any) -> Any:
    """The StandIn of the runtime beside a generated package."""
    if isinstance(package, ModuleType):
        above = package.__name__.rpartition(".")[0]
        if above and find_spec(f"{above}.runtime"):
            return import_module(f"{above}.runtime").StandIn
    raise TypeError(f"stand_in() takes a generated package, not {package!r}")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Forget the stand-ins of the test before."""
    item.config.stash[_MADE] = []


# Pytest's own implementation comes before this one and raises if the test fails.
@pytest.hookimpl(trylast=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """Fail a test that has passed, if a stand-in of it has something to report."""
    found: dict[str, list[str]] = {}
    for name, each in item.config.stash.get(_MADE, []):
        try:
            each.check()
        except AssertionError as error:  # the StandInError of the package's runtime
            lines = found.setdefault(name, [])
            # Each example of Hypothesis has made one of its own, and says the same.
            lines += (line for line in str(error).splitlines() if line not in lines)
    if found:
        pytest.fail(_report(found), pytrace=False)


def _report(found: dict[str, list[str]]) -> str:
    lines = []
    for name, those in found.items():
        lines.append(f"The test passed, but its stand-in for {name} has to report:")
        lines += [f"  {each}" for each in those]
    return "\n".join(lines)
