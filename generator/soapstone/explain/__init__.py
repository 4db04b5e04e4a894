"""Explains a decision: the lines of pages behind it, the rule, and what would change it.

    pages -> ``places`` (where samples show a member) -> ``evidence`` (their lines)
          -> ``rules`` (the tables ``member_rules``, ``type_rules``) -> explanation -> ``report``

``subjects`` finds what a person asks for; ``members``, ``types`` and ``operations`` explain it.
Nothing is decided here: inference and overrides have decided, and the tables repeat their rules in
words.
"""
