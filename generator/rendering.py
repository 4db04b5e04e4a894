"""Renders templates. They hold loops and includes only; a view decides everything before."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.resources import templates_dir


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(templates_dir()),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # or it asks the disk each time
        # What is printed is Python; a view has made every text of a page a literal
        # (python/text.py).
        autoescape=False,
    )


def render(template: str, view: Any) -> str:
    """The text that a template makes of a view."""
    return _environment().get_template(template).render(view=view)
