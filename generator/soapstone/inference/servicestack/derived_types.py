"""Finds the classes of C# source that extend a type which a member holds, and declares them.

DataContractSerializer writes such a class in the place of its base and names it by ``xsi:type``. A
base that no member holds never stands on the wire: its members are those of the classes below it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from soapstone.dotnet import csharp
from soapstone.dotnet.base_classes import with_base_classes
from soapstone.dotnet.csharp import TypeName
from soapstone.inference.data_contract.names import contract_name
from soapstone.inference.servicestack.unsampled_types import UnsampledTypes
from soapstone.inference.shapes import (
    CutOff,
    Extension,
    Naming,
    RecordShape,
    parts,
    records,
)
from soapstone.model.catalogue import servicestack
from soapstone.model.contract import QName
from soapstone.model.facts import Class


@dataclass(slots=True)
class Derived:
    """The types that source adds to those of the messages."""

    shapes: list[RecordShape] = field(default_factory=list)
    """Of types that no message shows."""
    extensions: list[Extension] = field(default_factory=list)


def derived_types(
    shown: Sequence[RecordShape],
    classes: Mapping[str, Class],
    reader: Callable[[TypeName], UnsampledTypes],
) -> Derived:
    """Return what source adds to the shapes of all messages, those inside them included.

    ``reader`` returns one that declares a type. Raises SpecError where the source expands beyond
    the limits.
    """
    search = _Search(shown, classes, reader)
    search.run()
    return search.found


class _Search:
    def __init__(
        self,
        shown: Sequence[RecordShape],
        classes: Mapping[str, Class],
        reader: Callable[[TypeName], UnsampledTypes],
    ) -> None:
        self.found = Derived()
        self._reader = reader
        self._shown = {each.name for each in shown if each.naming is Naming.TYPE}
        # ServiceStack's own classes have no place on a page; one that is generic names no type.
        own = {
            name: each
            for name, each in classes.items()
            if each.origin.file and not each.parameters
        }
        self._names = {name: self._name(TypeName(name)) for name in own}
        self._classes = {self._names[name]: each for name, each in own.items()}
        self._by_local_name = {name.name: name for name in self._classes} | self._names
        self._below = self._subclasses(own.values(), classes)
        self._waiting = deque(self._held(shown))

    def run(self) -> None:
        """Go through all types that members hold, and through those that extend them."""
        done: set[QName] = set()
        while self._waiting:
            name = self._waiting.popleft()
            if name in done:
                continue
            done.add(name)
            self._declare(name)
            for below in self._below[name]:
                made = servicestack.SOURCE_BASE.at(
                    self._classes[below].origin, base=name.name
                )
                self.found.extensions.append(Extension(below, name, made))
                self._waiting.append(below)

    def _name(self, type_: TypeName) -> QName:
        return contract_name(type_, self._reader(type_).home)

    def _subclasses(
        self, own: Iterable[Class], classes: Mapping[str, Class]
    ) -> Mapping[QName, list[QName]]:
        """The classes that extend each class directly."""
        found: defaultdict[QName, list[QName]] = defaultdict(list)
        for each in own:
            base = csharp.parse(each.base) if each.base else None
            if base and base.name in classes and not _is_circular(each, classes):
                found[self._name(base)].append(self._names[each.name])
        return found

    def _held(self, shapes: Iterable[RecordShape]) -> Iterator[QName]:
        """The names of the types that members hold."""
        for shape in records(shapes):
            for member in shape.fields:
                for _, part in parts(member.name, member.shape):
                    if isinstance(part, RecordShape):
                        yield part.name
                    elif isinstance(part, CutOff):
                        named = self._by_local_name.get(part.type_name)
                        yield from [named] if named else []

    def _declare(self, name: QName) -> None:
        """Declare a class of source that no message shows."""
        declared = self._classes.get(name)
        if declared is None or name in self._shown:
            return
        type_ = TypeName(declared.name)
        shape, _ = self._reader(type_).shape(type_, None, ())
        if isinstance(shape, RecordShape):
            self.found.shapes.append(shape)
            self._waiting.extend(self._held([shape]))


def _is_circular(declared: Class, classes: Mapping[str, Class]) -> bool:
    """Whether a class extends itself in the end, which no compiler lets pass."""
    line = with_base_classes(TypeName(declared.name), declared, classes)
    furthest, _ = line[0]
    base = csharp.parse(furthest.base) if furthest.base else None
    return base is not None and base.name in classes
