"""Inputs beside the pages of a service: name locks, overrides and recorded messages."""
