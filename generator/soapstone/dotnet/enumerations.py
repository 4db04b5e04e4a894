"""Well-known .NET enumerations, found by name or by first member (a sample shows only that one).

Source: Microsoft's API reference. Members stand in the order of their values, aliases beside each
other. Listed are only enumerations whose first member starts no other enumeration of .NET.
"""

from __future__ import annotations

from typing import NamedTuple

from soapstone.dotnet.namespaces import DATA_CONTRACT
from soapstone.model.contract import QName


class Known(NamedTuple):
    """A .NET enumeration: its data contract's name and its members."""

    name: QName
    members: tuple[str, ...]


def _known(namespace: str, name: str, members: str) -> Known:
    return Known(QName(DATA_CONTRACT + namespace, name), tuple(members.split()))


_KNOWN = (
    _known(
        "System.Net",
        "HttpStatusCode",
        """
        Continue SwitchingProtocols Processing EarlyHints
        OK Created Accepted NonAuthoritativeInformation NoContent ResetContent PartialContent
        MultiStatus AlreadyReported IMUsed
        MultipleChoices Ambiguous MovedPermanently Moved Found Redirect SeeOther RedirectMethod
        NotModified UseProxy Unused TemporaryRedirect RedirectKeepVerb PermanentRedirect
        BadRequest Unauthorized PaymentRequired Forbidden NotFound MethodNotAllowed NotAcceptable
        ProxyAuthenticationRequired RequestTimeout Conflict Gone LengthRequired
        PreconditionFailed RequestEntityTooLarge RequestUriTooLong UnsupportedMediaType
        RequestedRangeNotSatisfiable ExpectationFailed MisdirectedRequest UnprocessableEntity
        UnprocessableContent Locked FailedDependency UpgradeRequired PreconditionRequired
        TooManyRequests RequestHeaderFieldsTooLarge UnavailableForLegalReasons
        InternalServerError NotImplemented BadGateway ServiceUnavailable GatewayTimeout
        HttpVersionNotSupported VariantAlsoNegotiates InsufficientStorage LoopDetected
        NotExtended NetworkAuthenticationRequired
        """,
    ),
    _known(
        "System",
        "DayOfWeek",
        "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
    ),
)

BY_NAME = {known.name.name: known for known in _KNOWN}
BY_FIRST_MEMBER = {known.members[0]: known for known in _KNOWN}
