"""What an operation's file is called, whatever the operation is called."""

from __future__ import annotations

import pytest

from soapstone.fetching.file_names import is_file_name, stems
from soapstone.inputs.files import PAGE_SUFFIXES

PLAIN = ["GetQuote", "get_quote", "get-quote", "V1.2", "Größe", "操作", "A1"]
HOSTILE = [
    *(
        "",
        ".",
        "..",
        "../../etc/passwd",
        "..\\x",
        "/",
        "C:x",
        "a/b",
        "a:b",
        "a*b",
        "a\0b",
    ),
    *(
        "CON",
        "con",
        "nul.txt",
        "COM1",
        "LPT²",
        "conin$",
        ".hidden",
        "dot.",
        "blank ",
        "-rf",
    ),
    *("x" * 300, "操" * 300, "\ud800", "a\nb", "<b>", "%2e%2e", "~", "_"),
]


def test_a_plain_name_is_the_files() -> None:
    assert stems(PLAIN) == {each: each for each in PLAIN}


@pytest.mark.parametrize("name", HOSTILE)
def test_any_other_becomes_one_that_every_file_system_holds(name: str) -> None:
    stem = stems([name])[name]
    assert stem != name
    assert len(f"{stem}.mhtml".encode()) < 255
    assert not set(stem) & set('/\\:*?"<>|\0\n ~')
    assert stem[0] not in ".-_"
    assert stem[-1].isalnum()
    device = stem.partition(".")[0].lower()
    assert device not in {"con", "nul", "com1", "lpt²", "conin$"}
    assert not stem.endswith(PAGE_SUFFIXES)


def test_names_that_differ_in_no_file_system_have_a_digest() -> None:
    """By case, by how a letter is composed, or by what was left out."""
    for names in (
        ["Get", "GET", "get"],
        ["\xc5", "A\u030a"],
        ["a/b", "a:b"],
        ["ß", "SS"],
    ):
        found = stems([*names, "Other"])
        assert found["Other"] == "Other"
        assert len({each.casefold() for each in found.values()}) == len(found)
        assert [found[each] for each in names] == [
            stems(names[::-1])[each] for each in names
        ]


def test_two_long_names_that_begin_alike() -> None:
    names = ["x" * 300 + each for each in "ab"]
    assert len(set(stems(names).values())) == 2


def test_names_of_folders() -> None:
    assert all(map(is_file_name, ["tc2", "my-service", "A.B", "größe"]))
    assert not any(map(is_file_name, ["..", "a/b", ".x", "_x", "CON", "a b", "x" * 99]))
