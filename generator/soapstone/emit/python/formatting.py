"""Formats generated Python as black does, with black's defaults, so that users can check it in.

Black needs 0.4 s for a thousand lines, which would be most of a run. Long lines are already broken
as black breaks them (``breaking.py``); black only gets files with other long lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import category, east_asian_width

from soapstone.emit.python.breaking import LONG, broken

_TEXT = r"\"[^\"\\]*\""
_UNBREAKABLE = re.compile(
    rf"""
    \#.*                              # a comment
    | [ ]* (\w+=)? {_TEXT} ,?         # an argument or item that is a text
    | [ ]* \+[ ]{_TEXT} ,             # the second half of a name of the table
    | [ ]* {_TEXT}:[ ]{_TEXT} ,?      # an entry of a dictionary of texts
    | \w+[ ]=[ ]{_TEXT}               # a constant that is a text
    | [ ]* \"{{3}}[^\"\\]*\"{{3}}     # a docstring of one line
    | [ ]* ``[^\"\\`]*``\.?           # a name in a docstring
    | [ ]* from[ ]\S+[ ]import[ ]\(   # an import of a long module
    | [ ]* \w+(,|[ ]as[ ]\w+,)        # a name of an import or a call
    | [A-Z]\w*[ ]\w+(\.\w+)+          # an export of a package, in a text of many lines
    """,
    re.VERBOSE,
)


def formatted_files(files: Mapping[str, str]) -> dict[str, str]:
    """The files by path and in its order, with their Python formatted."""
    return {path: formatted(path, files[path]) for path in sorted(files)}


def formatted(path: str, text: str) -> str:
    """Return the text as black formats it; text that is not Python stays as it is."""
    if not path.endswith((".py", ".pyi")):
        return text
    lines = broken(text)
    return lines if _is_formatted(lines) else _black(text, path.endswith(".pyi"))


def _is_formatted(text: str) -> bool:
    """No line is too long, but for those that black would have to leave alone."""
    return all(map(_is_narrow, set(text))) and all(
        _UNBREAKABLE.fullmatch(match[0]) for match in LONG.finditer(text)
    )


def _is_narrow(char: str) -> bool:
    """Black counts columns; most characters take one, Chinese ones two and accents none."""
    return char < "\u0300" or (
        east_asian_width(char) not in "WF" and category(char)[0] not in "MC"
    )


def _black(text: str, is_stub: bool) -> str:
    # Imported late: most runs do without it.
    import black
    from black.mode import TargetVersion

    mode = black.Mode(target_versions={TargetVersion.PY311}, is_pyi=is_stub)
    return black.format_str(text, mode=mode)
