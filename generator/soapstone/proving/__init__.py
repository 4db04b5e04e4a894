"""Tests the services of a user: their samples, filled, through the code made from them.

pages -> samples -> filled -> read, written, read again -> compared, and judged by xmlschema

The package is made in memory as ``generate`` makes it, and loaded from a temporary folder; nothing
is written among the user's files.
"""
