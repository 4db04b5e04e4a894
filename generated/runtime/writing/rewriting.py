"""Writes a message once more, when a value does not fit or a prefix means two things.

Where a prefix of ours means something else inside unknown content, ours gets another name: the
message is written with the usual prefixes and a mark in the place of all unknown content, then its
tags are renamed, and the unknown content is put in.
"""

from __future__ import annotations

import re
from typing import TypeVar

from ..errors import Problem, WireError, too_deep
from .prefixes import Prefixes
from .restoring import HELD
from .writer import ElementWriter, Writer

V = TypeVar("V")
W = TypeVar("W", bound=Writer)


def written(tag: str, record: V, write: ElementWriter[V], prefixes: Prefixes) -> bytes:
    """A record as an element that binds its prefixes.

    Raises WireError with every value that cannot be written.
    """
    text, writer = written_by(Writer, tag, record, write, prefixes)
    return declared(tag, text, writer.prefixes).encode()


def declared(tag: str, text: str, prefixes: Prefixes) -> str:
    """An element's text with its prefixes bound."""
    name = prefixes.tag(tag)
    return text.replace(f"<{name}", f"<{name}{prefixes.declarations}", 1)


def written_by(
    kind: type[W], tag: str, record: V, write: ElementWriter[V], prefixes: Prefixes
) -> tuple[str, W]:
    """A record as an element, by a writer of a kind with prefixes that do not clash.

    Raises WireError with every value that cannot be written.
    """
    writer = kind(prefixes, problems=[])
    text = written_once(writer, tag, record, write)
    while writer.clashes:
        prefixes = prefixes.without(writer.clashes)
        writer = kind(prefixes, problems=[])
        text = written_once(writer, tag, record, write)
    return text, writer


def written_once(writer: Writer, tag: str, record: V, write: ElementWriter[V]) -> str:
    """A record as an element, whether prefixes clash or not.

    Raises WireError with every value that cannot be written.
    """
    try:
        text = writer.tried("", tag, record, write)
    except RecursionError:
        raise WireError([too_deep("$")]) from None
    except WireError:
        raise
    except Exception as error:  # a value whose own methods raise
        expected = "values that can be written"
        raise WireError([Problem("$", type(error).__name__, expected)]) from error
    if writer.problems:
        raise WireError(writer.problems) from None
    if not writer.prefixes.renamed:
        return text
    text = re.sub("<[^<>]*>", lambda found: writer.prefixes.rename(found[0]), text)
    return re.sub(f"{HELD}([0-9]+){HELD}", lambda at: writer.held[int(at[1])], text)
