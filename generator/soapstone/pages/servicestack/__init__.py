"""The ServiceStack family: metadata pages, their tables, samples and C# source."""
