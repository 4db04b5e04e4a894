"""Reads the keys and relations of the inline schema of a DataSet.

A foreign key is an ``xs:keyref``. A relation without one, which XML Schema cannot say, is an
``msdata:Relationship`` in an annotation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from ..reading.elements import TRUE, XSD, Element
from .layouts import MSDATA, Layout, local_of
from .names import decoded
from .table import Relation

_Columns: TypeAlias = tuple[Layout, tuple[str, ...]]
"""Columns of one table, by which rows are found."""


def add_relations(schema: Element, layouts: Mapping[str, Layout]) -> None:
    """Set the keys of all tables, then the relations, which refer to them."""
    keys: dict[str, _Columns] = {}
    relations = []
    for each in schema.iter():
        if each.tag in (XSD + "unique", XSD + "key"):
            found = _selected(each, layouts)
            if found is not None:
                keys[each.get("name") or ""] = found
                if each.get(MSDATA + "PrimaryKey") in TRUE:
                    found[0].table.key = found[1]
        elif each.tag in (XSD + "keyref", MSDATA + "Relationship"):
            relations.append(each)
    for each in relations:
        if each.tag == XSD + "keyref":
            parent = keys.get(local_of(each.get("refer") or ""))
            child = _selected(each, layouts)
        else:
            parent = _listed(each, "parent", layouts)
            child = _listed(each, "child", layouts)
        # .NET can have a foreign key that is no relation.
        if parent and child and each.get(MSDATA + "ConstraintOnly") not in TRUE:
            child[0].table.relations.append(_relation(each, parent, child))


def _selected(constraint: Element, layouts: Mapping[str, Layout]) -> _Columns | None:
    """The table and the columns of an ``xs:unique``, ``xs:key`` or ``xs:keyref``."""
    selector = constraint.find(XSD + "selector")
    path = "" if selector is None else selector.get("xpath") or ""
    layout = layouts.get(local_of(path))
    if layout is None:
        return None
    fields = (each for each in constraint if each.tag == XSD + "field")
    return layout, layout.columns(each.get("xpath") or "" for each in fields)


def _listed(
    relationship: Element, side: str, layouts: Mapping[str, Layout]
) -> _Columns | None:
    layout = layouts.get(relationship.get(MSDATA + side) or "")
    names = (relationship.get(f"{MSDATA}{side}key") or "").split()
    return None if layout is None else (layout, layout.columns(names))


def _relation(each: Element, parent: _Columns, child: _Columns) -> Relation:
    name = each.get(MSDATA + "RelationName") or each.get("name") or ""
    nested = each.get(MSDATA + "IsNested") in TRUE
    return Relation(decoded(name), parent[0].table.name, parent[1], child[1], nested)
