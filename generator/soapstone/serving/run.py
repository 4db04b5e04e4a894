"""Serves one service until it is stopped."""

from __future__ import annotations

import ipaddress
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from soapstone.inputs.files import RECORDED
from soapstone.model.findings import Origin, SpecError
from soapstone.output.packages import Package
from soapstone.run import pipeline
from soapstone.run.reading import pages_among
from soapstone.runtime.standin.server import serving
from soapstone.runtime.standin.serving import asgi_app
from soapstone.serving.exchanges import Exchanges
from soapstone.serving.loading import loaded
from soapstone.serving.pages import ServicePages
from soapstone.serving.trouble import Trouble, TroubleMaker, troubled

_WSDL: Final = "schema/service.wsdl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a service is served."""

    specs: Path
    service: str
    out: Path | None
    """Folder of the generated packages to take the classes from; None: from the pages."""
    host: str
    port: int
    record: bool
    """Whether requests are recorded among the service's recordings."""
    troubles: Sequence[Trouble]


@dataclass(frozen=True, slots=True)
class Started:
    """A server that listens."""

    service: str
    url: str
    paths: Sequence[tuple[str, int]]
    """The paths of its pages, with the number of operations on each."""
    unanswered: Sequence[str]
    """The operations that it cannot answer: no page shows their XML."""
    beyond_loopback: bool
    unread: SpecError | None
    """The errors of inputs that could not be read; it serves what the others show."""


@contextmanager
def started(settings: Settings, tell: Callable[[list[str]], None]) -> Iterator[Started]:
    """Serve while the context lasts. ``tell`` is given the lines of each exchange.

    Raises SpecError for a service that cannot be generated, an address where nobody can listen,
    and without uvicorn.
    """
    folder = pipeline.chosen(settings.specs, [settings.service])[0]
    package = pipeline.generate(settings.specs, [folder.name]).packages[0]
    if package.error:
        raise package.error
    pages = _pages(package, folder)
    with loaded(package, settings.out) as code:
        stand_in: Any = code.runtime.StandIn(code.package, pages=pages)
        recorder = None
        if settings.record:
            recorder = code.runtime.Recorder(folder / RECORDED)
        exchanges = Exchanges(
            stand_in,
            code.runtime,
            tell,
            recorder=recorder,
            trouble=TroubleMaker(settings.troubles),
        )
        with _listening(exchanges, settings) as url:
            listed = [(path, len(each)) for path, each in pages.paths.items()]
            beyond = not _is_loopback(url)
            silent = pages.unanswered
            yield Started(folder.name, url, listed, silent, beyond, package.reported)


@contextmanager
def stopping(stopped: threading.Event) -> Iterator[None]:
    """Set the event by Ctrl-C and SIGTERM while the context lasts, in place of what they do."""
    kinds = (signal.SIGINT, signal.SIGTERM)
    before = {each: signal.signal(each, lambda *_: stopped.set()) for each in kinds}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _pages(package: Package, folder: Path) -> ServicePages:
    assert package.snapshot is not None  # it was made just now
    sources = pages_among(pipeline.pages_of(folder).pages)
    wsdl = package.files.get(_WSDL, "")
    return ServicePages(package.snapshot.contract, sources, package.shown_by, wsdl)


@contextmanager
def _listening(exchanges: Exchanges, settings: Settings) -> Iterator[str]:
    app = troubled(asgi_app(exchanges))
    with ExitStack() as stack:
        try:
            server = serving(app, settings.port, settings.host)
            url = stack.enter_context(server)
        except ImportError:
            raise SpecError(
                Origin("soapstone serve", 0),
                "no uvicorn",
                "the package that serves",
                "Install it: pip install 'soapstone[serve]', or pip install uvicorn.",
            ) from None
        except (OSError, UnicodeError) as error:  # a name that IDNA does not have
            raise SpecError(
                Origin(f"{settings.host}:{settings.port}", 0),
                f"an address that cannot be served at ({_reason(error)})",
                "an address of this machine and a free port",
                "Name another port with --port (0 finds one), or another address with --host.",
            ) from None
        yield url


def _reason(error: OSError | UnicodeError) -> str:
    """What the system says, without what Python adds to it."""
    if isinstance(error, UnicodeError):
        return "no name of a host"
    if error.errno and error.errno > 0:
        return os.strerror(error.errno).lower()
    return str(error.strerror or error).lower()


def _is_loopback(url: str) -> bool:
    return ipaddress.ip_address(urlsplit(url).hostname or "").is_loopback
