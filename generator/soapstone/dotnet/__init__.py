"""What .NET is, whoever asks: its scalars, well-known enumerations, namespaces, C# type names."""
