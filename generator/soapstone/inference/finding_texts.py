"""The findings of inference: one function for each, so that all have the same style.

Each finding says what was found, what was decided and what would settle it. The docstring of a
function says when it applies.
"""

from __future__ import annotations

from soapstone.dotnet.scalars import FILLINGS
from soapstone.model.facts import Address, Node, Row
from soapstone.model.findings import Finding, Origin, Severity

_NOTE, _GUESS, _CONFLICT = Severity.NOTE, Severity.GUESS, Severity.CONFLICT
_METADATA = "The service's WSDL or metadata, or its author."
_MESSAGE = "A recorded message, or the service's author."
_PAGE = "A page that shows its type, best saved as HTML."


def empty_element(subject: str, origin: Origin) -> Finding:
    """``<x />``: an object, a class without members, a simple type with facets only, or a
    TimeSpan.
    """
    found = (
        "The element is empty: an object, a class without members, or a simple type."
    )
    decided = "Taken as a record without members, which keeps any content."
    return Finding("empty-element", _GUESS, subject, origin, found, decided, _MESSAGE)


def anonymous_type(subject: str, origin: Origin) -> Finding:
    """ASMX prints ``bytes``, or ``""`` for an attribute, for a simple type without a name."""
    found = "The page does not show the simple type, because it has no name."
    return Finding(
        "anonymous-type",
        _GUESS,
        subject,
        origin,
        found,
        "Taken as string.",
        "The service's WSDL.",
    )


def filled_in(subject: str, origin: Origin) -> Finding:
    """ASMX prints type names. Another word is a value that a person filled in, or (rarely) the only
    member of an enumeration.
    """
    return Finding(
        "filled-in",
        _GUESS,
        subject,
        origin,
        "The text is not the name of a type: somebody filled in a value.",
        "Taken as string. The value is not kept.",
        "The page as the service shows it, or a recorded message.",
    )


def qualified_name(subject: str, origin: Origin) -> Finding:
    """ASMX prints ``q1:QName``. The writer of a message may declare the prefix of the value
    anywhere.
    """
    return Finding(
        "qualified-name",
        _NOTE,
        subject,
        origin,
        "The value is a qualified name (QName).",
        "Kept as text; its prefix is not resolved.",
        "Nothing. When you set it, use a prefix that the message declares, or no prefix.",
    )


def depth_cut(subject: str, origin: Origin, element: str, taken: str) -> Finding:
    """The sample is truncated at ``element``: the member or an item of it.

    ``taken`` is the type that other places show under its name; "" where none does.
    """
    found = "The page truncates its sample here (xsi:nil)."
    settle = "A page that shows the content of the element."
    if taken:
        decided = f"Taken as {taken}, which another place shows under the same name."
        return Finding("depth-cut", _NOTE, subject, origin, found, decided, settle)
    decided = f"{element} is a record without members, which keeps any content."
    return Finding("depth-cut", _GUESS, subject, origin, found, decided, settle)


def nil_sample(subject: str, origin: Origin, decided: str) -> Finding:
    """ServiceStack writes nil for what it cannot create: an interface, a type inside itself,
    ``int?``.
    """
    found = "The sample shows nil, and no table states the type."
    return Finding("nil-sample", _GUESS, subject, origin, found, decided, _PAGE)


def _shown(text: str) -> str:
    """Return the text if it is a placeholder, otherwise "a value": a finding never quotes a
    value.
    """
    return text if text == "0" or text in FILLINGS else "a value"


def guessed_number(subject: str, node: Node, name: str) -> Finding:
    """ServiceStack shows every number as ``0``."""
    found = f"The sample shows {_shown(node.text)}, and no table states the type."
    decided = f"Taken as {name}; a number that does not fit is kept, with a warning."
    settle = "A page with the type's table."
    return Finding(
        "guessed-number", _GUESS, subject, node.origin, found, decided, settle
    )


def live_value(subject: str, node: Node, name: str) -> Finding:
    """A computed member, or an edited sample, shows a real value."""
    found = "The sample shows a real value, not a placeholder, and no table states the type."
    settle = "A page with the type's table."
    return Finding(
        "live-value", _GUESS, subject, node.origin, found, f"Taken as {name}.", settle
    )


