"""C# source to classes: as much of the language as the serialized types use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from soapstone.dotnet.csharp import TypeName, parse

SOURCE = Path(__file__).parents[1] / "data" / "dotnet" / "Types.cs"

_LIBRARY = """
namespace System.Collections.Generic {
  [DataContract] public struct KeyValuePair<K, V> {
    [DataMember(Name = "key")] public K Key { get; set; }
    [DataMember(Name = "value")] public V Value { get; set; } } }
namespace System {
  [Serializable] public class Tuple<A, B> { private A m_Item1; private B m_Item2; }
  [Serializable] public class Version {
    private int _Major; private int _Minor; private int _Build; private int _Revision; } }
"""
"""Types of .NET's own, as far as their serialized form shows them."""


@dataclass(frozen=True)
class Attribute:
    """``[Name("x", typeof(int), Order = 1)]``; texts are without quotes, types without typeof."""

    name: str
    arguments: tuple[str, ...]
    named: Mapping[str, str]


@dataclass(frozen=True)
class Marked:
    """What attributes can stand on."""

    name: str
    attributes: tuple[Attribute, ...]

    def all(self, name: str) -> list[Attribute]:
        return [each for each in self.attributes if each.name == name]

    def has(self, name: str) -> bool:
        return bool(self.all(name))

    def said(self, attribute: str, key: str, position: int = -1) -> str | None:
        """A value that an attribute gives by name or by position, or None."""
        for each in self.all(attribute):
            if key in each.named:
                return each.named[key]
            if 0 <= position < len(each.arguments):
                return each.arguments[position]
        return None


@dataclass(frozen=True)
class Member(Marked):
    """A property, a field, or a member of an enumeration (whose type is "")."""

    type: str
    """In C#; "" of a member of an enumeration."""
    modifiers: frozenset[str]
    settable: bool


@dataclass(frozen=True)
class Class(Marked):
    """A class, struct or enumeration; ``path`` is ``Outer.Inner``."""

    kind: str
    namespace: str
    path: str
    parameters: tuple[str, ...]
    bases: tuple[str, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Sources:
    """All classes, found by the names that C# gives them."""

    classes: tuple[Class, ...]

    def find(self, name: str) -> Class:
        """``Item``, ``Fix.Item``, ``Inner.Deep``; raises KeyError."""
        for each in self.classes:
            if f".{each.namespace}.{each.path}".endswith(f".{name}"):
                return each
        raise KeyError(name)


@cache
def sources() -> Sources:
    """The classes of the test data, and those of .NET's that they use."""
    text = re.sub(r"(?m)(?:^|\s)//.*", "", SOURCE.read_text("utf-8-sig"))
    text = re.sub(
        r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text + _LIBRARY
    )
    return Sources(tuple(_declared(text, "", "")))


def type_name(text: str) -> TypeName:
    """A type as C# or reflection (``Fix.Pair`2[System.Int32,Fix.Item]``) writes it."""
    found = parse(re.sub(r"(?<![\[,])\]", ">", re.sub(r"`\d+\[", "<", text)))
    assert found, text
    return found


def substituted(type_: TypeName, given: Mapping[str, TypeName]) -> TypeName:
    """A type with the arguments of its class in place of the parameters."""
    if type_.name in given:
        return given[type_.name]
    arguments = tuple(substituted(each, given) for each in type_.arguments)
    return replace(type_, arguments=arguments)


_HEADER = re.compile(
    r"(?:\w+ )*?(class|struct|enum|interface) (\w+)(?:<([\w, ]+)>)?\s*(?::\s*(.*))?"
)
_MEMBER = re.compile(r"((?:\w+ )*?)([\w.]+(?:<.*>)?[?\[\]]*) (\w+)(?:\s*=.*)?")


def _declared(text: str, namespace: str, outer: str) -> Iterator[Class]:
    """The classes that a file, a namespace or a class declares, those inside them too."""
    for attributes, header, body in _parts(text):
        if header.startswith("namespace "):
            yield from _declared(body or "", header.partition(" ")[2], "")
            continue
        found = _HEADER.fullmatch(header)
        if found is None or body is None:
            continue
        kind, name, parameters, bases = found.groups()
        path = f"{outer}.{name}".lstrip(".")
        members = _choices(body) if kind == "enum" else _members(body)
        yield Class(
            *(name, attributes, kind, namespace, path),
            tuple(re.findall(r"\w+", parameters or "")),
            tuple(_split(bases or "")),
            tuple(members),
        )
        if kind != "enum":
            yield from _declared(body, namespace, path)


def _members(body: str) -> Iterator[Member]:
    for attributes, header, block in _parts(body):
        found = _MEMBER.fullmatch(header)
        if found is None or _HEADER.fullmatch(header):
            continue
        modifiers = frozenset(found[1].split())
        settable = " set;" in block if block is not None else True
        settable = settable and "private set" not in (block or "")
        yield Member(found[3], attributes, found[2], modifiers, settable)


def _choices(body: str) -> Iterator[Member]:
    for part in _split(body):
        attributes, rest = _attributes(part)
        name = rest.partition("=")[0].strip()
        if name:
            yield Member(name, attributes, "", frozenset(), False)


def _parts(text: str) -> Iterator[tuple[tuple[Attribute, ...], str, str | None]]:
    """(attributes, header, block) of each declaration; no block: it ends with a semicolon."""
    while True:
        attributes, text = _attributes(text)
        text = text.lstrip()
        end = _end(text, "{;")
        if end == len(text):
            return
        header = " ".join(text[:end].split())
        if text[end] == ";":
            yield attributes, header, None
            text = text[end + 1 :]
        else:
            close = end + 1 + _end(text[end + 1 :], "}")
            yield attributes, header, text[end + 1 : close]
            text = text[close + 1 :]


def _attributes(text: str) -> tuple[tuple[Attribute, ...], str]:
    """The attributes in front of a declaration, and what follows."""
    found: list[Attribute] = []
    text = text.lstrip()
    while text.startswith("["):
        end = 1 + _end(text[1:], "]")
        found += map(_attribute, _split(text[1:end]))
        text = text[end + 1 :].lstrip()
    return tuple(found), text


def _attribute(text: str) -> Attribute:
    name, _, rest = text.partition("(")
    arguments: list[str] = []
    named: dict[str, str] = {}
    for part in _split(rest.removesuffix(")")):
        key = re.match(r"(\w+)\s*=\s*", part)
        if key:
            named[key[1]] = _plain(part[key.end() :])
        else:
            arguments.append(_plain(part))
    return Attribute(name.strip(), tuple(arguments), named)


def _plain(expression: str) -> str:
    found = re.fullmatch(r'"(.*)"|typeof\((.*)\)|[\w.]*?\.?(\w+)', expression.strip())
    assert found, expression
    return next(each for each in found.groups() if each is not None)


def _split(text: str) -> list[str]:
    """What stands between the commas."""
    parts = []
    while text.strip():
        end = _end(text, ",")
        parts.append(text[:end].strip())
        text = text[end + 1 :]
    return parts


def _end(text: str, stops: str) -> int:
    """Where the first of some characters stands outside of brackets and texts."""
    depth, quoted = 0, False
    for at, char in enumerate(text):
        if char == '"' and text[at - 1 : at] != "\\":
            quoted = not quoted
        if quoted:
            continue
        if not depth and char in stops:
            return at
        depth += (char in "([{<") - (char in ")]}>")
    return len(text)
