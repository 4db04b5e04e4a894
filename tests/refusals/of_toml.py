"""Trials of refusals of names.toml and overrides.toml."""

from __future__ import annotations

from collections.abc import Sequence

from tests.help_pages import SERVICE
from tests.refusals.pages import asmx
from tests.refusals.trials import Files, Trial, Way

CHOOSE = "Choose another name."
ON_ONE_LINE = "Write it on one line, in quotes."
CORRECT = "Correct the line."
QUOTE = (
    "Put every text into quotes, and every name with other characters than letters, digits, - "
    "and _."
)
STAND_ONCE = "Delete one of them, or join them."
CLOSE = "Close the quote, the bracket or the brace that is still open."
AS_WRITTEN = "Write the table like this: soapstone generate adds new names to it."
UNDO = "Correct the line; or delete the file: soapstone generate then gives all names anew."
BLANKS = "Set members to texts without blanks, or flags to false."
NAMES = "names.toml"
OVERRIDES = "overrides.toml"
GENERATED = Way({NAMES: None}, ["generate"])
CLASS = '[types.Board]\nclass = "Board"\n'
FIELDS = CLASS + "[types.Board.fields]\n"
KIND = asmx("Ask", "<Kind>On Deck or Inside</Kind><Deck>int</Deck>")
WORDS = asmx("Ask", "<Kind>Deck or Inside</Kind>")
FLAGS = """\
public class Ask : IReturn<Found>
{
    public Kind Of { get; set; }
}
[Flags]
public enum Kind
{
    Deck,
    Inside,
}
"""
DICTIONARY = """\
public class Ask : IReturn<Found>
{
    public Dictionary<string, string> Of { get; set; }
}
"""
DRAWING = asmx(
    "Ask",
    "<Drawing>\n<Circle><X>int</X></Circle>\n<Line><Y>int</Y></Line>\n</Drawing>",
)
MIXED = """\
<Ask xmlns="urn:ferry"><Drawing><Circle><X>1</X></Circle><Line><Y>1</Y></Line>
<Circle><X>2</X></Circle></Drawing></Ask>
"""
ANIMAL = asmx("Ask", "<Animal>\n<Name>string</Name>\n<Age>int</Age>\n</Animal>")
DERIVED = """\
<Ask xmlns="urn:ferry" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
<Animal i:type="Dog"><Name>Rex</Name><Age>2</Age><Tail>long</Tail></Animal></Ask>
"""
ZOO = asmx(
    "Ask",
    "<Animals>\n<Animal>\n<Name>string</Name>\n<Age>int</Age>\n</Animal>\n"
    "<Animal>\n<Name>string</Name>\n<Age>int</Age>\n</Animal>\n</Animals>\n"
    "<Dogs>\n<Dog>\n<Age>string</Age>\n<Tail>string</Tail>\n</Dog>\n"
    "<Dog>\n<Age>string</Age>\n<Tail>string</Tail>\n</Dog>\n</Dogs>\n"
    "<Guard>\n<Tail>string</Tail>\n</Guard>",
)
AGES = "[members.'*.Age']\ntype = 'int'\n"
NAMES_FIRST = "[records.Dog.first]\nName = 'string'\n"
DOG = "[records.Dog]\nbase = 'Animal'\n"
ATTRIBUTE = asmx("Ask", '<Seat Row="int">string</Seat>')


COUNT = SERVICE.page(
    next(each for each in SERVICE.operations if each.template.startswith("count")),
    "txt",
)
"""A page of WCF REST, with a variable in the query."""


def names(
    found: str,
    advice: str,
    text: str,
    *corrected: str,
    ways: Sequence[Way | Files] = (),
) -> Trial:
    right = [{NAMES: each} for each in corrected]
    return Trial(found, advice, {NAMES: text, "Ask.txt": WORDS}, [*right, *ways])


def overrides(
    found: str,
    advice: str,
    text: str,
    *corrected: str,
    page: str = WORDS,
    recorded: str = "",
) -> Trial:
    right = [{OVERRIDES: each} for each in corrected]
    files: Files = {OVERRIDES: text, "Ask.txt": page}
    if recorded:
        files = {**files, "recorded/Ask.xml": recorded}
    if page in (FLAGS, DICTIONARY):
        files = {**files, "Board.txt": None}  # a service is of one program
    return Trial(found, advice, files, right)


