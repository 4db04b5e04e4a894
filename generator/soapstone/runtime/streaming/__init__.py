"""Reads and writes large documents item by item, in constant memory."""
