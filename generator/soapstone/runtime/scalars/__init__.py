"""Scalars: the texts of values, read and written as .NET does."""
