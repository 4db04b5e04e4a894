"""Writes packages to the disk: formatting, plan, diff, writing; and prints reports."""
