"""The ServiceStack page family: metadata pages with their tables, samples and C# source."""
