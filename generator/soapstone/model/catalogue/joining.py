"""Pages beside a WSDL: what they show that it lacks or has otherwise."""

from __future__ import annotations

from soapstone.model.rules import Aspect, Certainty, Remark, Rule, Source

_GUESS = Certainty.GUESS
_OLDER = "Save the WSDL and the page again, both as they are now."

ONLY_ON_PAGE = Rule(
    "only-on-page",
    Aspect.CONFLICT,
    _GUESS,
    Source.WSDL,
    "A page prints a member that the WSDL does not have: one of them is older. The member is kept.",
    change=_OLDER,
    remark=Remark(
        "The page prints {name}, and the WSDL does not have it.",
        "The member is kept: the WSDL may be older than the page.",
    ),
    code="not-in-wsdl",
)
TEXT_ONLY_ON_PAGE = Rule(
    "text-only-on-page",
    Aspect.CONFLICT,
    _GUESS,
    Source.WSDL,
    "A page prints members of an enumeration that the WSDL does not have: one of them is older."
    " They are kept.",
    change=_OLDER,
    remark=Remark(
        "The page prints {names}, and the WSDL does not have it.",
        "Kept: the WSDL may be older than the page.",
    ),
    code="not-in-wsdl",
)
OPERATION_ONLY_ON_PAGE = Rule(
    "operation-only-on-page",
    Aspect.CONFLICT,
    _GUESS,
    Source.WSDL,
    "A page shows an operation that the WSDL does not have: one of them is older, or the WSDL has a"
    " part of the service. The operation is kept.",
    change=_OLDER,
    remark=Remark(
        "The WSDL does not have this operation.",
        "It is kept as the page shows it: the WSDL may be older.",
    ),
    code="not-in-wsdl",
)
OTHER_TYPE = Rule(
    "other-type-in-wsdl",
    Aspect.CONFLICT,
    _GUESS,
    Source.WSDL,
    "A page prints another type than the WSDL states: one of them is older. The WSDL's is taken.",
    change=_OLDER,
    remark=Remark(
        "The page prints {shown}, the WSDL states {stated}.",
        "Taken as {stated}: a WSDL stands above a page.",
    ),
    code="other-in-wsdl",
)
OTHER_ACTION = Rule(
    "other-action-in-wsdl",
    Aspect.CONFLICT,
    _GUESS,
    Source.WSDL,
    "A page prints another SOAPAction than the WSDL states. The WSDL's is sent.",
    change=_OLDER,
    remark=Remark(
        "The page prints the SOAPAction {shown}, the WSDL states {stated}.",
        "The one of the WSDL is sent.",
    ),
    code="other-in-wsdl",
)
OTHER_HOST = Rule(
    "other-host-in-wsdl",
    Aspect.CONFLICT,
    _GUESS,
    Source.WSDL,
    "A page prints another host than the WSDL states. Calls go to the WSDL's; base_url names"
    " another.",
    change="Pass the address that the service has now as base_url of the client.",
    remark=Remark(
        "The page prints the host {shown}, the WSDL states {stated}.",
        "Calls go to {stated}.",
    ),
    code="other-in-wsdl",
)
