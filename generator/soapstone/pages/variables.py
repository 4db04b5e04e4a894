"""Recognises what a program fills into a sample: variables of languages, templates and tools.

A variable is no value. In XML it counts as one that a person filled in (see ``filled_in``); an
address or action that has one is not known.
"""

from __future__ import annotations

import re

from soapstone.pages.filled_in import HIDDEN

_VARIABLE = re.compile(
    r"\{\{|\{\$|\$[\w{(]|#\{|\{\d{1,3}\}|%s|%d(?![0-9A-Fa-f])|%\(\w|\*{3}|\[[A-Z_][A-Z_ -]*\]"
    rf"|{HIDDEN}"
)
_NAMED = re.compile(r"\b((?:Host|SOAPAction):[ \t]{0,9})([^\s<]{1,2000})", re.I)
_TEMPLATE = re.compile(
    r"<\?(?:php\b|=)(?:[^?<]|\?(?!>)){0,500}\?>|<%(?:[^%<]|%(?!>)){0,500}%>"
)


def has_variable(text: str) -> bool:
    """Return whether a part of a head holds a variable: ``{{x}}``, ``$x``, ``%s``, ``***``."""
    return bool(_VARIABLE.search(text))


def without_variables(head: str) -> str:
    """Return a line of a head whose host and action are hidden where they hold a variable.

    A variable may be written in the braces with which the body of a message starts.
    """
    return _NAMED.sub(_hidden, head) if ":" in head else head


def _hidden(header: re.Match[str]) -> str:
    return f"{header[1]}{HIDDEN}" if has_variable(header[2]) else header[0]


def without_templates(line: str) -> str:
    """Return a line with a hidden value for each ``<?= $x ?>`` and ``<%= x %>``."""
    return _TEMPLATE.sub(HIDDEN, line) if "<?" in line or "<%" in line else line
