"""Serves a service in place of the real one: ``soapstone serve``."""
