"""Renders the report's pages; ``templates/site`` holds the text of each.

Templates escape every text, and show as an escape what steers a browser or hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from soapstone.explain.model import Sure, sure_of
from soapstone.model.findings import SpecError
from soapstone.report.safe_text import safe
from soapstone.resources import templates_dir
from soapstone.site.search import index
from soapstone.site.service import Service
from soapstone.site.views import Views

_SEAM = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[._/[=])")
"""Where a long name may be broken: at its words."""
_LONG = 16
"""Characters of a name that fits everywhere."""
_COPIED = ("report.css", "report.js")
MARKS: Mapping[Sure, tuple[str, str]] = {
    Sure.PERSON: ("person", "✎"),
    Sure.STATED: ("stated", "●"),
    Sure.FOLLOWS: ("follows", "◆"),
    Sure.USUAL: ("usual", "◐"),
    Sure.GUESS: ("guess", "?"),
    Sure.CONFLICT: ("conflict", "!"),
}
"""Of each certainty its class in CSS, and a mark that needs no colour."""


Changes = Sequence[Mapping[str, Any]]
"""The changes of one service, as ``soapstone changes`` has them in JSON."""


def site(
    services: Sequence[Service],
    failed: Mapping[str, SpecError],
    changes: Mapping[str, Changes],
    against: str,
) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file of the report.

    ``failed`` are the services that cannot be read. ``changes`` are those since the revision
    ``against``, by service; of a service that is not among them no changes are shown.
    """
    every = [Views(each) for each in services]
    yield "index.html", _page("index.html", "", services=every, failed=failed)
    yield "search.js", index(services, MARKS)
    for name in _COPIED:
        yield name, (_folder() / name).read_text("utf-8")
    for views in every:
        path = f"{views.service.package}/index.html"
        since = {"changes": changes.get(views.service.name), "against": against}
        yield path, _page("service.html", path, views=views, **since)
        for view in views.pages():
            text = _page("operation.html", view.path, view=view, views=views)
            yield view.path, text


def _page(template: str, path: str, **view: Any) -> str:
    up = "../" * path.count("/")
    return environment().get_template(f"{template}.j2").render(up=up, **view)


@cache
def environment() -> Environment:
    """Return the environment of the report's templates."""
    made = Environment(
        loader=FileSystemLoader(_folder()),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        autoescape=True,
        finalize=_shown,
    )
    made.globals["certainties"] = MARKS
    made.filters["sure"] = sure_of
    made.filters["parted"] = _parted
    return made


def _folder() -> Path:
    return templates_dir() / "site"


def _shown(value: object) -> Markup:
    """A text without what steers or hides, escaped; what a template made itself stays."""
    return value if isinstance(value, Markup) else _escaped(str(value))


def _parted(value: object) -> Markup:
    """A name with a place for a line's end after each of its words."""
    text = str(value)
    if len(text) <= _LONG:
        return _escaped(text)
    return Markup("<wbr>").join(map(_escaped, _SEAM.split(text)))


@lru_cache(2**15)
def _escaped(text: str) -> Markup:
    """The same rules, types and lines stand on many pages."""
    return escape(safe(text, keep="\n"))
