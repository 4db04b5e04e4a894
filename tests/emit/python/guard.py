"""Proof that a generated module holds nothing but what the generator means to print.

Every statement has to be one of a few shapes, every call one of a few names, and every name one
that the module itself imports or makes; texts of pages can only be string constants. Whatever else
is found is a problem, reported with its line.
"""

from __future__ import annotations

import ast
import io
import keyword
import tokenize
import unicodedata
from collections import Counter
from collections.abc import Iterator
from importlib import import_module

from soapstone.resources import runtime_files, templates_dir
from soapstone.runtime.writing.writer import Writer

_TEMPLATES = templates_dir()
_HEADER = (_TEMPLATES / "header.j2").read_text("utf-8").strip()
_PACKAGE = (_TEMPLATES / "package.py.j2").read_text("utf-8")
_STUB = (_TEMPLATES / "package.pyi.j2").read_text("utf-8")
_CLIENT = (_TEMPLATES / "client.py.j2").read_text("utf-8")
_COMMENTS = {
    _HEADER,
    *(
        line
        for line in (_PACKAGE + _STUB + _CLIENT).splitlines()
        if line.startswith("# ")
    ),
}
_LOADER = ast.parse(_PACKAGE[_PACKAGE.index("def _names") :]).body
_IMPORTS = {
    "__future__": {"annotations"},
    "dataclasses": {"dataclass", "field"},
    "datetime": {"date", "datetime", "time", "timedelta"},
    "decimal": {"Decimal"},
    "enum": {"StrEnum"},
    "importlib": {"import_module"},
    "typing": {"Literal"},
    "uuid": {"UUID"},
}
_RUNTIME = {
    f"runtime.{name}": vars(import_module(f"soapstone.runtime.{name}")).keys()
    for name in (path.removesuffix(".py").replace("/", ".") for path in runtime_files())
    if not name.endswith(("__init__", "LICENSE"))
}
_BUILTINS = frozenset("bool bytes dict float int list str tuple type".split())
_VARIABLES = frozenset("record tag value w".split())
"""Arguments of what writes a record or a list."""
_FORMS = {"attribute", "nillable", "optional", "optional_attribute", "plain"}
_FORMS |= {"branch", "choice", "repeated", "tagged", "text"}
_CALLS = _FORMS | {"Access", "Binding", "Decimal", "Operation", "Parameter", "Route"}
_CALLS |= {"UUID", "element", "entries", "items", "pairs", "timedelta", "writer_of"}
_STATEMENTS = {"derived", "document", "members", "named", "no_document"}
"""What is called for what it does."""
_EXPRESSIONS = {
    *("date.min", "datetime.min", "time.min"),
    *("field(default_factory=list)", "field(default_factory=dict)"),
    "datetime.fromisoformat('0001-01-01T00:00Z')",
}
"""What stands for a value and is none of the shapes: word for word."""
_METHODS = {name for name in vars(Writer) if not name.startswith("_")}
_HOMES = {"types", "operations"}
_WHOLE_MODULES = (
    "from ..runtime.calling import client as _calling",
    "from ..runtime.standin import stand_in as _standing",
)
_STAND_IN = "_stand_in: type[_standing.StandIn]"
_CLIENTS = {f"_calling.{kind}" for kind in ("Client", "AsyncClient")}


def problems(path: str, text: str) -> list[str]:
    """What a module holds that no generated one may; empty for a good one."""
    tree = ast.parse(text)
    found = [*_characters(text), *_comments(text), *_bindings(tree), *_names(tree)]
    for position, statement in enumerate(tree.body):
        why = _statement(statement, position, path)
        if why:
            found.append(f"{statement.lineno}: {why}")
    return [f"{path}:{each}" for each in found]


