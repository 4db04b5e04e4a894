"""Tests the services of a user: samples, filled, through the code made from them.

They are those of pages, and of what a WSDL alone declares skeletons made from the contract.

    pages    -> samples   -> filled -> read, written, read again -> compared, judged by xmlschema
    contract -> skeletons ->

The package is made in memory as ``generate`` makes it, and loaded from a temporary folder; nothing
is written among the user's files.
"""
