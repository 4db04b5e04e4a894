"""What testing a service has shown."""

from __future__ import annotations

from dataclasses import dataclass

from soapstone.model.findings import Origin, SpecError


@dataclass(frozen=True, slots=True)
class Failure:
    """A filled sample that did not come back the same."""

    origin: Origin
    """Where the sample's document begins."""
    message: str
    """The local name of its root element."""
    filling: str
    """Which of the fillings it had, by name."""
    step: str
    """What was done with it: ``fill``, ``import``, ``read``, ``write``, ``read again``,
    ``validate``."""
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Untried:
    """A message, or a part of one, that no document was made of or that is not judged."""

    subject: str
    """The message's root element, and the element in it; of what a schema declares its path."""
    origin: Origin | None
    """Where a page shows it, or the document that declares it; None: nowhere."""
    reason: str
    is_message: bool = False
    """It is a whole message, and no part of one."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A service and what became of its samples."""

    service: str
    """The name of its folder."""
    messages: int = 0
    """Messages of which documents were tried."""
    documents: int = 0
    """Documents tried, each once."""
    failures: tuple[Failure, ...] = ()
    untried: tuple[Untried, ...] = ()
    error: SpecError | None = None
    """Why the service cannot be generated, so that nothing was tried; or of inputs that could not
    be read.
    """
