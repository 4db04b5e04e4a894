"""Reads the HTTP GET and POST sections of ASMX pages: parameters, and return values alone.

A method has these sections if all its parameters are scalars, enumerations or arrays of them, and
none is ``out`` (.NET's ValueCollectionParameterReader). The root element of the response has the
name of the return value's type, for XmlReturnWriter knows no method. Without a SOAP section the
parameters are the request and this element is the response.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from soapstone.dotnet.scalars import STRING, printed
from soapstone.inference.merge import outline
from soapstone.inference.parts import FORMS, Document, Form, Part
from soapstone.inference.shapes import (
    FieldShape,
    ListShape,
    Naming,
    RecordShape,
    Shape,
    inside,
    is_leaf,
)
from soapstone.inference.xml_serializer import samples
from soapstone.model.catalogue import asmx, service
from soapstone.model.contract import (
    Binding,
    FormParameter,
    Particle,
    QName,
    Scalar,
)
from soapstone.model.decisions import Decisions
from soapstone.model.facts import Exchange, Node, Sample
from soapstone.model.rules import Rule

_BYTES = Scalar("base64Binary")


def completed(part: Part) -> Part:
    """Return an operation with the bindings of its HTTP GET and POST sections, and the decisions on
    them.

    If nothing else shows its messages, they are made of these sections.
    """
    if not part.forms:
        return part
    if not (part.requests or part.responses):
        part = _with_messages(part)
    elif not part.requests and any(each.is_request for each in part.missing):
        part = _with_request(part)
    bindings = list(part.bindings)
    decisions = list(part.decisions)
    for form in part.forms:
        parameters, made = _parameters(part, form.exchange)
        decisions += made
        if parameters is not None:
            bindings.append(_binding(part, form, parameters))
    return replace(part, bindings=tuple(bindings), decisions=tuple(decisions))


def _pairs(part: Part, exchange: Exchange) -> tuple[tuple[str, str], ...]:
    """The parameters of a section. Both sections show the same ones, and a form body can get lost
    in the lines of the head.
    """
    every = [exchange, *(each.exchange for each in part.forms)]
    return next(filter(None, (each.request.parameters for each in every)), ())


# Messages


def _with_messages(part: Part) -> Part:
    """The messages of an operation that only these sections show."""
    answers = [each.exchange.response for each in part.forms]
    shown = [each for each in answers if each]
    root = next((each.body for each in shown if each.body), None)
    # DataSet, XmlNode and object are documents of any kind.
    is_any = any(each.raw for each in shown) or (root and samples.is_any(root))
    namespace = root.namespace if root else ""
    rule = asmx.ANY_ANSWER if is_any else asmx.FORM_MESSAGES
    made = rule.at(part.forms[0].exchange.request.origin)
    return replace(
        part,
        requests=(_request(part, namespace),),
        responses=(_response(root),) if root and not is_any else (),
        raw=_BYTES if is_any else None,
        decisions=(*part.decisions, made) if root or is_any else part.decisions,
    )


def _with_request(part: Part) -> Part:
    """An operation of which SOAP shows the response alone: these sections have what it takes."""
    made = asmx.REQUEST_BY_PARAMETERS.at(part.forms[0].exchange.request.origin)
    return replace(
        part,
        requests=(_request(part, part.responses[0].element.namespace),),
        bindings=(),
        decisions=(*part.decisions, made),
    )


def _request(part: Part, namespace: str) -> Document:
    """The request whose members are the parameters.

    Its namespace is that of the response, which .NET takes from the service.
    """
    exchange = part.forms[0].exchange
    sample = exchange.request
    pairs = _pairs(part, exchange)
    count = Counter(name for name, _ in pairs)
    fields = tuple(
        _member(QName(namespace, name), text, count[name] > 1, sample)
        for name, text in dict(pairs).items()
    )
    element = QName(namespace, _xml_name(part.name))
    order = asmx.PARAMETER_ORDER if fields else service.NOT_SHOWN
    made = (asmx.METHOD_NAME.at(sample.origin), order.at(sample.origin))
    shape = RecordShape(element, Naming.MESSAGE, fields, decisions=made)
    return Document(element, shape, sample.origin)


def _xml_name(text: str) -> str:
    """A name for XML: the heading of a page can be any text."""
    name = re.sub(r"\W|[\x80-\xbf\u2190-\u2bff]", "_", text)
    return name if re.match(r"[^\W\d]", name) else f"_{name}"


def _member(name: QName, text: str, is_list: bool, sample: Sample) -> FieldShape:
    item = printed(text) or STRING
    stated = item != STRING
    shape: Shape = item
    made: Decisions = ((asmx.TYPE_NAME if stated else asmx.UNTYPED_PARAMETER).here,)
    if is_list:
        shape = ListShape(QName(name.namespace, item.name), item, nillable=False)
        made = (asmx.PARAMETER_TWICE.here, *inside("items", made, sample.origin))
    is_value = samples.is_value(shape)
    nulls = samples.VALUE if is_value else samples.REFERENCE
    return FieldShape(
        name,
        shape,
        sample.origin,
        nullable=not is_value,
        required=is_value,
        demanded=is_value,
        stated=stated,
        decisions=(*made, asmx.PARAMETER_MEMBER.here, *nulls),
    )


def _response(root: Node) -> Document:
    element = QName(root.namespace, root.name)
    return Document(element, samples.returned(root), root.origin)


# Bindings


def _binding(part: Part, form: Form, parameters: tuple[FormParameter, ...]) -> Binding:
    head, response = form.exchange.request.head, form.exchange.response
    root = response.body if response else None
    if root is None and response and response.missing:
        root = _other_answer(part, form)
    return Binding(
        FORMS[form.exchange.protocol],
        head.verb,
        form.scheme,
        form.host,
        head.path.partition("?")[0],
        request_type=head.header("Content-Type"),
        response_type=response.head.header("Content-Type") if response else "",
        parameters=parameters,
        response_element=QName(root.namespace, root.name) if root else None,
        return_member=_return_member(part, root),
    )


def _other_answer(part: Part, form: Form) -> Node | None:
    """The document that the other section shows, which is the same."""
    answers = (each.exchange.response for each in part.forms if each is not form)
    return next((each.body for each in answers if each and each.body), None)


def _return_member(part: Part, root: Node | None) -> QName | None:
    """The member of the response that holds the return value: the first one.

    The response of a bare method is itself the value and has the members of its type.
    """
    if not part.responses or not part.responses[0].shape.fields:
        return None
    shape = part.responses[0].shape
    if root and outline(shape) == outline(samples.returned(root)):
        return None
    return shape.fields[0].name


def _parameters(
    part: Part, exchange: Exchange
) -> tuple[tuple[FormParameter, ...] | None, Decisions]:
    """Return each parameter with the member that it carries: that of its name, otherwise that at
    its place. None where the parameters are not the members.
    """
    names = tuple(dict(_pairs(part, exchange)))
    origin = exchange.request.origin
    members = _members(part, names)
    if exchange.request.is_cut and len(members or ()) != len(names):
        return None, ()
    if members is None or len(members) != len(names):
        return None, (asmx.OTHER_PARAMETERS.at(origin, transport=exchange.protocol),)
    carried = _carried(names, list(members))
    made = (rule.at(origin, **words) for rule, words in _made(carried, members))
    return carried, tuple(made)


def _made(
    carried: Sequence[FormParameter], members: Mapping[str, Shape]
) -> Iterator[tuple[Rule, dict[str, str]]]:
    """The rules by which parameters carry members, each with its words."""
    other = [each.name for each in carried if each.member]
    if other:
        yield asmx.PARAMETER_BY_POSITION, {"names": ", ".join(other)}
    elif carried:
        yield asmx.PARAMETER_BY_NAME, {}
    enumerations = [
        each.name
        for each in carried
        if not isinstance(members[each.member or each.name], Scalar)
    ]
    if enumerations:
        yield asmx.NAME_IN_CODE, {"names": ", ".join(enumerations)}


def _members(part: Part, names: Sequence[str]) -> dict[str, Shape] | None:
    """The members of the request by name, each with its type or that of its items; None where one
    is of a type that no form can carry.
    """
    request = part.requests[0] if part.requests else None
    fields = request.shape.fields if request else ()
    found: dict[str, Shape] = {}
    for field in fields:
        shape = field.shape.shape if isinstance(field.shape, ListShape) else field.shape
        # byte[] is an array, so an array of it is one of arrays, which no form has.
        if not is_leaf(shape) or (shape == _BYTES and shape is not field.shape):
            return None
        found[field.name.name] = shape
    # The request of a bare method is itself its only parameter.
    if request and len(found) == len(names) == 1 and not found.keys() & {*names}:
        only = fields[0]
        if only.particle is Particle.TEXT or only.repeated:
            return {request.element.name: next(iter(found.values()))}
    return found


def _carried(names: Sequence[str], members: Sequence[str]) -> tuple[FormParameter, ...]:
    """Each parameter with its member; those without a member of their name in the same order."""
    asked, known = frozenset(names), frozenset(members)
    left = (each for each in members if each not in asked)
    return tuple(
        FormParameter(name, "" if name in known else next(left)) for name in names
    )
