"""Strategies for values that the facets of a schema allow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from hypothesis import strategies as st

from .scalars import CHARACTERS, INTEGERS

Strategy = st.SearchStrategy[Any]
Facets = Sequence[tuple[str, str]]

_SEEDS = (
    *("", "a", "Rex", "en", "5", "0", "1", "-1", "0.5", "1.5", "AQID", "010203"),
    *("2021-03-04", "2021-03-04T05:06:07", "2021-03-04T05:06:07Z", "05:06:07"),
    *("P1D", "-P1D", "2021", "2021-03", "9999-12-31", "0001-01-01"),
)
"""Texts of any type. What facets do not allow is changed until they do."""
_MORE = 12
"""Characters beyond the least."""
_DIGITS = 28
"""Of System.Decimal."""


class Narrowing:
    """Makes the strategies of types with facets, for a package's own runtime."""

    def __init__(self, facets: Any, patterns: Any) -> None:
        """Takes the runtime's modules ``standin.facets`` and ``standin.patterns``."""
        self._fits = facets.fits
        self._fitting = facets.fitting
        self._text_for = patterns.text_for
        self._no_text: type[Exception] = patterns.NoText

    def narrowed(
        self, name: str, usual: Strategy, read: Callable[[str], Any], facets: Facets
    ) -> Strategy:
        """Return a strategy of the values of a type with facets.

        ``usual`` draws those of the type without them, ``name`` is that of its scalar, ``read``
        reads it from text. It is ``usual`` itself where no text for a pattern can be made, or no
        value is found that fits.
        """

        def text(value: Any) -> str:
            return f"{value:f}" if name == "decimal" else str(value)

        patterns = [value for each, value in facets if each == "pattern"]
        if patterns:
            matching = self._matching(patterns, read, facets)
            return usual if matching is None else matching
        made = None
        if name == "string":
            made = _texts(facets)
        elif name in INTEGERS:
            made = st.integers(*_range(*INTEGERS[name], facets))
        elif name == "decimal":
            made = _decimals(facets)
        if made is not None:
            return made.filter(lambda value: self._fits(text(value), read, facets))
        found = {self._fitting(each, read, facets) for each in _SEEDS} - {None}
        return st.sampled_from(sorted(found)).map(read) if found else usual

    def _matching(
        self, patterns: Sequence[str], read: Callable[[str], Any], facets: Facets
    ) -> Strategy | None:
        """None for patterns of which no texts are made."""
        made = []
        for pattern in patterns:
            try:
                self._text_for(pattern, lambda _: 0)
            except self._no_text:
                continue
            made.append(self._of_pattern(pattern))
        if not made:
            return None
        texts = st.one_of(made)
        return texts.filter(lambda each: self._fits(each, read, facets)).map(read)

    def _of_pattern(self, pattern: str) -> st.SearchStrategy[str]:
        @st.composite
        def text(draw: st.DrawFn) -> str:
            made: str = self._text_for(
                pattern, lambda most: draw(st.integers(0, most - 1))
            )
            return made

        return text()


def _texts(facets: Facets) -> Strategy:
    of = dict(facets)
    least = int(of.get("length", of.get("minLength", "0")))
    most = int(of.get("length", of.get("maxLength", str(least + _MORE))))
    return st.text(CHARACTERS, min_size=least, max_size=min(most, least + _MORE))


def _range(low: int, high: int, facets: Facets) -> tuple[int, int]:
    for name, value in facets:
        bound = _number(value)
        if bound is not None and name.startswith("min"):
            low = max(low, int(bound))
        elif bound is not None and name.startswith("max"):
            high = min(high, int(bound))
        elif bound is not None and name == "totalDigits":
            most = 10 ** min(int(bound), _DIGITS) - 1
            low, high = max(low, -most), min(high, most)
    return low, high


def _decimals(facets: Facets) -> Strategy:
    of = dict(facets)
    total = min(int(of.get("totalDigits", _DIGITS)), _DIGITS)
    places = min(int(of.get("fractionDigits", 2)), total)
    scale = 10**places
    scaled = [
        (name, str((_number(value) or 0) * (1 if name == "totalDigits" else scale)))
        for name, value in facets
        if name != "fractionDigits"
    ]
    low, high = _range(-(10**total) + 1, 10**total - 1, scaled)
    return st.integers(low, high).map(lambda each: Decimal(each).scaleb(-places))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
