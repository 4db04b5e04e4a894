"""Proof that a generated module holds nothing but what the generator means to print.

Every statement has to be one of a few shapes, every call one of a few names; texts of pages can
only be string constants. Whatever else is found is a problem, told with its line.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections import Counter
from collections.abc import Iterator

from generator.resources import runtime_dir, templates_dir
from generator.runtime.reading import Reader
from generator.runtime.writing import Writer

_TEMPLATES = templates_dir()
_HEADER = (_TEMPLATES / "header.j2").read_text("utf-8").strip()
_PACKAGE = (_TEMPLATES / "package.py.j2").read_text("utf-8")
_COMMENTS = {
    _HEADER,
    *(line for line in _PACKAGE.splitlines() if line.startswith("# ")),
}
_LOADER = ast.parse(_PACKAGE[_PACKAGE.index("def _index") :]).body
_IMPORTS = {
    "__future__": {"annotations"},
    "dataclasses": {"dataclass", "field"},
    "datetime": {"date", "datetime", "time", "timedelta"},
    "decimal": {"Decimal"},
    "enum": {"StrEnum"},
    "importlib": {"import_module"},
    "uuid": {"UUID"},
}
_RUNTIME = {f"runtime.{path.stem}" for path in runtime_dir().glob("*.py")}
_FORMS = {"attribute", "nillable", "optional", "optional_attribute", "plain"}
_FORMS |= {"repeated", "text"}
_CALLS = _FORMS | {"Access", "Binding", "Decimal", "Members", "Operation", "Parameter"}
_CALLS |= {"Route", "UUID", "XmlCodec", "enumeration_reader", "field", "new"}
_CALLS |= {"reader_of", "timedelta", "writer_of"}
_METHODS = {
    "r": {name for name in vars(Reader) if not name.startswith("_")},
    "w": {name for name in vars(Writer) if not name.startswith("_")},
}
_CODEC = """
@classmethod
def _codec(cls) -> XmlCodec[{name}]:
    from {module} import {codec}

    return {codec}
