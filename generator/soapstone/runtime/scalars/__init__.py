"""Reads and writes scalar values as .NET does, a module for each group of XSD types."""
