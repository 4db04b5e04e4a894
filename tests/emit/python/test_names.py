"""Conversion of XML names to Python names, and collisions within a scope."""

from __future__ import annotations

import keyword
import unicodedata
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soapstone.emit.python import names

LONG = "A" + "b" * 4999
IN_CLASSES = set(
    "bool bytes str int float list dict date datetime time timedelta field tuple self cls "
    "to_xml from_xml to_soap from_soap from_envelope dataclass annotations".split()
)
IN_MODULES = set(
    "Decimal UUID StrEnum AttributeError Xml Record XmlMessage SoapMessage SoapHeader Operation "
    "Binding Route Parameter Access Writer PLAIN NILLABLE OPTIONAL".split()
)

# Wire name: words, field, class, constant.
TABLE = [
    ("ClientIPAddress", "Client IP Address", "client_ip_address", "ClientIPAddress"),
    ("DeviceIDs", "Device IDs", "device_ids", "DeviceIDs"),
    ("IDs", "IDs", "ids", "IDs"),
    ("SessionID", "Session ID", "session_id", "SessionID"),
    ("DigestHa1Hash", "Digest Ha1 Hash", "digest_ha1_hash", "DigestHa1Hash"),
    ("TC2API", "TC2 API", "tc2_api", "TC2API"),
    (
        "userCodeDirectPush",
        "user Code Direct Push",
        "user_code_direct_push",
        "UserCodeDirectPush",
    ),
    ("X", "X", "x", "X"),
    ("HTTP", "HTTP", "http", "HTTP"),
    ("Address2", "Address2", "address2", "Address2"),
    ("ISO8601Date", "ISO8601 Date", "iso8601_date", "ISO8601Date"),
    ("a_b-c.d", "a b c d", "a_b_c_d", "ABCD"),
    ("already_snake", "already snake", "already_snake", "AlreadySnake"),
    ("ALL_CAPS", "ALL CAPS", "all_caps", "ALLCAPS"),
    ("__init__", "init", "init", "Init"),
    ("_private", "private", "private", "Private"),
    ("First_x0020_Name", "First Name", "first_name", "FirstName"),
    ("_x0031_st", "1 st", "n1_st", "N1St"),
    ("2nd", "2 nd", "n2_nd", "N2Nd"),
    ("01", "01", "n01", "N01"),
    ("", "", "unnamed", "Unnamed"),
    ("___", "", "unnamed", "Unnamed"),
    ("\u20ac/&%", "", "unnamed", "Unnamed"),
    ("a/b", "a b", "a_b", "AB"),
    ("class", "class", "class_", "Class"),
    ("Import", "Import", "import_", "Import"),
    ("None", "None", "none", "None_"),
    ("True", "True", "true", "True_"),
    ("async", "async", "async_", "Async"),
    ("match", "match", "match", "Match"),
    ("type", "type", "type", "Type"),
    ("id", "id", "id", "Id"),
    ("List", "List", "list_", "List"),
    ("self", "self", "self_", "Self"),
    ("DateTime", "Date Time", "date_time", "DateTime"),
    ("datetime", "datetime", "datetime_", "Datetime"),
    ("ToXml", "To Xml", "to_xml_", "ToXml"),
    ("FromSoap", "From Soap", "from_soap_", "FromSoap"),
    ("Decimal", "Decimal", "decimal", "Decimal_"),
    ("UUID", "UUID", "uuid", "UUID_"),
    ("Message", "Message", "message", "Message"),
    ("Record", "Record", "record", "Record_"),
    ("PLAIN", "PLAIN", "plain", "PLAIN_"),
    ("AttributeError", "Attribute Error", "attribute_error", "AttributeError_"),
    ("Con", "Con", "con_", "Con_"),
    ("LPT1", "LPT1", "lpt1_", "LPT1_"),
    ("Stra\u00dfe", "Stra\u00dfe", "stra\u00dfe", "Stra\u00dfe"),
    (
        "\u00dcberPr\u00fcfung",
        "\u00dcber Pr\u00fcfung",
        "\u00fcber_pr\u00fcfung",
        "\u00dcberPr\u00fcfung",
    ),
    (
        "\u0418\u043c\u044f",
        "\u0418\u043c\u044f",
        "\u0438\u043c\u044f",
        "\u0418\u043c\u044f",
    ),
    ("\u540d\u524d", "\u540d\u524d", "\u540d\u524d", "N\u540d\u524d"),
    ("\uff21\uff22c", "A Bc", "a_bc", "ABc"),  # full width
    ("\ufb01le", "file", "file", "File"),  # a ligature
    ("\u2460st", "1 st", "n1_st", "N1St"),  # a circled digit
    ("\u0130D", "\u0130D", "id", "\u0130D"),  # its lower case brings a mark
]


@pytest.mark.parametrize(("wire", "words", "field", "class_"), TABLE)
def test_a_wire_name_in_python(wire: str, words: str, field: str, class_: str) -> None:
    assert " ".join(names.words(wire)) == words
    assert names.snake(wire) == field
    assert names.pascal(wire) == class_


@pytest.mark.parametrize(
    ("wire", "member"),
    [
        ("NotFound", "NOT_FOUND"),
        ("IMUsed", "IM_USED"),
        ("None", "NONE"),
        ("mro", "MRO"),
        ("name", "NAME"),
        ("01", "N01"),
        ("2nd", "N2_ND"),
        ("", "UNNAMED"),
        ("a b", "A_B"),
        ("\u540d\u524d", "\u540d\u524d"),
        ("\u0390", "\u03aa"),
        ("\u00df", "SS"),
    ],
)
def test_a_member_of_an_enumeration_is_in_capitals(wire: str, member: str) -> None:
    assert names.constant(wire) == member


