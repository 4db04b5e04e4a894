"""The base of every generated class: a dataclass that also keeps its unknown content.

Unknown content is what the message held and the class does not have. It is no field: ``asdict``,
pandas and pydantic do not see it. It counts in equality, and ``replace``, ``copy`` and ``pickle``
keep it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import InitVar, dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

if TYPE_CHECKING:
    from .members import Members
    from .plain_names import Names
    from .to_plain import Values
    from .unknown_content import WireState

__all__ = ["Record"]


class _Keeping:
    """The slot for unknown content, and equality.

    A class of its own, as ``dataclass(slots=True)`` makes a class anew, after which ``super()`` no
    longer works in it.
    """

    __slots__ = ("_kept",)
    if (
        TYPE_CHECKING
    ):  # no annotations: whoever asks for those of a class gets its members
        _kept: WireState | None
        _members: ClassVar[Members]
        """The table of the class: how its members are represented in XML."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        # ``dataclass`` writes no __eq__ where a class has one; its own would compare members alone.
        cls.__eq__ = _Keeping.__eq__  # type: ignore[method-assign]  # set anew in each class

    def __post_init__(self, _wire: WireState | None = None) -> None:
        self._kept = _wire

    def __eq__(self, other: object) -> bool:
        kind = type(self)
        if type(other) is not kind:
            return NotImplemented
        values = _VALUES.get(kind) or _values_of(kind)
        return bool(values(self) == values(other) and self._kept == other._kept)

    __hash__ = None  # type: ignore[assignment]  # a record can change


class _Kept:
    """Lets ``dataclasses.replace`` pass the unknown content to the new record.

    ``replace`` hands over init-only variables, if they have a default. A slot counts as none.
    """

    def __get__(self, record: _Keeping | None, kind: type[Any]) -> WireState | None:
        return None if record is None else record._kept

    def __set__(self, record: _Keeping, state: WireState | None) -> None:
        record._kept = state


_KEPT: Final[Any] = _Kept()


@dataclass(slots=True, kw_only=True)
class Record(_Keeping):
    """The base of generated classes: an XML element with members."""

    _wire: InitVar[Any] = _KEPT

    def to_dict(
        self, *, names: Names = "python", values: Values = "python"
    ) -> dict[str, Any]:
        """Return the record as dicts, lists and scalars, without unknown content.

        ``names="wire"`` has the names of elements, ``@name`` of attributes and ``#text``. Values
        stay what they are, but enumerations and Xml are their texts; ``values="json"`` has what
        JSON has: Decimals and guids as texts, moments in ISO 8601, bytes in Base64. Raises
        WireError with every value that does not fit. ``$type`` names the type of a record that
        extends the declared one; an item of a choice is a dict of one key, its element.
        """
        from .to_plain import to_dict  # few programs need it

        return to_dict(self, names, values)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, names: Names = "python") -> Self:
        """Return the record that ``to_dict`` made plain, whatever ``values`` were.

        Keys that are left out have the defaults of the constructor. Raises WireError with every
        value that does not fit, every key that is no member, and every member that is missing.
        """
        from .from_plain import from_dict

        return from_dict(cls, data, names)

    def to_json(self, *, names: Names = "python", indent: int | None = None) -> str:
        """Return ``to_dict(values="json")`` as JSON text. Raises WireError like it."""
        from .to_plain import to_json

        return to_json(self, names, indent)

    @classmethod
    def from_json(cls, data: str | bytes, *, names: Names = "python") -> Self:
        """Return the record of a JSON text. Raises WireError like ``from_dict``."""
        from .from_plain import from_json

        return from_json(cls, data, names)


del Record.__annotations__["_wire"]  # it has been read, and is no member

_VALUES: Final[dict[type[Any], Callable[[Any], Any]]] = {}
"""Class to the function that gets all values of a record at once."""


def _values_of(kind: type[Any]) -> Callable[[Any], Any]:
    names = [each.name for each in fields(kind)]
    # A tuple in any case: inside one a NaN is equal to itself, and alone it is not.
    if len(names) == 1:
        _VALUES[kind] = lambda record: (getattr(record, names[0]),)
    else:
        _VALUES[kind] = attrgetter(*names) if names else lambda record: ()
    return _VALUES[kind]