def _characters(text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.isprintable():
            yield f"{number}: a character that is not printable"


def _comments(text: str) -> Iterator[str]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and token.string not in _COMMENTS:
            yield f"{token.start[0]}: a comment {token.string!r}"


def _bindings(tree: ast.Module) -> Iterator[str]:
    """No name of a module stands for two things, or for one of Python's own."""
    for name, times in Counter(_bound(tree)).items():
        if times > 1:
            yield f"1: {name} is bound {times} times"
        if name.startswith("__") and name not in ("__all__", "__getattr__", "__dir__"):
            yield f"1: {name} is bound"


def _bound(tree: ast.Module) -> Iterator[str]:
    for statement in tree.body:
        match statement:
            case ast.ImportFrom():
                yield from (alias.asname or alias.name for alias in statement.names)
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def _names(tree: ast.Module) -> Iterator[str]:
    """Every name that is used stands for something of the module, or for a builtin type."""
    known = {*_bound(tree), *_BUILTINS}
    for statement in tree.body:
        if any(_same(statement, each) for each in _LOADER):
            continue
        if ast.unparse(statement) == _STAND_IN:
            continue
        local = _VARIABLES if isinstance(statement, ast.FunctionDef) else frozenset()
        for node in _uses(statement):
            if isinstance(node, ast.Name) and node.id not in known | local:
                yield f"{node.lineno}: the name {node.id}"


def _uses(statement: ast.stmt) -> Iterator[ast.AST]:
    """Everything but the names of a class's members."""
    if not isinstance(statement, ast.ClassDef):
        yield from ast.walk(statement)
        return
    for each in statement.body:
        if isinstance(each, ast.AnnAssign):
            yield from ast.walk(each.annotation)
            yield from ast.walk(each.value) if each.value else ()
    for base in statement.bases:
        yield from ast.walk(base)


def _statement(node: ast.stmt, position: int, path: str) -> str:
    """Why a statement of a module is none of ours, or ""."""
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return ""  # a module's docstring, or an operation's
        case ast.Expr(value=ast.Call(func=ast.Name(id=name), args=args, keywords=[])):
            good = name in _STATEMENTS and all(map(_is_value, args))
            return "" if good else f"a call of {name}"
        case ast.Expr(
            value=ast.Call(
                func=ast.Name(id="constraints"), args=[ast.Name()], keywords=more
            )
        ):
            good = all(each.arg and _is_literal(each.value) for each in more)
            return "" if good else "constraints of more than literals"
        case ast.ImportFrom():
            return _import(node, path)
        case ast.ClassDef():
            return (
                ""
                if _is_client(node, path.endswith(".pyi")) or _is_class(node)
                else f"class {node.name}"
            )
        case ast.FunctionDef():
            known = any(_same(node, each) for each in _LOADER) or _is_writer(node)
            return "" if known else f"function {node.name}"
        case ast.Assign(targets=[ast.Name(id="_INDEX")], value=ast.Constant(value)):
            good = isinstance(value, str) and all(map(_is_entry, value.splitlines()))
            return "" if good else "an index with another entry"
        case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List(elts=names)):
            good = all(_is_word(name) for name in names)
            return "" if good else "__all__ with another entry"
        case ast.Assign(targets=[ast.Name()]):
            return "" if _is_value(node.value) else "an assignment"
        case ast.AnnAssign(target=ast.Name(), value=ast.Call() as value):
            good = _is_type(node.annotation) and _is_value(value)
            return "" if good else "an annotated assignment"
        case ast.AnnAssign(value=None) if path.endswith("__init__.pyi"):
            return "" if ast.unparse(node) == _STAND_IN else "a declaration"
        case _:
            return f"a statement {type(node).__name__}"


