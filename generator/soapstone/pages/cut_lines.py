"""Joins lines that were cut at a column, as ``lynx -dump`` and ``fold`` do, in the middle of words.

The sign is a line that ends inside the value of an attribute: .NET writes no line end there. All
such lines have the same width, and every line of this width goes on in the next one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_NARROWEST = 40
"""Columns."""
_LONGEST = 2000
"""Characters of a tag that are looked at."""


def without_cuts(lines: Sequence[str]) -> list[str]:
    """Return the lines as they were before they were cut; none is added or dropped.

    Of what was one line the first has all, and the others are empty.
    """
    tags = _open_tags(lines)
    ends = [
        len(line)
        for line, tag in zip(lines, tags, strict=True)
        if tag.count('"') % 2 == 1
    ]
    width, found = Counter(ends).most_common(1)[0] if ends else (0, 0)
    if width < _NARROWEST or found != len(ends) or width != max(map(len, lines)):
        return list(lines)
    parts = [[line] for line in lines]
    first = 0
    for at in range(1, len(lines)):
        goes_on = lines[at][:1].strip() or tags[at - 1]
        if len(lines[at - 1]) == width and goes_on:
            parts[first].append(lines[at])
            parts[at] = []
        else:
            first = at
    return list(map("".join, parts))


def _open_tags(lines: Sequence[str]) -> list[str]:
    """The tag in which each line ends, from its start; "" if it ends in none."""
    tags: list[str] = []
    tag = ""
    for line in lines:
        _, opened, after = line.rpartition("<")
        tag = after if opened else tag and f"{tag}{line}"
        tag = "" if ">" in tag or len(tag) > _LONGEST else tag
        tags.append(tag)
    return tags
