"""Finds the namespace of a data contract whose name no sample shows: that of an element's type.

Members have the namespace of the class that declares them, so inherited ones can have another than
the type. DataContractSerializer declares the namespace of a member's type on the member's element,
with a prefix, where it is not that of the class around it; and a namespace that nothing around
declares on the child itself, as the default. So a child with its own ``xmlns`` is inherited.
"""

from __future__ import annotations

from soapstone.dotnet.namespaces import ARRAYS, XSD, XSI
from soapstone.model.facts import Node

_OF_NO_CLASS = frozenset({ARRAYS, XSD, XSI})


def type_namespace(node: Node) -> str:
    """Return the namespace of the type of an element with members.

    Without a declaration it is that of the last child: a type's own members come after inherited
    ones.
    """
    declared = [each for each in node.declared if each not in _OF_NO_CLASS]
    if len(declared) == 1:
        return declared[0]
    last = node.children[-1] if node.children else node
    return node.namespace if last.declares_own else last.namespace
