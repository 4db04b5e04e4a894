"""Facts of .NET that any stage may use: scalars, well-known enumerations, namespaces, C# type
names.
"""
