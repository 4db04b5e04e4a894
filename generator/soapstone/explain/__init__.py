"""Explains a decision: the lines of pages behind it, the rule, and what would change it.

    pages -> ``places`` (where samples show a member) -> ``evidence`` (their lines)
    ``model.decisions`` (recorded where they were made)   -> explanation -> ``report``

``subjects`` finds what a person asks for; ``members``, ``types`` and ``operations`` explain it.
Nothing is decided here, and no sentence about a rule stands here: see ``model.catalogue``.
"""
