"""A module imports exactly the names that its text uses."""

from __future__ import annotations

import ast
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest

from soapstone.emit.python.imports import (
    import_lines,
    in_order,
    names_in,
    own,
    vocabulary,
    with_imports,
)
from soapstone.emit.python.naming import name_everything
from soapstone.emit.python.package import package_files
from soapstone.model.contract import Enumeration, EnumerationRef, RecordRef, Scalar
from soapstone.model.names import Names, TypeNames
from tests.contracts import everything, kennel, optional, plain, record
from tests.emit.python.support import (
    assert_guarded,
    assert_works,
    contract,
    load_files,
    operation,
)
from tests.packages import python_of
from tests.services import FOLDERS, service


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("f(a, b.c, d=e)", "f a b e"),
        ("x = y", "y"),
        ("x: y = z", "y z"),
        ("def f(a: b) -> str:\n    return c", "b str return c"),
        ("class A(B):\n    c: D", "B D"),
        ("f(\"a\", 'b', \"c\\\" d\", '\\' e')", "f"),
        ('"""A docstring\nof "several" lines."""\na', "a"),
        ("a  # b", "a"),
        ("f(1, 0.5, a1, 1)", "f a1"),
        ("a.b.c", "a"),
        ('{"a": b}', "b"),
        ("b'a' + b\"b\"", ""),
        ("été", "été"),
    ],
)
def test_the_names_that_a_text_uses(text: str, names: str) -> None:
    assert names_in(text) == set(names.split())


def test_every_name_is_imported_or_defined_and_no_other() -> None:
    """As Python's own parser sees it."""
    made = {**python_of(kennel()), **python_of(everything())}
    for path, text in made.items():
        if path.rpartition("/")[0]:
            tree = ast.parse(text)
            imported = [
                alias.asname or alias.name
                for each in tree.body
                if isinstance(each, ast.ImportFrom)
                for alias in each.names
            ]
            used = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
            assert len(imported) == len(set(imported))
            assert set(imported) - {"annotations"} == used & {*imported}, path


def test_what_is_at_home_is_not_imported() -> None:
    package = {"A": "..types.a", "B": "..types.b"}
    text, imports = with_imports("f(A, B, Decimal)", package, "..types.a")
    assert text == "f(A, B, Decimal)"
    assert imports == ["from decimal import Decimal", "", "from ..types.b import B"]


def test_the_order_of_imports_is_isorts() -> None:
    found = [("..a", "f"), ("...r.m", "x"), ("uuid", "UUID"), ("..a", "Ab2")]
    assert import_lines([*found, ("..a", "Ab10"), ("..a", "ABC")]) == [
        "from uuid import UUID",
        "",
        "from ...r.m import x",
        "from ..a import ABC, Ab2, Ab10, f",
    ]
    assert in_order(["b", "B", "AB", "A"]) == ["AB", "A", "B", "b"]


# --- words that a package has taken -------------------------------------------------------------


WORDS = sorted(word for word in vocabulary() if word[0].isupper())


def imported() -> list[str]:
    """Every name that a module of a test service imports, and every word that one could."""
    made = [everything(), *(service(folder).contract for folder in FOLDERS)]
    texts = [text for each in made for text in python_of(each).values()]
    found = {
        alias.name
        for text in texts
        for each in ast.walk(ast.parse(text))
        if isinstance(each, ast.ImportFrom)
        for alias in each.names
    }
    return sorted(found.union(vocabulary()))


def test_words_are_what_the_runtime_offers() -> None:
    for word, home in vocabulary().items():
        module = home.replace("...runtime", "soapstone.runtime")
        assert hasattr(import_module(module), word), (word, home)


def test_types_operations_and_members_called_like_every_name_that_is_imported(
    tmp_path: Path,
) -> None:
    names = imported()
    assert {"Record", "Writer", "PLAIN", "members", "import_module"} <= {*names}
    fields = [optional(name, Scalar("string")) for name in names]
    held = [optional(f"{name}2", RecordRef(name)) for name in names]
    made = contract(
        operation("AskAll", "AskAll"),
        record("AskAll", *fields, *held),
        *(operation(name, name) for name in names),
        *(record(name, plain(name, Scalar("dateTime"))) for name in names),
    )
    assert_works(made, tmp_path)


def test_a_word_that_the_package_has_taken_is_imported_under_another_name() -> None:
    package = {"Record": "..types.record"}
    body = f"class A(Record): x: {own('Record')}; 'Record'; f(Record=Record)"
    text, imports = with_imports(body, package, "..types.a")
    assert text == "class A(_Record): x: Record; 'Record'; f(Record=_Record)"
    assert imports == [
        "from ...runtime.records.record import Record as _Record",
        "from ..types.record import Record",
    ]


@pytest.mark.parametrize("word", ["Record", "PLAIN", "Place", "Run", *WORDS])
def test_a_name_given_before_it_was_a_word_stays(word: str, tmp_path: Path) -> None:
    """``names.toml`` has it, and users import it; so will it be with every word to come."""
    made = contract(
        operation("Ask", "Ask", "AskResponse"),
        operation("Tell", "Ask"),
        record("Ask", optional("A", RecordRef("Own")), plain("B", Scalar("decimal"))),
        record("AskResponse", optional("A", RecordRef("Own"))),
        record("Own", optional("A", Scalar("guid")), plain("B", EnumerationRef("K"))),
        Enumeration("K", None, ("A",)),
    )
    constants = {"Tell": word} if word.isupper() else {}
    types = {} if word.isupper() else {"Own": TypeNames(word, {}, "", "")}
    files = package_files(made, name_everything(made, Names(constants, types)))
    assert_guarded(files)
    package = load_files(files, tmp_path)
    offered = getattr(package, word)
    if not word.isupper():
        assert offered.__name__ == word
        sent = package.Ask(a=offered(b="x"), b=Decimal(1))
        assert package.Ask.from_xml(sent.to_xml()) == sent
