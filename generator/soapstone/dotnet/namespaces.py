"""XML namespaces of .NET's serializers and of ServiceStack.

Source: DataContractSerializer's documentation, and what the serializers write.
"""

from __future__ import annotations

XSD = "http://www.w3.org/2001/XMLSchema"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

DIFFGRAM = "urn:schemas-microsoft-com:xml-diffgram-v1"
"""Of the element with the rows of a DataSet."""

DATA_CONTRACT = "http://schemas.datacontract.org/2004/07/"
"""The CLR namespace of the type that declares the member follows it."""

UNKNOWN = "?"
"""Stands for a namespace that no page shows. A message with such a name cannot be written as
XML.
"""

ARRAYS = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
"""Of the items of collections of built-in types and of the entries of dictionaries; never of a
record's members.
"""

SERIALIZATION = "http://schemas.microsoft.com/2003/10/Serialization/"
"""Of documents that are one built-in value: ``<int>``."""

MICROSOFT = "http://microsoft.com/wsdl/types/"
"""Of the simple types that XmlSerializer has beyond those of XML Schema: ``guid`` and ``char``."""

SYSTEM = DATA_CONTRACT + "System"
"""Of the items of collections of ``Nullable<T>``, and of the members of System's own structs."""

GENERIC_COLLECTIONS = DATA_CONTRACT + "System.Collections.Generic"
"""Of the members of ``KeyValuePair<K, V>``."""

SERVICESTACK = "http://schemas.servicestack.net/types"
"""Of ServiceStack's own types, such as ``ResponseStatus``."""
