"""TOML with line numbers: an error names the line to correct."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soapstone.inputs.toml_source import Source, as_key, nearest, quoted, read
from soapstone.model.findings import SpecError

TEXT = '''# a comment = 1
top = 1

[plain]  # [not] = this
a = [  # opens
  "x = 1",
  "[table]",
]
b.c = "]"

["quo.ted"."*Result"]
"@a" = { x = 1 }
text = """
[inside]
a = 2
"""
after = true

[[many]]
x = 1
[[many]]
x = 2
[many.sub]
y = 3
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("plain",), 4),
        (("plain", "a"), 5),
        (("plain", "a", 1), 5),
        (("plain", "b", "c"), 9),
        (("quo.ted", "*Result"), 11),
        (("quo.ted", "*Result", "@a", "x"), 12),
        (("quo.ted", "*Result", "text"), 13),
        (("quo.ted", "*Result", "after"), 17),
        (("many", 0, "x"), 20),
        (("many", 1, "x"), 22),
        (("many", 1, "sub", "y"), 24),
        (("nowhere",), 0),
    ],
)
def test_each_value_has_its_line(path: tuple[str | int, ...], line: int) -> None:
    origin = read("tc2/x.toml", TEXT.encode()).origin(*path)
    assert (origin.file, origin.line) == ("tc2/x.toml", line)
    assert origin.text == (TEXT.split("\n")[line - 1].strip() if line else "")


def test_only_tables_with_a_header_have_one() -> None:
    source = read("x", b"[a]\nb.c = 1\nd = {e = 1}\n")
    assert source.headers == {("a",)}


def failure(data: bytes) -> str:
    with pytest.raises(SpecError) as caught:
        read("tc2/names.toml", data)
    return str(caught.value)


def test_no_toml_says_where() -> None:
    assert failure(b"[a]\nx = y\n") == (
        "tc2/names.toml:2: found 'x = y'; expected NAME = \"text\", NAME = true or [TABLE]. Put "
        "every text into quotes, and every name with other characters than letters, digits, - and "
        "_."
    )


@pytest.mark.parametrize("data", [b'x = "', b"x = [", b"x", b"x = 1\nx = 2", b"\0"])
def test_no_broken_text_ends_in_a_traceback(data: bytes) -> None:
    assert failure(data).startswith("tc2/names.toml:")


def test_deep_nesting_is_refused() -> None:
    assert "found brackets nested too deep;" in failure(b"x = " + b"[" * 20_000)


def test_other_encodings_are_refused_by_line() -> None:
    assert failure(b"a = 1\nb = '\xe9'\n").startswith(
        "tc2/names.toml:2: found bytes that are not UTF-8;"
    )


def test_a_windows_file_is_read() -> None:
    source = read("x", b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")
    assert source.values == {"a": 1, "b": 2}
    assert source.origin("b").line == 2


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_quoted(text: str) -> None:
    written = f"{as_key(text)} = {quoted(text)}"
    assert written.isprintable()
    assert tomllib.loads(written) == {text: text}


def test_the_nearest_are_named_and_otherwise_what_there_is() -> None:
    assert nearest("Acount", ["Account", "Order"]) == "Nearest: Account."
    assert nearest("zzz", ["b", "a"]) == "There is: a, b."
    assert nearest("zzz", []) == "There is none."
    assert nearest("q", list("abcdefghij")).endswith("g, h, ….")


def test_an_error_shows_the_line() -> None:
    source = Source("tc2/x.toml", "[a]\nb = 1\n", {"a": {"b": 1}})
    error = source.error(("a", "b"), "1", "2", "Do.")
    assert str(error) == "tc2/x.toml:2: found 1; expected 2. Do."
    assert error.origin.text == "b = 1"
