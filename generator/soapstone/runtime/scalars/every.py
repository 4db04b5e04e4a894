"""All functions for scalars in one module, for use by hand; generated code imports what it needs.

For each XSD type ``x`` (its local name in snake case; also Microsoft's ``guid`` and ``char``):

* ``read_x(text)`` returns the Python value. It accepts every text that XmlSerializer or
  DataContractSerializer accepts, except times whose date would be the current one.
* ``write_x(value)`` returns the text between two XML tags, escaped. ``attribute_text`` turns it
  into the text of an attribute in double quotes.

Both raise ``ValueError`` with what was expected; the caller adds the path and the value.
"""

from __future__ import annotations

from .binary import (
    read_base64_binary,
    read_hex_binary,
    write_base64_binary,
    write_hex_binary,
)
from .decimals import (
    GuessWarning,
    read_decimal,
    read_number,
    write_decimal,
    write_number,
)
from .floats import read_double, read_float, write_double, write_float
from .guid import read_guid, write_guid
from .integers import (
    read_byte,
    read_int,
    read_integer,
    read_long,
    read_negative_integer,
    read_non_negative_integer,
    read_non_positive_integer,
    read_positive_integer,
    read_short,
    read_unsigned_byte,
    read_unsigned_int,
    read_unsigned_long,
    read_unsigned_short,
    write_byte,
    write_int,
    write_integer,
    write_long,
    write_negative_integer,
    write_non_negative_integer,
    write_non_positive_integer,
    write_positive_integer,
    write_short,
    write_unsigned_byte,
    write_unsigned_int,
    write_unsigned_long,
    write_unsigned_short,
)
from .text import (
    attribute_text,
    read_any_uri,
    read_boolean,
    read_char,
    read_string,
    write_any_uri,
    write_boolean,
    write_char,
    write_string,
)
from .times import (
    read_date,
    read_date_time,
    read_duration,
    read_time,
    write_date,
    write_date_time,
    write_duration,
    write_time,
)

__all__ = [
    "GuessWarning",
    "attribute_text",
    "read_any_uri",
    "read_base64_binary",
    "read_boolean",
    "read_byte",
    "read_char",
    "read_date",
    "read_date_time",
    "read_decimal",
    "read_double",
    "read_duration",
    "read_float",
    "read_guid",
    "read_hex_binary",
    "read_int",
    "read_integer",
    "read_long",
    "read_negative_integer",
    "read_non_negative_integer",
    "read_non_positive_integer",
    "read_number",
    "read_positive_integer",
    "read_short",
    "read_string",
    "read_time",
    "read_unsigned_byte",
    "read_unsigned_int",
    "read_unsigned_long",
    "read_unsigned_short",
    "write_any_uri",
    "write_base64_binary",
    "write_boolean",
    "write_byte",
    "write_char",
    "write_date",
    "write_date_time",
    "write_decimal",
    "write_double",
    "write_duration",
    "write_float",
    "write_guid",
    "write_hex_binary",
    "write_int",
    "write_integer",
    "write_long",
    "write_negative_integer",
    "write_non_negative_integer",
    "write_non_positive_integer",
    "write_number",
    "write_positive_integer",
    "write_short",
    "write_string",
    "write_time",
    "write_unsigned_byte",
    "write_unsigned_int",
    "write_unsigned_long",
    "write_unsigned_short",
]
