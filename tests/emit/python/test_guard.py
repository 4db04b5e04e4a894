"""The guard passes the checked-in packages, and refuses code that a page could smuggle in."""

from __future__ import annotations

import pytest

from soapstone.resources import templates_dir
from tests.contracts import everything, kennel, park
from tests.emit.python.guard import problems
from tests.emit.python.support import assert_guarded, tidy_files
from tests.inference.wsdl.documents import SCHEMAS
from tests.inference.wsdl.services import contract, read, with_operations
from tests.services import FOLDERS, GENERATED

HEADER = (templates_dir() / "header.j2").read_text("utf-8")
CLASS = "@dataclass(slots=True, kw_only=True)\nclass A(Record):\n"
WRITER = "def write_a(tag: str, record: A, w: Writer) -> str:"


def test_checked_in_packages_hold_nothing_else() -> None:
    files = {
        path.relative_to(GENERATED).as_posix(): path.read_text("utf-8")
        for folder in FOLDERS
        for path in sorted((GENERATED / folder).rglob("*.py*"))
        if path.suffix != ".pyc"
    }
    assert len(files) > 20
    assert_guarded(files)


def test_a_package_with_everything_holds_nothing_else() -> None:
    assert_guarded(tidy_files(everything()))
    assert_guarded(tidy_files(kennel()))
    assert_guarded(tidy_files(park()))
    file = SCHEMAS / "lighthouse" / "lighthouse.xsd"
    described = with_operations(read({"lighthouse.xsd": file.read_bytes()}))
    assert_guarded(tidy_files(contract(described)[0]))


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("import os", "a statement Import"),
        (
            f"{CLASS}    x: int\nconstraints(A, fixed={{'b': quit()}})",
            "constraints of more than literals",
        ),
        ("from os import system", "an import of system from os"),
        ("from dataclasses import *", "an import of * from dataclasses"),
        ("from ....os.types import x", "an import of x from os.types"),
        ("from ..types.a import A as B", "an import of A from types.a"),
        ("print('x')", "a call of print"),
        ("x = __import__('os')", "an assignment"),
        ("x = (lambda: 1)()", "an assignment"),
        ("x = [y for y in z]", "an assignment"),
        ("x = f'{y}'", "an assignment"),
        ("members(A, plain(os.name))", "a call of members"),
        ("members(A, plain('a', **y))", "a call of members"),
        ("x = items(A).b()", "an assignment"),
        ("x: print(1) = Operation()", "an annotated assignment"),
        ("x = 1\nx = 2", "x is bound 2 times"),
        ("x = print", "the name print"),
        ("members(A, plain(eval))", "the name eval"),
        ("x: Operation[exit, None] = Operation()", "the name exit"),
        ("__path__ = 'x'", "__path__ is bound"),
        ("from ..types.a import __A", "an import of __A from types.a"),
        ("from ...runtime.xml import os", "an import of os from runtime.xml"),
        ("x = ...", "an assignment"),
        ("x = date.max", "an assignment"),
        ("x = datetime.fromisoformat(y)", "an assignment"),
        ("x = field(default_factory=eval)", "an assignment"),
        ("__all__ = ['\ufb01']", "__all__ with another entry"),
        (f"{WRITER}\n    record.__class__ = w\n    return tag", "function write_a"),
        (f"{WRITER}\n    return w.scalar(tag, eval)", "the name eval"),
        (f"{WRITER}\n    return w.scalar(tag, record.__class__)", "function write_a"),
        ("from ..types.a import A as _A", "an import of A from types.a"),
        ("from ...runtime.record import Record as B", "an import of Record from"),
        ("members(A, b=1)", "a statement Expr"),
        ("members.b(A)", "a statement Expr"),
        ("class A(StrEnum):\n    __str__ = 'a'", "class A"),
        ("class A(StrEnum):\n    mro = 'a'", "class A"),
        (f"{CLASS}    __class__: int = 1", "class A"),
        (f"{CLASS}    _wire: int = 1", "class A"),
        (f"{CLASS}    x: exec = 1", "the name exec"),
        ("__all__ = ['a b']", "__all__ with another entry"),
        ("_INDEX = 'A types.a; import os'", "an index with another entry"),
        ("x = 1  # type: ignore", "a comment '# type: ignore'"),
        ("x = 'a\u202eb'", "a character that is not printable"),
        ("x = 'a\0b'", "a character that is not printable"),
        ("if x:\n    y = 1", "a statement If"),
        ("def f(): ...", "function f"),
        (f"{WRITER}\n    import os", "function"),
        (
            "def read_a(tag: str, record: A, w: Writer) -> str:\n    return tag",
            "function",
        ),
        ("def write_a(tag: str, w: Writer = x) -> str:\n    return tag", "function"),
        (f"{WRITER}\n    return w.close()", "function"),
        (f"@cache\n{WRITER}\n    return tag", "function"),
        ("def _index():\n    return 1", "function _index"),
        ("class A: ...", "class A"),
        ("class A(B):\n    x = 'a'", "class A"),
        ("class A(StrEnum, metaclass=B):\n    x = 'a'", "class A"),
        ("class A(StrEnum):\n    X = print()", "class A"),
        (f"{CLASS}    x: int = print()", "class A"),
        (f"{CLASS}    print('x')", "class A"),
        (f"{CLASS}    def __init__(self): ...", "class A"),
        (f"{CLASS}    def to_xml(self) -> bytes:\n        return b''", "class A"),
        (CLASS.replace("(Record)", "(Exception)") + "    x: int", "the name Exception"),
        (CLASS.replace("(Record)", "(os.A)") + "    x: int", "class A"),
        (
            f"{WRITER}\n    if w:\n        return tag\n    return tag",
            "function write_a",
        ),
        (CLASS.replace("(Record)", "") + "    x: int", "class A"),
    ],
)
def test_whatever_else_is_found(code: str, problem: str) -> None:
    try:
        found = problems("a.py", f'{HEADER}"""A."""\n{code}\n')
    except (SyntaxError, ValueError):  # Python has no NUL in its sources
        assert "\0" in code
        return
    assert any(problem in each for each in found), found
