"""Objects of a generated package, as far as .NET's own objects can say the same."""

from __future__ import annotations

import datetime as dt
from types import ModuleType
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from soapstone.model.contract import (
    AnyXml,
    Contract,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Particle,
    QName,
    Scalar,
    Type,
)
from tests.canonical import XSI
from tests.interop.dotnet import Serializer
from tests.packages import runtime_of
from tests.strategies import Objects

XSD = "http://www.w3.org/2001/XMLSchema"
SERIALIZATION = "http://schemas.microsoft.com/2003/10/Serialization/"

# No shrinking: it would take minutes, and the tests say where documents part.
DRAWING = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.reuse, Phase.generate],
)
DEEPEST = 3

# Members of .NET's enumerations that are another's value once more.
ALIASES = ("Ambiguous", "Moved", "Redirect", "RedirectMethod", "RedirectKeepVerb")
_URIS = ("", "http://ex.com/a?b=c", "urn:x:Y", "a/b")

# What a member of type object holds: a type and a text.
_OBJECTS = (("int", "5"), ("string", "a b"), ("boolean", "true"), ("double", "1.5"))


class Holdable(Objects):
    """Draws records as Objects does, less what .NET's own objects cannot say:

    * a text that is null beside attributes, which is an empty one;
    * a list that is absent, to XmlSerializer: it makes an empty ``List<T>`` of it;
    * an item that a set has twice, a key that a dictionary has twice;
    * what a Uri writes otherwise than it was given (a blank);
    * the second name of a value (``HttpStatusCode.Ambiguous``): it writes the first;
    * the identity that ``z:Id`` gives: the objects are numbered anew.
    """

    def __init__(
        self, contract: Contract, package: ModuleType, serializer: Serializer
    ) -> None:
        super().__init__(contract, package)
        self._serializer = serializer
        self._xml: Any = runtime_of(package).Xml

    def _field(self, field: Field, depth: int) -> st.SearchStrategy[Any]:
        if field.name.namespace == SERIALIZATION:
            return st.none()
        if field.particle is Particle.TEXT:
            return self._type(field.type, depth)
        if field.repeated:
            return _unique(self._named(field.name, field.type, depth + 1))
        if isinstance(field.type, AnyXml):
            return self._named(field.name, field.type, depth)
        if isinstance(field.type, ListOf) and self._serializer == "xs":
            return self._type(field.type, depth)
        return super()._field(field, depth)

    def _type(self, type_: Type, depth: int) -> st.SearchStrategy[Any]:
        match type_:
            case ListOf() if depth >= DEEPEST:
                return st.builds(list)
            case EnumerationRef(key):
                members = [each for each in self._classes[key] if each not in ALIASES]
                return st.sampled_from(members)
            case Scalar("DateTimeOffset"):
                return _moments()
            case Scalar("anyURI"):
                return st.sampled_from(_URIS)
            case ListOf(item, each):
                return _unique(self._named(item, each, depth + 1))
            case MapOf():
                keys = (
                    self._anything(type_.key)
                    if isinstance(type_.key_type, AnyXml)
                    else self._type(type_.key_type, depth + 1)
                )
                values = self._named(type_.value, type_.value_type, depth + 1)
                return st.dictionaries(keys, values, max_size=3)
        return super()._type(type_, depth)

    def _named(self, name: QName, type_: Type, depth: int) -> st.SearchStrategy[Any]:
        """Values of an element; only one that can hold anything needs its name."""
        if isinstance(type_, AnyXml):
            return st.one_of(st.none(), self._anything(name))
        return self._type(type_, depth)

    def _anything(self, name: QName) -> st.SearchStrategy[Any]:
        texts = [
            f'<{name.name} xmlns="{name.namespace}" xmlns:i="{XSI}" xmlns:x="{XSD}"'
            f' i:type="x:{kind}">{text}</{name.name}>'
            for kind, text in _OBJECTS
        ]
        return st.sampled_from([self._xml(each) for each in texts])


def _unique(items: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    # The entries of a dictionary that is a document of its own are records with a key.
    return st.lists(
        items, max_size=3, unique_by=lambda each: repr(getattr(each, "key", each))
    )


def _moments() -> st.SearchStrategy[dt.datetime]:
    minutes = st.integers(-14 * 60, 14 * 60)
    offsets = minutes.map(lambda each: dt.timezone(dt.timedelta(minutes=each)))
    return st.datetimes(
        dt.datetime(2, 1, 1), dt.datetime(9998, 12, 31), timezones=offsets
    )
