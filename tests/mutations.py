"""Makes the source of inference wrong, one place at a time, and lists what no test notices.

    python -m tests.mutations [--quick] [MODULE …]

Each condition is turned round, and each rule that is named where a decision is made is replaced by
another of the same aspect. The claims on the rules are tried first, in about three seconds; what
they do not notice is left to the other tests of inference, inputs and explanations. ``--quick``
leaves these out.
"""

from __future__ import annotations

import ast
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from soapstone.model import catalogue
from soapstone.model.rules import Rule
from soapstone.resources import package_dir

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = (
    "-qx",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "--override-ini=pythonpath=",
)
CLAIMS = (
    "tests/rules",
    "tests/inference/test_decisions.py",
    "-k",
    "true or aspect or witness or decisions",
)
TESTS = ("tests/inference", "tests/inputs", "tests/explain")
LIMIT = 300
"""Seconds."""
MODULES = (
    "inference/xml_serializer/samples.py",
    "inference/xml_serializer/truncated_samples.py",
    "inference/fields.py",
    "inference/build.py",
    "inference/operation_names.py",
    "inference/operations.py",
    "inference/__init__.py",
    "inference/data_contract/nulls.py",
    "inference/servicestack/samples.py",
    "inference/servicestack/enumeration_tables.py",
    "inference/servicestack/unsampled_types.py",
    "inference/servicestack/missing_messages.py",
    "inference/servicestack/operations.py",
    "inputs/recordings/known_members.py",
    "inputs/recordings/new_members.py",
    "inputs/recordings/learning.py",
    "inputs/overrides/members.py",
    "inputs/overrides/applying.py",
    "model/decisions.py",
)
RULES = {
    (module.__name__.rpartition(".")[2], name): rule
    for module in catalogue.MODULES
    for name, rule in vars(module).items()
    if isinstance(rule, Rule)
}


class Mutation(ast.NodeTransformer):
    """Changes the place with this number; counts the others."""

    def __init__(self, number: int) -> None:
        self.left = number
        self.what = ""
        self._modules: dict[str, str] = {}
        """Names under which modules of the catalogue are imported."""

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST:
        self._modules |= {each.asname or each.name: each.name for each in node.names}
        return node

    def _here(self, node: ast.expr, what: str) -> bool:
        self.left -= 1
        if self.left == -1:
            self.what = f"line {node.lineno}: {what}"
        return self.left == -1

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        if self._here(node, f"turned round {ast.unparse(node)}"):
            return ast.IfExp(node.test, node.orelse, node.body)
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        self.generic_visit(node)
        if self._here(node.test, f"turned round if {ast.unparse(node.test)}"):
            node.test = ast.UnaryOp(ast.Not(), node.test)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        module = self._modules.get(name, name)
        rule = RULES.get((module, node.attr))
        other = rule and _other(module, rule)
        if other and self._here(node, f"{name}.{node.attr} by {other}"):
            return ast.Attribute(node.value, other, node.ctx)
        return node


def _other(module: str, rule: Rule) -> str:
    """The name of another rule of the module that decides the same; "" where there is none."""
    found = (
        name
        for (home, name), each in RULES.items()
        if home == module and each is not rule and each.aspect is rule.aspect
    )
    return next(found, "")


def mutated(source: str) -> Iterator[tuple[str, str]]:
    """Yield what is changed, and the changed source, for every place of a module."""
    for number in range(10_000):
        mutation = Mutation(number)
        tree = ast.fix_missing_locations(mutation.visit(ast.parse(source)))
        if not mutation.what:
            return
        yield mutation.what, ast.unparse(tree)


def survives(copy: Path, arguments: tuple[str, ...]) -> bool:
    """Whether all tests pass on a changed copy of the package; in a process of its own."""
    child = os.fork()
    if not child:
        _run(copy, arguments)
    deadline = time.monotonic() + LIMIT
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status == 0
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)  # it does not end: noticed
    os.waitpid(child, 0)
    return False


def _run(copy: Path, arguments: tuple[str, ...]) -> NoReturn:
    """Run tests on the copy. What is imported already is of the original."""
    for name in [*sys.modules]:
        if name.partition(".")[0] in ("soapstone", "tests"):
            del sys.modules[name]
    sys.path[:0] = [str(copy), str(ROOT)]
    sys.dont_write_bytecode = True
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        code = pytest.main([*OPTIONS, *arguments])
    os._exit(min(int(code), 1))


def main(arguments: list[str]) -> None:
    """Print each change that no test notices, and how many were tried."""
    quick = "--quick" in arguments
    modules = [each for each in arguments if each != "--quick"] or MODULES
    with tempfile.TemporaryDirectory() as holder:
        copy = Path(holder) / "soapstone"
        shutil.copytree(package_dir(), copy)
        shutil.copytree(ROOT / "templates", copy / "templates")
        tried = left = 0
        for name in modules:
            source = (package_dir() / name).read_text("utf-8")
            for what, text in mutated(source):
                (copy / name).write_text(text, encoding="utf-8")
                tried += 1
                if survives(Path(holder), CLAIMS) and (
                    quick or survives(Path(holder), TESTS)
                ):
                    left += 1
                    print(f"{name} {what}", flush=True)
            (copy / name).write_text(source, encoding="utf-8")
        print(f"{tried} tried, {left} not noticed")


if __name__ == "__main__":
    os.chdir(ROOT)
    main(sys.argv[1:])