@pytest.mark.parametrize("letter", ["\u4e2d", "\u0621", "\U00020000", "x"])
def test_a_long_name_is_one_that_every_file_system_takes(letter: str) -> None:
    """It counts bytes: 80 letters of Chinese are 240, and 255 are the end."""
    cut, other = names.snake(letter * 300), names.snake(letter * 301)
    assert cut.isidentifier()
    assert cut != other
    assert len(f"{cut}_999.py".encode()) < 230


@pytest.mark.parametrize("blank", ["\u3164", "\u115f", "\u1160", "\uffa0"])
def test_letters_that_nobody_sees_make_no_name(blank: str) -> None:
    assert names.snake(f"a{blank}b") == "ab"
    assert names.snake(blank) == names.package_name(blank) == "unnamed"


@pytest.mark.parametrize("convert", [names.snake, names.pascal, names.constant])
def test_a_name_of_5000_characters_is_cut_and_stays_apart(convert: object) -> None:
    assert callable(convert)
    cut, other = convert(LONG), convert(LONG + "c")
    assert len(cut) < 100
    assert cut.isidentifier()
    assert cut != other


@given(st.text(max_size=40) | st.from_regex(r"(_x[0-9A-F]{4}_|[A-Za-z0-9_.])*"))
def test_any_text_becomes_a_name_that_python_takes_as_it_is(text: str) -> None:
    field, class_, member = (
        names.snake(text),
        names.pascal(text),
        names.constant(text),
    )
    for name in (field, class_, member, names.package_name(text)):
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
        assert unicodedata.normalize("NFKC", name) == name
        assert all(char == "_" or char.isalnum() for char in name)
    assert class_[0].isupper()
    assert class_ != field
    assert field not in IN_CLASSES
    assert class_ not in IN_MODULES
    assert not hasattr(str, member)


def test_every_character_alone_becomes_a_name() -> None:
    for code in [*range(0x3000), *range(0xA000, 0x10000), *range(0x1D400, 0x1D800)]:
        for convert in (names.snake, names.pascal, names.constant):
            name = convert(f"{chr(code)}a{chr(code)}")
            assert name.isidentifier()
            assert unicodedata.normalize("NFKC", name) == name
            assert all(char == "_" or char.isalnum() for char in name)


@pytest.mark.parametrize("name", sorted(IN_CLASSES | {"classmethod", "members"}))
def test_no_field_is_called_like_what_its_class_uses_or_inherits(name: str) -> None:
    free = name in ("classmethod", "members")
    assert names.snake(name) == (name if free else f"{name}_")


@pytest.mark.parametrize("name", sorted(IN_MODULES | {"Reader", "Element"}))
def test_no_class_is_called_like_what_its_module_imports(name: str) -> None:
    free = name in ("Reader", "Element")
    assert names.pascal(name) == (name if free else f"{name}_")


# --- one scope ----------------------------------------------------------------------------------


@pytest.mark.parametrize("order", list(permutations(["Name", "name", "NAME"])))
def test_names_that_differ_in_case_are_numbered_whatever_the_order(
    order: tuple[str, ...],
) -> None:
    unique = names.unique((key, names.snake(key)) for key in order)
    assert unique == {"NAME": "name", "Name": "name_2", "name": "name_3"}


def test_classes_that_differ_in_case_only_would_share_a_file() -> None:
    assert names.unique([("A", "Abc"), ("B", "ABC")]) == {"A": "Abc", "B": "ABC_2"}


def test_names_that_a_file_system_folds_together_are_told_apart() -> None:
    unique = names.unique([("1", "stra\u00dfe"), ("2", "strasse")])
    assert unique == {"1": "stra\u00dfe", "2": "strasse_2"}


def test_a_number_never_makes_a_name_that_is_there() -> None:
    wanted = [("1", "a"), ("2", "a"), ("3", "a_2"), ("4", "a_2")]
    unique = names.unique(wanted)
    assert len(set(unique.values())) == 4
    assert unique["1"] == "a"


def test_a_reserved_name_loses_its_underscore_to_its_number() -> None:
    assert names.unique([("1", "list_"), ("2", "list_")])["2"] == "list_2"


def test_names_taken_before_are_left_alone() -> None:
    assert names.unique([("1", "I")], ["i"]) == {"1": "I_2"}


@given(st.lists(st.text(max_size=6), unique=True, max_size=8), st.randoms())
def test_unique_names_do_not_depend_on_order(keys: list[str], random: object) -> None:
    wanted = [(key, names.snake(key)) for key in keys]
    unique = names.unique(wanted)
    random.shuffle(wanted)  # type: ignore[attr-defined]  # Hypothesis's Random
    assert names.unique(wanted) == unique
    assert len({name.casefold() for name in unique.values()}) == len(keys)


# --- packages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "package"),
    [
        ("tc2", "tc2"),
        ("TC2", "tc2"),
        ("MyService", "myservice"),
        ("my-service", "my_service"),
        ("my_service", "my_service"),
        ("my service", "my_service"),
        ("my.service.v2", "my_service_v2"),
        ("2nd", "n2_nd"),
        ("runtime", "runtime_"),
        ("Runtime", "runtime_"),
        ("class", "class_"),
        ("list", "list_"),
        ("Time", "time_"),
        ("schema", "schema"),
        ("types", "types"),
        ("con", "con_"),
        ("M\u00fcller & S\u00f6hne", "m\u00fcller_s\u00f6hne"),
        ("M\u00dcLLER", "m\u00fcller"),
        ("\u0939\u093f\u0928\u094d\u0926\u0940", "\u0939\u0928\u0926"),
        ("\u2026", "unnamed"),
    ],
)
def test_the_package_of_a_folder(folder: str, package: str) -> None:
    assert names.package_name(folder) == package