def _import(node: ast.ImportFrom, path: str) -> str:
    module = node.module or ""
    names = {alias.name for alias in node.names}
    if ast.unparse(node) in _WHOLE_MODULES:
        return ""
    head, _, tail = module.rpartition(".")
    if node.level == 0:
        good = names <= _IMPORTS.get(module, set())
    elif module in _RUNTIME:
        good = (
            node.level == (2 if path.endswith("client.pyi") else 3)
            and names <= _RUNTIME[module]
        )
    else:
        good = (head in _HOMES and _is_name(tail)) or (module, head) == ("client", "")
        good = good and all(map(_is_name, names))
        good = good and node.level == (1 if path.endswith(".pyi") else 2)
    again = {alias.asname for alias in node.names} - {None}
    if module in _RUNTIME or node.level == 0:  # a word that the package has taken
        again -= {f"_{name}" for name in names}
    good = good and again == (names if path.endswith("__init__.pyi") else set())
    return "" if good else f"an import of {', '.join(sorted(names))} from {module}"


def _is_entry(line: str) -> bool:
    name, _, module = line.partition(" ")
    parts = module.split(".")
    known = parts == ["client"] or (len(parts) in (2, 3) and parts[0] in _HOMES)
    return not line or (known and _is_name(name) and all(map(_is_name, parts[1:])))


def _is_word(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _is_name(node.value)
    )


def _is_name(text: str) -> bool:
    """An identifier as Python compares it, that no object has of its own."""
    plain = unicodedata.normalize("NFKC", text) == text and not text.startswith("__")
    return plain and text.isidentifier() and not keyword.iskeyword(text)


def _same(node: ast.AST, other: ast.AST) -> bool:
    return ast.dump(node) == ast.dump(other)


# --- classes ------------------------------------------------------------------------------------


_BASES = [["Record"], ["SoapHeader"], ["SoapMessage"], ["XmlMessage"]]


def _is_class(node: ast.ClassDef) -> bool:
    bases = [ast.unparse(base).removeprefix("_") for base in node.bases]
    decorators = [ast.unparse(each) for each in node.decorator_list]
    if bases == ["StrEnum"] and not decorators:
        part = _is_choice
    elif decorators == ["dataclass(slots=True, kw_only=True)"] and (
        bases in _BASES or _is_one_class(node.bases)
    ):
        part = _is_field
    else:
        return False
    return not node.keywords and all(
        part(each) or _is_docstring(each) for each in node.body
    )


def _is_one_class(bases: list[ast.expr]) -> bool:
    """A class of the module that the class extends: ``_names`` looks whether it is there."""
    return len(bases) == 1 and isinstance(bases[0], ast.Name) and _is_name(bases[0].id)


def _is_client(node: ast.ClassDef, stub: bool) -> bool:
    """A client: of its index, or in the stub with a method for each operation."""
    if [ast.unparse(base) for base in node.bases] not in [[each] for each in _CLIENTS]:
        return False
    index = [ast.unparse(each) for each in node.keywords]
    methods = [each for each in node.body if not _is_docstring(each)]
    good = index == ([] if stub else ["operations=_INDEX"])
    return good and (stub or not methods) and all(map(_is_stub_method, methods))


