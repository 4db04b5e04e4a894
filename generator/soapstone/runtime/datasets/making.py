"""Makes the text of an ``Xml`` from tables: a DataSet as XmlSerializer writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import WireError, shown
from ..reading.fragments import quoted
from ..records.xml import NAMELESS
from ..scalars.python_values import type_name
from .diffgrams import diffgram
from .names import encoded
from .planning import plan
from .problems import Problems
from .schema_writing import schema


def text_of(tables: Mapping[str, Any], name: str, namespace: str) -> str:
    """Return the element, which has no name yet, like ``Xml.of_tables``. Raises WireError."""
    problems = Problems()
    element = "_"
    try:
        element = encoded(name)
        quoted(namespace)
    except ValueError as error:
        found = f"the DataSet {shown(name)} in {shown(namespace)}"
        problems.add("$", found, str(error))
    if not isinstance(tables, Mapping):
        expected = f"a dict of tables by name, not {type_name(tables)}"
        problems.add("$", shown(tables), expected)
        raise WireError(problems.found)
    planned = plan(tables, problems)
    if problems.found:
        raise WireError(problems.found)
    text = schema(planned, element, namespace, problems)
    text += diffgram(planned, element, namespace, problems)
    if problems.found:
        raise WireError(problems.found)
    return f"<{NAMELESS}>{text}</{NAMELESS}>"
