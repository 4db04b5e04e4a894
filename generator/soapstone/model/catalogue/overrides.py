"""What a person says in ``overrides.toml``, which stands above every page."""

from __future__ import annotations

from soapstone.model.rules import Aspect, Certainty, Remark, Rule, Source

_PERSON, _STATED = Source.PERSON, Certainty.STATED
_LINE = "Edit or delete its line in overrides.toml."

TYPE = Rule(
    "person-type",
    Aspect.TYPE,
    _STATED,
    _PERSON,
    "A person says so, and that stands above every page.",
    change=_LINE,
)
OCCURRENCE = Rule(
    "person-occurrence",
    Aspect.OCCURRENCE,
    _STATED,
    _PERSON,
    "A person adds it as one element.",
    change=_LINE,
)
NULL = Rule(
    "person-null", Aspect.NULL, _STATED, _PERSON, "A person says so.", change=_LINE
)
NULL_BY_TYPE = Rule(
    "person-type-null",
    Aspect.NULL,
    _STATED,
    _PERSON,
    "It follows from the type that a person gives.",
)
PRESENCE = Rule(
    "person-presence",
    Aspect.PRESENCE,
    _STATED,
    _PERSON,
    "A person says so.",
    change=_LINE,
)
PRESENCE_BY_TYPE = Rule(
    "person-type-presence",
    Aspect.PRESENCE,
    _STATED,
    _PERSON,
    "It follows from the type that a person gives.",
)
PRESENCE_BY_NULL = Rule(
    "person-null-presence",
    Aspect.PRESENCE,
    _STATED,
    _PERSON,
    "It follows from what a person says of null.",
)
OMITTED = Rule(
    "person-omit",
    Aspect.NULL,
    _STATED,
    _PERSON,
    "A person says whether None is left out of the message; it is never nil then.",
    change=_LINE,
)
PRESENCE_BY_OMISSION = Rule(
    "person-omit-presence",
    Aspect.PRESENCE,
    _STATED,
    _PERSON,
    "It follows from what a person says of leaving it out.",
)
REPEATED = Rule(
    "person-repeated",
    Aspect.OCCURRENCE,
    _STATED,
    _PERSON,
    "A person says whether the element is a list without an element around it.",
    change=_LINE,
)
CHOICE = Rule(
    "person-choice",
    Aspect.OCCURRENCE,
    _STATED,
    _PERSON,
    "A person says that these elements are one list, in any order.",
    change=_LINE,
)
CHOICE_TYPE = Rule(
    "person-choice-type",
    Aspect.TYPE,
    _STATED,
    _PERSON,
    "Each item is one of the elements that a person names.",
    change=_LINE,
)
NULL_BY_REPETITION = Rule(
    "person-repeated-null",
    Aspect.NULL,
    _STATED,
    _PERSON,
    "It follows from what a person says of repetition: such a list is never null.",
)
PRESENCE_BY_REPETITION = Rule(
    "person-repeated-presence",
    Aspect.PRESENCE,
    _STATED,
    _PERSON,
    "It follows from what a person says of repetition: such a list may be empty.",
)
RECORD = Rule(
    "person-record",
    Aspect.IDENTITY,
    _STATED,
    _PERSON,
    "Only overrides.toml describes it.",
    change=_LINE,
)
TYPE_NAME = Rule(
    "person-type-name",
    Aspect.IDENTITY,
    _STATED,
    _PERSON,
    "A person says what the XSD type is called.",
    change=_LINE,
)
BASE = Rule(
    "person-base",
    Aspect.BASE,
    _STATED,
    _PERSON,
    "A person says that it extends {base}.",
    change=_LINE,
)
ORDER = Rule(
    "person-order",
    Aspect.ORDER,
    _STATED,
    _PERSON,
    "As the pages show them, and before or after them those that a person adds.",
    change=_LINE,
)
MEMBERS = Rule(
    "person-members",
    Aspect.MEMBERS,
    _STATED,
    _PERSON,
    "A person says so, and that stands above every page.",
    change=_LINE,
)
FLAGS = Rule(
    "person-flags", Aspect.FLAGS, _STATED, _PERSON, "A person says so.", change=_LINE
)
ADDRESS = Rule(
    "person-address",
    Aspect.ADDRESS,
    _STATED,
    _PERSON,
    "A person says so.",
    change=_LINE,
)
SUPERFLUOUS = Rule(
    "superfluous-override",
    Aspect.ROW,
    _STATED,
    _PERSON,
    "A line that says what the pages state has no effect.",
    change="Delete the line.",
    remark=Remark("Pages or recordings say the same.", "The override has no effect."),
)
SHOWN_MEMBER = Rule(
    "shown-member",
    Aspect.CONFLICT,
    Certainty.GUESS,
    Source.SOAPSTONE,
    "A line adds a member that a page shows with another type; the page's type is used.",
    change='Delete the line, or correct the type in [members."{subject}"].',
    remark=Remark(
        "A page shows the member with another type than {type}.",
        "The type on the page is used.",
    ),
)
