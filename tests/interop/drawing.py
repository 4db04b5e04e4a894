"""Objects of a generated package, as far as .NET's own objects can say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from importlib import import_module
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from soapstone.testing.strategies import Drawing, RecordStrategies
from tests.interop.dotnet import Serializer

Facets = Mapping[str, Sequence[tuple[str, str]]]
SERIALIZATION = "http://schemas.microsoft.com/2003/10/Serialization/"

# No shrinking: it would take minutes, and the tests say where documents part.
DRAWING = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.reuse, Phase.generate],
)

# Members of .NET's enumerations that are another's value once more.
ALIASES = ("Ambiguous", "Moved", "Redirect", "RedirectMethod", "RedirectKeepVerb")
_URIS = ("", "http://ex.com/a?b=c", "urn:x:Y", "a/b")


class Holdable(Drawing):
    """Draws records as users' tests do, less what .NET's own objects cannot say:

    * a list that is absent, to XmlSerializer: it makes an empty ``List<T>`` of it;
    * an item that a set has twice, a key that a dictionary has twice;
    * as an object, XML without a type;
    * what a Uri writes otherwise than it was given (a blank);
    * the second name of a value (``HttpStatusCode.Ambiguous``): it writes the first;
    * the identity that ``z:Id`` gives: the objects are numbered anew.
    """

    def __init__(self, runtime: str, serializer: Serializer) -> None:
        super().__init__(RecordStrategies(), runtime)
        self._serializer = serializer
        uri = import_module(f"{runtime}.scalars.text").read_any_uri
        name, _ = self._scalars[uri]
        self._scalars = {**self._scalars, uri: (name, st.sampled_from(_URIS))}

    def member(
        self, name: str, member: Any, depth: int, demanded: Any
    ) -> st.SearchStrategy[Any]:
        if member.tag.startswith(f"{{{SERIALIZATION}}}"):
            return st.none()
        is_list = isinstance(member.content, self._tables.Items)
        repeated = member.representation is self._tables.Representation.REPEATED
        if is_list and self._serializer == "xs" and not repeated:
            return self.content(member.tag, member.content, depth, {})
        return super().member(name, member, depth, demanded)

    def content(
        self, tag: str, content: Any, depth: int, facets: Facets
    ) -> st.SearchStrategy[Any]:
        found = super().content(tag, content, depth, facets)
        if isinstance(content, type) and issubclass(content, StrEnum):
            return found.filter(lambda each: each not in ALIASES)
        if isinstance(content, self._tables.AnyXml):
            return found.filter(lambda each: ":type=" in each.text)
        return found

    def list_of(
        self, tag: str, content: Any, depth: int, facets: Facets, least: int = 0
    ) -> st.SearchStrategy[Any]:
        items = self.content(tag, content, depth, facets)
        if isinstance(content, self._tables.AnyXml):
            items = st.none() | items
        # The entries of a dictionary that is a document of its own are records with a key.
        return st.lists(
            items,
            min_size=least,
            max_size=max(least, self._most(content, depth)),
            unique_by=lambda each: repr(getattr(each, "key", each)),
        )
