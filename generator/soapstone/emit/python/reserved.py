"""What names of a package avoid: it follows from what its modules import, use and inherit."""

from __future__ import annotations

import re
from functools import cache

from soapstone.emit.python.imports import STANDARD, names_in, vocabulary
from soapstone.emit.python.types import words as type_words
from soapstone.resources import templates_dir
from soapstone.runtime import messages


@cache
def reserved() -> frozenset[str]:
    """What nothing may be called, also by whoever edits names."""
    return member_words() | loader_words()


@cache
def member_words() -> frozenset[str]:
    """What no field is called: what annotations and defaults use, what modules have of the standard
    library, what classes and their bases define, and what methods call the object and the class.
    """
    bases = (messages.XmlMessage, messages.SoapMessage, messages.SoapHeader)
    defined = {name for base in bases for name in dir(base) if name[0] != "_"}
    own = re.findall(r"^    (?:@|def )(\w+)", _template("body"), re.MULTILINE)
    standard = {name for names in STANDARD.values() for name in names}
    return frozenset({*type_words(), *standard, *defined, *own, "self", "cls"})


@cache
def class_words() -> frozenset[str]:
    """What no class is called, unless it was given the name: what modules import."""
    return loader_words().union(vocabulary())


@cache
def loader_words() -> frozenset[str]:
    """What a package itself uses to load its modules: no class is called like it."""
    used = names_in(_template("package"))
    return frozenset(name for name in used if name[0].isupper())


def _template(name: str) -> str:
    return (templates_dir() / f"{name}.py.j2").read_text("utf-8")
