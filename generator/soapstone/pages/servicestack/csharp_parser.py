"""Parses declarations of C# source: namespaces, classes, properties, enumerations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from soapstone.model.facts import (
    Class,
    ClassMember,
    EnumerationRow,
    EnumerationTable,
    Home,
)
from soapstone.model.findings import SpecError
from soapstone.model.limits import DECLARATIONS
from soapstone.pages.servicestack.csharp_attributes import (
    Attribute,
    Lead,
    Request,
    answer_of,
    attributes_of,
    class_member,
    demands_of,
    is_written,
    joined,
    route_of,
    split,
)
from soapstone.pages.servicestack.csharp_tokens import Sort, Source, Token

MAX_DEPTH = 50
"""Levels of types and namespaces inside each other."""

_MODIFIERS = frozenset(
    "public internal private protected static abstract sealed partial virtual override readonly"
    " const new required unsafe extern".split()
)
_CLASSES = frozenset({"class", "struct", "record"})
_TYPES = _CLASSES | {"enum", "interface"}
_INTERFACE = re.compile(r"I[A-Z]\w*")


class Parser:
    """Reads tokens into declarations, and steps over other C#."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tokens = source.tokens
        self.at = 0
        self.classes: list[Class] = []
        self.enumerations: list[EnumerationTable] = []
        self.requests: dict[str, Request] = {}
        self.namespaces: dict[str, str] = {}
        self.depth = 0
        self.declarations = 0

    # Tokens

    def peek(self) -> str:
        """Return the text of the next token; "" for a string literal or at the end."""
        if self.at == len(self.tokens) or self.tokens[self.at].sort is Sort.TEXT:
            return ""
        return self.tokens[self.at].text

    def take(self) -> Token:
        """Return the next token and step over it."""
        self.at += 1
        return self.tokens[self.at - 1]

    def skip(self, *stops: str) -> None:
        """Step over everything up to and including one of ``stops``. Brackets are stepped over as a
        whole.
        """
        while self.at < len(self.tokens):
            text = self.peek()
            if text in ("{", "(", "["):
                self.balanced()
            else:
                self.at += 1
            if text in stops:
                return

    def balanced(self) -> list[Token]:
        """Take a bracket with everything inside it: () [] {}."""
        inside: list[Token] = []
        depth = 0
        while self.at < len(self.tokens):
            token = self.take()
            if token.sort is Sort.MARK:
                depth += (token.text in "([{") - (token.text in ")]}")
            inside.append(token)
            if depth == 0:
                break
        return inside

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Return the next level of nesting. Raises SpecError beyond the limit."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise SpecError(
                self.source.origin(self.tokens[self.at - 1]),
                f"C# types nested more than {MAX_DEPTH} deep",
                "the source of data transfer objects",
                "Delete from the file what your operations do not use.",
            )
        yield
        self.depth -= 1

    # Declarations

    def unit(self, clr: str, outer: str) -> None:
        """Read types up to a closing brace, or to what is no C#. ``outer`` is the class around,
        with a dot.
        """
        while self.at < len(self.tokens):
            start = self.at
            lead = self.lead()
            word = self.peek()
            if word == "using":
                self.skip(";")
            elif word == "namespace":
                self.take()
                name = self.take().text if self.at < len(self.tokens) else ""
                if self.peek() == "{":
                    self.take()
                    with self.deeper():
                        self.unit(name, "")
                else:
                    clr = name
                    self.skip(";")
            elif word in _TYPES:
                self.type(lead, clr, outer)
            elif word == "}" and clr:
                self.take()
                return
            elif start == self.at or word:
                self.at = start
                return

    def lead(self) -> Lead:
        """Read comments, attributes and modifiers."""
        last = len(self.tokens) - 1
        lead = Lead(self.source.origin(self.tokens[min(self.at, last)]))
        self.declarations += 1
        DECLARATIONS.check(self.declarations, lead.origin)
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.sort is Sort.SUMMARY:
                lead.summary.append(self.take().text)
            elif token.sort is Sort.MARK and token.text == "[":
                for attribute in attributes_of(self.balanced()[1:-1]):
                    self._add(lead, attribute)
            elif token.sort is Sort.WORD and token.text in _MODIFIERS:
                lead.modifiers.add(self.take().text)
            else:
                break
        return lead

    def _add(self, lead: Lead, attribute: Attribute) -> None:
        if attribute.name == "Route":
            lead.routes.append(attribute)
        elif attribute.name == "ContractNamespace" and attribute.values:
            self.namespaces[attribute.get("ClrNamespace")] = attribute.values[0]
        else:
            lead.attributes[attribute.name] = attribute

    def type(self, lead: Lead, clr: str, outer: str) -> None:
        """Read a type's name."""
        keyword = self.take().text
        if self.at == len(self.tokens):
            return
        lead.origin = self.source.origin(self.tokens[self.at])
        name = outer + self.take().text
        parameters = tuple(split(self.generic()[1:-1])) if self.peek() == "<" else ()
        bases = self.bases()
        if self.peek() != "{":
            self.skip(";")
            return
        self.take()
        home = Home(clr, self._namespace(lead, clr))
        if keyword == "enum":
            self.enumerations.append(self.enumeration(lead, name, home))
            return
        with self.deeper():
            members = self.members(lead, clr, name)
        if keyword == "interface" or "static" in lead.modifiers:
            return
        answer = answer_of(bases)
        self.classes.append(
            Class(
                name,
                parameters,
                next((base for base in bases[:1] if not _INTERFACE.match(base)), ""),
                lead.value("DataContract", "Name"),
                home,
                members,
                answer,
                lead.origin,
            )
        )
        if answer or lead.routes:
            self.requests[name] = Request(
                tuple(route_of(each, lead.origin) for each in lead.routes),
                tuple(demands_of(lead)),
                lead.documentation,
            )

    def _namespace(self, lead: Lead, clr: str) -> str | None:
        stated = lead.attributes.get("DataContract")
        if stated and "Namespace" in stated.named:
            return stated.get("Namespace")
        return self.namespaces.get(clr)

    def generic(self) -> list[Token]:
        """Read type arguments or parameters, ``<…>``."""
        inside: list[Token] = []
        depth = 0
        while self.at < len(self.tokens):
            token = self.take()
            inside.append(token)
            depth += {"<": 1, ">": -1}.get(token.text, 0)
            if depth == 0:
                break
        return inside

    def bases(self) -> list[str]:
        """Read the types after the colon of a class."""
        tokens: list[Token] = []
        if self.peek() == ":":
            self.take()
        while self.at < len(self.tokens) and self.peek() not in ("{", ";", "where"):
            tokens.append(self.take())
        while self.at < len(self.tokens) and self.peek() not in ("{", ";"):
            self.at += 1
        return split(tokens)

    def members(self, owner: Lead, clr: str, name: str) -> tuple[ClassMember, ...]:
        """Read properties and fields up to the closing brace, and the types declared among them."""
        found = []
        while self.at < len(self.tokens):
            lead = self.lead()
            if self.peek() == "}":
                self.take()
                break
            if self.peek() in _TYPES:
                self.type(lead, clr, name + ".")
                continue
            if self.at < len(self.tokens):
                lead.origin = self.source.origin(self.tokens[self.at])
            member = self.member(lead)
            if member and is_written(owner, lead):
                found.append(member)
        return tuple(found)

    def member(self, lead: Lead) -> ClassMember | None:
        """Return a property or field; None for one that the serializer does not write."""
        head: list[Token] = []
        while self.at < len(self.tokens) and self.peek() not in (
            *("{", "(", ";", "=", "=>", "}"),
        ):
            head += self.generic() if self.peek() == "<" else [self.take()]
        end = self.peek()
        settable = end in (";", "=")
        if end == "{":
            accessors = {token.text for token in self.balanced()}
            settable = bool(accessors & {"set", "init"})
            if self.peek() in ("=", "=>"):
                self.skip(";")
        elif end == "(":
            self.skip("{", ";")
        elif end != "}":
            self.skip(";")
        if not settable or len(head) < 2 or lead.modifiers & {"static", "const"}:
            return None
        return class_member(lead, joined(head[:-1]), head[-1].text)

    def enumeration(self, lead: Lead, name: str, home: Home) -> EnumerationTable:
        """Read an enumeration as a table of its members."""
        rows = []
        number = 0
        while self.at < len(self.tokens):
            member = self.lead()
            if self.peek() in ("}", ""):
                self.at += 1
                break
            origin = self.source.origin(self.tokens[self.at])
            shown = self.take().text
            if self.peek() == "=":
                self.take()
                stated = self.take().text if self.at < len(self.tokens) else ""
                number = int(stated) if stated.lstrip("-").isdecimal() else number
            while self.peek() not in (",", "}", ""):
                self.at += 1
            if self.peek() == ",":
                self.take()
            # Without DataContract the serializer ignores EnumMember.
            if "DataContract" in lead.attributes:
                written = "EnumMember" in member.attributes
                shown = member.value("EnumMember", "Value") or shown
            else:
                written = True
            if written:
                text = member.documentation
                rows.append(EnumerationRow(shown, str(number), text, origin))
            number += 1
        flags = "Flags" in lead.attributes
        return EnumerationTable(name, tuple(rows), lead.origin, flags, home)
