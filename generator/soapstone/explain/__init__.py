"""Explaining: what was decided, every text that speaks of it, the rule, and what would change it.

    inferred places -> evidence (``places``, ``evidence``) -> rule (``rules``, and the tables beside
    it) -> explanation (``explaining``) -> text or JSON (``report``)

``subjects`` finds what a person asks for. Nothing here decides: it tells what inference and
overrides have decided.
"""
