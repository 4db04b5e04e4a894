"""Makes the source of inference wrong, one place at a time, and lists what no test notices.

    python -m tests.mutations [MODULE …]

Each condition that chooses between two values is turned round, and each rule that is named where a
decision is made is replaced by another of the same aspect. The tests of rules, inference and
inputs run against a copy of the package for each of them: about ten seconds each.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from soapstone.model import catalogue
from soapstone.model.rules import Rule
from soapstone.resources import package_dir

ROOT = Path(__file__).resolve().parents[1]
TESTS = ("tests/rules", "tests/inference", "tests/inputs", "tests/explain")
MODULES = (
    "inference/xml_serializer/samples.py",
    "inference/xml_serializer/truncated_samples.py",
    "inference/fields.py",
    "inference/build.py",
    "inference/operations.py",
    "inference/__init__.py",
    "inference/data_contract/nulls.py",
    "inference/servicestack/samples.py",
    "inference/servicestack/enumeration_tables.py",
    "inference/servicestack/unsampled_types.py",
    "inference/servicestack/missing_messages.py",
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
        rule = RULES.get(({"rules": "service"}.get(name, name), node.attr))
        if rule is None:
            return node
        other = next(
            attr
            for (module, attr), each in RULES.items()
            if module == {"rules": "service"}.get(name, name) and each is not rule
        )
        if self._here(node, f"{name}.{node.attr} by {other}"):
            return ast.Attribute(node.value, other, node.ctx)
        return node


def mutated(source: str) -> Iterator[tuple[str, str]]:
    """Yield what is changed, and the changed source, for every place of a module."""
    for number in range(10_000):
        mutation = Mutation(number)
        tree = ast.fix_missing_locations(mutation.visit(ast.parse(source)))
        if not mutation.what:
            return
        yield mutation.what, ast.unparse(tree)


def survives(copy: Path) -> bool:
    """Whether all tests pass on a changed copy of the package."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    path = os.pathsep.join((str(copy), str(ROOT)))
    done = subprocess.run(
        [*command, "--override-ini=pythonpath=", *TESTS],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=300,
    )
    return done.returncode == 0


def main(modules: tuple[str, ...]) -> None:
    """Print each change that no test notices, and how many were tried."""
    with tempfile.TemporaryDirectory() as holder:
        copy = Path(holder) / "soapstone"
        shutil.copytree(package_dir(), copy)
        shutil.copytree(ROOT / "templates", copy / "templates")
        tried = 0
        for name in modules:
            source = (package_dir() / name).read_text("utf-8")
            for what, text in mutated(source):
                (copy / name).write_text(text, encoding="utf-8")
                tried += 1
                if survives(Path(holder)):
                    print(f"{name} {what}", flush=True)
            (copy / name).write_text(source, encoding="utf-8")
        print(f"{tried} tried")


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or MODULES)
