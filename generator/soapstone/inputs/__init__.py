"""What stands beside the pages of a service: names, overrides, recordings."""
