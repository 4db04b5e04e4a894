"""Calls by HTTP GET and POST: requests as query strings or form bodies, and bare return values."""
