"""Emits the Python package of a contract, as {path: text}.

Each module is rendered from its view, then gets the imports that its text needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from soapstone.emit.python.clients import ClientsView, clients_view
from soapstone.emit.python.formatting import formatted_files
from soapstone.emit.python.imports import (
    Vocabulary,
    distance,
    in_order,
    own,
    with_imports,
)
from soapstone.emit.python.layout import Module, lay_out
from soapstone.emit.python.module import Types, exports_of, module_view
from soapstone.emit.python.naming import Naming
from soapstone.emit.python.rendering import render
from soapstone.model.contract import Contract


@dataclass(frozen=True, slots=True)
class FileView:
    """The view of a whole file: a module's body, its imports and its ``__all__``."""

    service: str
    operation: str
    """The operation's name; "" for a module of types."""
    classes: list[str]
    imports: list[str]
    exports: list[str]
    body: str


@dataclass(frozen=True, slots=True)
class ClientStubView:
    """The view of the stub ``client.pyi``: its body, and the imports that it needs."""

    service: str
    client: str
    async_client: str
    standard: list[str]
    """The imports from the standard library."""
    imports: list[str]
    """The imports from the package and the runtime."""
    body: str


@dataclass(frozen=True, slots=True)
class PackageView:
    """The view of the package's ``__init__``."""

    service: str
    exports: list[tuple[str, str]]
    """Pairs (name, module) of everything it exports, sorted by name."""
    imports: list[tuple[str, str]]
    """The same pairs, sorted by module."""
    types: list[tuple[str, str]]
    """Pairs (``{namespace}name`` of a type, class) of those that any value can have."""


def files(contract: Contract, naming: Naming) -> dict[str, str]:
    """Return every Python file of the package, by path, formatted as black does."""
    return formatted_files(package_files(contract, naming))


def package_files(contract: Contract, naming: Naming) -> dict[str, str]:
    """Return the same as the templates print it: lines are as long as they are."""
    modules = lay_out(contract, naming)
    printed = _as_printed(naming)
    types = Types(contract, printed)
    home_of = _home_of(modules, naming)
    files = _frame_files(contract.service, modules, naming, _value_types(types, naming))
    if contract.operations:
        clients = clients_view(contract, modules, naming)
        files["client.py"] = render("client.py.j2", clients)
        stub = clients_view(contract, modules, printed)
        files["client.pyi"] = _stub(stub, home_of)
    for each in modules:
        files[f"{each.path}.py"] = _module_text(each, types, naming, home_of)
    return files


def _as_printed(n: Naming) -> Naming:
    """The names as bodies print them before their imports are known."""
    return replace(
        n,
        classes={key: own(name) for key, name in n.classes.items()},
        constants={key: own(name) for key, name in n.constants.items()},
    )


def _home_of(modules: Sequence[Module], n: Naming) -> Vocabulary:
    """Name to module of every class, constant and writer of the package."""
    found: dict[str, str] = {}
    for module in modules:
        writers = [f"write_{n.stems[key]}" for key in module.keys]
        found |= dict.fromkeys([*exports_of(module, n), *writers], _home(module))
    return found


def _home(module: Module) -> str:
    return f"..{module.folder}.{module.stem}"


def _module_text(
    module: Module, types: Types, naming: Naming, home_of: Vocabulary
) -> str:
    """The text of a module; the body is rendered first, because its imports follow from it."""
    text = render("body.py.j2", module_view(module, types))
    body, imports = with_imports(text, home_of, _home(module))
    view = FileView(
        service=types.contract.service,
        operation=module.operation.name if module.operation else "",
        classes=[naming.classes[key] for key in module.keys],
        imports=imports,
        exports=exports_of(module, naming),
        body=body,
    )
    return render("module.py.j2", view)


def _stub(view: ClientsView, home_of: Vocabulary) -> str:
    """The stub of the clients. It stands a folder above the modules that imports are made for."""
    text = render("client_body.j2", view)
    body, imports = with_imports(text, home_of, "")
    theirs = [line for line in imports if line and not line.startswith("from .")]
    ours = [each.replace(".", "", 1) for each in imports if each.startswith("from .")]
    stub = ClientStubView(
        view.service, view.client, view.async_client, theirs, ours, body
    )
    return render("client.pyi.j2", stub)


def _value_types(types: Types, naming: Naming) -> list[tuple[str, str]]:
    """The types that any value can have, with their classes; none where there is no such value."""
    if not types.named.objects:
        return []
    enumerations = types.contract.enumerations
    known = types.named.named | {each.key for each in enumerations}
    return sorted(
        (str(each.type_name), naming.classes[each.key])
        for each in types.contract.types
        if each.type_name and each.key in known & types.with_xml
    )


def _frame_files(
    service: str,
    modules: Sequence[Module],
    naming: Naming,
    types: list[tuple[str, str]],
) -> dict[str, str]:
    """The ``__init__`` files of the package and its folders, by path."""
    offered = [
        (name, f"{module.folder}.{module.stem}")
        for module in modules
        for name in exports_of(module, naming)
    ]
    if any(module.operation for module in modules):
        offered += [(naming.client, "client"), (f"Async{naming.client}", "client")]
    order = {name: at for at, name in enumerate(in_order(name for name, _ in offered))}
    offered.sort(key=lambda each: order[each[0]])
    homes = sorted(offered, key=lambda each: (distance(f".{each[1]}"), order[each[0]]))
    view = PackageView(service, offered, homes, types)
    files = {
        f"{folder}/__init__.py": render("folder.py.j2", folder)
        for folder in sorted({module.folder for module in modules})
    }
    files["__init__.py"] = render("package.py.j2", view)
    files["__init__.pyi"] = render("package.pyi.j2", view)
    return files
