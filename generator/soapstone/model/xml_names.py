"""The characters of XML names without a prefix: NCName (Namespaces in XML 1.0 section 3)."""

from __future__ import annotations

import re

FIRST = (
    r"A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
    r"\U00010000-\U000effff"
)
"""Those a name may begin with, for a set of a regular expression (XML 1.0, production 4). Vowel
signs of Hindi and Thai only follow.
"""
OTHERS = rf"{FIRST}\-.0-9\xb7\u0300-\u036f\u203f\u2040"
"""Those that may follow (production 4a)."""
NCNAME = re.compile(f"[{FIRST}][{OTHERS}]*")
