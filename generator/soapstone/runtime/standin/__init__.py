"""Stands in for a service: answers calls in its place, with the classes of its package."""
