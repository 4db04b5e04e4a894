"""ServiceStack's routes: which one a message can take, and the path with its members in place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote, urlsplit

from ..operations import Route
from .errors import CannotCall

_PLACE: Final = re.compile(r"\{([A-Za-z_]\w{0,200})(\*)?[^{}]{0,200}\}")
"""A place of a route's path: ``{Id}``; ``{Path*}`` takes the rest, slashes too."""


def places(path: str) -> list[str]:
    """Return the names of a path's places, in lower case: their case does not matter."""
    return [match[1].lower() for match in _PLACE.finditer(path)]


def best_route(
    routes: Sequence[Route], members: Mapping[str, str], verb: str | None
) -> Route | None:
    """Return the route with the most places that the members can fill; None if there is none.

    ServiceStack's own clients choose like this. ``verb``, if given, must be one of the route's.
    """
    have = {name.lower() for name, text in members.items() if text}
    fitting = [
        route
        for route in routes
        if have.issuperset(places(route.path))
        if verb is None or not route.verbs or verb in route.verbs
    ]
    return max(fitting, key=lambda each: len(places(each.path)), default=None)


def filled(path: str, members: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return the path with members in its places, and the members that have none.

    Raises CannotCall if a member for a place is null or empty.
    """
    names = {name.lower(): name for name in members}
    rest = dict(members)

    def member(match: re.Match[str]) -> str:
        name = names.get(match[1].lower(), "")
        text = members.get(name, "")
        if not text:
            raise CannotCall(f"the path {path} needs {match[1]}, which is None")
        rest.pop(name, None)
        # A path of dots alone would be resolved as a folder.
        safe = quote(text, safe="/" if match[2] else "")
        return safe.replace(".", "%2E") if not text.strip("./") else safe

    return _PLACE.sub(member, path), rest


def query(members: Mapping[str, str]) -> str:
    """Return members as a query string."""
    pairs = (f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in members.items())
    return "&".join(pairs)


def path_of(url: str) -> tuple[str, str]:
    """Return a URL's scheme and host, and its path, in which places keep their braces."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}", parts.path
