"""Who calls: what a client can be given as ``auth``."""

from __future__ import annotations

import base64
from dataclasses import field
from typing import Literal

from ..immutable import Value, value


@value()
class Basic(Value):
    """A user and a password in each request (RFC 7617), in UTF-8."""

    user: str
    password: str = field(repr=False)

    @property
    def header(self) -> str:
        """The value of ``Authorization``."""
        pair = f"{self.user}:{self.password}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"


@value()
class Bearer(Value):
    """A token in each request (RFC 6750)."""

    token: str = field(repr=False)

    @property
    def header(self) -> str:
        """The value of ``Authorization``."""
        return f"Bearer {self.token}"


@value()
class Digest(Value):
    """A user, and a digest of the password over what the service asks for (RFC 7616)."""

    user: str
    password: str = field(repr=False)


@value()
class Negotiate(Value):
    """Windows authentication: needs the extra ``ntlm``.

    Without a user it takes the one who is signed in (Windows, or Kerberos' ticket). A user can have
    a domain: ``DOMAIN\\user``, ``user@domain``. Each call in flight has a connection of its own,
    because NTLM authenticates connections.
    """

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    scheme: Literal["Negotiate", "NTLM"] = "Negotiate"
    """The scheme that is answered: what IIS has in ``WWW-Authenticate``."""


Auth = Basic | Bearer | Digest | Negotiate
