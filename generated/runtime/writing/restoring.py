"""Puts unknown content back at its place, and restores how None was represented.

The writer of a class makes one text of each member. Unknown content goes between these texts, or
into one: into its start tag, or before or after its content. A member that was nil or absent, and
whose class writes None in another way, is written as it was, unless it has got a value since.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from ..reading.elements import XSI
from ..reading.fragments import clashing, declaration
from ..records.members import Members, Representation
from ..records.null_representation import is_default
from ..records.unknown_content import Unknown, WireState
from ..scalars.text import write_string

if TYPE_CHECKING:
    from .writer import Writer

_NIL: Final = ' i:nil="true"'
_BEFORE_MEMBERS: Final = -1

HELD: Final = "\x01"
"""Encloses the number of a piece of held content. No XML document can hold it."""


def restored(
    w: Writer,
    record: Any,
    attributes: Sequence[str],
    parts: Sequence[str],
    nil: bool,
) -> tuple[str, str]:
    """Return the attributes of a record's start tag, and the record's content.

    ``attributes`` and ``parts`` are the texts of its members; ``nil``: its own text is nil.
    """
    state: WireState = record._kept
    table: Members = record._members
    own = [*table.attributes.values()]
    others = [slot for slot in range(len(table.representations)) if slot not in own]
    texts = dict(zip((*own, *others), (*attributes, *parts), strict=True))
    texts[_BEFORE_MEMBERS] = ""
    if state.nil or state.absent:
        _restore_none(w, record, state, table, texts)
    start = [_NIL] if nil else []
    by_slot: dict[tuple[int, str], list[str]] = {}
    for placed in state.unknown:
        if not placed.place:
            if not (nil and placed.content.name == XSI + "nil"):
                start.append(foreign(w, placed.content, placed.kind))
        elif (
            len(placed.place) == 1
        ):  # what is inside lists has been written with their items
            key = placed.place[0], placed.kind
            by_slot.setdefault(key, []).append(foreign(w, placed.content, placed.kind))
    for (slot, kind), more in by_slot.items():
        if kind != "after":
            texts[slot] = into(texts[slot], kind, more)
    for (slot, kind), more in by_slot.items():
        if kind == "after":
            texts[slot] = "".join((texts[slot], *more))
    before = "".join((*(texts[slot] for slot in own), *start))
    content = "".join(texts[slot] for slot in (_BEFORE_MEMBERS, *others))
    if state.substitutes:
        from ..records.substitutes import references

        w.substitutes = state.substitutes
        before = references(before, state.substitutes)
        content = references(content, state.substitutes)
    return before, content


def _restore_none(
    w: Writer, record: Any, state: WireState, table: Members, texts: dict[int, str]
) -> None:
    """Rewrites members without a value to the representation that they had."""
    noted = state.nil | state.absent
    plain = Representation.PLAIN, Representation.TEXT, Representation.ATTRIBUTE
    for slot, name in enumerate(table.names):
        if not noted >> slot & 1:
            continue
        value, is_plain = getattr(record, name), table.representations[slot] in plain
        if state.absent >> slot & 1:
            if value is None or (is_plain and is_default(value)):
                texts[slot] = ""
        elif slot == table.text:
            pass  # the writer makes the record's own element nil
        elif value is None or (is_plain and value in ([], {})):
            namespace, _, name = table.tags[slot].rpartition("}")
            texts[slot] = f"<{w.prefixes.before[namespace[1:]]}{name}{_NIL}/>"


def foreign(w: Writer, content: Unknown, kind: str) -> str:
    """Return the text of unknown content; an attribute has a blank before it.

    If the content uses a prefix of the message with another meaning, the writer notes the clash,
    or Unfit is raised.
    """
    clashes = clashing(content, w.prefixes.bound)
    if clashes:
        if w.problems is None:
            from .writer import Unfit

            raise Unfit
        w.clashes.update(clashes)
    text = content.xml or write_string(content.text)
    if kind == "attribute":
        text = f" {_attribute(w, content)}"
    if not w.prefixes.renamed:
        return text
    w.held.append(text)
    return f"{HELD}{len(w.held) - 1}{HELD}"


def _attribute(w: Writer, content: Unknown) -> str:
    """The text of an unknown attribute, without declarations that the message already has."""
    text = content.xml
    for each in w.prefixes.bound.items() if text.startswith("xmlns:") else ():
        text = text.replace(f"{declaration(*each)} ", "", 1)
    if w.prefixes.renamed and content.name.startswith(XSI):
        name = f"i:{content.name.removeprefix(XSI)}"
        ours = w.prefixes.tag(name)
        text = re.sub(rf'(^| ){re.escape(name)}="', rf'\1{ours}="', text)
    return text


def into(text: str, kind: str, more: Sequence[str]) -> str:
    """Insert texts into an element: into its start tag (attribute), before or after its content."""
    if not text or not more:
        return text
    end = text.index(">")
    closed = text[end - 1] == "/"
    if kind == "attribute":
        at = end - closed
        if _NIL in text[:end]:
            more = [each for each in more if not each.startswith(" i:nil=")]
        return "".join((text[:at], *more, text[at:]))
    if closed:
        name = text[1 : end - 1].partition(" ")[0]
        return "".join((text[: end - 1], ">", *more, f"</{name}>"))
    at = end + 1 if kind == "before" else text.rindex("</")
    return "".join((text[:at], *more, text[at:]))
