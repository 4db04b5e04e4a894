"""Runs the generator: finds the services and takes each from its pages to its files."""
