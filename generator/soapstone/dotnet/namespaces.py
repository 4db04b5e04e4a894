"""XML namespaces that .NET's serializers use of their own accord."""

from __future__ import annotations

XSD = "http://www.w3.org/2001/XMLSchema"

DATA_CONTRACT = "http://schemas.datacontract.org/2004/07/"
"""Followed by the CLR namespace of the type that declares the member."""

UNKNOWN = "?"
"""No page shows the namespace: of what stands in it, no XML can be written."""

ARRAYS = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
"""Items of collections of built-in types, and entries of dictionaries; never a record's members."""

SERIALIZATION = "http://schemas.microsoft.com/2003/10/Serialization/"
"""Documents of built-in types: ``<int>``."""

SYSTEM = DATA_CONTRACT + "System"
"""Items of collections of ``Nullable<T>``, and members of System's own structs."""

GENERIC_COLLECTIONS = DATA_CONTRACT + "System.Collections.Generic"
"""Members of ``KeyValuePair<K, V>``."""

SERVICESTACK = "http://schemas.servicestack.net/types"
"""ServiceStack's own types, ``ResponseStatus`` among them."""
