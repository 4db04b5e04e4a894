"""What ServiceStack pages tell beside their samples: tables, C# source, other formats."""