def enumeration_by_sample(subject: str, node: Node, name: str) -> Finding:
    """ServiceStack shows the first member of an enumeration."""
    found = f"The sample shows {node.text}, and no table states the type."
    decided = f"Taken as {name}, the .NET enumeration that starts with {node.text}."
    settle = "A page with the type's table."
    return Finding(
        "enumeration-by-sample", _GUESS, subject, node.origin, found, decided, settle
    )


def odd_word(subject: str, node: Node) -> Finding:
    """A word: an enumeration of the service that the page does not list, or a real value."""
    found = (
        "The sample shows a word: the first member of an enumeration, or a real value."
    )
    return Finding(
        "odd-word", _GUESS, subject, node.origin, found, "Taken as string.", _METADATA
    )


def guessed_list(subject: str, node: Node) -> Finding:
    """A collection shows one entry. A record with one member looks the same."""
    found = f"The sample shows one {node.children[0].name} inside, and no table states the type."
    decided = f"Taken as a list of {node.children[0].name}."
    settle = "A page with the type's table."
    return Finding("guessed-list", _GUESS, subject, node.origin, found, decided, settle)


def nullable_required(subject: str, row: Row) -> Finding:
    """The C# type decides whether a member can be null, the column Required whether it is
    required.
    """
    found = f"{row.csharp} can be null, and the page says it is required."
    decided = f"Required, as {row.csharp.strip()} or as None."
    return Finding(
        "nullable-required", _NOTE, subject, row.origin, found, decided, _METADATA
    )


def unreadable_type(subject: str, row: Row) -> Finding:
    """The Data Type cell holds no C# type name."""
    found = f"{row.csharp or 'Nothing'} stands in the place of the C# type."
    decided = "The type is inferred from the value in the sample."
    return Finding(
        "unreadable-type", _GUESS, subject, row.origin, found, decided, _PAGE
    )


def nameless_row(subject: str, row: Row, name: str, candidates: int) -> Finding:
    """Saving a page can lose cells, such as those that read "Email"."""
    only = "only member" if candidates == 1 else f"only {row.csharp} member"
    found = "The row of the table has no name."
    decided = f"Taken as {name}, the {only} without a row."
    return Finding("nameless-row", _NOTE, subject, row.origin, found, decided, _PAGE)


def row_without_element(owner: str, row: Row) -> Finding:
    """A row for which the sample has no element, with a name or without."""
    subject = f"{owner}.{row.name}" if row.name else owner
    found = (
        f"The table has the row {row.name}; the sample has no such element."
        if row.name
        else "The row of the table has no name."
    )
    decided = "The member is left out: its place on the wire is unknown."
    return Finding(
        "row-without-element", _GUESS, subject, row.origin, found, decided, _PAGE
    )


def element_without_row(subject: str, node: Node) -> Finding:
    """An element for which the table has no row."""
    found = "The table of the type has no row for the element."
    decided = "The type is inferred from the value in the sample."
    return Finding(
        "element-without-row", _NOTE, subject, node.origin, found, decided, _PAGE
    )


def named_by_path(name: str, origin: Origin) -> Finding:
    """The heading is lost, and the sample is in a format without element names."""
    found = "The page does not print the operation's name."
    settle = "The page saved with its heading."
    decided = f"Called {name}, after its path."
    return Finding("named-by-path", _GUESS, name, origin, found, decided, settle)


def computed_member(subject: str, origin: Origin, text: str) -> Finding:
    """JSON, JSV and CSV show members without a setter; ServiceStack cannot fill these."""
    return Finding(
        "computed-member",
        _NOTE,
        subject,
        origin,
        f"The sample shows {_shown(text)} where other members show placeholders.",
        "The service computes it: responses have it, and sending it has no effect.",
        _METADATA,
    )


def unknown_type(subject: str, row: Row, decided: str) -> Finding:
    """A type of the service that no page shows."""
    found = f"The table states the type {row.csharp}, which no page shows."
    return Finding(
        "unknown-type",
        _GUESS,
        subject,
        row.origin,
        found,
        f"Taken as {decided}.",
        _PAGE,
    )


def flags_by_value(name: str, origin: Origin) -> Finding:
    """No table says ``[Flags]``."""
    found = "The sample shows a number, or the values in the table are bits and unions of bits."
    decided = "Taken as [Flags]: one value may have several members."
    return Finding("flags-by-value", _NOTE, name, origin, found, decided, _METADATA)


