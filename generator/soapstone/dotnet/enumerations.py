"""Well-known enumerations of .NET, by name and by the first member, which is what a sample
shows.

Members in the order of their values, aliases beside each other; after Microsoft's API reference.
Only enumerations stand here whose first member no other enumeration of .NET begins with.
"""

from __future__ import annotations

from typing import NamedTuple

from soapstone.dotnet.namespaces import DATA_CONTRACT
from soapstone.model.contract import QName


class Known(NamedTuple):
    """An enumeration of .NET."""

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
