"""ServiceStack's own types, which pages name but rarely show.

Source: ServiceStack.Interfaces and ServiceStack.Client, since version 4. Newer versions add members
and keep the order of the others, which is what a reader needs. Types whose order has changed
(``Authenticate``, ``Register``) are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from soapstone.dotnet.csharp import TypeName
from soapstone.dotnet.namespaces import SERVICESTACK
from soapstone.model.contract import QName
from soapstone.model.facts import Class, ClassMember, Home, Node, Row
from soapstone.model.findings import NOWHERE

ITEM = TypeName("T")
"""The type argument of ``QueryResponse<T>``, where a sample shows it and no page names it."""

_TEXTS = "Dictionary<string, string>"
_STATUS = ("ResponseStatus", "ResponseStatus")
_META = ("Meta", _TEXTS)
_ENOUGH = 3
"""Members that tell a type whose name is not shown."""


def _class(name: str, *members: tuple[str, str], of: str = "", base: str = "") -> Class:
    return Class(
        name=name,
        parameters=tuple(of.split()),
        base=base,
        contract_name="",
        home=Home("ServiceStack", SERVICESTACK),
        members=tuple(
            ClassMember(Row(member, "", csharp, False, "", NOWHERE), order)
            for order, (member, csharp) in enumerate(members, 1)
        ),
        answer="",
        origin=NOWHERE,
    )


_QUERY = _class(
    "QueryBase",
    ("Skip", "int?"),
    ("Take", "int?"),
    ("OrderBy", "string"),
    ("OrderByDesc", "string"),
    ("Include", "string"),
    ("Fields", "string"),
    _META,
)
_CLASSES = (
    _class(
        "ResponseStatus",
        ("ErrorCode", "string"),
        ("Message", "string"),
        ("StackTrace", "string"),
        ("Errors", "List<ResponseError>"),
        _META,
    ),
    _class(
        "ResponseError",
        ("ErrorCode", "string"),
        ("FieldName", "string"),
        ("Message", "string"),
        _META,
    ),
    _class("ErrorResponse", _STATUS),
    _class("EmptyResponse", _STATUS),
    _class("IdResponse", ("Id", "string"), _STATUS),
    _class("StringResponse", ("Result", "string"), _META, _STATUS),
    _class("StringsResponse", ("Results", "List<string>"), _META, _STATUS),
    _QUERY,
    _class("QueryDb", base="QueryBase"),
    _class("QueryData", base="QueryBase"),
    _class(
        "QueryResponse",
        ("Offset", "int"),
        ("Total", "int"),
        ("Results", f"List<{ITEM.name}>"),
        _META,
        _STATUS,
        of=ITEM.name,
    ),
    _class(
        "AuthenticateResponse",
        ("UserId", "string"),
        ("SessionId", "string"),
        ("UserName", "string"),
        ("DisplayName", "string"),
        ("ReferrerUrl", "string"),
        ("BearerToken", "string"),
        ("RefreshToken", "string"),
        ("RefreshTokenExpiry", "DateTime?"),
        ("ProfileUrl", "string"),
        ("Roles", "List<string>"),
        ("Permissions", "List<string>"),
        ("AuthProvider", "string"),
        _STATUS,
        _META,
    ),
)
FRAMEWORK = {each.name: each for each in _CLASSES}
"""The classes by name."""
_ROWS = {
    each.name: {member.row.name: member.row for member in each.members}
    for each in _CLASSES
}
_QUERY_ROWS = _ROWS[_QUERY.name]


def has_members(name: str, members: Collection[str]) -> bool:
    """Return whether a type of ServiceStack has this name and these members, perhaps among others.

    A service may have a type of its own by the same name.
    """
    return name in _ROWS and set(members) <= _ROWS[name].keys()


def rows(type_: QName, node: Node) -> Mapping[str, Row]:
    """Return the members that ServiceStack itself declares of an element's type, by name.

    They have ServiceStack's namespace. In a type of another namespace they are inherited, and those
    that a class of the service inherits are ``QueryBase``'s.
    """
    shown = [each.name for each in node.children if each.namespace == SERVICESTACK]
    name = _QUERY.name
    if type_.namespace == SERVICESTACK:
        generic = type_.name.partition("Of")[0]
        named = FRAMEWORK.get(generic)
        name = generic if named and named.parameters else type_.name
    return _ROWS[name] if has_members(name, shown) else {}


def name_of(node: Node) -> str:
    """Return the type of ServiceStack that an element has, by its own name or by its members, or
    "".
    """
    if any(each.namespace != SERVICESTACK for each in node.children):
        return ""
    shown = {each.name for each in node.children}
    if shown and has_members(node.name, shown):
        return node.name
    fitting = [name for name in _ROWS if has_members(name, shown)]
    return fitting[0] if len(shown) >= _ENOUGH and len(fitting) == 1 else ""


def inherited(stated: Mapping[str, Row]) -> list[str]:
    """Return which members a request inherits from ``QueryBase``, in its order: none, unless its
    table lists those that every version has, with their C# types.
    """
    first = list(_QUERY_ROWS)[:4]
    query = all(
        name in stated and stated[name].csharp.strip() == _QUERY_ROWS[name].csharp
        for name in first
    )
    return [name for name in _QUERY_ROWS if query and name in stated]