"""


def problems(path: str, text: str) -> list[str]:
    """What a module holds that no generated one may; empty for a good one."""
    stub = path.endswith(".pyi")
    tree = ast.parse(text)
    found = [*_characters(text), *_comments(text), *_bindings(tree)]
    for position, statement in enumerate(tree.body):
        why = _statement(statement, position, stub)
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
    """No name of a module stands for two things."""
    names: list[str] = []
    for statement in tree.body:
        match statement:
            case ast.ImportFrom():
                names += [alias.asname or alias.name for alias in statement.names]
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                names.append(name)
            case ast.Assign(targets=[ast.Name(id=name)]):
                names.append(name)
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.append(name)
    for name, times in Counter(names).items():
        if times > 1:
            yield f"1: {name} is bound {times} times"


def _statement(node: ast.stmt, position: int, stub: bool) -> str:
    """Why a statement of a module is none of ours, or ""."""
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return ""  # a module's docstring, or an operation's
        case ast.ImportFrom():
            return _import(node, stub)
        case ast.ClassDef():
            return "" if _is_class(node) else f"class {node.name}"
        case ast.FunctionDef():
            known = any(_same(node, each) for each in _LOADER) or _is_codec(node)
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
        case _:
            return f"a statement {type(node).__name__}"


def _import(node: ast.ImportFrom, stub: bool) -> str:
    module = node.module or ""
    names = {alias.name for alias in node.names}
    head, _, tail = module.rpartition(".")
    if node.level == 0:
        good = names <= _IMPORTS.get(module, set())
    elif module in _RUNTIME:
        good = node.level in (3, 4)
    else:
        homes = ("types", "operations", "_xml.types", "_xml.operations")
        good = head in homes and tail.isidentifier()
    again = {alias.asname for alias in node.names} - {None}
    good = good and again == (names if stub else set())
    return "" if good else f"an import of {', '.join(sorted(names))} from {module}"


def _is_entry(line: str) -> bool:
    name, _, module = line.partition(" ")
    parts = module.split(".")
    known = len(parts) == 2 and parts[0] in ("types", "operations")
    return not line or (name.isidentifier() and known and parts[1].isidentifier())


def _is_word(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.isidentifier()
    )


def _same(node: ast.AST, other: ast.AST) -> bool:
    return ast.dump(node) == ast.dump(other)


# --- classes ------------------------------------------------------------------------------------


_BASES: list[list[str]] = [[], ["SoapHeader"], ["SoapMessage"], ["XmlMessage"]]


def _is_class(node: ast.ClassDef) -> bool:
    bases = [ast.unparse(base) for base in node.bases]
    decorators = [ast.unparse(each) for each in node.decorator_list]
    if bases == ["StrEnum"] and not decorators:
        part = _is_choice
    elif decorators == ["dataclass(slots=True, kw_only=True)"] and bases in _BASES:
        part = _is_field
    else:
        return False
    return not node.keywords and all(
        part(each) or _is_docstring(each) or _is_method(each, node.name)
        for each in node.body
    )


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and _is_text(node.value)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_choice(node: ast.stmt) -> bool:
    match node:
        case ast.Assign(targets=[ast.Name()], value=value):
            return _is_text(value)
        case _:
            return False


def _is_field(node: ast.stmt) -> bool:
    match node:
        case ast.AnnAssign(target=ast.Name(), annotation=annotation, value=value):
            return _is_type(annotation) and (value is None or _is_value(value))
        case _:
            return False


def _is_method(node: ast.stmt, name: str) -> bool:
    """Whether it is ``_codec``, word for word but for the codec that it names."""
    if not isinstance(node, ast.FunctionDef) or not node.body:
        return False
    source = node.body[0]
    if not isinstance(source, ast.ImportFrom) or _import(source, False):
        return False
    meant = _CODEC.format(
        name=name,
        module="." * source.level + (source.module or ""),
        codec=source.names[0].name,
    )
    return _same(node, ast.parse(meant).body[0])


# --- codecs -------------------------------------------------------------------------------------


def _is_codec(node: ast.FunctionDef) -> bool:
    arguments = [each.arg for each in node.args.args]
    bare = ast.arguments([], node.args.args, None, [], [], None, [])
    if node.decorator_list or not _same(node.args, bare) or node.returns is None:
        return False
    kinds = [each.annotation for each in node.args.args] + [node.returns]
    if not all(kind is not None and _is_type(kind) for kind in kinds):
        return False
    if node.name.startswith(("read_", "_read_")):
        return arguments == ["element", "r"] and _is_body(node.body)
    if node.name.startswith(("write_", "_write_")):
        return arguments[::2] == ["tag", "w"] and _is_body(node.body)
    return False


def _is_body(body: list[ast.stmt]) -> bool:
    return isinstance(body[-1], ast.Return) and all(map(_is_step, body))


def _is_step(node: ast.stmt) -> bool:
    match node:
        case ast.Return(value=ast.expr() as value):
            return _is_value(value)
        case ast.Expr(value=ast.Call() as value):
            return _is_value(value)
        case ast.Assign(targets=[ast.Name(id="m" | "record")], value=value):
            return _is_value(value)
        case ast.Assign(
            targets=[ast.Attribute(value=ast.Name(id="record"))], value=value
        ):
            return _is_value(value)
        case _:
            return False


# --- expressions --------------------------------------------------------------------------------


def _is_type(node: ast.expr) -> bool:
    """Names, ``X | Y`` and ``X[Y, Z]``."""
    match node:
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


def _is_value(node: ast.expr) -> bool:
    """Constants, names, tuples and dicts of them, and calls of what is known."""
    match node:
        case ast.Constant() | ast.Name():
            return True
        case ast.Tuple(elts=parts):
            return all(map(_is_value, parts))
        case ast.Dict(keys=keys, values=values):
            return all(key is not None and _is_text(key) for key in keys) and all(
                map(_is_text, values)
            )
        case ast.BinOp(left=ast.Name(), op=ast.Add(), right=right):
            return _is_text(right)
        case ast.BoolOp(
            op=ast.Or(), values=[value, ast.List(elts=[]) | ast.Dict(keys=[])]
        ):
            return _is_value(value)
        case ast.Subscript(value=ast.Name(id="m"), slice=ast.Constant(value=int())):
            return True
        case ast.Attribute(value=ast.Name(id=owner), attr=attribute):
            return owner == "record" or attribute == "min"
        case ast.Call(func=called, args=args, keywords=keywords):
            values = [*args, *(keyword.value for keyword in keywords)]
            named = all(keyword.arg for keyword in keywords)
            return named and _is_callable(called) and all(map(_is_value, values))
        case _:
            return False


def _is_callable(node: ast.expr) -> bool:
    match node:
        case ast.Name(id=name):
            return name in _CALLS
        case ast.Attribute(value=ast.Name(id=owner), attr=method):
            return method in _METHODS.get(owner, ())
        case _:
            return False
