"""names.toml grows, and what stands in it is left alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soapstone.inputs.files import Rewritten
from soapstone.inputs.names.reading import read_names
from soapstone.inputs.names.writing import rewrite, save, with_new
from soapstone.inputs.toml_source import Source, read
from soapstone.model.findings import SpecError
from soapstone.model.names import Names, TypeNames

NAMES = Names(
    {"Ask": "ASK"},
    {
        "Ask": TypeNames("Ask", {"Id": "id", "@Kind": "kind"}, place="Ask"),
        "Kind": TypeNames("Kind", {"Dark Red": "DARK_RED"}, "Kind", "Ask/@Kind"),
    },
)
KINDS = frozenset({"Kind"})
TEXT = """\
# The Python names of this service. What stands here is never renamed: generating only adds what
# is new. Edit what stands in quotes after a name, class or operation to rename it.

[operations]
Ask = "ASK"

[types.Ask]
class = "Ask"
at = "Ask"

[types.Ask.fields]
Id = "id"
"@Kind" = "kind"

[types.Kind]
class = "Kind"
type = "Kind"
at = "Ask/@Kind"

[types.Kind.members]
"Dark Red" = "DARK_RED"
"""


def source(text: str) -> Source:
    return read("x", text.encode())


def test_a_new_file_holds_all_and_reads_the_same() -> None:
    assert with_new(None, NAMES, KINDS) == TEXT
    assert read_names(source(TEXT), frozenset()) == NAMES


@pytest.mark.parametrize("text", [TEXT, TEXT.rstrip("\n"), TEXT + "\n\n# the end"])
def test_a_complete_file_stays_as_it_is(text: str) -> None:
    assert with_new(source(text), NAMES, KINDS) == text


def test_a_table_of_nothing_is_there_by_its_header() -> None:
    assert with_new(source("# mine\n"), Names(), KINDS) == "# mine\n\n[operations]\n"


def test_new_names_go_where_they_belong_and_comments_stay() -> None:
    """The least difference: a line after the member before it, a table before the next."""
    old = TEXT.replace('Id = "id"', 'Id = "number"  # mine').replace(
        "[types.Kind]", "# about kinds\n[types.Kind]"
    )
    more = Names(
        {"Ask": "ASK", "Bid": "BID"},
        {
            "Ask": TypeNames(
                "Ask",
                {"First": "first", "Id": "id", "New": "new", "@Kind": "kind"},
                place="Ask",
            ),
            "Bid": TypeNames("Bid", {"X": "x"}, place="Bid"),
            "Kind": NAMES.types["Kind"],
            "Zoo": TypeNames("Zoo", place="Zoo"),
        },
    )
    expected = (
        old.replace('Ask = "ASK"', 'Ask = "ASK"\nBid = "BID"')
        .replace("[types.Ask.fields]", '[types.Ask.fields]\nFirst = "first"')
        .replace("# mine", '# mine\nNew = "new"')
        .replace(
            "# about kinds",
            '[types.Bid]\nclass = "Bid"\nat = "Bid"\n\n[types.Bid.fields]\nX = "x"\n\n'
            "# about kinds",
        )
        + '\n[types.Zoo]\nclass = "Zoo"\nat = "Zoo"\n'
    )
    assert with_new(source(old), more, KINDS) == expected
    assert with_new(source(expected), more, KINDS) == expected


def test_what_tells_a_type_again_is_kept_up_to_date() -> None:
    moved = Names(
        NAMES.operations,
        {
            "Ask": NAMES.types["Ask"],
            "Kind": TypeNames("Kind", {"Dark Red": "DARK_RED"}, "Colour", "Bid/Kind"),
        },
    )
    assert with_new(source(TEXT), moved, KINDS) == TEXT.replace(
        'type = "Kind"', 'type = "Colour"'
    ).replace("Ask/@Kind", "Bid/Kind")


_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5)
_members = st.lists(_texts, unique=True, max_size=4).map(
    lambda labels: {label: f"n{place}" for place, label in enumerate(labels)}
)


@given(
    st.dictionaries(_texts, _members, max_size=4),
    st.dictionaries(_texts, _members, max_size=4),
)
def test_whatever_is_added_the_file_holds_both(
    first: dict[str, dict[str, str]], second: dict[str, dict[str, str]]
) -> None:
    def made(types: dict[str, dict[str, str]]) -> Names:
        each = {key: TypeNames(f"N{key.encode().hex()}", types[key]) for key in types}
        return Names({}, each)

    text = with_new(None, made(first), frozenset())
    text = with_new(source(text), made(second), frozenset())
    held = read_names(source(_renumbered(text)), frozenset()).types
    assert held.keys() == first.keys() | second.keys()
    for types in (first, second):
        for key, members in types.items():
            assert held[key].members.keys() >= members.keys()


def _renumbered(text: str) -> str:
    """Names drawn apart can be the same; only what they name matters here."""
    lines = text.split("\n")
    return "\n".join(
        f'{line.rpartition(" = ")[0]} = "m{number}"' if ' = "n' in line else line
        for number, line in enumerate(lines)
    )


def test_a_file_is_replaced_in_one_step_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "names.toml"
    save(path, "a")
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask
    path.chmod(0o640)
    save(path, "b")
    assert path.read_text() == "b"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["names.toml"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="no such file or directory; expected a folder"):
        save(tmp_path / "gone/names.toml", "a")


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "names.toml/x").mkdir(parents=True)
    with pytest.raises(SpecError):
        save(tmp_path / "names.toml", "a")
    assert os.listdir(tmp_path) == ["names.toml"]


@pytest.mark.parametrize("old", [None, b"a\n", b"\xef\xbb\xbfa\r\n"])
@pytest.mark.parametrize("edit", [b"b\n", b"a\n# mine\n", b"", b"\xff"])
def test_what_was_edited_meanwhile_stays(
    old: bytes | None, edit: bytes, tmp_path: Path
) -> None:
    """A run of many pages leaves time for it, and the file is a person's to edit."""
    path = tmp_path / "names.toml"
    if old is not None:
        path.write_bytes(old)
    new = Rewritten("a\nnew\n", None if old is None else "a\n")
    rewrite(path, new)
    assert path.read_text() == new.text
    rewrite(path, new)  # as another run of the same pages does
    path.write_bytes(edit)
    with pytest.raises(SpecError, match="changed during the run") as caught:
        rewrite(path, new)
    assert caught.value.advice == "Run the command again."
    assert path.read_bytes() == edit
