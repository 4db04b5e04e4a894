"""One run: which services there are, and the recipe from the pages of each to its files."""
