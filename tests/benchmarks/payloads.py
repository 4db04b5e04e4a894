"""What is read and written: messages as .NET would send them, and the values they hold.

The values are drawn with a fixed seed, so every run and every machine measures the same bytes.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

_REQUESTS = "http://schemas.datacontract.org/2004/07/PwC.Metering.Core.Services.Contracts.Requests"
_MODELS = (
    "http://schemas.datacontract.org/2004/07/PwC.Metering.Core.Domain.Concretes.Models"
)
_ARRAYS = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TC2 = "https://services.alarmnet.com/TC2/"

Value = dict[str, Any]
"""Members by their names on the wire: what a message says, in no reader's classes.

The leaves are str, int, datetime and None; a list is a list, a map of strings a dict.
"""


@dataclass(frozen=True)
class Payload:
    """One message."""

    name: str
    service: str
    """The folder of ``specs/``."""
    element: str
    """The root's local name."""
    namespace: str
    value: Value
    data: bytes

    @property
    def title(self) -> str:
        return f"{self.name} ({len(self.data) / 1e3:,.1f} kB)"


def payloads(many: int = 1000) -> tuple[Payload, ...]:
    """Every payload; ``many`` is the number of items of the large ones."""
    return (
        accounts(many),
        accounts(many, nil=1 / 3),
        accounts(1),
        statuses(many),
        statuses(1),
    )


def unusual(many: int = 1000) -> tuple[Payload, ...]:
    """Messages with more in them than their pages show, or with nil where .NET rarely sends it."""
    found, answers = accounts(many), statuses(many)
    result, item, name = "<SynchronizePanelUserResult>", "<SyncStatus>", "<DeviceName>"
    first, then, xsi = "<d2p1:Address>", "<d2p1:Address2>", f'xmlns:i="{_XSI}"'
    hidden = "<ErrorCode>0</ErrorCode><ErrorMessage>OK</ErrorMessage>"
    return (
        _changed(answers, "members that no page shows", result, result + hidden),
        _changed(answers, "such members in each item", item, item + hidden),
        _changed(
            found, "an unknown one in each", then, f"<d2p1:New>1</d2p1:New>{then}"
        ),
        _changed(found, "an attribute in each", first, '<d2p1:Address a="1">'),
        _changed(answers, "an attribute in each", name, '<DeviceName a="1">'),
        _changed(answers, "xsi:type in each", item, f'<SyncStatus {xsi} i:type="New">'),
        _nil_devices(answers, f'<DeviceID {xsi} i:nil="true"/>'),
    )


def _changed(payload: Payload, what: str, old: str, new: str) -> Payload:
    """A payload with ``new`` for every ``old``."""
    data = payload.data.replace(old.encode(), new.encode())
    return replace(payload, name=f"{payload.name}: {what}", data=data)


def _nil_devices(payload: Payload, nil: str) -> Payload:
    """Statuses of which a plain value is nil."""
    data = re.sub(rb"<DeviceID>[^<]*</DeviceID>", nil.encode(), payload.data)
    result = payload.value["SynchronizePanelUserResult"]
    items = [{**each, "DeviceID": None} for each in result["SynchronizationStatus"]]
    value = {"SynchronizePanelUserResult": {**result, "SynchronizationStatus": items}}
    name = f"{payload.name}: a plain value nil in each"
    return replace(payload, name=name, value=value, data=data)