def path_member(subject: str, origin: Origin, path: str) -> Finding:
    """A route names a member of the request in braces."""
    found = f"The route {path} names it, and no table states its type."
    settle = "A page with the request's table."
    return Finding(
        "path-member", _GUESS, subject, origin, found, "Taken as string.", settle
    )


def base_unseen(name: str, origin: Origin, base: str) -> Finding:
    """C# source with a base class that it does not contain."""
    found = f"The class extends {base}, which no page shows."
    decided = "It has its own members only; generated code keeps the others as unknown content."
    return Finding(
        "base-unseen", _GUESS, name, origin, found, decided, f"The source of {base}."
    )


def order_by_rule(name: str, origin: Origin, namespace: str) -> Finding:
    """Tables do not show base types, whose members come first. .NET drops misplaced members
    silently.
    """
    return Finding(
        "order-by-rule",
        _GUESS,
        name,
        origin,
        "No sample shows the message as XML.",
        f"Written in {namespace or 'no namespace'}, like the service's other requests, with its"
        " members in the order of their names. This is wrong if it extends another type.",
        "The type's C# source (&lang=csharp), or a page that shows its XML.",
    )


def order_by_source(name: str, origin: Origin) -> Finding:
    """C# source shows base classes, names and ``DataMember(Order)``."""
    return Finding(
        "order-by-rule",
        _NOTE,
        name,
        origin,
        "No sample shows the message as XML; a page shows its C# source.",
        "Order and namespaces follow from the source, by DataContractSerializer's rules.",
        "The operation's XML page (/xml/metadata?op=…).",
    )


def no_xml(name: str, origin: Origin, bodiless: bool) -> Finding:
    """Tables, JSON, JSV and CSV show no namespaces and not the order of XML."""
    return Finding(
        "no-xml",
        _NOTE if bodiless else _GUESS,
        name,
        origin,
        "No page shows the message as XML, so its namespaces and order are unknown.",
        "Generated as a class that cannot be read or written as XML.",
        (
            "The type's C# source (&lang=csharp)."
            if bodiless
            else "The operation's XML page (/xml/metadata?op=…), or its C# source (&lang=csharp)."
        ),
    )


def only_in_format(subject: str, origin: Origin, where: Origin) -> Finding:
    """The JSON, JSV or CSV sample has a member that the XML of the same message lacks."""
    return Finding(
        "only-in-format",
        _NOTE,
        subject,
        origin,
        f"This sample shows the member; the XML in {where} does not.",
        "Left out of the XML.",
        _METADATA,
    )


def schemes_differ(service: str, other: Address, first: Address) -> Finding:
    """Two pages, or two links of one page, state different schemes of the same host."""
    return Finding(
        "scheme-conflict",
        _CONFLICT,
        service,
        other.origin,
        f"This {other.told} is {other.scheme}://{other.name}; "
        f"{first.origin} has {first.scheme}.",
        "Each operation has the scheme that its own page states first.",
        "The address of the service: set scheme in overrides.toml.",
    )


def scheme_unknown(service: str, origin: Origin, host: str) -> Finding:
    """No page states the scheme of its addresses."""
    found = (
        f"The page names the host {host} without a scheme."
        if host
        else "The page names no host."
    )
    return Finding(
        "scheme-unknown",
        _NOTE,
        service,
        origin,
        found,
        "Taken as https.",
        "The address of the service: set scheme in overrides.toml.",
    )


def no_sample(operation: str, origin: Origin) -> Finding:
    """An index page, or a page that shows HTTP GET and POST alone."""
    return Finding(
        "no-sample",
        _NOTE,
        operation,
        origin,
        "The page shows no message of the operation.",
        "The operation is left out.",
        "The page of the operation.",
    )


def contradiction(
    subject: str, origin: Origin, here: str, first: str, where: Origin
) -> Finding:
    """``here`` is what ``origin`` shows; ``first`` is what ``where``, an earlier place, shows."""
    found = f"This place shows {here}; {where} shows {first}."
    decided = f"Taken as {first}, which comes first."
    return Finding(
        "contradiction", _CONFLICT, subject, origin, found, decided, _METADATA
    )


def shown_once(subject: str, origin: Origin, name: str, where: Origin) -> Finding:
    """``where``: the place of the same type that lacks the member."""
    found = f"This place shows {name}; {where} does not."
    return Finding(
        "contradiction",
        _CONFLICT,
        subject,
        origin,
        found,
        "The member is kept.",
        _METADATA,
    )
