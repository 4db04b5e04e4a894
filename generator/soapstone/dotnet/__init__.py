"""Tables and rules of .NET: scalars, enumerations, namespaces, C# type names."""
