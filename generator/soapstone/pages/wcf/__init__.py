"""The WCF REST page family: help pages of operations (``/help/operations/X``)."""
