"""What the objects of the test data hold, as their C# initialisers say; and objects as such values.

A record is a dict of its fields. A field that no initialiser sets has its type's default and is not
written down here, except an enumeration's, whose member 0 is the C# source's to know.
"""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID


class Of(NamedTuple):
    """A member of an enumeration, told from its text."""

    text: str


class Starts(str):
    """A text of which only the beginning is said."""

    __slots__ = ()


class At(NamedTuple):
    """A moment that is more than a naive datetime of whole microseconds."""

    moment: datetime
    offset: timedelta | None = None
    tick: int = 0


DEFAULTS: tuple[Any, ...] = (
    *(None, False, 0, 0.0, Decimal(0), UUID(int=0), timedelta(0), datetime.min),
    At(datetime.min, timedelta(0)),
    [],
)


def same(found: Any, expected: Any) -> bool:
    """Whether what was found is what was expected, or where nothing was, a default."""
    if isinstance(expected, Starts):
        return str(found).startswith(expected)
    if isinstance(found, Fields) and isinstance(expected, dict):
        return expected.keys() <= found.keys() and all(
            same(each, expected[name]) if name in expected else each in DEFAULTS
            for name, each in found.items()
        )
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    if isinstance(found, dict) and isinstance(expected, dict):
        return list(found) == list(expected) and all(
            same(found[key], expected[key]) for key in found
        )
    return type(found) is type(expected) and bool(found == expected)


class Fields(dict[str, Any]):
    """A record's fields; a map is a plain dict."""


def plain(value: Any) -> Any:
    """A record as a dict, with all that it holds; nothing but values that ``==`` tells apart."""
    if dataclasses.is_dataclass(value) and hasattr(value, "_wire"):
        names = [each.name for each in dataclasses.fields(value)]
        fields = {name: plain(getattr(value, name)) for name in names}
        return Fields({name: each for name, each in fields.items() if name != "_wire"})
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {plain(key): plain(each) for key, each in value.items()}
    if isinstance(value, Enum):
        return Of(str(value))
    if isinstance(value, datetime):
        tick = getattr(value, "tick", 0)
        if value.tzinfo or tick:
            return At(value.replace(tzinfo=None), value.utcoffset(), tick)
    if hasattr(value, "text") and not isinstance(value, Of):
        return value.text
    return value


_DU = At(datetime(2021, 3, 4, 5, 6, 7), timedelta(0))
_GUID = UUID("01234567-89ab-cdef-0123-456789abcdef")
_ITEM_1 = {"id": 1, "name": "n1"}
_ITEM_2 = {"id": 2, "name": "n2"}
_MAX = datetime(9999, 12, 31, 23, 59, 59, 999999)
_RED = {"enum": Of("Red")}
_ENUMS = {"b": Of("A"), "c": Of("Red"), "d": "", "p": Of("None")}
_STRINGS = {"String": "String"}
_EMIT = {
    "i": 1,
    "s": "",
    "b": True,
    "d": _DU,
    "g": _GUID,
    "n": 0,
    "l": [],
    "e": Of("Green"),
    "req": "r",
    "req_no_emit": "rn",
    "plain": "p",
}
_FIX = 'xmlns="http://schemas.datacontract.org/2004/07/Fix"'
_A = 'xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays"'
_I = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
_SER = 'xmlns:b="http://schemas.microsoft.com/2003/10/Serialization/"'
_SYS = 'xmlns:b="http://schemas.datacontract.org/2004/07/System"'
_XSD = 'xmlns:b="http://www.w3.org/2001/XMLSchema"'