def _is_stub_method(node: ast.stmt) -> bool:
    """Members as keywords, with no default but the dots, and a docstring."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    arguments = node.args
    defaults = [each for each in arguments.kw_defaults if each is not None]
    return (
        [each.arg for each in arguments.args] == ["self"]
        and not (arguments.vararg or arguments.kwarg or arguments.defaults)
        and all(ast.unparse(each) == "..." for each in defaults)
        and all(map(_is_docstring, node.body))
        and not node.decorator_list
    )


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and _is_text(node.value)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_choice(node: ast.stmt) -> bool:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return _is_member(name) and name == name.upper() and _is_text(value)
        case _:
            return False


def _is_field(node: ast.stmt) -> bool:
    match node:
        case ast.AnnAssign(
            target=ast.Name(id=name), annotation=annotation, value=value
        ):
            good = _is_type(annotation) and (value is None or _is_value(value))
            return good and _is_member(name)
        case _:
            return False


def _is_member(name: str) -> bool:
    return _is_name(name) and not name.startswith("_")


# --- writers ------------------------------------------------------------------------------------


def _is_writer(node: ast.FunctionDef) -> bool:
    arguments = [each.arg for each in node.args.args]
    bare = ast.arguments([], node.args.args, None, [], [], None, [])
    if node.decorator_list or not _same(node.args, bare) or node.returns is None:
        return False
    kinds = [each.annotation for each in node.args.args] + [node.returns]
    return (
        all(kind is not None and _is_type(kind) for kind in kinds)
        and node.name.startswith(("write_", "_write_"))
        and arguments[::2] == ["tag", "w"]
        and isinstance(node.body[-1], ast.Return)
        and all(map(_is_step, node.body))
    )


def _is_step(node: ast.stmt) -> bool:
    match node:
        case ast.If(test=test, body=[ast.Return(value=ast.expr() as value)], orelse=[]):
            return _asks_for_class(test) and _is_value(value)
        case ast.Return(value=ast.expr() as value):
            return _is_value(value)
        case ast.Expr(value=ast.Call() as value):
            return _is_value(value)
        case _:
            return False


def _asks_for_class(node: ast.expr) -> bool:
    """``type(record) is not Animal``."""
    match node:
        case ast.Compare(left=left, ops=[ast.IsNot()], comparators=[ast.Name()]):
            return ast.unparse(left) == "type(record)"
        case _:
            return False


# --- expressions --------------------------------------------------------------------------------


def _is_type(node: ast.expr) -> bool:
    """Names, ``X | Y``, ``X[Y, Z]`` and ``Literal["x"]``."""
    match node:
        case ast.Subscript(value=ast.Name(id="Literal" | "_Literal"), slice=part):
            return _is_text(part)
        case ast.Name() | ast.Constant(value=None):
            return True
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _is_type(left) and _is_type(right)
        case ast.Subscript(value=ast.Name(), slice=ast.Tuple(elts=parts)):
            return all(map(_is_type, parts))
        case ast.Subscript(value=ast.Name(), slice=part):
            return _is_type(part)
        case _:
            return False


def _is_literal(node: ast.expr) -> bool:
    """Texts and True, tuples and dicts of them."""
    match node:
        case ast.Constant(value=constant):
            return type(constant) in (str, bool)
        case ast.Tuple(elts=parts):
            return all(map(_is_literal, parts))
        case ast.Dict(keys=keys, values=values):
            keyed = all(key is not None and _is_text(key) for key in keys)
            return keyed and all(map(_is_literal, values))
        case _:
            return False


def _is_value(node: ast.expr) -> bool:
    """Constants, names, tuples and dicts of them, and calls of what is known."""
    match node:
        case ast.Name():
            return True
        case ast.Constant(value=constant):
            return constant is None or type(constant) in (str, int, float, bool, bytes)
        case ast.Tuple(elts=parts):
            return all(map(_is_value, parts))
        case ast.Dict(keys=keys, values=values):
            # Prefixes and namespaces, or the branches of a choice.
            told = all(
                isinstance(key, ast.Name) or _is_text(key) for key in keys if key
            )
            kinds = _is_text, lambda each: isinstance(each, ast.Tuple) and _is_value(
                each
            )
            return None not in keys and told and any(all(map(k, values)) for k in kinds)
        case ast.BinOp(left=ast.Name(), op=ast.Add(), right=right):
            return _is_text(right)
        case ast.Attribute(value=ast.Name(id="record"), attr=attribute):
            return _is_member(attribute)
        case _ if ast.unparse(node) in _EXPRESSIONS:
            return True
        case ast.Call(func=called, args=args, keywords=keywords):
            values = [*args, *(keyword.value for keyword in keywords)]
            named = all(keyword.arg for keyword in keywords)
            return named and _is_callable(called) and all(map(_is_value, values))
        case _:
            return False


def _is_callable(node: ast.expr) -> bool:
    match node:
        case ast.Name(id=name):
            return name.removeprefix("_") in _CALLS
        case ast.Attribute(value=ast.Name(id="w"), attr=method):
            return method in _METHODS
        case _:
            return False
