"""Writes programs to be copied: a call of an operation, a record that is made."""