def setting(found: str, wrong: str, *right: str, table: str = "[service]") -> Trial:
    """A line that is wrong, and the same as it should be."""
    corrected = [f"{table}\n{each}\n" for each in right]
    return overrides(found, CORRECT, f"{table}\n¶{wrong}\n", *corrected)


OF_TOML = {
    "bytes that are not UTF-8": Trial(
        "bytes that are not UTF-8",
        "Save it as UTF-8.",
        {OVERRIDES: b"[operations.Board]\n\xc2\xb6description = '\xe9'\n"},
        [{OVERRIDES: "[operations.Board]\ndescription = 'é'\n"}],
    ),
    "a text without quotes": overrides(
        "'host = ferry.example'",
        QUOTE,
        "[service]\n¶host = ferry.example\n",
        "[service]\nhost = 'ferry.example'\n",
    ),
    "a name without quotes": overrides(
        "'[records.*Response]'",
        QUOTE,
        "¶[records.*Response]\ndescription = 'An answer.'\n",
        "[records.'*Response']\ndescription = 'An answer.'\n",
    ),
    "a table twice": overrides(
        "'[service]'",
        STAND_ONCE,
        "[service]\nhost = 'h'\n¶[service]\npath = '/p'\n",
        "[service]\nhost = 'h'\n",
        "[service]\nhost = 'h'\npath = '/p'\n",
    ),
    "a name twice": overrides(
        "\"host = 'b'\"",
        STAND_ONCE,
        "[service]\nhost = 'a'\n¶host = 'b'\n",
        "[service]\nhost = 'b'\n",
    ),
    "a backslash": overrides(
        r"""'host = "a\q"'""",
        "Write \\\\ for \\, or put the text into single quotes.",
        '[operations.Board]\n¶host = "a\\q"\n',
        '[operations.Board]\nhost = "a\\\\q"\n',
        "[operations.Board]\nhost = 'a\\q'\n",
    ),
    "a quote that goes on": overrides(
        "'host = \"ferry'",
        "Close the quote.",
        '[service]\n¶host = "ferry\n.example"\n',
        '[service]\nhost = "ferry.example"\n',
    ),
    "a control character in a name lock": names(
        "'# \\x01'", "Remove the character.", "¶# \x01\n", "#\n"
    ),
    "a list that is not closed": overrides(
        "the end of the file",
        CLOSE,
        "[enumerations.Kind]\n¶add = ['Roof',\n",
        "[enumerations.Kind]\nadd = ['Roof',]\n",
    ),
    "a quote that is not closed": overrides(
        "the end of the file",
        CLOSE,
        "[operations.Board]\ndescription = '''Goes\n¶on\n",
        "[operations.Board]\ndescription = '''Goes\non\n'''\n",
    ),
    "nested brackets": Trial(
        "brackets nested too deep",
        "Remove the brackets.",
        {OVERRIDES: f"service = {'[' * 5_000}{']' * 5_000}\n"},
        [{OVERRIDES: ""}],
        at="ferry/overrides.toml",
    ),
    # Names
    "a table of another name": names(
        "'kinds'", "Rename it, or delete it.", "¶[kinds]\n", ""
    ),
    "a table misspelt": names("'type'", "Nearest: types.", "¶[type]\n", "[types]\n"),
    "a key misspelt": names(
        "'field'",
        "Nearest: fields.",
        f"{CLASS}¶[types.Board.field]\nDeck = 'deck'\n",
        f"{FIELDS}Deck = 'deck'\n",
    ),
    "a name in place of a table": names(
        "'Board'",
        UNDO,
        "[types]\n¶Board = 'Board'\n",
        "[types]\n",
        CLASS,
        ways=[GENERATED],
    ),
    "a name in place of a table that needs quotes": names(
        "true",
        UNDO,
        "[types]\n¶'A b' = true\n",
        "[types.'A b']\nclass = 'Ab'\n",
    ),
    "a table in a line": names(
        "a table without a header",
        AS_WRITTEN,
        "[types]\n¶'Board' = {class = 'Board'}\n",
        "[types.'Board']\nclass = 'Board'\n",
    ),
    "a table without a class": names(
        "no class",
        "Add it, or delete the table and those inside it.",
        "¶[types.Board]\n[types.Board.fields]\nDeck = 'deck'\n",
        f"{FIELDS}Deck = 'deck'\n",
        "",
    ),
    "a class that is no text": names(
        "1", ON_ONE_LINE, "[types.Board]\n¶class = 1\n", CLASS
    ),
    "a field that is no text": names(
        "[true]", ON_ONE_LINE, FIELDS + "¶Deck = [true]\n", f"{FIELDS}Deck = 'deck'\n"
    ),
    "a field that is a date": names(
        "2020-01-01",
        ON_ONE_LINE,
        FIELDS + "¶Deck = 2020-01-01\n",
        f"{FIELDS}Deck = 'd'\n",
    ),
    "a member that is a table": names(
        "a table",
        ON_ONE_LINE,
        "[types.Kind]\nclass = 'Kind'\n[types.Kind.members]\n¶Deck = {a = 1}\n",
        "[types.Kind]\nclass = 'Kind'\n[types.Kind.members]\nDeck = 'DECK'\n",
    ),
    "no identifier": names(
        "'a-b', which is not an identifier",
        CHOOSE,
        FIELDS + "¶Deck = 'a-b'\n",
        f"{FIELDS}Deck = 'a_b'\n",
    ),
    "a keyword": names(
        "'class', a keyword of Python",
        CHOOSE,
        FIELDS + "¶Deck = 'class'\n",
        f"{FIELDS}Deck = 'class_'\n",
    ),
    "a name that Python changes": names(
        "'ﬁsh', which Python would read as another name",
        CHOOSE,
        FIELDS + "¶Deck = 'ﬁsh'\n",
        f"{FIELDS}Deck = 'fish'\n",
    ),
    "a name that generated code needs": names(
        "'Decimal', which generated code needs itself",
        CHOOSE,
        "[types.Board]\n¶class = 'Decimal'\n",
        "[types.Board]\nclass = 'Decimals'\n",
    ),
    "an underscore": names(
        "'_deck', which begins with an underscore",
        CHOOSE,
        FIELDS + "¶Deck = '_deck'\n",
        f"{FIELDS}Deck = 'deck'\n",
    ),
    "a class in small letters": names(
        "'board'", CHOOSE, "[types.Board]\n¶class = 'board'\n", CLASS
    ),
    "a field in capitals": names(
        "'Deck'", CHOOSE, FIELDS + "¶Deck = 'Deck'\n", f"{FIELDS}Deck = 'dECK'\n"
    ),
    "a member in small letters": names(
        "'deck'",
        CHOOSE,
        "[types.Kind]\nclass = 'Kind'\n[types.Kind.members]\n¶Deck = 'deck'\n",
        "[types.Kind]\nclass = 'Kind'\n[types.Kind.members]\nDeck = 'DECK'\n",
    ),
    "a constant in small letters": names(
        "'board'",
        CHOOSE,
        "[operations]\n¶Board = 'board'\n",
        "[operations]\nBoard = 'BOARD'\n",
    ),
    "a name twice in a scope": names(
        "'DECK' a second time",
        "Rename one of them.",
        "[operations]\nAsk = 'DECK'\n¶Board = 'DECK'\n",
        "[operations]\nAsk = 'DECK'\nBoard = 'BOARD'\n",
        "[operations]\nAsk = 'ASK'\nBoard = 'DECK'\n",
    ),
    "a class called like a constant": names(
        "'BOARD' a second time",
        "Rename one of them.",
        "[operations]\nBoard = 'BOARD'\n[types.Board]\n¶class = 'BOARD'\n",
        "[operations]\nBoard = 'BOARD'\n" + CLASS,
    ),
    # Overrides
    "a section misspelt": overrides(
        "'record'",
        "Nearest: records.",
        "¶[record.Board]\ndescription = 'b'\n",
        "[records.Board]\ndescription = 'b'\n",
    ),
    "a setting misspelt": overrides(
        "'hosts'",
        "Nearest: host.",
        "[service]\n¶hosts = 'h'\n",
        "[service]\nhost = 'h'\n",
    ),
    "a section that is no table": overrides(
        "true", CORRECT, "¶records = true\n", "[records.Board]\ndescription = 'b'\n"
    ),
    "a section that is a list": overrides(
        "a list of tables",
        CORRECT,
        "¶[[records]]\nBoard = 1\n",
        "[records.Board]\ndescription = 'b'\n",
    ),
    "a name that is no table": overrides(
        "'b'",
        CORRECT,
        "[records]\n¶Board = 'b'\n",
        "[records.Board]\ndescription = 'b'\n",
    ),
    "a scheme": setting(
        "'ftp'", "scheme = 'ftp'", "scheme = 'http'", "scheme = 'https'"
    ),
    "a host": setting("'h/p'", "host = 'h/p'", "host = 'h'", "host = 'host:8080'"),
    "a path": setting("'/a?b'", "path = '/a?b'", "path = '/a'"),
    "a text that is none": setting(
        "[]", "description = []", "description = ''", table="[records.Board]"
    ),
    "a switch that is none": setting(
        "'yes'",
        "required = 'yes'",
        "required = true",
        "required = false",
        table="[members.'Board.Deck']",
    ),
    "a list that is none": setting(
        "'Roof'", "add = 'Roof'", "add = ['Roof']", table="[enumerations.Kind]"
    ),
    "an empty list": setting(
        "[]", "members = []", "members = ['Roof']", table="[enumerations.Kind]"
    ),
    "an empty text": setting(
        "''", "members = ['']", "members = ['Roof']", table="[enumerations.Kind]"
    ),
    "a member twice": setting(
        "['A', 'A']",
        "members = ['A', 'A']",
        "members = ['A']",
        table="[enumerations.Kind]",
    ),
    "members that are no table": setting(
        "['Bay']", "first = ['Bay']", "first.Bay = 'int'", table="[records.Board]"
    ),
    "no name of an element": setting(
        "'A b'",
        "'A b' = 'int'",
        "'A_b' = 'int'",
        "'@A' = 'int'",
        table="[records.Board.last]",
    ),
    "no name of an attribute": setting(
        "'@xmlns'", "'@xmlns' = 'int'", "'@xml' = 'int'", table="[records.Board.last]"
    ),
    "a type that is no text": setting(
        "1", "Bay = 1", "Bay = 'int'", table="[records.Board.last]"
    ),
    "a character that XML has not": overrides(
        "the character U+0001",
        "Remove it.",
        '[records.Board]\n¶description = "a\\u0001"\n',
        '[records.Board]\ndescription = "a"\n',
    ),
    "no such record": overrides(
        "no record 'Bord'",
        "Nearest: Board.",
        "¶[records.Bord]\ndescription = 'b'\n",
        "[records.Board]\ndescription = 'b'\n",
        "[records.'Bo*']\ndescription = 'b'\n",
    ),
    "no such enumeration where there is none": overrides(
        "no enumeration 'Kind'",
        "The service has none: delete the table, or name it as the type of a member.",
        "¶[enumerations.Kind]\nmembers = ['A']\n",
        "",
        "[enumerations.Kind]\nmembers = ['A']\n[members.'Board.Deck']\ntype = 'Kind'\n",
        page=asmx("Ask"),
    ),
    "no such member where there is none": Trial(
        "no member 'Board.Deck'",
        "The service has none: delete the table.",
        {
            "Board.txt": asmx("Board", ""),
            OVERRIDES: "¶[members.'Board.Deck']\ntype = 'int'\n",
        },
        [{OVERRIDES: ""}],
    ),
    "no such type": overrides(
        "the type 'Bord'",
        "Nearest: Board.",
        "[members.'Board.Deck']\n¶type = 'Bord'\n",
        "[members.'Board.Deck']\ntype = 'Board'\n",
    ),
    "a type like none": overrides(
        "the type 'Zzzz'",
        "There is: Ask, AskResponse, Board, BoardResponse, ENTITIES, ENTITY, ID, IDREF, ….",
        "[members.'Board.Deck']\n¶type = 'Zzzz'\n",
        "[members.'Board.Deck']\ntype = 'int'\n",
    ),
    "a type that XSD has": overrides(
        "the name 'int'",
        "Give it another name, here and where it is used.",
        "[members.'Board.Deck']\ntype = 'int'\n¶[enumerations.int]\nmembers = ['A']\n",
        "[members.'Board.Deck']\ntype = 'integral'\n[enumerations.integral]\nmembers = ['A']\n",
    ),
    "a record and an enumeration": overrides(
        "a record and an enumeration that are called 'X'",
        "Delete one, or give it another name.",
        "[members.'Board.Deck']\ntype = 'X'\n[records.X.first]\nA = 'int'\n"
        "¶[enumerations.X]\nmembers = ['A']\n",
        "[members.'Board.Deck']\ntype = 'X'\n[enumerations.X]\nmembers = ['A']\n",
        "[members.'Board.Deck']\ntype = 'X'\n[records.X.first]\nA = 'Y'\n"
        "[enumerations.Y]\nmembers = ['A']\n",
    ),
    "a member of flags with a blank": overrides(
        "flags with the member 'On Deck'",
        BLANKS,
        "[enumerations.Kind]\nflags = true\n¶members = ['On Deck']\n",
        "[enumerations.Kind]\nflags = true\nmembers = ['OnDeck']\n",
        "[enumerations.Kind]\nflags = false\nmembers = ['On Deck']\n",
    ),
    "a member of the page with a blank": overrides(
        "flags with the member 'On Deck'",
        BLANKS,
        "[enumerations.Kind]\n¶flags = true\n",
        "[enumerations.Kind]\nflags = true\nmembers = ['OnDeck', 'Inside']\n",
        "[enumerations.Kind]\nflags = false\n",
        page=KIND,
    ),
    "a member with a blank of flags on the page": overrides(
        "flags with the member 'On Deck'",
        BLANKS,
        "[enumerations.Kind]\n¶members = ['On Deck']\n",
        "[enumerations.Kind]\nmembers = ['OnDeck']\n",
        "[enumerations.Kind]\nmembers = ['On Deck']\nflags = false\n",
        page=FLAGS,
    ),
    "a member added twice": overrides(
        "the member Bay of Board, which line 2 adds",
        "Delete one of the lines, or let its table fit fewer records.",
        "[records.Board.first]\nBay = 'int'\n[records.'Bo*'.last]\n¶Bay = 'int'\n",
        "[records.Board.first]\nBay = 'int'\n",
        "[records.'Bo*'.last]\nBay = 'int'\n",
        "[records.Board.first]\nBay = 'int'\n[records.'Bo*Response'.last]\nBay = 'int'\n",
    ),
    # Bases
    "a base that is not there": overrides(
        "no record 'Animals'",
        "Nearest: Animal.",
        "[records.Guard]\ntype_name = 'Guard'\n¶base = 'Animals'\n",
        "[records.Guard]\ntype_name = 'Guard'\nbase = 'Animal'\n",
        page=ZOO,
    ),
    "a message that extends a record": overrides(
        "Ask, which is a message",
        "Delete the line.",
        "[records.Ask]\n¶base = 'Animal'\n",
        "[records.Ask]\n",
        page=ZOO,
    ),
    "a record that extends itself": overrides(
        "Animal, which would extend itself",
        CORRECT,
        "[records.Guard]\ntype_name = 'Guard'\nbase = 'Animal'\n"
        "[records.Animal]\n¶base = 'Guard'\n",
        "[records.Guard]\ntype_name = 'Guard'\nbase = 'Animal'\n",
        page=ZOO,
    ),
    "a type without a name that extends another": overrides(
        "Guard, whose XSD type has no name on any page",
        "Add a line with the name that messages have for it: type_name.",
        "[records.Guard]\n¶base = 'Animal'\n",
        "[records.Guard]\nbase = 'Animal'\ntype_name = 'Guard'\n",
        page=ZOO,
    ),
    "a name of two types": overrides(
        "the name 'Dog', which the type Dog has",
        CORRECT,
        "[records.Guard]\n¶type_name = 'Dog'\n",
        "[records.Guard]\ntype_name = 'Guard'\n",
        page=ZOO,
    ),
    "a name with a prefix": overrides(
        "'z:Guard'",
        CORRECT,
        "[records.Guard]\n¶type_name = 'z:Guard'\n",
        "[records.Guard]\ntype_name = 'Guard'\n",
        page=ZOO,
    ),
    "a base whose members are missing": overrides(
        "Dog, which lacks Name of Animal",
        "Add what is missing in [records.Dog.first].",
        "[records.Dog]\n¶base = 'Animal'\n" + AGES,
        DOG + NAMES_FIRST + AGES,
        page=ZOO,
    ),
    "a member that is not that of the base": overrides(
        "Dog.Age, which differs from Animal.Age",
        'Set the same for both in [members."*.Age"].',
        "[records.Dog]\n¶base = 'Animal'\n" + NAMES_FIRST,
        DOG + NAMES_FIRST + AGES,
        page=ZOO,
    ),
    "a base whose members are not the first": overrides(
        "Dog, which has other members before those of Being",
        "Delete the line.",
        "[records.Dog]\n¶base = 'Being'\n[records.Being.first]\nTail = 'string'\n",
        "[records.Dog]\n",
        page=ZOO,
    ),
    # Lists and choices
    "a choice for ServiceStack": overrides(
        "a choice of elements",
        "Delete the line.",
        "[records.Ask]\n¶choice = ['Of', 'To']\n",
        "[records.Ask]\n",
        page=FLAGS,
    ),
    "a choice of one": overrides(
        "a choice of 'Circle' alone",
        "For a list of one element, set repeated = true for the member instead.",
        "[records.Drawing]\n¶choice = ['Circle']\n",
        "[members.'Drawing.Circle']\nrepeated = true\n",
        page=DRAWING,
    ),
    "a choice of an element that is not there": overrides(
        "no element 'Lime'",
        "Nearest: Line.",
        "[records.Drawing]\n¶choice = ['Circle', 'Lime']\n",
        "[records.Drawing]\nchoice = ['Circle', 'Line']\n",
        page=DRAWING,
    ),
    "a choice of elements of two records": overrides(
        "no record with all of these elements",
        "Nearest: Circle.",
        "[records.'*']\n¶choice = ['Circle', 'X']\n",
        "[records.'*']\nchoice = ['Circle', 'Line']\n",
        page=DRAWING,
    ),
    "a choice of what a record inherits": overrides(
        "the element 'Name', which Dog inherits",
        "Set choice in [records.Animal] instead.",
        "[records.Dog]\n¶choice = ['Name', 'Age']\n",
        "[records.Animal]\nchoice = ['Name', 'Age']\n",
        page=ANIMAL,
        recorded=DERIVED,
    ),
    "the type of a learned choice": overrides(
        "type for a choice of elements",
        "Set choice for the record instead, with the elements that belong to it.",
        "[members.'Drawing.Circle|Line']\n¶type = 'xml'\n",
        "[records.Drawing]\nchoice = ['Circle', 'Line']\n",
        page=DRAWING,
        recorded=MIXED,
    ),
    "a list of ServiceStack without an element around it": overrides(
        "a list without an element around it",
        "Delete the line.",
        "[members.'Ask.Of']\n¶repeated = true\n",
        "[members.'Ask.Of']\n",
        page=FLAGS,
    ),
    "a list as an attribute": overrides(
        "a list as an attribute",
        "Delete the line.",
        "[members.'Seat.@Row']\n¶repeated = true\n",
        "[members.'Seat.@Row']\n",
        page=ATTRIBUTE,
    ),
    "an attribute that is a record": overrides(
        "the type 'Board' of an attribute",
        CORRECT,
        "[records.Board.first]\n¶'@A' = 'Board'\n",
        "[records.Board.first]\n'@A' = 'string'\n",
        "[records.Board.first]\n'@A' = 'Kind'\n",
    ),
    "a text that is a record": overrides(
        "the type 'xml' of an element's text",
        CORRECT,
        "[members.'Seat.#text']\n¶type = 'xml'\n",
        "[members.'Seat.#text']\ntype = 'int'\n",
        page=ATTRIBUTE,
    ),
    "a dictionary of which no page shows the names": overrides(
        "the type 'map[int, string]' of what is no dictionary",
        "Say another type, or xml for what can be anything.",
        "[members.'Board.Deck']\n¶type = 'map[int, string]'\n",
        "[members.'Board.Deck']\ntype = 'xml'\n",
        "[members.'Board.Deck']\ntype = 'long'\n",
    ),
    "a dictionary with keys that are no text": overrides(
        "the key 'Ask'",
        CORRECT,
        "[members.'Ask.Of']\n¶type = 'map[Ask, string]'\n",
        "[members.'Ask.Of']\ntype = 'map[int, string]'\n",
        page=DICTIONARY,
    ),
    "a variable of an address that is a list": overrides(
        "the type 'int[]' of a variable of an address",
        CORRECT,
        "[members.'GetCountRequest.of']\n¶type = 'int[]'\n",
        "[members.'GetCountRequest.of']\ntype = 'int'\n",
        page=COUNT,
    ),
    "lists inside each other": overrides(
        "9 lists inside each other",
        CORRECT,
        f"[members.'Board.Deck']\n¶type = 'int{'[]' * 9}'\n",
        f"[members.'Board.Deck']\ntype = 'int{'[]' * 8}'\n",
    ),
}
