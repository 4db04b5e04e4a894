"""ServiceStack's own types, which pages name but rarely show.

Source: ServiceStack.Interfaces and ServiceStack.Client, since version 4. Newer versions add members
and keep the order of the others, which is what a reader needs. Types whose order has changed
(``Authenticate``, ``Register``) are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from soapstone.dotnet.csharp import TypeName
from soapstone.dotnet.namespaces import SERVICESTACK
from soapstone.inference.servicestack.tables import fits
from soapstone.model.contract import QName
from soapstone.model.facts import Class, ClassMember, Home, Node, Row
from soapstone.model.findings import NOWHERE

ITEM = TypeName("T")
"""The type argument of ``QueryResponse<T>``, where a sample shows it and no page names it."""

_TEXTS = "Dictionary<string, string>"
_STATUS = ("ResponseStatus", "ResponseStatus")
_META = ("Meta", _TEXTS)
_TELLING = frozenset({"ErrorCode", "Message", "StackTrace"})
"""Members that tell a ``ResponseStatus`` under any name: every version has them."""


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
    that a class of the service inherits are ``QueryBase``'s. A service may use this namespace for
    types of its own: these have other members, or values that ServiceStack's types cannot have.
    """
    shown = [each for each in node.children if each.namespace == SERVICESTACK]
    name = _QUERY.name
    if type_.namespace == SERVICESTACK:
        generic = type_.name.partition("Of")[0]
        named = FRAMEWORK.get(generic)
        name = generic if named and named.parameters else type_.name
    if not has_members(name, [each.name for each in shown]):
        return {}
    known = _ROWS[name]
    return known if all(fits(known[each.name], each) for each in shown) else {}


def name_of(node: Node) -> str:
    """Return the type of ServiceStack that an element has, by its own name or by its members, or
    "".
    """
    shown = {each.name for each in node.children}
    if any(each.namespace != SERVICESTACK for each in node.children):
        return ""
    names = [node.name, "ResponseStatus"] if shown >= _TELLING else [node.name]
    for name in names:
        known = FRAMEWORK.get(name)
        if known and not known.parameters and rows(QName(SERVICESTACK, name), node):
            return name
    return ""


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
