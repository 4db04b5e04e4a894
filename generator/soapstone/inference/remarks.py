"""Findings of inference, side by side so that they speak with one voice.

Each says what stands on the page, what became of it, and what would settle it.
"""

from __future__ import annotations

from soapstone.dotnet.scalars import FILLINGS
from soapstone.model.facts import Node, Row
from soapstone.model.findings import Finding, Origin, Severity

_NOTE, _GUESS, _CONFLICT = Severity.NOTE, Severity.GUESS, Severity.CONFLICT
_METADATA = "The service's metadata, or its author."
_MESSAGE = "A real message, or the service's author."
_PAGE = "A page that shows its type, best saved as HTML."


def empty_element(subject: str, origin: Origin) -> Finding:
    """``<x />``: an object, an empty class, simple content, a type of facets only, a TimeSpan."""
    found = (
        "The element is empty: an object, a class without members, or a simple type."
    )
    decided = "Taken as a record without members, which keeps what it is given."
    return Finding("empty-element", _GUESS, subject, origin, found, decided, _MESSAGE)


def anonymous_type(subject: str, origin: Origin) -> Finding:
    """ASMX prints ``bytes``, or ``""`` in an attribute, for every simple type without a name."""
    found = "The type has no name, so the page shows none."
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
    """ASMX prints a type's name; of an enumeration with one member, which is rare, that word."""
    return Finding(
        "filled-in",
        _GUESS,
        subject,
        origin,
        "The text is no type's name: a value that somebody filled in.",
        "Taken as string. The value is not kept.",
        "The page as the service shows it, or a real message.",
    )


def qualified_name(subject: str, origin: Origin) -> Finding:
    """ASMX prints ``q1:QName``; the value's prefix is declared wherever the writer pleases."""
    return Finding(
        "qualified-name",
        _NOTE,
        subject,
        origin,
        "The value is a qualified name (QName).",
        "Kept as text: its prefix is not looked up.",
        "Nothing: give a name with a prefix that the message declares, or without one.",
    )


def depth_cut(subject: str, origin: Origin, element: str, taken: str) -> Finding:
    """``element`` is cut: the member, or an item of it. ``taken`` is what other places show under
    its name; "" where none does.
    """
    found = "The page cuts its sample here (xsi:nil)."
    settle = "A page that shows the element whole."
    if taken:
        decided = f"Taken as {taken}, which stands under the same name elsewhere."
        return Finding("depth-cut", _NOTE, subject, origin, found, decided, settle)
    decided = f"{element} is a record without members, which keeps what it is given."
    return Finding("depth-cut", _GUESS, subject, origin, found, decided, settle)


def nil_sample(subject: str, origin: Origin, decided: str) -> Finding:
    """ServiceStack leaves nil what it cannot make: an interface, a type inside itself, an
    ``int?``.
    """
    found = "The sample shows nil, and nothing else tells the type."
    return Finding("nil-sample", _GUESS, subject, origin, found, decided, _PAGE)


def _shown(text: str) -> str:
    """A placeholder as it stands; no value is told, for it may be a person's."""
    return text if text == "0" or text in FILLINGS else "a value"


def guessed_number(subject: str, node: Node, name: str) -> Finding:
    """Every number shows ``0``."""
    found = f"The sample shows {_shown(node.text)}, and no table states the type."
    decided = f"Taken as {name}; a number that does not fit is kept, with a warning."
    settle = "A page with the type's table."
    return Finding(
        "guessed-number", _GUESS, subject, node.origin, found, decided, settle
    )


def live_value(subject: str, node: Node, name: str) -> Finding:
    """Computed members, and authors, put real values into a sample."""
    found = "The sample shows a value that is no filling, and no table states the type."
    settle = "A page with the type's table."
    return Finding(
        "live-value", _GUESS, subject, node.origin, found, f"Taken as {name}.", settle
    )


