"""Calls operations: a flow without input and output, two drivers of it, and transports."""
