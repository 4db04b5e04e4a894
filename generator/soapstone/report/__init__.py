"""Reports: what a run yields, as text for people and as JSON for programs."""
