"""Writes records as XML, with the unknown content that they keep."""
