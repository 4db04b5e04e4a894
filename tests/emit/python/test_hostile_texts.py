"""Hostile texts in every text of a contract: none becomes code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from soapstone.model.contract import (
    Access,
    Binding,
    Contract,
    Enumeration,
    EnumerationRef,
    Message,
    Operation,
    Parameter,
    QName,
    Route,
    Scalar,
    Transport,
)
from tests.contracts import attribute, items, nillable, plain, record
from tests.emit.python.support import (
    assert_guarded,
    assert_works,
    contract,
    import_all,
    load,
    tidy_files,
)
from tests.emit.python.test_text import HOSTILE
from tests.packages import python_of

# What a namespace can hold: XML takes any text in an attribute but NUL and the like.
NAMESPACES = {
    "quotes": 'urn:"\'"""',
    "backslash": "urn:\\",
    "newline": "urn:a\nimport os\n",
    "braces": "urn:{a}{{ b }}{% c %}",
    "comment": "urn:# type: ignore",
    "bidi": "urn:\u202e",
    "long": "urn:" + "x" * 10_000,
    "slashes": "///",
}


def hostile(text: str) -> Contract:
    """A contract with the text wherever a contract holds one that is no name of XML."""
    choices = (f"{text}1", f"2{text}", text or "x")
    kind = EnumerationRef("Kind")
    fields = [
        attribute("A", Scalar("string"), nullable=True, documentation=text),
        plain("B", Scalar("string"), documentation=text),
        nillable("C", items("Item", kind), documentation=text),
    ]
    operation = Operation(
        name="Ask",
        documentation=text,
        request=Message(QName("urn:orders", "Ask"), "Ask"),
        response=None,
        bindings=(
            Binding(Transport.SOAP_1_1, text, text, text, text, text, text, text),
        ),
        routes=(Route((text, text), text),),
        parameters=(Parameter(text, (text, text)),),
        access=Access((text,), (text,), (text,), (text, text)),
    )
    return contract(
        operation,
        record("Ask", *fields, documentation=text),
        Enumeration("Kind", None, choices, documentation=text),
        service=text,
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_anywhere_stays_text(text: str, tmp_path: Path) -> None:
    made = hostile(text)
    assert_guarded(python_of(made))
    package = load(made, tmp_path)
    import_all(package)
    asked = made.operations[0]
    assert package.ASK.service == text
    assert package.ASK.documentation == text
    assert package.ASK.bindings[0].soap_action == text
    assert package.ASK.routes[0].path == text
    assert package.ASK.parameters[0].locations == (text, text)
    assert package.ASK.access.any_permission == asked.access.any_permission
    assert [each.value for each in package.Kind] == [*made.enumerations[0].members]


def test_black_is_content_with_all_hostile_texts_at_once() -> None:
    made = hostile(" ".join(HOSTILE.values()))
    files = python_of(made)
    tidy = tidy_files(made)
    assert_guarded(tidy)
    assert tidy.keys() == files.keys()


@pytest.mark.parametrize("uri", NAMESPACES.values(), ids=NAMESPACES)
def test_a_namespace_stays_text(uri: str, tmp_path: Path) -> None:
    fields = [replace(plain("B", Scalar("string")), name=QName(uri, "B"))]
    fields += [replace(nillable("C", items("I", Scalar("int"))), name=QName(uri, "C"))]
    operation = Operation("Ask", "", Message(QName(uri, "Ask"), "Ask"), None, ())
    made = contract(operation, record("Ask", *fields, namespace=uri))
    assert_guarded(python_of(made))
    package = load(made, tmp_path)
    import_all(package)


@pytest.mark.parametrize(
    "name", ["Ask\"'", "A\\", "A\nimport os", "{{ A }}", "A#", "*/", "A;B"]
)
def test_a_name_that_no_xml_has_becomes_no_code(name: str, tmp_path: Path) -> None:
    """The pages' parser lets none pass; the emitter does not rely on it."""
    fields = [plain(name, Scalar("string")), nillable("C", items(name, Scalar("int")))]
    operation = Operation(name, "", Message(QName("urn:x", name), name), None, ())
    kind = Enumeration(f"{name}2", None, (name,))
    made = contract(operation, record(name, *fields), kind, service=name)
    assert_guarded(python_of(made))
    import_all(load(made, tmp_path))


@pytest.mark.parametrize("uri", ["urn:a?b=1&c=2", "urn:it's", "urn:%7B"])
def test_a_namespace_with_what_xml_has_to_escape_comes_back(
    uri: str, tmp_path: Path
) -> None:
    field = replace(plain("B", Scalar("string")), name=QName(uri, "B"))
    operation = Operation("Ask", "", Message(QName(uri, "Ask"), "Ask"), None, ())
    assert_works(contract(operation, record("Ask", field, namespace=uri)), tmp_path)
