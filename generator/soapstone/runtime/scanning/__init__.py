"""Documents read without a tree, where they have the shape that .NET writes."""
