"""What ServiceStack's pages show beside XML samples: tables, C# source, JSON, JSV and CSV."""
