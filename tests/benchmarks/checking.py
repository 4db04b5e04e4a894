"""Whether a candidate reads and writes what the payload says, before its time is taken."""

from __future__ import annotations

from typing import Any

from tests.benchmarks.payloads import Payload, text_of
from tests.benchmarks.peers import Candidate, Peer
from tests.benchmarks.peers.soapstone import Soapstone


class DifferentError(Exception):
    """A candidate reads or writes something else than the payload says."""


def check(candidate: Candidate, peer: Peer, payload: Payload) -> None:
    """Raises DifferentError with the first place that differs."""
    message = peer.read(payload.data)
    expected = payload.value if candidate.typed else _texts(payload.value)
    _compare(f"{candidate.name} reads", peer.value(message), expected)
    ours = Soapstone(payload)
    written = ours.value(ours.read(peer.write(message)))
    _compare(f"{candidate.name} writes", written, payload.value)


def _texts(value: Any) -> Any:
    """A value with all leaves as texts, for a reader that knows no types."""
    if isinstance(value, dict):
        return {name: _texts(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_texts(each) for each in value]
    return None if value is None else text_of(value)


def _compare(path: str, found: Any, expected: Any) -> None:
    # zeep does not tell a nil list or map from an empty one; the payloads hold no empty ones.
    found = None if found in ([], {}) else found
    if type(found) is type(expected) is dict and [*found] == [*expected]:
        for name in expected:
            _compare(f"{path}.{name}", found[name], expected[name])
    elif type(found) is type(expected) is list and len(found) == len(expected):
        for index, each in enumerate(expected):
            _compare(f"{path}[{index}]", found[index], each)
    elif type(found) is not type(expected) or found != expected:
        raise DifferentError(f"{path}: {found!r:.80} instead of {expected!r:.80}")
