"""A server that authenticates connections by NTLM, as IIS does, before it answers."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
import spnego

from tests.runtime.calling.server import Answer, Connection, http


def guarded(folder: Path, patch: pytest.MonkeyPatch, answer: Answer) -> Answer:
    """Return an answer for the user ``DOM\\user`` alone, whose password is ``secret``."""
    users = folder / "users"
    users.write_text("DOM:user:secret\n")
    patch.setenv("NTLM_USER_FILE", str(users))
    contexts: dict[int, Any] = {}

    def let_in(connection: Connection) -> bytes | None:
        return answer(connection) if callable(answer) else answer

    def asked(connection: Connection) -> bytes | None:
        number = connection.number
        _, _, token = connection.request.headers.get("authorization", "").partition(" ")
        context = contexts.get(number)
        if context and context.complete and not token:
            return let_in(connection)
        if not token:
            return http(b"", "401 Who", "", "WWW-Authenticate: NTLM")
        if context is None or context.complete:
            contexts[number] = context = spnego.server(protocol="ntlm")
        try:
            out = context.step(base64.b64decode(token))
        except spnego.exceptions.SpnegoError:
            contexts.pop(number)
            return http(b"", "401 Wrong", "", "WWW-Authenticate: NTLM")
        if context.complete:
            return let_in(connection)
        more = base64.b64encode(out or b"").decode()
        return http(b"", "401 More", "", f"WWW-Authenticate: NTLM {more}")

    return asked
