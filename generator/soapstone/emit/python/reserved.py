"""The names that generated fields and classes must not have.

They follow from what generated modules import, use and inherit, so that no list needs upkeep.
"""

from __future__ import annotations

import re
from functools import cache

from soapstone.emit.python.imports import STANDARD, names_in, vocabulary
from soapstone.emit.python.types import words as type_words
from soapstone.resources import templates_dir
from soapstone.runtime import messages
from soapstone.runtime.calling import client


@cache
def reserved() -> frozenset[str]:
    """What nothing may be called, also by whoever edits names."""
    return member_words() | loader_words()


@cache
def member_words() -> frozenset[str]:
    """Return the names that no field may have.

    That is what annotations and defaults use, what modules import from the standard library, what
    classes and their bases define, and ``self`` and ``cls``.
    """
    bases = (messages.XmlMessage, messages.SoapMessage, messages.SoapHeader)
    defined = {name for base in bases for name in dir(base) if name[0] != "_"}
    own = re.findall(r"^    (?:@|def )(\w+)", _template("body"), re.MULTILINE)
    standard = {name for names in STANDARD.values() for name in names}
    return frozenset({*type_words(), *standard, *defined, *own, "self", "cls"})


@cache
def method_words() -> frozenset[str]:
    """Return the names that no method of a client may have: its own, and what annotations use."""
    bases = (client.Client, client.AsyncClient)
    own = {name for base in bases for name in dir(base) if name[0] != "_"}
    return member_words() | own


@cache
def class_words() -> frozenset[str]:
    """Return the names that no new class gets: those that generated modules import."""
    return loader_words().union(vocabulary())


@cache
def loader_words() -> frozenset[str]:
    """Return the names that a package's ``__init__`` uses, which no class may have."""
    used = names_in(_template("package"))
    return frozenset(name for name in used if name[0].isupper())


def _template(name: str) -> str:
    return (templates_dir() / f"{name}.py.j2").read_text("utf-8")
