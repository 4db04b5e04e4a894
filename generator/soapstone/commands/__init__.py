"""The commands of ``soapstone``, one module for each, and what they share.

What a command needs is imported when it runs, so that ``--version`` and ``--help`` answer at once.
"""