EXPECTED: dict[str, Any] = {
    "collection_contract": {
        "bag": [1],
        "headers": {"a": "1"},
        "item_bag": [_ITEM_1],
        "plain": [_ITEM_2],
        "tags": ["t1", "t2"],
    },
    "collection_contract_null": {},
    "collections_dconly": {
        "enumerable": [1],
        "i_list": [_ITEM_1],
        "pairs": [{"key": "k", "value": 1}],
        "set": ["a"],
        "spans": [timedelta(days=1)],
    },
    "collections_empty": {
        "list_int": [],
        "arr_int": [],
        "list_string": [],
        "items": [],
        "blobs": [],
        "untyped": [],
    },
    "collections_null": {},
    "datatable": {
        "schema": Starts(
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" id="MyDs"'
        ),
        "diffgram": Starts("<diffgr:diffgram "),
    },
    "dictionaries": {
        "enum_nullable": {Of("Red"): None},
        "guid_bool": {UUID(int=0): True},
        "hash": {
            f'<a:Key {_A} {_XSD} {_I} i:type="b:string">h</a:Key>': (
                f'<a:Value {_A} {_XSD} {_I} i:type="b:int">5</a:Value>'
            )
        },
        "iface": {"z": 1},
        "int_item": {1: _ITEM_1},
        "nested": {"n": {"x": "y"}},
        "sorted": {"g": {"value": 3}},
        "str_list": {"l": [1, 2]},
        "str_obj": {
            "i": f'<a:Value {_A} {_XSD} {_I} i:type="b:int">1</a:Value>',
            "s": f'<a:Value {_A} {_XSD} {_I} i:type="b:string">x</a:Value>',
        },
        "str_str": {"a": "1", "b": None},
    },
    "dictionaries_empty": {"str_str": {}},
    # E is (Color)0, Red: absent, it is read as "", as no document tells which member that is.
    "emit_default_empty dcs": {"req_no_emit": "x", "e": ""},
    "emit_default_empty xs": {"req_no_emit": "x", "e": Of("Red")},
    "emit_default_required_missing": {"e": Of("Red")},
    "emit_default_set": _EMIT,
    "enums_flags_zero_no_member dcs": {**_ENUMS, "r": Of("first value")},
    "enums_flags_zero_no_member xs": {**_ENUMS, "r": Of("first-value")},
    "extensible_roundtrip_v1": {"a": 1},
    "extensible_v2": {"a": 1, "new_string": "ns", "new_list": [1, 2]},
    "generics": {
        "custom": {"x": 1, "y": _ITEM_1},
        "g_arr": {"value": [1]},
        "g_dict": {"value": {"a": 1}},
        "g_int": {"value": 1},
        "g_item": {"value": _ITEM_1},
        "g_list": {"value": [_ITEM_1]},
        "g_nullable": {"value": 1},
        "g_string": {"value": "s"},
        "many": [{"value": None}],
        "nested": {"value": {"value": 0}},
        "nested_class": {"v": 1},
        "p": {"first": 1, "second": _ITEM_2},
        "p_other": {"first": {"t": 1}, "second": datetime.min},
        "simple": {"x": "x"},
    },
    "inheritance": {
        "star": {"name": "Rex", "age": 3, "barks": True, "alias": "R"},
        "all": [
            {"name": "a", "age": 0},
            {"name": "c", "lives": 9},
            {"name": "p", "barks": False, "aaa": 1},
            None,
        ],
        "arr": [{"name": "d", "barks": False}],
    },
    "names dcs": {"other": "o"},
    "names xs": {"x_el": "o"},
    "names_mapped_assembly_ns": {"a": 1, "it": _ITEM_1},
    "nullables_dconly": {"time_span": timedelta(0)},
    "nullables_null": {},
    "nullables_set": {
        "bool_": False,
        **dict.fromkeys(("byte", "int_", "long", "s_byte", "short"), 0),
        **dict.fromkeys(("u_int", "u_long", "u_short"), 0),
        **dict.fromkeys(("double", "float_"), 0.0),
        "decimal": Decimal(0),
        "char": "0",
        "date_time": datetime.min,
        "enum": Of("Red"),
        "guid": UUID(int=0),
        "struct": {"x": 1},
    },
    "objects_dconly": {
        "one": f"<One {_FIX}/>",
        "values": [
            f'<a:anyType {_A} {_SER} {_I} i:type="b:duration">PT1M</a:anyType>',
            f'<a:anyType {_A} {_SYS} {_I} i:type="b:DateTimeOffset">'
            "<b:DateTime>2019-12-31T22:00:00Z</b:DateTime>"
            "<b:OffsetMinutes>120</b:OffsetMinutes></a:anyType>",
            f'<a:anyType {_A} {_XSD} {_I} i:type="b:anyURI">http://x/</a:anyType>',
            f'<a:anyType {_A} {_I} i:type="a:ArrayOfKeyValueOfstringstring">'
            "<a:KeyValueOfstringstring><a:Key>a</a:Key><a:Value>b</a:Value>"
            "</a:KeyValueOfstringstring></a:anyType>",
            f'<a:anyType {_FIX} {_A} {_I} i:type="GenericOfint"><Value>1</Value></a:anyType>',
        ],
    },
    # What Mono wrote; .NET Core refuses the unknown type.
    "objects_unknown_type": {
        "one": f'<One {_FIX} {_I} i:type="Point"><X>0</X><Y>0</Y></One>'
    },
    "order": {},
    "prims": {
        "bool_": True,
        "s_byte": -5,
        "byte": 200,
        "short": -300,
        "u_short": 60000,
        "int_": -70000,
        "u_int": 4000000000,
        "long": -5000000000,
        "u_long": 18000000000000000000,
        "float_": 1.5,
        "double": 0.1,
        "decimal": Decimal("123.4500"),
        "char": "A",
        "string": "a<b>&\"'c",
        "guid": _GUID,
        "date_time": At(datetime(2021, 3, 4, 5, 6, 7, 123450), timedelta(0)),
        "bytes_": b"\0\1\xfe\xff",
        "enum": Of("Green"),
        "q_name": "{urn:qn}loc",
    },
    "prims_dconly": {
        "date_time_offset": At(
            datetime(2021, 3, 4, 5, 6, 7, 89000), timedelta(minutes=330)
        ),
        "time_span": timedelta(days=1, hours=2, minutes=3, seconds=4, milliseconds=5),
        "uri": "http://ex.com/a%20b?q=1&r=%20",
    },
    "prims_dconly_rel": {"uri": "rel/path"},
    "prims_inf": {
        **_RED,
        "float_": float("inf"),
        "double": float("-inf"),
        "char": "\n",
    },
    "prims_max": {
        **_RED,
        "s_byte": 127,
        "byte": 255,
        "short": 32767,
        "u_short": 65535,
        "int_": 2**31 - 1,
        "u_int": 2**32 - 1,
        "long": 2**63 - 1,
        "u_long": 2**64 - 1,
        "float_": (2 - 2**-23) * 2.0**127,
        "double": 1.7976931348623157e308,
        "decimal": Decimal(2**96 - 1),
        "char": "\uffff",
        "date_time": At(_MAX, tick=9),
        "string": "\U0001f600",
    },
    "prims_min": {
        **_RED,
        "s_byte": -128,
        "short": -32768,
        "int_": -(2**31),
        "long": -(2**63),
        "float_": -(2 - 2**-23) * 2.0**127,
        "double": -1.7976931348623157e308,
        "decimal": Decimal(1 - 2**96),
        "char": "x",
        "string": "",
        "bytes_": b"",
    },
    "private_members dcs": {"hidden": 7, "ro": 8},
    "private_members xs": {},
    "references_null dcs": {"id": "i1", "name": "solo"},
    "references_null xs": {"name": "solo"},
    "root_custom_gen": {},
    "root_derived_as_base": {"name": "c"},
    "root_dict_generic_item": {"items": []},
    "root_dict_str_generic": {"items": []},
    "root_generic_dc_ns": {},
    "root_generic_generic_item": {},
    "root_generic_item": {"value": _ITEM_1},
    "root_generic_other_ns": {},
    "root_int_array": {"items": [1, 2]},
    "root_jagged": {"items": [[1]]},
    "root_kvp": {"key": 1, "value": _ITEM_1},
    "root_list_generic_item": {"items": []},
    "root_list_string": {"items": ["a", None]},
    "root_nested_class": {"in_": {"v": 1}, "dp": {"w": 2}},
    "root_pair_datetime_guid": {},
    "root_pair_int_item": {},
    "root_pair_list_dict": {},
    "root_puppy": {"name": "p", "age": 1, "barks": True, "alias": "al", "aaa": 5},
    "root_taglist": {"items": ["x"]},
    "serializable_fields dcs": {"auto_k_backing_field": 3, "priv": "p", "pub": 1},
    "serializable_fields xs": {"pub": 1, "skip": 2, "auto": 3},
    "servicestack_request": {
        "accounts": [
            {
                "ref_id": 0,
                "ref_id_str": "String",
                "email": "String",
                "roles": ["String"],
                "last_login_attempt": datetime.min,
                "meta": _STRINGS,
            }
        ]
    },
    "servicestack_response": {
        "items": [
            {
                "account": {"meta": _STRINGS},
                "response_status": {
                    "error_code": "String",
                    "message": "String",
                    "stack_trace": "String",
                    "errors": [
                        {
                            "error_code": "String",
                            "field_name": "String",
                            "message": "String",
                            "meta": _STRINGS,
                        }
                    ],
                    "meta": _STRINGS,
                },
            }
        ]
    },
    "structs": {
        "p": {"x": 1, "y": 2},
        "d": {"a": 1, "b": "b"},
        "ps": [{"x": 0, "y": 0}],
        "n": {"a": 2},
    },
    "structs_dconly": {
        "kv": {"key": "k", "value": 1},
        "nps": [{"x": 1}, None],
        "tup": {"m_item1": 1, "m_item2": "t"},
        "ver": {"major": 1, "minor": 2, "build": 3, "revision": 4},
    },
    "xs_attrs": {
        "id": 1,
        "code": 'c\n"<',
        "when": date(2020, 2, 3),
        "nums": "1 2",
        "col": Of("Blue"),
        "line": [{"sku": "s", "value": "t"}, {"value": " "}],
        "addresses": [{"city": "X"}],
        "mixed": {"items": [1, "s", {}]},
        "choice_str": "ch",
        "date_": date(2020, 1, 2),
        "time_": time(3, 4, 5, 678000, UTC),
        "hex": b"\xab\1",
        "b64": b"\xab\1",
        "uri": "http://x",
        "duration": timedelta(days=1),
        "big_int": 123456789012345678901234567890,
        "tokens": ["a", "b"],
        "opt": 5,
        "def_changed": 6,
        "unq": "u",
        "empty_arr": [],
        "table": [[1, 2], [3]],
    },
    # In Berlin, where the machine stood.
    "xs_attrs_empty": {
        "col": Of("Red"),
        "when": date.min,
        "date_": date.min,
        "time_": time(0, 0, tzinfo=timezone(timedelta(hours=1))),
    },
    "xs_choice": {"items": [1, ("str", "a"), ("alt", "b")]},
}
"""By case, and by serializer where they differ."""
