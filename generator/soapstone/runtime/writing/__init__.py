"""Records written, with what was read beside their members."""
