"""Renders templates. They hold the text that is emitted; a view names the kinds and values."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from soapstone.emit.python.text import docstring, literal
from soapstone.resources import templates_dir


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_dir()),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # or it asks the disk each time
        # What is printed is Python; a text of a page goes through one of the filters.
        autoescape=False,
    )
    environment.filters |= {"literal": literal, "docstring": _docstring}
    return environment


def _docstring(paragraphs: Iterable[str], indent: int) -> str:
    return "\n".join(docstring(paragraphs, indent))


def render(template: str, view: Any) -> str:
    """The text that a template makes of a view."""
    return _environment().get_template(template).render(view=view)
