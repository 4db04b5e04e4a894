"""Writes packages to the disk: plan, diff, writing."""
