"""What .NET's serializers make of C# classes, by their rules, and what they made of objects."""
