"""Masks secrets in what is shown: passwords, tokens, keys, credentials, cookies.

A member is secret by the last word of its name, and unless it holds a flag: ``userCodeDirectPush``
is none, ``AuthorizingCode`` is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote

_LAST_WORDS: Final = frozenset(
    "auth authorization cookie credential csrf cvc cvv digest hmac iban jwt kennwort nonce otp "
    "pass passwd passwort pfx pin pw pwd salt session sid signature ssn ticket xsrf".split()
)
_OF_CODES: Final = frozenset(
    "access activation auth authorization authorizing confirmation duress factor installer master "
    "mfa otp passphrase pin secret security unlock user verification".split()
)
"""The words before ``Code`` that do: ``ResultCode`` is no secret."""
_ENDS: Final = tuple(
    "apikey cardnumber cardno connectionstring passcode passphrase password passwordanswer "
    "passwords secret secretanswer secrets securityanswer sessionid token tokens".split()
)
"""Ends of names, also of those that do not show where their words begin: ``accesstoken``."""
_HEADERS: Final = frozenset(
    "authorization proxy-authorization cookie set-cookie authentication-info".split()
)
_ADDRESSES: Final = frozenset("location content-location referer".split())
_USER: Final = re.compile(r"(^|//)[^/?#]*@")
"""What is before the host of an address, also of one that is no URL."""
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_BARE: Final = re.compile(r"(?i)true|false|")
_DIGIT: Final = re.compile(r"\d")
_LETTER: Final = re.compile(r"(?!(?<=1)(?:T1|Z\s*$))[^\W\d_]")
"""A letter, but not those between and behind the digits of a time."""
_IDENTIFIERS: Final = frozenset(
    "again base64 confirm encrypted guid hash hashed id new old pem plain string text value".split()
)
"""Last words that say nothing themselves: ``SessionID``, ``PasswordHash``."""


def is_secret(name: str) -> bool:
    """Return whether a member of this name holds a secret: ``SessionID``, ``api_key``."""
    words = [each.lower() for each in _WORD.findall(name)]
    while not "".join(words).endswith(_ENDS):
        if len(words) < 2 or not (words[-1] in _IDENTIFIERS or words[-1].isdigit()):
            break
        words.pop()
    else:
        return True
    if not words:
        return False
    last, before = words[-1].removesuffix("s"), words[-2] if len(words) > 1 else ""
    if last == "code":
        return before in _OF_CODES
    return (
        words[-1] in _LAST_WORDS
        or last in _LAST_WORDS
        or (last == "key" and before != "")
    )


Mask = Callable[[str], str]
"""What stands in place of a secret: ``masked`` or ``of_same_shape``."""


def masked(text: str) -> str:
    """Return what is shown in place of a secret; flags and nothing are none."""
    return text if _BARE.fullmatch(text.strip()) else "•••"


def of_same_shape(text: str) -> str:
    """Return a text with ``1`` for each digit and ``a`` for each letter; flags remain.

    A recording keeps so the type of a member that it shows: numbers, times and GUIDs stay valid.
    """
    if _BARE.fullmatch(text.strip()):
        return text
    return _LETTER.sub("a", _DIGIT.sub("1", text))


def masked_header(name: str, text: str, mask: Mask = masked) -> str:
    """Return the value of an HTTP header; of credentials the scheme remains."""
    known = name.lower()
    if known in _ADDRESSES:
        return masked_url(text, mask)
    if known not in _HEADERS and not is_secret(name):
        return text
    scheme, blank, _ = text.partition(" ")
    if blank and known.endswith("authorization"):
        return f"{scheme} •••"
    return mask(text)


def masked_url(url: str, mask: Mask = masked) -> str:
    """Return a URL without a password, and with its secret parameters masked; odd ones, too."""
    address, question, rest = url.partition("?")
    query, hash_, fragment = rest.partition("#")
    address = _USER.sub(r"\1•••@", address, count=1)
    return f"{address}{question}{masked_form(query, mask)}{hash_}{fragment}"


def masked_form(text: str, mask: Mask = masked) -> str:
    """Return ``a=1&password=x`` with its secrets masked."""
    pairs = []
    for pair in text.split("&"):
        name, sign, value = pair.partition("=")
        hidden = sign and is_secret(unquote(name))
        pairs.append(f"{name}={mask(value)}" if hidden else pair)
    return "&".join(pairs)
