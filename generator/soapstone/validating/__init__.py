"""Validates messages: is each what the service takes, and what would .NET do with its faults?

files -> messages -> matched with operations -> judged by reader, table of members and schema

``inputs.recordings`` reads the files. The stand-in of the package knows what .NET does with a
fault, its reader finds wrong values, and the emitted XSD the rest: occurrence, facets, nil.
"""
