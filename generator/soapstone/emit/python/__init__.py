"""Emits a contract as a Python package: views, templates, imports and line breaks."""
