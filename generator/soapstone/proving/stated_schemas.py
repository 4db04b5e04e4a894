"""Asks xmlschema whether a document is what the service's own WSDL and XSD documents say.

They are texts in memory: nothing else is read, fetched or expanded. Some of what a schema demands
no contract has; a sample that is made from the contract may fail there, which proves nothing.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import xmlschema
from xmlschema.validators import (
    XsdAnyElement,
    XsdAttribute,
    XsdAttributeGroup,
    XsdElement,
    XsdGroup,
)

from soapstone.dotnet.namespaces import XSD
from soapstone.proving.schemas import is_reference

_ANY = "held as any XML, so what the service's own schema demands of it is not tried"
_TEXT = "a list or a union, held as text, is not tried by the service's own schema"
_GROUP = (
    "the order and number of elements that are held as a list are not tried by the service's own"
    " schema"
)
_RESTRICTION = "a type without a member of its base, whose class has it, is not tried"


class StatedSchemas:
    """The schemas of a service's documents, as one. It is a Judge."""

    def __init__(
        self, texts: Sequence[tuple[str, str]], known: Mapping[str, str]
    ) -> None:
        """``texts`` has the namespace and the text of each. ``known`` has the texts of those that
        every receiver has, by namespace: they are there if a service does not state them.

        Raises xmlschema's own errors for schemas that cannot be used.
        """
        stated = {namespace for namespace, _ in texts}
        more = [text for name, text in known.items() if text and name not in stated]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is missing is any type
            self._maps: Any = _loaded([*(text for _, text in texts), *more]).maps
        self.errors = [*self._errors()]
        """What of them xmlschema does not take, and passes over."""
        self._texts = {*self._lists_and_unions()}
        self.passed_over: dict[tuple[str, str], None] = {}
        """The places where a document is less than its schema demands, each with the reason why
        that is no fault of the document.
        """

    def declares(self, root: str) -> bool:
        """Whether they have a root element of this name: that of an rpc style has none."""
        return root in self._maps.elements

    def refusal(self, namespace: str, document: str) -> str:
        """Say why a document is not valid, as a Judge; what is passed over is noted."""
        schema = self._maps.namespaces[namespace][0]
        for error in schema.iter_errors(document):
            if is_reference(error):
                continue
            reason = self._beyond_contract(error)
            if not reason:
                return f"{error.path}: {error.reason}"
            self.passed_over.setdefault((error.path or "", reason))
        return ""

    def _errors(self) -> Iterator[str]:
        for schema in self._maps.iter_schemas():
            yield from (str(each.message) for each in schema.all_errors)

    def _lists_and_unions(self) -> Iterator[str]:
        """The names of elements and attributes of such a type; those of attributes begin with @."""
        for one in self._maps.iter_components((XsdElement, XsdAttribute)):
            simple = one.type.simple_type
            if simple is not None and (simple.is_list() or simple.is_union()):
                yield f"@{one.name}" if isinstance(one, XsdAttribute) else one.name

    def _beyond_contract(self, error: xmlschema.XMLSchemaValidationError) -> str:
        """Why a contract cannot know of an error; "" where it should."""
        found: Any = error.validator
        if isinstance(found, XsdAnyElement):
            return _ANY
        content = isinstance(found, XsdGroup | XsdAttributeGroup)
        if content and getattr(found.parent, "derivation", None) == "restriction":
            return _RESTRICTION
        if isinstance(found, XsdGroup):
            leaves = [*found.iter_elements()]
            if all(_is_any(each) for each in leaves):
                return _ANY
            return _GROUP if _is_list(found, leaves) else ""
        attribute, at, _ = (error.reason or "").partition("=")
        name = attribute.removeprefix("attribute ") if at else ""
        tag = error.elem.tag if error.elem is not None else ""
        return _TEXT if {tag, f"@{name}"} & self._texts else ""


def _is_any(leaf: Any) -> bool:
    """Whether a leaf of a content model is a wildcard, or the schema of a DataSet."""
    return isinstance(leaf, XsdAnyElement) or leaf.name.startswith(f"{{{XSD}}}")


def _is_list(group: Any, leaves: Sequence[Any]) -> bool:
    """Whether elements are repeated with others, stand twice, or a list of them is never empty."""
    names = Counter(each.name for each in leaves)
    often = (
        names[each.name] > 1 or (each.min_occurs > 0 and each.max_occurs != 1)
        for each in leaves
    )
    groups = (each for each in group.iter_model() if isinstance(each, XsdGroup))
    return any(often) or any(each.max_occurs != 1 for each in (group, *groups))


def _loaded(texts: Sequence[str]) -> xmlschema.XMLSchema:
    """One schema of all texts; nothing beside them is read."""
    first = xmlschema.XMLSchema(
        texts[0], build=False, defuse="always", allow="none", validation="lax"
    )
    for text in texts[1:]:
        first.add_schema(text, build=False)
    first.maps.build()
    return first
