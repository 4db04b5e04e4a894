"""Types that every stage shares: facts, contract, findings, names.

This room imports no stage.
"""
