"""Renders Jinja templates, which hold every line of generated Python.

A view has the names and kinds, the template the syntax around them. Texts of pages pass a filter,
``literal`` or ``docstring``, so that none can become code.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from soapstone.emit.python.literals import docstring, literal
from soapstone.resources import templates_dir


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_dir()),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # templates do not change while a program runs
        # The output is Python, not HTML; texts of pages pass one of the filters.
        autoescape=False,
    )
    environment.filters |= {"literal": literal, "docstring": _docstring}
    return environment


def _docstring(paragraphs: Iterable[str], indent: int) -> str:
    return "\n".join(docstring(paragraphs, indent))


def render(template: str, view: Any) -> str:
    """Return the text of a template, filled in with a view."""
    return _environment().get_template(template).render(view=view)
