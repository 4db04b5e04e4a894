"""Reads documents: parses XML safely, and turns trees into records."""
