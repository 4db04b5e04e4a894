"""Limits: the largest page, sample and service that the generator accepts.

Each limit is far above any real page, and low enough that the worst page ends within seconds. The
result is limited as well as the input: a few classes that extend each other can make any number of
members.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from soapstone.model.findings import Origin, SpecError


@dataclass(frozen=True, slots=True)
class Limit:
    """A largest number, and the error for a page that exceeds it."""

    most: int
    found: str
    """What the error says was found; ``{}`` is the limit."""
    advice: str
    expected: str = "a help page, which is far smaller"

    def check(self, count: int, place: Origin) -> None:
        """Raise SpecError at ``place`` where ``count`` exceeds the limit."""
        if count > self.most:
            raise SpecError(
                place, self.found.format(self.most), self.expected, self.advice
            )


_ONE_PAGE = "Save the page of one operation, without anything else in the file."
_SHORTEN = "Shorten the sample by hand: repetitions of a member add nothing."
_SHORTER_TEXT = "Shorten it by hand."

BYTES = Limit(8 * 1024 * 1024, "a page of more than {:,} bytes", _ONE_PAGE)
LINES = Limit(100_000, "a page of more than {:,} lines", _ONE_PAGE)
TAGS = Limit(200_000, "a page of more than {:,} tags", _ONE_PAGE)
MESSAGES = Limit(
    2_000,
    "more than {:,} HTTP messages in one file",
    "Save each operation's page as a file of its own.",
)
"""A service of 250 operations, each shown for SOAP 1.1, SOAP 1.2, HTTP GET and POST."""
SAMPLES = Limit(
    300,
    "more than {:,} samples and schemas of one operation",
    "Save each operation's page as a file of its own.",
)
"""Of WCF REST: four samples, and for each body a schema of each namespace."""
TABLES = Limit(500, "a page of more than {:,} tables of types", _ONE_PAGE)
HEADERS = Limit(
    100,
    "an HTTP message of more than {:,} headers",
    "Remove headers by hand: only Host, Accept, Content-Type and SOAPAction count.",
)
DEPTH = Limit(100, "a sample nested more than {:,} deep", _SHORTEN)
"""The deepest real sample, of a recursive type, has 25 levels."""
ELEMENTS = Limit(10_000, "a sample of more than {:,} elements", _SHORTEN)
"""Attributes count too, and so do the values of JSON, JSV and CSV."""
TEXT = Limit(100_000, "a name or text of more than {:,} characters", _SHORTER_TEXT)
"""The longest real text lists the members of an enumeration: some thousand characters."""
NAMES = Limit(
    2_000_000, "names and namespaces of a sample of more than {:,} characters", _SHORTEN
)
"""A real sample of 10,000 elements has a million: the namespace counts for every element."""

FETCHED = Limit(
    2_000,
    "an index of more than {:,} operations",
    "Fetch the operations that you need one by one: name the page of each.",
    "the index of a service",
)
PARTS = Limit(
    200,
    "a WSDL of more than {:,} parts",
    "Save those that you need with a browser.",
    "a WSDL",
)
"""Documents that a WSDL imports, and those that they import."""

_LEAVE_OUT = "Delete from the file what your operations do not use."
_EVER_MORE = (
    "Delete from the file what your operations do not use, or the member by which a class leads "
    "to ever more types."
)
_SOURCE = "the source of data transfer objects"
DECLARATIONS = Limit(
    10_000,
    "C# of more than {:,} declarations, closing braces counted",
    _LEAVE_OUT,
    _SOURCE,
)
BASES = Limit(
    50,
    "a class with more than {:,} base classes above each other",
    _LEAVE_OUT,
    _SOURCE,
)
"""Real classes have up to five base classes above each other."""
PAGE_TYPES = Limit(
    5_000,
    "classes that expand to more than {:,} types, counted with their type arguments",
    _EVER_MORE,
    _SOURCE,
)
PAGE_MEMBERS = Limit(
    20_000,
    "classes of more than {:,} members, inherited ones counted",
    _LEAVE_OUT,
    _SOURCE,
)
PAGE_TEXT = Limit(
    10_000_000,
    "classes whose members' names and descriptions have more than {:,} characters",
    _LEAVE_OUT,
    _SOURCE,
)

_DESCRIPTION = "a WSDL or XSD document"
_PARTS = "Delete from the file what your operations do not use."
ORIGIN_TEXT = 200
"""Characters of a line that the origin of a description's fact quotes at most."""
DESCRIPTION_BYTES = Limit(
    8 * 1024 * 1024, "a document of more than {:,} bytes", _PARTS, _DESCRIPTION
)
"""The largest real WSDL, of some 150 operations with documentation, has 5 MB."""
DESCRIPTION_TAGS = Limit(
    400_000, "a document of more than {:,} tags", _PARTS, _DESCRIPTION
)
DESCRIPTION_NAME = Limit(
    1_000, "a name of more than {:,} characters", _PARTS, _DESCRIPTION
)
DESCRIPTION_TEXT = Limit(
    100_000, "documentation of more than {:,} characters", _SHORTER_TEXT, _DESCRIPTION
)
DESCRIPTION_DEPTH = Limit(
    100, "types and groups nested more than {:,} deep", _PARTS, _DESCRIPTION
)
DESCRIPTION_BASES = Limit(
    50, "a type with more than {:,} base types above each other", _PARTS, _DESCRIPTION
)
DESCRIPTION_BRANCHES = Limit(
    1_000,
    "a list of more than {:,} kinds of elements",
    _PARTS,
    _DESCRIPTION,
)
"""Python compiles a union of some thousand types no more."""
DESCRIPTION_PARTICLES = Limit(
    200_000,
    "types of more than {:,} elements and attributes, groups put in place",
    _PARTS,
    _DESCRIPTION,
)
"""Groups that refer to each other twice would be doubled each time."""

_SPLIT = "Split its pages into the folders of several services."
_SERVICE = "the pages of one service"
TYPES = Limit(20_000, "more than {:,} types in one service", _SPLIT, _SERVICE)
"""A service of 1,500 pages has some thousand types."""
MEMBERS = Limit(
    200_000, "more than {:,} members of types in one service", _SPLIT, _SERVICE
)
MEMBERS_TEXT = Limit(
    50_000_000,
    "more than {:,} characters of names and descriptions in one service",
    _SPLIT,
    _SERVICE,
)
DESCRIBED_TYPES = replace(TYPES, advice=_PARTS)
DESCRIBED_MEMBERS = replace(MEMBERS, advice=_PARTS)
DESCRIBED_TEXT = replace(MEMBERS_TEXT, advice=_PARTS)
"""The same of a service that a WSDL describes: it cannot be split into several."""
