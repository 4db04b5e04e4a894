"""Types that every stage shares: facts of pages, the contract, findings, names. It imports no
stage.
"""
