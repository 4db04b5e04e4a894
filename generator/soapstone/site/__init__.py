"""The report: a static site that shows saved pages beside what was made of them.

It decides nothing: every text is of ``explain``, the catalogue of rules or ``changes``. A page is
hostile: templates escape its texts, and a content security policy lets no markup run or fetch.
"""