def enumeration_by_sample(subject: str, node: Node, name: str) -> Finding:
    """An enumeration shows its first member."""
    found = f"The sample shows {node.text}, and no table states the type."
    decided = f"Taken as {name}, the .NET enumeration that starts with {node.text}."
    settle = "A page with the type's table."
    return Finding(
        "enumeration-by-sample", _GUESS, subject, node.origin, found, decided, settle
    )


def odd_word(subject: str, node: Node) -> Finding:
    """An enumeration of the service's own that the page does not list, or a live value."""
    found = "The sample shows a word: an enumeration's first member, or a real value."
    return Finding(
        "odd-word", _GUESS, subject, node.origin, found, "Taken as string.", _METADATA
    )


def guessed_list(subject: str, node: Node) -> Finding:
    """A collection shows one entry, and so may a record with one member."""
    found = f"The sample shows one {node.children[0].name} inside, and no table states the type."
    decided = f"Taken as a list of {node.children[0].name}."
    settle = "A page with the type's table."
    return Finding("guessed-list", _GUESS, subject, node.origin, found, decided, settle)


def nullable_required(subject: str, row: Row) -> Finding:
    """The C# type decides what it can be, Required whether it must be given."""
    found = f"{row.csharp} can be null, and is required."
    decided = f"{row.csharp.strip()} may be null, and has to be given."
    return Finding(
        "nullable-required", _NOTE, subject, row.origin, found, decided, _METADATA
    )


def unreadable_type(subject: str, row: Row) -> Finding:
    """The Data Type cell holds no C# type name."""
    found = f"{row.csharp or 'Nothing'} stands where the C# type should."
    decided = "The type is taken from the sample's value."
    return Finding(
        "unreadable-type", _GUESS, subject, row.origin, found, decided, _PAGE
    )


def nameless_row(subject: str, row: Row, name: str, candidates: int) -> Finding:
    """A saving program drops cells, those that read "Email" among them."""
    only = "only member" if candidates == 1 else f"only {row.csharp} member"
    found = "The row has lost its name."
    decided = f"Taken as {name}, the {only} without a row."
    return Finding("nameless-row", _NOTE, subject, row.origin, found, decided, _PAGE)


def row_without_element(owner: str, row: Row) -> Finding:
    """A row that is left over, with its name or without."""
    subject = f"{owner}.{row.name}" if row.name else owner
    found = (
        f"The sample has no {row.name}." if row.name else "The row has lost its name."
    )
    decided = "Left out: its place on the wire is unknown."
    return Finding(
        "row-without-element", _GUESS, subject, row.origin, found, decided, _PAGE
    )


def element_without_row(subject: str, node: Node) -> Finding:
    """An element that is left over."""
    found = "The type's table has no row for the element."
    decided = "The type is taken from the sample's value."
    return Finding(
        "element-without-row", _NOTE, subject, node.origin, found, decided, _PAGE
    )


def named_by_path(name: str, origin: Origin) -> Finding:
    """The heading is gone, and the sample is in a format without names of types."""
    found = "The page does not print the operation's name."
    settle = "The page with its heading."
    decided = f"Called {name}, after its path."
    return Finding("named-by-path", _GUESS, name, origin, found, decided, settle)


def computed_member(subject: str, origin: Origin, text: str) -> Finding:
    """JSON, JSV and CSV show members that cannot be set, and so cannot be filled."""
    return Finding(
        "computed-member",
        _NOTE,
        subject,
        origin,
        f"The sample shows {_shown(text)} among members that are filled.",
        "The service computes it: it is read, and sending it has no effect.",
        _METADATA,
    )


def unknown_type(subject: str, row: Row, decided: str) -> Finding:
    """A type of the service's own of which no page has a table, nor a sample."""
    found = f"{row.csharp} stands in the table, and no page shows that type."
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
    found = "The sample shows a number, or the table values that are bits and unions of bits."
    decided = "Taken as flags: several members may stand together."
    return Finding("flags-by-value", _NOTE, name, origin, found, decided, _METADATA)