def _counted(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


# --- metering: a ServiceStack request, as DataContractSerializer writes it -------------------

_PLACES = ("Köln", "Frankfurt am Main", "Berlin", "München", "Stuttgart", "Hamburg")
_FIRST = ("Anna", "Jürgen", "Sofía", "Liam", "Zoë", "Bartholomäus", "Mia", "Oskar")
_LAST = ("Müller", "Schmidt-Ott", "O'Brien", "Nowak", "García", "Weiß & Söhne", "Li")
_STREETS = ("Hauptstraße", "Am Wall", "Lindenallee", "Rue de l'Église")


def accounts(count: int, nil: float = 0) -> Payload:
    """BatchRegisterAccounts; ``nil`` is the share of nullable members that are."""
    draw = random.Random(2611)
    value = {"Accounts": [_account(draw, index, nil) for index in range(count)]}
    items = "".join(map(_account_xml, value["Accounts"]))
    data = (
        f'<BatchRegisterAccounts xmlns:i="{_XSI}" xmlns="{_REQUESTS}">'
        f'<Accounts xmlns:d2p1="{_MODELS}">{items}</Accounts></BatchRegisterAccounts>'
    )
    name = _counted(count, "account", "accounts") + (", some nil" if nil else "")
    element = "BatchRegisterAccounts"
    return Payload(name, "metering", element, _REQUESTS, value, data.encode())


def _account(draw: random.Random, index: int, nil: float) -> Value:
    first, last = draw.choice(_FIRST), draw.choice(_LAST)
    user, identity = f"{first}.{last}.{index}".lower(), 100_000 + index
    members = {
        "Address": f"{draw.choice(_STREETS)} {draw.randint(1, 200)}",
        "Address2": f"Gebäude {draw.choice('ABC')}, {draw.randint(1, 9)}. Etage",
        "BirthDate": datetime(1950, 1, 1) + timedelta(days=draw.randint(0, 20_000)),
        "BirthDateRaw": f"{draw.randint(1950, 2005)}-04-17",
        "City": draw.choice(_PLACES),
        "Company": f"{draw.choice(_LAST)} GmbH",
        "Country": "Deutschland",
        "CreatedDate": _moment(draw),
        "Culture": "de-DE",
        "DigestHa1Hash": _hash(draw, 32),
        "DisplayName": f"{first} {last}",
        "Email": f"{user}@example.com",
        "FirstName": first,
        "FullName": f"{first} {last}",
        "Gender": draw.choice(("female", "male", "diverse")),
        "Id": identity,
        "Index": index,
        "InvalidLoginAttempts": draw.randint(0, 3),
        "Language": "de",
        "LastLoginAttempt": _moment(draw),
        "LastName": last,
        "LockedDate": _moment(draw),
        "MailAddress": f"Postfach {draw.randint(1000, 9999)}",
        "Meta": {"source": "import", "batch": f"{draw.randint(1, 50)}"},
        "ModifiedDate": _moment(draw),
        "Nickname": first[:3],
        "PasswordHash": _hash(draw, 64),
        "Permissions": ["CanAccess", "CanAdd", "CanEdit"][: draw.randint(1, 3)],
        "PhoneNumber": f"+49 221 {draw.randint(100_000, 999_999)}",
        "PostalCode": f"{draw.randint(1067, 99_998):05}",
        "PrimaryEmail": f"{user}@example.com",
        "ProfileUrl": f"https://example.com/profiles/{identity}?view=full&lang=de",
        "RefId": 5000 + index % 40,
        "RefIdStr": f"{5000 + index % 40}",
        "Roles": ["User", "Admin"][: draw.randint(1, 2)],
        "Salt": _hash(draw, 16),
        "State": "Nordrhein-Westfalen",
        "TimeZone": "Europe/Berlin",
        "UserName": user,
    }
    return {
        name: None if name not in _ALWAYS and draw.random() < nil else value
        for name, value in members.items()
    }


_ALWAYS = ("CreatedDate", "Id", "Index", "InvalidLoginAttempts", "ModifiedDate")
"""The members of .NET value types, which cannot be nil."""

_COLLECTIONS = ("d2p1:Meta", "d2p1:Permissions", "d2p1:Roles")


def _moment(draw: random.Random) -> datetime:
    return datetime(2015, 1, 1) + timedelta(
        seconds=draw.randint(0, 300_000_000), milliseconds=draw.randint(0, 999)
    )


def _hash(draw: random.Random, digits: int) -> str:
    return f"{draw.getrandbits(4 * digits):0{digits}x}"


def _account_xml(account: Value) -> str:
    members = "".join(_member_xml(f"d2p1:{name}", account[name]) for name in account)
    return f"<d2p1:Account>{members}</d2p1:Account>"


def _member_xml(tag: str, value: Any) -> str:
    arrays = f' xmlns:d4p1="{_ARRAYS}"'
    match value:
        case None:
            # A collection declares the namespace of its items even where it is nil.
            return f'<{tag} i:nil="true"{arrays if tag in _COLLECTIONS else ""} />'
        case list():
            content = "".join(_member_xml("d4p1:string", item) for item in value)
        case dict():
            content = "".join(map(_entry_xml, value.items()))
        case _:
            return f"<{tag}>{escape(text_of(value))}</{tag}>"
    return f"<{tag}{arrays}>{content}</{tag}>"


def _entry_xml(entry: tuple[str, str]) -> str:
    key, value = (escape(part) for part in entry)
    return (
        f"<d4p1:KeyValueOfstringstring><d4p1:Key>{key}</d4p1:Key>"
        f"<d4p1:Value>{value}</d4p1:Value></d4p1:KeyValueOfstringstring>"
    )


def text_of(value: str | int | datetime) -> str:
    """A leaf as .NET writes it, before it is escaped."""
    if not isinstance(value, datetime):
        return str(value)
    fraction = f".{value.microsecond:06}".rstrip("0") if value.microsecond else ""
    return f"{value:%Y-%m-%dT%H:%M:%S}{fraction}"


# --- tc2: the answer of an ASMX service, as XmlSerializer writes it --------------------------


def statuses(count: int) -> Payload:
    """SynchronizePanelUserResponse, without its envelope."""
    draw = random.Random(2611)
    items = [_status(draw, index) for index in range(count)]
    result = {
        "ResultCode": 0,
        "ResultData": "Success",
        "SynchronizationStatus": items,
    }
    value = {"SynchronizePanelUserResult": result}
    element = "SynchronizePanelUserResponse"
    data = _nested_xml(element, value, items_of="SyncStatus")
    declared = f'<{element} xmlns:xsi="{_XSI}" xmlns="{_TC2}"'
    data = declared + data.removeprefix(f"<{element}")
    name = _counted(count, "status", "statuses")
    return Payload(name, "tc2", element, _TC2, value, data.encode())


def _status(draw: random.Random, index: int) -> Value:
    steps = draw.randint(3, 12)
    return {
        "DeviceID": 4_000_000_000 + index,
        "DeviceName": f"Panel {draw.choice(_PLACES)} {index}",
        "TotalSteps": steps,
        "CurrentStep": draw.randint(0, steps),
        "Description": "Synchronizing user codes with the panel <main>",
        "StatusText": draw.choice(("In progress", "Done", "Waiting for the panel")),
        "ResultCode": draw.choice((0, 0, 0, -4104)),
        "ResultData": _hash(draw, 24),
    }


def _nested_xml(tag: str, value: Any, items_of: str) -> str:
    match value:
        case dict():
            content = "".join(
                _nested_xml(name, each, items_of) for name, each in value.items()
            )
        case list():
            content = "".join(_nested_xml(items_of, each, items_of) for each in value)
        case _:
            content = escape(text_of(value))
    return f"<{tag}>{content}</{tag}>"
