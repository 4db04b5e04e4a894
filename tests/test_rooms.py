"""Which room may know which: the imports of the package against one table."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter

import pytest

from soapstone.resources import package_dir

TOP = package_dir()

INPUTS = ("inputs", "inputs/names", "inputs/overrides", "inputs/recordings")

MAY_KNOW: Mapping[str, Iterable[str]] = {
    "model": (),
    "model/catalogue": ("model",),
    "resources": (),
    "dotnet": ("model",),
    "pages": ("model", "dotnet"),
    "pages/asmx": ("model", "pages"),
    "pages/servicestack": ("model", "dotnet", "pages"),
    "pages/wcf": ("model", "pages", "pages/servicestack", "wsdl"),
    "pages/samples": (
        *("model", "dotnet", "pages", "pages/asmx", "pages/servicestack"),
    ),
    "pages, entry": (
        *("model", "pages", "pages/asmx", "pages/servicestack", "pages/wcf"),
        "pages/samples",
    ),
    "wsdl": ("model", "dotnet"),
    "inference": ("model", "model/catalogue", "dotnet"),
    "inference/xml_serializer": ("model", "model/catalogue", "dotnet", "inference"),
    "inference/data_contract": ("model", "model/catalogue", "dotnet", "inference"),
    "inference/servicestack": (
        *("model", "model/catalogue", "dotnet"),
        *("inference", "inference/data_contract"),
    ),
    "inference/wcf": (
        *("model", "model/catalogue", "dotnet"),
        *("inference", "inference/data_contract"),
    ),
    "inference/samples": (
        *("model", "model/catalogue", "dotnet", "inference"),
        *("inference/xml_serializer", "inference/data_contract"),
    ),
    "inference/wsdl": ("model", "model/catalogue", "dotnet", "inference"),
    "inference, entry": (
        *("model", "model/catalogue", "dotnet", "inference"),
        *("inference/xml_serializer", "inference/servicestack", "inference/wcf"),
        "inference/samples",
    ),
    "inference/joining": (
        *("model", "model/catalogue", "inference", "inference, entry"),
        *("inference/wsdl", "inference/wcf"),
    ),
    "inputs": ("model",),
    "inputs/names": ("model", "inputs"),
    "inputs/overrides": ("model", "model/catalogue", "dotnet", "inputs"),
    "inputs/recordings": ("model", "model/catalogue", "dotnet", "inputs"),
    "emit/python": ("model", "resources"),
    "emit/schema": ("model",),
    "output": ("model", "inputs"),
    "report": ("model", "output"),
    "adopting": (
        *("model", "model/catalogue", "inputs", "pages, entry", "wsdl", "run"),
        *("report", "fetching"),
    ),
    "snippets": ("model", "emit/python", "runtime/standin"),
    "showing": ("model", "inputs", "run", "report", "emit/python", "snippets"),
    "changes": ("model", "inputs", "output", "report"),
    "run": (
        *("model", "model/catalogue", "resources"),
        *("pages, entry", "wsdl", "inference, entry", "inference/wsdl"),
        *("inference/joining", *INPUTS),
        *("emit/python", "emit/schema", "output"),
    ),
    "explain": (
        *("model", "dotnet", "pages", "inference", "inference, entry"),
        *("inputs", "inputs/names", "inputs/recordings", "run", "report"),
    ),
    "proving": (
        *("model", "resources", "inference", "wsdl"),
        *("inputs", "emit/schema", "output", "run", "report", "dotnet"),
        *("emit/python", "runtime/scalars", "runtime/standin"),
    ),
    "serving": (
        *("model", "pages", "inputs", "output", "run", "proving", "report"),
        *("runtime/bodies", "runtime/calling", "runtime/standin"),
    ),
    "fetching": (
        *("model", "pages", "pages, entry", "inputs", "inputs/names"),
        *("runtime", "runtime/reading", "runtime/bodies", "runtime/calling", "package"),
    ),
    "validating": (
        *("model", "inputs/recordings", "emit/schema", "run", "proving", "report"),
        *("runtime", "runtime/bodies", "runtime/calling", "runtime/standin"),
    ),
    "site": (
        *("model", "model/catalogue", "dotnet", "resources", "inputs"),
        *("pages", "pages, entry", "emit/python"),
        *("output", "report", "changes", "run", "explain", "snippets"),
    ),
    "commands": (
        *("model", "inputs", "inputs/names", "output", "run"),
        *("changes", "explain", "proving", "serving", "fetching", "validating"),
        *("report", "site", "showing", "snippets", "adopting"),
    ),
    "cli": ("commands", "report", "package"),
    "__main__": ("cli",),
    "package": (),
    "testing": ("dotnet",),
    "runtime": (),
    "runtime/scalars": (),
    "runtime/records": ("runtime", "runtime/scalars"),
    "runtime/reading": ("runtime", "runtime/scalars", "runtime/records"),
    "runtime/datasets": (
        *("runtime", "runtime/scalars", "runtime/records", "runtime/reading"),
    ),
    "runtime/soap": ("runtime", "runtime/records", "runtime/reading"),
    "runtime/bodies": ("runtime", "runtime/reading", "runtime/soap"),
    "runtime/writing": (
        *("runtime", "runtime/scalars", "runtime/records", "runtime/reading"),
    ),
    "runtime/any_values": (
        *("runtime", "runtime/scalars", "runtime/records", "runtime/reading"),
        *("runtime/writing", "runtime, entry"),
    ),
    "runtime/scanning": (
        *("runtime", "runtime/scalars", "runtime/records", "runtime/reading"),
        "runtime/soap",
    ),
    "runtime/streaming": (
        *("runtime", "runtime/scalars", "runtime/records", "runtime/reading"),
        *("runtime/writing", "runtime/soap", "runtime, entry"),
    ),
    "runtime/forms": (
        *("runtime", "runtime/scalars", "runtime/records", "runtime/reading"),
        "runtime, entry",
    ),
    "runtime/calling": (
        *("runtime", "runtime/scalars", "runtime/records", "runtime/reading"),
        *("runtime/soap", "runtime/bodies", "runtime/forms", "runtime, entry"),
    ),
    "runtime/standin": (
        *("runtime", "runtime/scalars", "runtime/records", "runtime/reading"),
        *("runtime/soap", "runtime/bodies", "runtime/calling", "runtime, entry"),
        "runtime/datasets",
    ),
    "runtime, entry": (
        *("runtime", "runtime/scalars", "runtime/records", "runtime/reading"),
        *("runtime/soap", "runtime/writing", "runtime/scanning"),
    ),
    "runtime, package": (
        *("runtime", "runtime/scalars", "runtime/records", "runtime/soap"),
        *("runtime/bodies", "runtime/forms", "runtime/streaming", "runtime/calling"),
        *("runtime/standin", "runtime/datasets", "runtime, entry"),
    ),
}
"""Each room with those that it may know besides itself. What is not here is forbidden: pages know
no inference, emitting knows no page, the runtime knows nothing but itself.
"""

ENTRIES: Mapping[str, str] = {
    "pages": "pages, entry",
    "pages.families": "pages, entry",
    "inference": "inference, entry",
    "inference.operations": "inference, entry",
    "inference.build": "inference, entry",
    "runtime": "runtime, package",
    "runtime.messages": "runtime, entry",
    "runtime.operations": "runtime, entry",
    "runtime.reading.messages": "runtime, entry",
    "runtime.scalars.elements": "runtime, entry",
}
"""Modules of a room with rooms inside that put these together. The others are common to them."""

EXCEPTIONS: Mapping[tuple[str, str], str] = {
    ("adopting.candidates", "emit.python.names"): (
        "a service's folder is named as its package"
    ),
    ("changes.compare", "emit.python.types"): "callers break by annotations",
    ("changes.fields", "emit.python.types"): "callers break by annotations",
    ("commands.changed_inputs", "emit.python.names"): (
        "a service's folder names its package"
    ),
    ("commands.changes", "emit.python.names"): "a service's folder names its package",
    ("commands.completion", "emit.python.names"): (
        "a service's folder names its package"
    ),
    (
        "emit.python.reserved",
        "runtime.messages",
    ): "members of generated bases are taken",
    (
        "emit.python.reserved",
        "runtime.calling.client",
    ): "members of generated bases are taken",
    ("explain.context", "emit.python.naming"): "explains a Python name",
    ("explain.members", "emit.python.types"): "explains a Python annotation",
    ("explain.members", "changes.fields"): "describes a member in the same words",
    ("explain.evidence", "pages.filled_in"): "says where a value was left out",
    ("fetching.descriptions", "wsdl.namespaces"): "finds imports by their namespaces",
    ("fetching.run", "emit.python.names"): "a service's folder is named as its package",
    ("inputs.recordings.documents", "pages.soap"): "an envelope as samples have it",
    ("inputs.recordings.observing", "pages.soap"): "an envelope as samples have it",
    ("inputs.recordings.redacting", "pages.soap"): "an envelope as samples have it",
    ("inputs.recordings.documents", "runtime.errors"): "reads messages as users will",
    ("inputs.recordings.documents", "runtime.limits"): "reads messages as users will",
    ("inputs.recordings.documents", "runtime.reading.substituting"): (
        "reads messages as users will"
    ),
    (
        "inputs.recordings.values",
        "runtime.scalars.every",
    ): "reads scalars as users will",
    ("runtime.records.members", "runtime.reading.deriving"): "derived at first use",
    ("runtime.records.members", "runtime.scanning.deriving"): "derived at first use",
    ("runtime.records.members", "runtime.reading.elements"): "names as lxml has them",
    ("runtime.records.xml", "runtime.datasets.making"): "few programs make tables",
    ("runtime.records.xml", "runtime.datasets.reading"): "few programs read tables",
    ("runtime.records.xml", "runtime.datasets.table"): "an annotation",
    ("runtime.records.xml", "runtime.reading.fragments"): "parsed at first use",
    ("runtime.records.xml", "runtime.any_values.comparing"): "parsed at first use",
    ("runtime.records.xml", "runtime.any_values.making"): "few programs make any",
    ("runtime.records.xml", "runtime.any_values.reading"): "parsed at first use",
    ("runtime.records.xml", "runtime.reading.parsing"): "parsed at first use",
}
"""Single imports beyond the table, with the reason."""

CIRCLES: Mapping[tuple[str, str], str] = {
    ("runtime.calling.errors", "runtime.calling.exchange"): "an annotation",
    ("runtime.calling.exchange", "runtime.calling.showing"): "few programs show any",
    ("runtime.records.members", "runtime.reading.deriving"): "derived at first use",
    ("runtime.records.members", "runtime.scanning.deriving"): "derived at first use",
    ("runtime.records.record", "runtime.records.from_plain"): "few programs need it",
    ("runtime.records.record", "runtime.records.members"): "an annotation",
    ("runtime.records.record", "runtime.records.plain_names"): "an annotation",
    ("runtime.records.record", "runtime.records.to_plain"): "few programs need it",
    ("runtime.records.xml", "runtime.any_values.making"): "few programs make any",
    ("runtime.records.xml", "runtime.any_values.reading"): "parsed at first use",
    ("runtime.records.xml", "runtime.datasets.making"): "few programs make tables",
    ("runtime.records.xml", "runtime.datasets.reading"): "few programs read tables",
    ("runtime.records.xml", "runtime.datasets.table"): "an annotation",
    ("runtime.records.unknown_content", "runtime.records.record"): "an annotation",
    ("runtime.scanning.patterns", "runtime.scanning.starts"): "an annotation",
    ("runtime.writing.derived_types", "runtime.writing.writer"): "an annotation",
    ("runtime.writing.restoring", "runtime.writing.writer"): "an annotation",
}
"""Imports that close a circle of modules, with the reason. Each is late: inside a function, or for
annotations only.
"""


@dataclass(frozen=True)
class Import:
    """One module imports another, or something of it. Names are without ``soapstone.``."""

    importer: str
    imported: str
    late: bool


@cache
def modules() -> Mapping[str, ast.Module]:
    """All modules of the package by name; the package itself is ""."""
    found = {}
    for path in sorted(TOP.rglob("*.py")):
        parts = path.relative_to(TOP).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        found[".".join(parts)] = ast.parse(path.read_text("utf-8"))
    return found


@cache
def imports() -> tuple[Import, ...]:
    """Every import from one module of the package by another, wherever it stands."""
    return tuple(
        Import(name, own, late)
        for name, tree in modules().items()
        for imported, late in imported_by(name, tree)
        if (own := module_of(imported)) is not None and own != name
    )


def imported_by(module: str, tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """The full names that a module imports, and whether it does so late."""
    first = {id(statement) for statement in tree.body}
    for node in ast.walk(tree):
        late = id(node) not in first
        if isinstance(node, ast.Import):
            yield from ((alias.name, late) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = origin(module, node)
            yield from ((f"{base}.{alias.name}", late) for alias in node.names)


def origin(module: str, node: ast.ImportFrom) -> str:
    """The module that a statement imports from, by its full name."""
    if not node.level:
        return node.module or ""
    package = ["soapstone", *filter(None, module.split("."))]
    is_package = (TOP.joinpath(*module.split(".")) / "__init__.py").exists()
    above = package[: len(package) - node.level + is_package]
    return ".".join([*above, *filter(None, [node.module])])


def module_of(name: str) -> str | None:
    """The module of the package that a full name is, or is in; None for what is elsewhere."""
    top, _, rest = name.partition(".")
    if top != "soapstone":
        return None
    while rest not in modules():
        rest = rest.rpartition(".")[0]
    return rest


def room_of(module: str) -> str:
    """The folder that a module is in; a module of the package itself is a room of its own."""
    if module in ENTRIES:
        return ENTRIES[module]
    path = TOP.joinpath(*module.split("."))
    folder = path if path.is_dir() else path.parent
    if folder == TOP:
        return module or "package"
    return folder.relative_to(TOP).as_posix()


def circle(edges: Iterable[tuple[str, str]]) -> list[str]:
    """What imports what in a circle, if anything does."""
    graph: dict[str, set[str]] = {}
    for importer, imported in edges:
        graph.setdefault(importer, set()).add(imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize("room", MAY_KNOW)
def test_a_room_knows_no_other_than_the_table_says(room: str) -> None:
    beyond = [
        (each.importer, each.imported)
        for each in imports()
        if room_of(each.importer) == room
        if room_of(each.imported) not in (room, *MAY_KNOW[room])
    ]
    assert [each for each in beyond if each not in EXCEPTIONS] == [], (
        f"{room} may not know these: move what they share to a room that both may know;"
        " or, if a new room has to, let MAY_KNOW say so"
    )


def test_every_room_stands_in_the_table() -> None:
    rooms = {room_of(module) for module in modules()}
    empty = {"emit"}  # a folder with nothing in it but the two
    assert rooms - empty - MAY_KNOW.keys() == set(), "give each a line in MAY_KNOW"
    assert MAY_KNOW.keys() - rooms == set(), "these are gone: so go their lines"


def test_the_table_has_no_circle() -> None:
    assert not circle(
        (room, other) for room, known in MAY_KNOW.items() for other in known
    )


def test_the_table_allows_nothing_that_no_module_needs() -> None:
    used = {(room_of(each.importer), room_of(each.imported)) for each in imports()}
    allowed = {(room, other) for room, known in MAY_KNOW.items() for other in known}
    assert allowed - used == set(), "no module imports this: take it out of MAY_KNOW"
    made = {(each.importer, each.imported) for each in imports()}
    assert EXCEPTIONS.keys() - made == set(), "these imports are gone: so go the lines"


def test_modules_import_each_other_in_no_circle() -> None:
    edges = {(each.importer, each.imported) for each in imports()}
    assert (
        circle(edges - CIRCLES.keys()) == []
    ), "these import each other: move what they share to a module below them"


def test_what_closes_a_circle_is_imported_late() -> None:
    late = {(each.importer, each.imported) for each in imports() if each.late}
    early = {(each.importer, each.imported) for each in imports() if not each.late}
    assert CIRCLES.keys() - late == set()
    assert CIRCLES.keys() & early == set()


def test_the_runtime_needs_lxml_and_the_standard_library() -> None:
    """It is copied to where nothing else of ours is."""
    outside = {
        name.partition(".")[0]
        for module, tree in modules().items()
        if module.partition(".")[0] == "runtime"
        for name, _ in imported_by(module, tree)
        if module_of(name) is None
    }
    assert outside - sys.stdlib_module_names == {"lxml"}
