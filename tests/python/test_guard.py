"""The guard itself: it passes what is checked in, and refuses whatever a page could smuggle in."""

from __future__ import annotations

import pytest

from generator.resources import templates_dir
from tests.contracts import everything
from tests.python.guard import problems
from tests.python.support import assert_guarded, tidy_files
from tests.services import FOLDERS, GENERATED

HEADER = (templates_dir() / "header.j2").read_text("utf-8")
CODEC = """@dataclass(slots=True, kw_only=True)
class A(SoapMessage):
    @classmethod
    def _codec(cls) -> XmlCodec[A]:
        from .._xml.operations.a import A_XML
"""
CLASS = "@dataclass(slots=True, kw_only=True)\nclass A:\n"


def test_checked_in_packages_hold_nothing_else() -> None:
    files = {
        path.relative_to(GENERATED).as_posix(): path.read_text("utf-8")
        for folder in FOLDERS
        for path in sorted((GENERATED / folder).rglob("*.py*"))
        if path.suffix != ".pyc"
    }
    assert len(files) > 30
    assert_guarded(files)


def test_a_message_names_its_codec() -> None:
    imports = "from ...runtime.messages import SoapMessage, XmlCodec\n"
    assert problems("a.py", f"{HEADER}{imports}{CODEC}        return A_XML\n") == []


def test_a_package_with_everything_holds_nothing_else() -> None:
    assert_guarded(tidy_files(everything()))


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("import os", "a statement Import"),
        ("from os import system", "an import of system from os"),
        ("from dataclasses import *", "an import of * from dataclasses"),
        ("from ....os.types import x", "an import of x from os.types"),
        ("from ..types.a import A as B", "an import of A from types.a"),
        ("print('x')", "a statement Expr"),
        ("x = __import__('os')", "an assignment"),
        ("x = (lambda: 1)()", "an assignment"),
        ("x = [y for y in z]", "an assignment"),
        ("x = f'{y}'", "an assignment"),
        ("x = Members(plain(os.name))", "an assignment"),
        ("x = Members(plain('a', **y))", "an assignment"),
        ("x = new(A).b()", "an assignment"),
        ("x: print(1) = Operation()", "an annotated assignment"),
        ("x = 1\nx = 2", "x is bound 2 times"),
        ("x = print", "the name print"),
        ("x = Members(plain(eval))", "the name eval"),
        ("x: Operation[exit, None] = Operation()", "the name exit"),
        ("__path__ = 'x'", "__path__ is bound"),
        ("from ..types.a import __A", "an import of __A from types.a"),
        ("from ...runtime.wire import os", "an import of os from runtime.wire"),
        ("x = ...", "an assignment"),
        ("x = date.max", "an assignment"),
        ("x = datetime.fromisoformat(y)", "an assignment"),
        ("x = field(default_factory=eval)", "an assignment"),
        ("__all__ = ['\ufb01']", "__all__ with another entry"),
        (
            "def read_a(element: Element, r: Reader) -> A:\n"
            "    record.__class__ = r\n    return record",
            "function read_a",
        ),
        (
            "def read_a(element: Element, r: Reader) -> A:\n    return r.plain(m[0], eval)",
            "the name eval",
        ),
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
        ("def read_a(element: Element, r: Reader) -> A:\n    import os", "function"),
        ("def read_a(element: Element, r: Reader = x) -> A:\n    return m", "function"),
        (
            "def read_a(element: Element, r: Reader) -> A:\n    return r.close()",
            "function",
        ),
        (
            "@cache\ndef read_a(element: Element, r: Reader) -> A:\n    return m",
            "function",
        ),
        ("def _index():\n    return 1", "function _index"),
        ("class A: ...", "class A"),
        ("class A(B):\n    x = 'a'", "class A"),
        ("class A(StrEnum, metaclass=B):\n    x = 'a'", "class A"),
        ("class A(StrEnum):\n    X = print()", "class A"),
        (f"{CLASS}    x: int = print()", "class A"),
        (f"{CLASS}    print('x')", "class A"),
        (f"{CLASS}    def __init__(self): ...", "class A"),
        (f"{CLASS}    def to_xml(self) -> bytes:\n        return b''", "class A"),
        (f"{CODEC.replace('A]', 'B]')}        return A_XML", "class A"),
        (f"{CODEC}        return B_XML", "class A"),
        (f"{CODEC}        return A_XML('x')", "class A"),
        (f"{CODEC.replace('operations', 'os')}        return A_XML", "class A"),
        (
            CODEC.replace("(SoapMessage)", "(Exception)") + "        return A_XML",
            "class A",
        ),
    ],
)
def test_whatever_else_is_found(code: str, problem: str) -> None:
    try:
        found = problems("a.py", f'{HEADER}"""A."""\n{code}\n')
    except (SyntaxError, ValueError):  # Python has no NUL in its sources
        assert "\0" in code
        return
    assert any(problem in each for each in found), found