def path_member(subject: str, origin: Origin, path: str) -> Finding:
    """A route has places for members of the request."""
    found = f"The route {path} has a place for it, and no table states its type."
    settle = "A page with the request's table."
    return Finding(
        "path-member", _GUESS, subject, origin, found, "Taken as string.", settle
    )


def base_unseen(name: str, origin: Origin, base: str) -> Finding:
    """Source that extends a class which it does not hold."""
    found = f"The class extends {base}, which no page shows."
    decided = (
        "Its own members only: what the base has is kept where a message shows it."
    )
    return Finding(
        "base-unseen", _GUESS, name, origin, found, decided, f"The source of {base}."
    )


def order_by_rule(name: str, origin: Origin, namespace: str) -> Finding:
    """Base types cannot be seen in a table, and .NET drops misplaced members in silence."""
    return Finding(
        "order-by-rule",
        _GUESS,
        name,
        origin,
        "No sample shows the message as XML.",
        f"Written in {namespace or 'no namespace'}, as the service's other requests are, its"
        " members in the order of their names: right unless it extends another type.",
        "The type's C# source (&lang=csharp), or a page that shows its XML.",
    )


def order_by_source(name: str, origin: Origin) -> Finding:
    """Source tells bases, names and Order."""
    return Finding(
        "order-by-rule",
        _NOTE,
        name,
        origin,
        "No sample shows the message as XML; its C# source is shown.",
        "Order and namespaces follow from the source by DataContract's rules.",
        "The operation's XML page (/xml/metadata?op=…).",
    )


def no_xml(name: str, origin: Origin, bodiless: bool) -> Finding:
    """Tables, JSON, JSV and CSV have no namespaces, and no order of XML."""
    return Finding(
        "no-xml",
        _NOTE if bodiless else _GUESS,
        name,
        origin,
        "No page shows the message as XML, so its namespaces and its order are unknown.",
        "It is a class all the same; it cannot be written or read as XML.",
        (
            "The type's C# source (&lang=csharp)."
            if bodiless
            else "The operation's XML page (/xml/metadata?op=…), or its C# source (&lang=csharp)."
        ),
    )


def only_in_format(subject: str, origin: Origin, where: Origin) -> Finding:
    """A member of a JSON, JSV or CSV sample that the XML of the same message lacks."""
    return Finding(
        "only-in-format",
        _NOTE,
        subject,
        origin,
        f"Shown here, and not in the XML in {where}.",
        "Left out: it does not travel as XML.",
        _METADATA,
    )


def scheme_unknown(service: str, origin: Origin, host: str) -> Finding:
    """No page shows the scheme of its addresses."""
    found = (
        f"The page names the host {host}, and no scheme."
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
        "The service's address.",
    )


def no_sample(operation: str, origin: Origin) -> Finding:
    """An index page, or a page with HTTP GET and POST alone."""
    return Finding(
        "no-sample",
        _NOTE,
        operation,
        origin,
        "The page shows no message of the operation.",
        "The operation is left out.",
        "The operation's own page.",
    )


def contradiction(
    subject: str, origin: Origin, here: str, first: str, where: Origin
) -> Finding:
    """``here`` and ``first``: what stands at ``origin`` and, before it, at ``where``."""
    found = f"{here} stands here, {first} in {where}."
    decided = f"{first}, which stands first."
    return Finding(
        "contradiction", _CONFLICT, subject, origin, found, decided, _METADATA
    )


def shown_once(subject: str, origin: Origin, name: str, where: Origin) -> Finding:
    """``where``: the place of the same type that lacks the member."""
    found = f"{name} stands here, and not in {where}."
    return Finding(
        "contradiction", _CONFLICT, subject, origin, found, "Kept.", _METADATA
    )
