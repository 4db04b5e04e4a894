"""ServiceStack's own types: the status of a response, which pages name but rarely show.

Namespace, names and order are those of real samples.
"""

from __future__ import annotations

from soapstone.dotnet.namespaces import SERVICESTACK
from soapstone.model.facts import Class, ClassMember, Home, Row
from soapstone.model.findings import NOWHERE

_TEXTS = "Dictionary<string, string>"


def _class(name: str, *members: tuple[str, str]) -> Class:
    return Class(
        name=name,
        parameters=(),
        base="",
        contract_name="",
        home=Home("ServiceStack", SERVICESTACK),
        members=tuple(
            ClassMember(Row(member, "", csharp, False, "", NOWHERE), order)
            for order, (member, csharp) in enumerate(members, 1)
        ),
        answer="",
        origin=NOWHERE,
    )


FRAMEWORK = {
    each.name: each
    for each in (
        _class(
            "ResponseStatus",
            ("ErrorCode", "string"),
            ("Message", "string"),
            ("StackTrace", "string"),
            ("Errors", "List<ResponseError>"),
            ("Meta", _TEXTS),
        ),
        _class(
            "ResponseError",
            ("ErrorCode", "string"),
            ("FieldName", "string"),
            ("Message", "string"),
            ("Meta", _TEXTS),
        ),
    )
}
"""The classes by name."""
