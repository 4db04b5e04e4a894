"""Recorded messages: evidence beside the pages, in ``specs/<service>/recorded/``.

    files -> documents -> observations (per member of the contract) -> contract

``files`` reads XML, raw HTTP (``http_dumps``) and HAR (``har``) into ``documents``; ``observing``
compares these with the contract, and ``learning`` refines it by the observations. ``redacting``
replaces the values of recordings, so that they can be checked in.

No value of a recording leaves ``values``: of a text remain its form and the types that can read it.
Two kinds of text are names and not values, and remain: members of known enumerations, and
``xsi:type``.
"""

from soapstone.inputs.recordings.files import Recordings, content_of, read_recordings
from soapstone.inputs.recordings.learning import Learned, learn
from soapstone.inputs.recordings.redacting import redacted

__all__ = [
    "Learned",
    "Recordings",
    "content_of",
    "learn",
    "read_recordings",
    "redacted",
]
