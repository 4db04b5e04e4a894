"""Real messages, recorded: evidence beside the pages, in ``specs/<service>/recorded/``.

    files -> documents -> observations (what stands where, beside the contract) -> contract

``files`` reads XML, raw HTTP (``http_dumps``) and HAR (``har``) into ``documents``; ``observing``
walks these beside the contract, and ``learning`` refines it by what was seen. ``redacting`` gives
recordings other values, so that they can be checked in.

No value of a recording leaves ``values``: what is kept of a text is its form, and which types can
read it. Two things are names rather than values, and stay: the words of a member that is known as
an enumeration, and ``xsi:type``.
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
