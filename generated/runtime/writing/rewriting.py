"""Writes a message again, after the first attempt failed: to report errors, or change prefixes.

If unknown content uses a prefix of the message with another meaning, the message gets other
prefixes: it is written with the usual ones and marks in the place of unknown content, then its tags
are renamed, and the unknown content is inserted.
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
    """Return a record as an element that binds its prefixes, in UTF-8.

    Raises WireError with every value that cannot be written.
    """
    text, writer = written_by(Writer, tag, record, write, prefixes)
    return declared(tag, text, writer.prefixes).encode()


def declared(tag: str, text: str, prefixes: Prefixes) -> str:
    """Return an element's text with its prefixes bound in its start tag."""
    name = prefixes.tag(tag)
    return text.replace(f"<{name}", f"<{name}{prefixes.declarations}", 1)


def written_by(
    kind: type[W], tag: str, record: V, write: ElementWriter[V], prefixes: Prefixes
) -> tuple[str, W]:
    """Return a record as an element without clashing prefixes, and the writer that wrote it.

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
    """Return a record as an element; clashes of prefixes are in ``writer.clashes``.

    Raises WireError with every value that cannot be written.
    """
    try:
        text = writer.tried("", tag, record, write)
    except RecursionError:
        raise WireError([too_deep("$")]) from None
    except WireError:
        raise
    except Exception as error:  # a value whose own methods raise
        expected = "values whose own methods raise nothing"
        raise WireError([Problem("$", type(error).__name__, expected)]) from error
    if writer.problems:
        raise WireError(writer.problems) from None
    if not writer.prefixes.renamed:
        return text
    text = re.sub("<[^<>]*>", lambda found: writer.prefixes.rename(found[0]), text)
    text = re.sub(f"{HELD}([0-9]+){HELD}", lambda at: writer.held[int(at[1])], text)
    if writer.substitutes:
        from ..records.substitutes import references

        return references(text, writer.substitutes)  # in held content
    return text
