"""Reads documents without a tree, by patterns, if they have the shape that .NET writes."""
