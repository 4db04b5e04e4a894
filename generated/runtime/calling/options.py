"""How to call: the options of a client, which ``with_options`` and each ``call`` can change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, Final, Literal, TypedDict

from ..immutable import Value, value
from ..limits import USUAL, ForbiddenCharacters, Limits
from ..scalars.python_values import type_name
from .errors import CannotCall
from .http_messages import NO_HEADERS, Headers

if TYPE_CHECKING:
    from .exchange import Exchange
    from .http_messages import HttpRequest
    from .soap_headers import AnyHeader

Way = Literal["SOAP 1.1", "SOAP 1.2", "HTTP GET", "HTTP POST", "XML"]
"""How a message travels: the transport of a binding."""
_LONGEST: Final = 1e9
"""Seconds of the longest timeout: thirty years."""


@value(kw_only=True)
class Options(Value):
    """The options of a call."""

    base_url: str | None = field(default=None, repr=False)
    """Where the service is, if it is not where the page says: see ``addresses.address``."""
    way: Way | None = None
    """How the message travels; None takes the first way that the operation's pages show."""
    verb: str | None = None
    """The HTTP verb of a ServiceStack route, if it has several; None takes that of the page."""
    timeout: float | None = 60.0
    """Seconds for the whole call, repetitions included; None waits for ever."""
    retries: int = 0
    """How often a request may be sent again that the service cannot have received."""
    headers: Mapping[str, str] = NO_HEADERS
    """HTTP headers that are sent along; they replace ours of the same name."""
    soap_headers: Sequence[AnyHeader] = field(default=(), repr=False)
    """Entries of the SOAP header, or functions that make them for each call."""
    hooks: Sequence[Callable[[Exchange[Any]], object]] = ()
    """Called with each exchange when it is over, whether it failed or not.

    An error of a hook is logged: the call was made, and what came of it is not lost.
    """
    prepare: Callable[[HttpRequest], HttpRequest] | None = None
    """Changes each request just before it is sent: to sign it, say."""
    limits: Limits = USUAL
    """How large an answer may be."""
    forbidden_characters: ForbiddenCharacters = "refuse"
    """Whether an answer with characters that XML forbids is read: see ``XmlMessage.from_xml``."""

    def __post_init__(self) -> None:
        # Sockets take no longer time, and NaN is not less than anything.
        if self.timeout is not None and not 0 < self.timeout < _LONGEST:
            said = "seconds above 0, or None to wait for ever"
            raise CannotCall(f"timeout takes {said}, not {self.timeout!r}")
        if self.forbidden_characters not in ("refuse", "substitute"):
            said = f"'refuse' or 'substitute', not {self.forbidden_characters!r}"
            raise CannotCall(f"forbidden_characters takes {said}")


class ClientOptions(TypedDict, total=False):
    """The same as keyword arguments, without the base URL."""

    way: Way | None
    verb: str | None
    timeout: float | None
    retries: int
    headers: Mapping[str, str]
    soap_headers: Sequence[AnyHeader]
    hooks: Sequence[Callable[[Exchange[Any]], object]]
    prepare: Callable[[HttpRequest], HttpRequest] | None
    limits: Limits
    forbidden_characters: ForbiddenCharacters


class Changes(ClientOptions, total=False):
    """The same as keyword arguments."""

    base_url: str | None


def changed(options: Options, changes: ClientOptions) -> Options:
    """Return options with changes. Headers, SOAP headers and hooks come in addition.

    Raises TypeError for an option that does not exist or has a value of another type, CannotCall
    for a wrong timeout.
    """
    if not changes:
        return options
    added = changes.copy()
    for name, expected in _TYPES.items():
        found = changes.get(name, expected)
        if found is not expected and not isinstance(found, expected):
            raise TypeError(f"{name} takes {_WORDS[name]}, not {type_name(found)}")
    _refuse_unknown(changes)
    if "headers" in changes:
        added["headers"] = Headers(options.headers).replaced(changes["headers"])
    if "soap_headers" in changes:
        added["soap_headers"] = (*options.soap_headers, *changes["soap_headers"])
    if "hooks" in changes:
        added["hooks"] = (*options.hooks, *changes["hooks"])
    return replace(options, **added)


def _refuse_unknown(changes: Iterable[str]) -> None:
    known = Options.__dataclass_fields__
    for name in changes:
        if name not in known:
            from difflib import get_close_matches  # few programs misspell one

            near = get_close_matches(name, known, 1)
            meant = (
                f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
            )
            raise TypeError(f"a client has no option {name!r}; {meant}")


_TYPES: Final = {
    "base_url": str | None,
    "headers": Mapping,
    "soap_headers": list | tuple,
    "hooks": list | tuple,
    "timeout": int | float | None,
    "retries": int,
    "limits": Limits,
}
"""Of the options that could be mistaken in silence."""
_WORDS: Final = {
    "base_url": "a URL (transport= takes a stand-in)",
    "headers": "a dict: headers={'X-Tenant': '7'}",
    "soap_headers": "a list: soap_headers=[header]",
    "hooks": "a list: hooks=[history]",
    "timeout": "seconds, or None to wait for ever",
    "retries": "an int",
    "limits": "Limits(size=…)",
}
