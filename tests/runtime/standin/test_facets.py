"""Texts for facets and patterns, judged by xmlschema."""

from __future__ import annotations

import contextlib
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
import xmlschema

from soapstone.dotnet.integers import RANGES
from soapstone.emit.python.scalars import python_scalar
from soapstone.model.contract import Facet, QName, Restriction, Scalar
from soapstone.proving.texts import NoFittingText, texts
from soapstone.runtime.standin.patterns import NoText, text_for


def type_of(base: str, *facets: tuple[str, str]) -> Any:
    """xmlschema's simple type."""
    inside = "".join(f"<xs:{name} value={quoteattr(of)}/>" for name, of in facets)
    schema = xmlschema.XMLSchema(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType name="T">'
        f'<xs:restriction base="xs:{base}">{inside}</xs:restriction></xs:simpleType></xs:schema>'
    )
    return schema.types["T"]


PATTERNS = (
    *(r"\d{5}", r"[A-Z]{2}\d+(-[a-z0-9]+)?", r"a|b|c(d|e)*", r"", r"[^\d]", r".*"),
    *(r"[^\s]+@[^@]+\.[a-z]{2,4}", r"[\w-[aeiou]]{3}", r"\p{Lu}\p{L}*", r"\P{L}{2}"),
    *(r"\+?[0-9\-]{3,}", r"[a-zA-Z_][\w.\-]*", r"(\d{1,3}\.){3}\d{1,3}", r"\i\c*"),
    *(r"\W\S\D", r"^a$", r"[-a]", r"[a-]", r"[^\w]", r"a{0}b", r"(x{2,3}|\n)+"),
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_texts_match_their_pattern(pattern: str) -> None:
    judge = type_of("string", ("pattern", pattern))
    for turn in range(64):
        judge.validate(text_for(pattern, turn.__mod__))


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            "(a",
            "a)",
            "[a",
            "a{2",
            "a{3,2}",
            "*",
            "\\",
            r"\p{IsGreek}",
            "[^ -~]",
            "a{x}",
        ),
        *("(" * 5_000, "((a{999}){999}){999}", r"\p{Lu", "[b-a]"),
    ],
)
def test_a_pattern_that_is_not_made_is_refused(pattern: str) -> None:
    with pytest.raises(NoText):
        text_for(pattern, lambda most: most - 1)


FACETS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("string", (("minLength", "5"), ("maxLength", "6"))),
    ("string", (("length", "2"),)),
    ("token", (("maxLength", "2"),)),
    ("string", (("whiteSpace", "collapse"), ("minLength", "1"))),
    ("string", (("pattern", "[A-Z]*"), ("length", "3"))),
    ("base64Binary", (("length", "2"),)),
    ("hexBinary", (("minLength", "4"),)),
    ("decimal", (("maxInclusive", "5"),)),
    ("decimal", (("totalDigits", "4"), ("fractionDigits", "2"))),
    (
        "decimal",
        (("minExclusive", "0"), ("maxExclusive", "1"), ("fractionDigits", "2")),
    ),
    ("int", (("minExclusive", "10"), ("maxExclusive", "12"))),
    ("long", (("totalDigits", "3"),)),
    ("int", (("pattern", "[1-9]"), ("minInclusive", "4"))),
    ("double", (("minInclusive", "-90"), ("maxInclusive", "90"))),
    ("date", (("minExclusive", "2022-01-01"),)),
    ("dateTime", (("maxInclusive", "1999-12-31T00:00:00"),)),
    ("duration", (("maxInclusive", "PT5S"),)),
    ("anyURI", (("minLength", "3"),)),
)


@pytest.mark.parametrize(("base", "facets"), FACETS)
def test_four_texts_have_their_facets(
    base: str, facets: tuple[tuple[str, str], ...]
) -> None:
    listed = tuple(Facet(*each) for each in facets)
    scalar = Scalar(base, restriction=Restriction(QName("urn:a", "T"), listed))
    judge = type_of(base, *facets)
    for each in texts(scalar):
        judge.validate(each)


@pytest.mark.parametrize("name", RANGES)
def test_a_bound_is_reached(name: str) -> None:
    """The lowest and the highest value are those of the facets, not any that fits."""
    assert python_scalar(Scalar(name)).annotation == "int"
    low, high = RANGES[name]
    ends = (max(low, -7), min(high, 7))
    facets = (Facet("minInclusive", str(ends[0])), Facet("maxInclusive", str(ends[1])))
    scalar = Scalar(name, restriction=Restriction(QName("", "T"), facets))
    assert texts(scalar)[1:3] == (str(ends[0]), str(ends[1]))


HOSTILE = (
    *(("minInclusive", "1E999999999"), ("totalDigits", "9" * 5_000), ("length", "²")),
    *(("minLength", "9" * 5_000), ("maxExclusive", ""), ("fractionDigits", "-1")),
)


@pytest.mark.parametrize("base", ["string", "decimal", "double", "date", "int"])
@pytest.mark.parametrize("facet", HOSTILE)
def test_facets_beyond_reason_are_no_trouble(base: str, facet: tuple[str, str]) -> None:
    """They may allow nothing, or not mean anything."""
    facets = (Facet(*facet), Facet("totalDigits", "2"))
    with contextlib.suppress(NoFittingText):
        assert max(map(len, texts(Scalar(base, restriction=_of(facets))))) < 1_000


def _of(facets: tuple[Facet, ...]) -> Restriction:
    return Restriction(QName("", "T"), facets)


def test_facets_that_allow_nothing_are_said() -> None:
    facets = (Facet("minInclusive", "5"), Facet("maxInclusive", "4"))
    scalar = Scalar("int", restriction=Restriction(QName("", "T"), facets))
    with pytest.raises(NoFittingText, match="minInclusive, maxInclusive"):
        texts(scalar)
