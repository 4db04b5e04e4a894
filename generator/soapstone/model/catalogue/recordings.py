"""What recorded messages show. They teach what pages leave open; what a page states stands."""

from __future__ import annotations

from soapstone.model.rules import Aspect, Certainty, Remark, Rule, Source

_RECORDED = Source.RECORDINGS
_USUAL, _GUESS, _STATED = Certainty.USUAL, Certainty.GUESS, Certainty.STATED
_MORE = "Put more messages into recorded/, or set it in overrides.toml."
_OVERRIDE = "Set it in overrides.toml if the page is wrong."
_PAGE_STANDS = "The page is taken as right."
_LATER = "A later message can differ; not counted."
_VALUES = "The pages do not show the type; messages show values."
_NO_PAGE = "Messages have the member; no page shows it."

TYPE = Rule(
    "recorded-type",
    Aspect.TYPE,
    _USUAL,
    _RECORDED,
    "The pages leave it open, and every recorded value fits this type.",
    exceptions=_LATER,
    change=_MORE,
    remark=Remark(_VALUES, "Taken as {shown}."),
)
NUMBER = Rule(
    "recorded-number",
    Aspect.TYPE,
    _GUESS,
    _RECORDED,
    "The pages leave it open, and every recorded value is a whole number.",
    change=_MORE,
    remark=Remark(_VALUES, "Taken as {shown}; the next value may have a fraction."),
    code="recorded-type",
)
RESTRICTED_STRING = Rule(
    "restricted-string",
    Aspect.TYPE,
    _USUAL,
    _RECORDED,
    "The page prints the name of every built-in type, so an empty element that carries text is a"
    " string with facets.",
    exceptions="11 of 234 members that only facets restrict are no strings.",
    change=_OVERRIDE,
    remark=Remark(
        "The page shows an empty element; messages show text in it.", "Taken as string."
    ),
    code="recorded-type",
)
MEMBER = Rule(
    "recorded-member",
    Aspect.TYPE,
    _USUAL,
    _RECORDED,
    "No page shows it; recorded messages do, and every value fits the type.",
    exceptions=_LATER,
    change=_MORE,
    remark=Remark(_NO_PAGE, "Added in its place, as {shown}."),
)
MEMBER_BY_VALUES = Rule(
    "recorded-member-by-values",
    Aspect.TYPE,
    _GUESS,
    _RECORDED,
    "No page shows it; the look of recorded values tells the type.",
    change=_MORE,
    remark=Remark(_NO_PAGE, "Added in its place, as {shown}."),
    code="recorded-member",
)
EMPTY = Rule(
    "recorded-empty",
    Aspect.ROW,
    _STATED,
    _RECORDED,
    "A member that no page shows and that is nil or empty in every message is not added.",
    change="Put a message with a value in it into recorded/.",
    remark=Remark(
        "Messages have the member, but nil or empty; no page shows it.",
        "Not added. Generated code keeps it as unknown content.",
    ),
)
NAMESPACE = Rule(
    "recorded-namespace",
    Aspect.CONFLICT,
    _GUESS,
    _RECORDED,
    ".NET takes an element in another namespace for another element, and skips it.",
    change="Ask who wrote the message: .NET skips such an element silently.",
    remark=Remark(
        "A message has the member in {where}; the page shows another namespace.",
        _PAGE_STANDS,
    ),
)
MISFIT = Rule(
    "recorded-misfit",
    Aspect.CONFLICT,
    _GUESS,
    _RECORDED,
    "A recorded value is not of the type that the page states; the page is taken as right.",
    change=_OVERRIDE,
    remark=Remark(
        "A message has content in this place that is not {shown}.", _PAGE_STANDS
    ),
)
TWICE = Rule(
    "recorded-repeated",
    Aspect.OCCURRENCE,
    _STATED,
    _RECORDED,
    "A recorded message repeats the element, as it can a branch of a repeated choice.",
    change=_OVERRIDE,
    remark=Remark(
        "A message repeats the element; the page shows it once.",
        "Taken as a list without a wrapper.",
    ),
)
_CHOICE = Remark(
    "A message mixes or repeats elements; the page shows each of them once.",
    "Taken as one list, in any order, of {branches}.",
)
CHOICE = Rule(
    "recorded-choice",
    Aspect.OCCURRENCE,
    _STATED,
    _RECORDED,
    "A recorded message has these elements between each other, as a repeated choice does.",
    change=_OVERRIDE,
    remark=_CHOICE,
)
CHOICE_BY_NEIGHBOURS = Rule(
    "recorded-choice-neighbours",
    Aspect.OCCURRENCE,
    _GUESS,
    _RECORDED,
    "A recorded message repeats an element that the page prints once, as it prints each branch of"
    " a repeated choice; the records beside it are taken as the other branches.",
    change=_MORE,
    remark=_CHOICE,
    code="recorded-choice",
)
CHOICE_TYPE = Rule(
    "recorded-choice-type",
    Aspect.TYPE,
    _STATED,
    _RECORDED,
    "Each item is one of the elements of the choice.",
)
TWICE_AGAINST_PAGE = Rule(
    "repeated-against-page",
    Aspect.CONFLICT,
    _GUESS,
    _RECORDED,
    "A recorded message repeats an element that occurs at most once.",
    change=_OVERRIDE,
    remark=Remark(
        "A message repeats the element; the page shows it once.", _PAGE_STANDS
    ),
    code="recorded-repeated",
)
NIL = Rule(
    "recorded-nil",
    Aspect.NULL,
    _STATED,
    _RECORDED,
    "A recorded message has it nil.",
    change=_OVERRIDE,
    remark=Remark("A message has the member as nil.", "It can be null."),
)
NIL_AGAINST_PAGE = Rule(
    "nil-against-page",
    Aspect.CONFLICT,
    _GUESS,
    _RECORDED,
    "A recorded message has it nil, and the page states a type that is never null.",
    change=_OVERRIDE,
    remark=Remark(
        "A message has the member as nil; the page states that it is never null.",
        _PAGE_STANDS,
    ),
    code="recorded-nil",
)
NIL_PRESENCE = Rule(
    "recorded-nil-presence",
    Aspect.PRESENCE,
    _USUAL,
    _RECORDED,
    "It is sent as nil where it is null, so the constructor does not require it.",
    exceptions=_LATER,
)
NIL_WRITTEN = Rule(
    "recorded-nil-written",
    Aspect.NULL,
    _STATED,
    _RECORDED,
    "It can be null. A recorded message has it nil, so null is written as nil.",
)
ABSENT_NULL = Rule(
    "recorded-absent-null",
    Aspect.NULL,
    _STATED,
    _RECORDED,
    "Where a message lacks it, it is None.",
)
ABSENCE = Rule(
    "recorded-absence",
    Aspect.PRESENCE,
    _STATED,
    _RECORDED,
    "A recorded message does not have it, so it can be left out.",
    change=_OVERRIDE,
    remark=Remark(
        "A message lacks the member, although .NET usually writes a member of its type.",
        "It is optional, and None where it is absent.",
    ),
)
OPTIONAL = Rule(
    "recorded-optional",
    Aspect.PRESENCE,
    _USUAL,
    _RECORDED,
    "It is required if every recorded element around it has it.",
    exceptions=_LATER,
)
NULL = Rule(
    "recorded-null",
    Aspect.NULL,
    _USUAL,
    _RECORDED,
    "A value can be null if a recorded message has it nil, or lacks it.",
    exceptions=_LATER,
)
OCCURRENCE = Rule(
    "recorded-occurrence",
    Aspect.OCCURRENCE,
    _USUAL,
    _RECORDED,
    "It is a list if a recorded message repeats it.",
    exceptions=_LATER,
)
CHOICES = Rule(
    "recorded-choices",
    Aspect.MEMBERS,
    _STATED,
    _RECORDED,
    "Recorded messages have members that no page lists.",
    change="Ask the service's author for all of them.",
    remark=Remark(
        "Messages have values that no page lists: {more}.", "Added as members."
    ),
)
JOINED = Rule(
    "recorded-joined",
    Aspect.MEMBERS,
    _STATED,
    _RECORDED,
    'A recorded message has a member that holds " or ", which the page prints between members.',
    change="Nothing to do: the message shows the member whole.",
    remark=Remark(
        "A message has the value {word}, which the page splits.", "Taken as one member."
    ),
    code="recorded-choices",
)
FLAGS = Rule(
    "recorded-flags",
    Aspect.FLAGS,
    _STATED,
    _RECORDED,
    "A recorded message has several members in one value.",
    change="Nothing to do: .NET writes [Flags] like this.",
    remark=Remark(
        "A message has several members in one value, separated by blanks.",
        "Taken as [Flags]: one value may have several members.",
    ),
)
TYPE_NAME = Rule(
    "recorded-type-name",
    Aspect.IDENTITY,
    _STATED,
    _RECORDED,
    "A recorded message names the type by xsi:type in the place of its base.",
    change="Save a page that shows the type.",
    remark=Remark(
        "A message names the type by xsi:type in the place of {base}.",
        "Added as a type that extends {base}, with the members that messages show.",
    ),
)
BASE = Rule(
    "recorded-base",
    Aspect.BASE,
    _STATED,
    _RECORDED,
    "A recorded message names it by xsi:type where {base} is declared.",
    change="Set base in overrides.toml.",
)
RECORD = Rule(
    "recorded-record",
    Aspect.IDENTITY,
    _USUAL,
    _RECORDED,
    "No page shows the type; recorded messages do, and its element names it.",
    exceptions=_LATER,
    change="Save a page that shows it.",
)
ORDER = Rule(
    "recorded-order",
    Aspect.ORDER,
    _USUAL,
    _RECORDED,
    "Members stand as recorded messages have them.",
    exceptions=_LATER,
    change="Save a page that shows it.",
)

# Files

IGNORED = Rule(
    "ignored-file",
    Aspect.MESSAGES,
    _STATED,
    _RECORDED,
    "A file is a recording by its name.",
    change="If it is a recording, name it like one of these: {suffixes}.",
    remark=Remark(
        "The name of the file is not that of a recording.", "The file is ignored."
    ),
)
NOT_XML = Rule(
    "recorded-no-xml",
    Aspect.MESSAGES,
    _STATED,
    _RECORDED,
    "Only XML is read.",
    change="Record the XML of the same exchange, if there is any.",
    remark=Remark("Bodies that are not XML: {count} of {of}.", "They are ignored."),
)
FOREIGN = Rule(
    "recorded-foreign",
    Aspect.MESSAGES,
    _STATED,
    _RECORDED,
    "A message belongs to the service if a page shows its root element.",
    change="Save the pages of their operations, or move the file to the other service.",
    remark=Remark(
        "Messages with a root element that no page of the service shows: {count} of {of}.",
        "They are ignored.",
    ),
)
