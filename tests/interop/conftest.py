"""The real .NET, where it is installed. These tests run only where their folder is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interop import dotnet

HERE = Path(__file__).resolve().parent


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """They need minutes and programs from elsewhere, so that no other run takes them along."""
    named = (Path(each.partition("::")[0]).resolve() for each in config.args)
    return None if any(HERE in (path, *path.parents) for path in named) else True


_FIGURES: dict[str, Counter[str]] = {}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many documents came back from which runtime."""
    for runtime, figures in _FIGURES.items():
        said = ", ".join(f"{count} {what}" for what, count in sorted(figures.items()))
        terminalreporter.write_line(f"{runtime}: {said}")


@pytest.fixture(scope="session", params=["core", "mono"])
def echo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dotnet.Echo]:
    folder = tmp_path_factory.mktemp(request.param)
    try:
        with dotnet.echo(request.param, folder) as program:
            _FIGURES[request.param] = program.figures
            yield program
    except dotnet.Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    try:
        with dotnet.hosted(tmp_path_factory.mktemp("site")) as url:
            yield url
    except dotnet.Missing as missing:
        pytest.skip(str(missing))
