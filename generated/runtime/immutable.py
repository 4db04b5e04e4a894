"""Immutable classes, like frozen dataclasses: their base ``Value`` and their decorator ``value``.

``dataclass`` compiles the methods of each class, which takes a millisecond a class at every start
of a program; these inherit their methods.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass
from typing import Any, ClassVar, Final, TypeVar, dataclass_transform

T = TypeVar("T")

put: Final = object.__setattr__
"""Sets a field of a value, in constructors that must be fast."""


@dataclass_transform(frozen_default=True)
def value(*, kw_only: bool = False) -> Callable[[type[T]], type[T]]:
    """Decorate a subclass of ``Value``; it behaves like ``dataclass(frozen=True, slots=True)``."""
    return dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)


class _Signature:
    """The signature of a constructor, for ``help``, notebooks and other libraries."""

    def __get__(self, _instance: object, kind: type[Value]) -> object:
        from inspect import Parameter, Signature  # few programs look

        return Signature(
            [
                Parameter(
                    each.name,
                    (
                        Parameter.KEYWORD_ONLY
                        if each.kw_only
                        else Parameter.POSITIONAL_OR_KEYWORD
                    ),
                    default=(
                        Parameter.empty if each.default is MISSING else each.default
                    ),
                    annotation=each.type,
                )
                for each in kind.__dataclass_fields__.values()
            ],
            return_annotation=None,
        )


class Value:
    """The base of all values: construction, equality, hash, repr, pickling; no assignment."""

    __slots__ = ()
    __signature__: ClassVar[Any] = _Signature()
    __dataclass_fields__: ClassVar[dict[str, Any]]
    __match_args__: ClassVar[tuple[str, ...]]

    def __init__(self, *values: Any, **named: Any) -> None:
        fields = self.__dataclass_fields__
        if named or not len(values) == len(self.__match_args__) == len(fields):
            values = self._completed(values, named)
        for name, each in zip(fields, values, strict=True):
            put(self, name, each)
        self.__post_init__()

    def _completed(
        self, values: tuple[Any, ...], named: dict[str, Any]
    ) -> tuple[Any, ...]:
        """The values of all fields, in order. Raises TypeError for wrong arguments."""
        made, positional = f"{type(self).__name__}()", self.__match_args__
        if len(values) > len(positional):
            raise TypeError(f"{made} takes {len(positional)} positional arguments")
        found = dict(zip(positional, values, strict=False))
        for name in named:
            if name in found or name not in self.__dataclass_fields__:
                raise TypeError(f"{made} got an unexpected keyword argument {name!r}")
        found |= named
        for name, field in self.__dataclass_fields__.items():
            if found.setdefault(name, field.default) is MISSING:
                raise TypeError(f"{made} missing a required argument: {name!r}")
        return tuple(found[name] for name in self.__dataclass_fields__)

    def __post_init__(self) -> None:
        """Called at the end of the constructor; a subclass can check its values here."""

    def __getstate__(self) -> list[Any]:
        return [getattr(self, name) for name in self.__dataclass_fields__]

    def __setstate__(self, state: list[Any]) -> None:
        for name, each in zip(self.__dataclass_fields__, state, strict=True):
            put(self, name, each)

    def __setattr__(self, name: str, new: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__getstate__() == other.__getstate__()

    def __hash__(self) -> int:
        return hash(tuple(self.__getstate__()))

    def __repr__(self) -> str:
        state = zip(
            self.__dataclass_fields__.values(), self.__getstate__(), strict=True
        )
        shown = ", ".join(
            f"{field.name}={each!r}" for field, each in state if field.repr
        )
        return f"{type(self).__qualname__}({shown})"
