"""Generated Python in black's style, with black's defaults, so that it is at home in any project."""

from __future__ import annotations

import black
from black.mode import TargetVersion


def formatted(path: str, text: str) -> str:
    """The text as black leaves it. Only Python is formatted; black is told of stub files."""
    if not path.endswith((".py", ".pyi")):
        return text
    mode = black.Mode(
        target_versions={TargetVersion.PY311}, is_pyi=path.endswith(".pyi")
    )
    return black.format_str(text, mode=mode)
